"""From the rows of a list of people to incoming people, refusals and warnings. Decisions 22 and 23."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from inteam.exchange import codes, csv_text, values
from inteam.exchange.csv_form import CsvForm, require_order
from inteam.exchange.csv_text import Row
from inteam.exchange.fields import Field
from inteam.exchange.incoming import (
    Incoming,
    IncomingAddress,
    IncomingName,
    IncomingPerson,
    IncomingPoint,
    Key,
    NotTaken,
    Refusal,
    Warned,
)
from inteam.exchange.sources import Document
from inteam.exchange.values import DateOrder, UnreadableError
from inteam.people.choices import NhsNumberStatus
from inteam.people.nhs_number import Ranges

Fixes = Mapping[tuple[str, int, int], str]

MOST_LINE = 100  # characters of an address line
MOST_LINES = 5
MOST_SHORT = 35  # title, suffix
MOST_POINT = 200
_DAMAGED = "\ufffd"
_ODS_CODE = re.compile(r"[A-Z0-9]{3,9}")


def people(
    document: Document,
    form: CsvForm,
    *,
    today: date,
    live: bool = False,
    fixes: Fixes | None = None,
    issued: Ranges | None = None,
) -> Iterator[Incoming]:
    """The file's people in its order, cells mended by fixes. Raises InputError where the file cannot be read."""
    reader = _Reader(form, require_order(form), today, live=live, issued=issued)
    mended = _by_line(form, fixes or {})
    for row in csv_text.rows(document, form.encoding, form.delimiter):
        if row.line > form.header_line:
            yield from reader.read(_mended(row, mended[row.line]) if row.line in mended else row)


def _by_line(form: CsvForm, fixes: Fixes) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for (source, line, place), cell in fixes.items():
        if source == form.source:
            found.setdefault(line, {})[place] = cell
    return found


def _mended(row: Row, cells: dict[int, str]) -> Row:
    return Row(row.line, [cells.get(place, cell) for place, cell in enumerate(row.cells)], row.wrong)


