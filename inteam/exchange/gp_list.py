"""GP registration list extracts (.CSA, .CSB): a person in two records of cells with ~ between them."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import chain, pairwise

from inteam.errors import InputError
from inteam.exchange import csv_text, limits, values
from inteam.exchange.incoming import Incoming, IncomingAddress, IncomingName, IncomingPerson, Key, Refusal, Warned
from inteam.exchange.sources import Document, check_size
from inteam.exchange.values import DateOrder, UnreadableError
from inteam.people.nhs_number import Ranges

_FIRST, _SECOND = "DOW~1~", "DOW~2~"
_FIRST_CELLS = 16  # two marks, nine of the header, then the person as far as the second address line
(_GP, _NUMBER, _FAMILY, _GIVEN, _FORMER, _TITLE, _SEX, _BORN, _LINE1, _LINE2) = (2, 7, 8, 9, 10, 11, 12, 13, 14, 15)
_SECOND_CELLS = 6


def is_gp_list(head: bytes) -> bool:
    """Whether a file that begins so is a registration extract."""
    return b"DOW~1~" in head[:400]


def people(document: Document, *, today: date, live: bool = False, issued: Ranges | None = None) -> Iterator[Incoming]:
    """The people of the extract; row is the line of their first record. Raises InputError."""
    check_size(document, limits.CSV_BYTES)
    encoding = csv_text.encoding_of(document)
    any_person = False
    with closing(csv_text.lines(document, encoding)) as lines:
        for number, (line, following) in enumerate(pairwise(chain(lines, [""])), 1):
            if line.startswith(_FIRST):
                any_person = True
                yield from _person(document.name, number, line, following, today, live=live, issued=issued)
    if not any_person:
        raise InputError("not_recognised")


def _person(
    source: str, row: int, first: str, second: str, today: date, *, live: bool, issued: Ranges | None
) -> Iterator[Incoming]:
    cells = first.split("~")
    more = second.split("~") if second.startswith(_SECOND) else []
    if len(cells) != _FIRST_CELLS or len(more) < _SECOND_CELLS:
        yield Refusal(source, row, "", "", "gp_list_shape", cells=(first, second))
        return
    warned: list[Warned] = []
    try:
        person = _read(source, row, cells, more, today, warned, live=live, issued=issued)
    except UnreadableError as error:
        field, _, code = error.code.partition(" ")
        yield Refusal(source, row, field, cells[_FIELDS[field]], code, cells=(first, second))
        return
    yield person
    yield from warned


_FIELDS = {"nhs_number": _NUMBER, "name": _FAMILY, "born_on": _BORN, "address": _LINE1}


def _read(
    source: str,
    row: int,
    cells: list[str],
    more: list[str],
    today: date,
    warned: list[Warned],
    *,
    live: bool,
    issued: Ranges | None,
) -> IncomingPerson:
    with _about("nhs_number"):
        number, warning = values.number(cells[_NUMBER], issued)
        if live and number.startswith("999"):
            raise UnreadableError("nhs_number_test_range")
    if not number or warning:
        warned.append(Warned(source, row, "nhs_number", cells[_NUMBER], warning or "no_nhs_number"))
    with _about("name"):
        family, given, former = (values.name(cells[place]) for place in (_FAMILY, _GIVEN, _FORMER))
        if not family and not given:
            raise UnreadableError("name_missing")
    with _about("born_on"):
        born = values.born(cells[_BORN], DateOrder.YMD, today)
    if born is None:
        warned.append(Warned(source, row, "born_on", "", "no_birth_date"))
    with _about("address"):
        parts = [cells[_LINE1], cells[_LINE2], more[2], more[3], more[4]]
        lines = tuple(line for part in parts if (line := values.line(part, 100)))
        code, odd = values.post_code(values.line(more[5], 16))
    if odd:
        warned.append(Warned(source, row, "postcode", code, "postcode_odd"))
    fingerprint = hashlib.sha256("~".join([*cells[_GP : _GP + 1], *cells[_NUMBER:], *more]).encode()).hexdigest()
    return IncomingPerson(
        source=source,
        row=row,
        family_name=family,
        given_name=given.split(" ")[0],
        middle_names=" ".join(given.split(" ")[1:]),
        title=cells[_TITLE].strip()[:35],
        other_names=(IncomingName(former, given, "former"),) if former else (),
        born_on=born.day if born else None,
        dob_precision=born.precision if born else "unknown",
        nhs_number=number,
        sex=values.sex(cells[_SEX]) if cells[_SEX].strip() in ("", "0", "1", "2", "9") else "",
        addresses=(IncomingAddress(lines, code),) if lines or code else (),
        key=Key("row", fingerprint),
        fingerprint=fingerprint,
    )


class _about:  # noqa: N801 (reads as a word of the with statement)
    """Names the field in the reason of what cannot be read."""

    def __init__(self, field: str) -> None:
        self._field = field

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, UnreadableError):
            raise UnreadableError(f"{self._field} {error.code}") from error