class _Reader:
    """Reads one row after another; the columns are looked up once."""

    def __init__(self, form: CsvForm, order: DateOrder, today: date, *, live: bool, issued: Ranges | None) -> None:
        self._issued = issued
        self._form, self._order, self._today, self._live = form, order, today, live
        self._width = len(form.header)
        self._at = {known: place for place, known in reversed(list(enumerate(form.fields))) if known}
        self._mapped = [place for place, known in enumerate(form.fields) if known]
        self._addresses = self._all(Field.ADDRESS)
        self._points = [
            *((place, "mobile", "mobile") for place in self._all(Field.MOBILE)),
            *((place, "phone", _use(form.header[place])) for place in self._all(Field.PHONE)),
            *((place, "email", "") for place in self._all(Field.EMAIL)),
        ]
        self._cells: list[str] = []
        self._warned: list[Warned] = []
        self._line = 0

    def _all(self, wanted: Field) -> list[int]:
        return [place for place, known in enumerate(self._form.fields) if known is wanted]

    def read(self, row: Row) -> Iterator[Incoming]:
        """What becomes of one row."""
        cells, self._line, self._warned = row.cells, row.line, []
        if wrong := self._wrong(row) or self._shape(cells):
            yield self._refusal(*self._broken(cells), wrong, cells)
            return
        self._cells = cells = cells + [""] * (self._width - len(cells))
        if not any(cells[place].strip() for place in self._mapped):
            yield NotTaken("row that continues the one above")
            return
        if values.answer(self._cell(Field.REMOVED)) == "yes":
            yield NotTaken("row marked as deleted")
            return
        try:
            person = self._person()
        except _FieldError as error:
            yield self._refusal(error.field, error.value, error.code, cells)
            return
        yield person
        yield from self._warned

    def _wrong(self, row: Row) -> str:
        """What is wrong with the text of the row; broken letters in a column that is left out harm nobody."""
        if row.wrong == "broken_bytes" and self._broken(row.cells) == ("", ""):
            return ""
        return row.wrong

    def _broken(self, cells: list[str]) -> tuple[str, str]:
        """Header and text of the first cell with broken bytes that is read."""
        found = ((self._form.header[place], cells[place]) for place in self._mapped if place < len(cells))
        return next(((name, cell[:MOST_POINT]) for name, cell in found if _DAMAGED in cell), ("", ""))

    def _shape(self, cells: list[str]) -> str:
        if len(cells) > self._width and any(cells[self._width :]):
            return "row_long"
        # One cell fewer would move all that follow into a wrong column; blank ends are left away by some programs.
        return "row_short" if len(cells) < self._width else ""

    def _refusal(self, field: str, value: str, code: str, cells: list[str]) -> Refusal:
        return Refusal(self._form.source, self._line, field, value, code, cells=tuple(cells))

    def _cell(self, field: Field) -> str:
        place = self._at.get(field)
        return "" if place is None else self._cells[place]

    def _heading(self, field: Field) -> str:
        place = self._at.get(field)
        return str(field) if place is None else self._form.header[place]

    def _warn(self, field: Field, value: str, code: str) -> None:
        self._warned.append(Warned(self._form.source, self._line, self._heading(field), value, code))

    def _person(self) -> IncomingPerson:
        family, given, title = self._names()
        number = self._number()
        born = self._day(Field.BORN_ON, born=True)
        died = self._day(Field.DIED_ON)
        if died is not None:
            self._check_death(died.day, born.day if born else None)
        registered = self._day(Field.REGISTERED_ON)
        if born is None:
            self._warn(Field.BORN_ON, "", "no_birth_date")
        practice = self._practice()
        fingerprint = hashlib.sha256("\x1f".join(self._cells).encode("utf-8", "surrogatepass")).hexdigest()
        return IncomingPerson(
            source=self._form.source,
            row=self._line,
            family_name=family,
            given_name=given,
            middle_names=self._name(Field.MIDDLE_NAMES),
            title=title,
            suffix=self._line_of(Field.SUFFIX, MOST_SHORT),
            preferred_name=self._name(Field.PREFERRED_NAME),
            other_names=self._former(given),
            born_on=born.day if born else None,
            dob_precision=born.precision if born else "unknown",
            nhs_number=number,
            nhs_number_status=_status(self._cell(Field.NHS_NUMBER_STATUS)),
            sex=self._sex(),
            ethnicity_code=self._coded(Field.ETHNICITY, codes.ethnic_category),
            language_code=self._coded(Field.LANGUAGE, codes.language),
            interpreter_required=values.answer(self._cell(Field.INTERPRETER)),
            addresses=self._address(),
            points=self._contact_points(),
            practice_code=practice,
            practice_name=self._line_of(Field.PRACTICE_NAME, MOST_POINT),
            registered_on=registered.day if registered else None,
            usual_gp_name=self._line_of(Field.USUAL_GP, MOST_LINE),
            died_on=died.day if died else None,
            death_status="confirmed" if died else "",
            sensitive=values.answer(self._cell(Field.SENSITIVE)) == "yes",
            key=self._key(fingerprint, practice),
            fingerprint=fingerprint,
            references=self._references(),
        )

    def _names(self) -> tuple[str, str, str]:
        family, given = self._name(Field.FAMILY_NAME), self._name(Field.GIVEN_NAME)
        title = self._line_of(Field.TITLE, MOST_SHORT)
        if not family and not given and (full := self._name(Field.FULL_NAME)):
            family, given, in_name = values.split_name(full)
            title = title or in_name
        if not family and not given:
            shown = next((f for f in _NAMES if f in self._at), Field.FAMILY_NAME)
            raise _FieldError(self._heading(shown), "", "name_missing")
        if _DAMAGED in family + given or _is_misread(family) or _is_misread(given):
            self._warn(Field.FAMILY_NAME, f"{family} {given}".strip(), "damaged_characters")
        return family, given, title

    def _former(self, given: str) -> tuple[IncomingName, ...]:
        family = self._name(Field.PREVIOUS_FAMILY_NAME)
        return (IncomingName(family, given, "former"),) if family else ()

    def _number(self) -> str:
        text = self._cell(Field.NHS_NUMBER)
        try:
            digits, warning = values.number(text, self._issued)
        except UnreadableError as error:
            raise _FieldError(self._heading(Field.NHS_NUMBER), text, error.code) from error
        if not digits:
            self._warn(Field.NHS_NUMBER, "", "no_nhs_number")
            return ""
        if self._live and digits.startswith("999"):
            raise _FieldError(self._heading(Field.NHS_NUMBER), text, "nhs_number_test_range")
        if warning:
            self._warn(Field.NHS_NUMBER, text, warning)
        return digits

    def _day(self, field: Field, *, born: bool = False) -> values.Day | None:
        text = self._cell(field)
        if not text:
            return None
        try:
            found = values.born(text, self._order, self._today) if born else values.day(text, self._order)
        except UnreadableError as error:
            raise _FieldError(self._heading(field), text, error.code) from error
        if found is not None and found.warning:
            self._warn(field, text, found.warning)
        return found

    def _check_death(self, died_on: date, born_on: date | None) -> None:
        try:
            values.died(died_on, born_on, self._today)
        except UnreadableError as error:
            raise _FieldError(self._heading(Field.DIED_ON), self._cell(Field.DIED_ON), error.code) from error

    def _name(self, field: Field) -> str:
        text = self._cell(field)
        try:
            return values.name(text) if text else ""
        except UnreadableError as error:
            raise _FieldError(self._heading(field), text, error.code) from error

    def _line_of(self, field: Field, most: int) -> str:
        place = self._at.get(field)
        return "" if place is None else self._text(place, most)

    def _text(self, place: int, most: int) -> str:
        text = self._cells[place]
        if not text:
            return ""
        try:
            found = values.line(text, most)
        except UnreadableError as error:
            raise _FieldError(self._form.header[place], text[:MOST_POINT], error.code) from error
        return "" if found in ("-", "NULL") else found

    def _practice(self) -> str:
        text = self._cell(Field.PRACTICE_CODE)
        code = text.strip().upper()
        if values.is_empty(code) or _ODS_CODE.fullmatch(code):
            return "" if values.is_empty(code) else code
        self._warn(Field.PRACTICE_CODE, text[:MOST_POINT], "practice_code_odd")
        return ""

    def _sex(self) -> str:
        text = self._cell(Field.SEX)
        try:
            return values.sex(text)
        except UnreadableError as error:
            self._warn(Field.SEX, text, error.code)
            return ""

    def _coded(self, field: Field, read: Callable[[str], str | None]) -> str:
        text = self._cell(field)
        if values.is_empty(text):
            return ""
        found = read(text)
        if found is None:
            self._warn(field, text, _UNKNOWN[field])
        return found or ""

    def _address(self) -> tuple[IncomingAddress, ...]:
        lines = [text for place in self._addresses if (text := self._text(place, MOST_LINE))]
        code = self._line_of(Field.POSTCODE, 16)
        if not lines and not code:
            return ()
        tidied, odd = values.post_code(code)
        if odd:
            self._warn(Field.POSTCODE, code, "postcode_odd")
        return (IncomingAddress(_five(lines), tidied),)

    def _contact_points(self) -> tuple[IncomingPoint, ...]:
        found: dict[str, IncomingPoint] = {}
        for place, system, use in self._points:
            text = self._text(place, MOST_POINT)
            if not text or values.is_empty(text):
                continue
            if system == "email" and values.is_odd_email(text):
                self._warn(Field.EMAIL, text, "email_odd")
            elif system != "email" and values.e164(text) is None:
                self._warned.append(Warned(self._form.source, self._line, self._form.header[place], text, "phone_odd"))
            found.setdefault(text, IncomingPoint(system, text, use))
        return tuple(found.values())

    def _references(self) -> tuple[str, ...]:
        """How Synthea's other lists speak of the person."""
        identifier = self._line_of(Field.SOURCE_ID, MOST_POINT) if self._form.family == "synthea" else ""
        return (identifier,) if identifier else ()

    def _key(self, fingerprint: str, practice: str) -> Key:
        identifier = self._line_of(Field.SOURCE_ID, MOST_POINT)
        if not identifier:
            return Key("row", fingerprint)
        # An EMIS number belongs to a practice: another practice's number 1 is another person.
        return Key(self._form.family or "csv", f"{practice} {identifier}".strip()[:MOST_POINT])


class _FieldError(Exception):
    def __init__(self, field: str, value: str, code: str) -> None:
        super().__init__(code)
        self.field, self.value, self.code = field, value, code


_UNKNOWN = {Field.ETHNICITY: "ethnicity_code_unknown", Field.LANGUAGE: "language_code_unknown"}
_NAMES = (Field.FAMILY_NAME, Field.GIVEN_NAME, Field.FULL_NAME)


def _is_misread(name: str) -> bool:
    """Whether these are the letters that come of reading UTF-8 as Windows-1252, as "JosÃ©"."""
    if name.isascii():
        return False
    try:
        name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True


def _five(lines: list[str]) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    # More parts than lines: the house and its street stand together.
    head = ", ".join(lines[: len(lines) - MOST_LINES + 1])
    return (head, *lines[len(lines) - MOST_LINES + 1 :])


def _use(header: str) -> str:
    words = header.casefold()
    return "home" if "home" in words else "work" if "work" in words else ""


def _status(text: str) -> str:
    """A status of the NHS number from a source that traces; anything else says nothing."""
    digits = text.strip().zfill(2)
    return digits if digits in _STATUSES else ""


_STATUSES = frozenset(NhsNumberStatus)
