"""Lists about people in Synthea's CSV: allergies, medicines, conditions, care plans and encounters, one row a line.

They name their person by the number that patients.csv gives; the person may also have come with an earlier import.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator

from inteam.exchange import csv_text, fhir_entries, values
from inteam.exchange.csv_form import CsvForm, require_order
from inteam.exchange.csv_text import Row
from inteam.exchange.incoming import Incoming, IncomingEntry, Key, NotTaken, Refusal
from inteam.exchange.sources import Document
from inteam.exchange.values import UnreadableError

DAYS = frozenset({"start", "stop"})
"""Headers of the columns of days."""
FAMILY = "synthea"
_SYSTEMS = {"medication": "http://www.nlm.nih.gov/research/umls/rxnorm"}
_SNOMED = "http://snomed.info/sct"
# The words of each kind's FHIR status while the line has no end, and once it has one.
_STATUS = {
    "allergy": ("active", "resolved"),
    "medication": ("active", "stopped"),
    "condition": ("active", "resolved"),
    "care_plan": ("active", "completed"),
    "encounter": ("in-progress", "finished"),
}
_NEEDED = ("patient", "code", "description")
_MOST = 1000


def lines(document: Document, form: CsvForm, kind: str) -> Iterator[Incoming]:
    """The lines in the order of the file. Raises InputError where it cannot be read."""
    reader = _Reader(form, kind)
    for row in csv_text.rows(document, form.encoding, form.delimiter):
        if row.line > form.header_line:
            yield reader.read(row)


class _Reader:
    def __init__(self, form: CsvForm, kind: str) -> None:
        self._form, self._kind, self._order = form, kind, require_order(form)
        self._at = {name.casefold(): place for place, name in reversed(list(enumerate(form.header)))}
        self._times: Counter[str] = Counter()
        self._cells: list[str] = []

    def read(self, row: Row) -> Incoming:
        """What becomes of one row."""
        if row.wrong or len(row.cells) != len(self._form.header):
            short = "row_short" if len(row.cells) < len(self._form.header) else "row_long"
            return self._refusal(row, "", "", row.wrong or short)
        self._cells = row.cells
        if not any(self._cell(name) for name in _NEEDED):
            return NotTaken("row that continues the one above")
        for name in _NEEDED:
            if not self._cell(name):
                return self._refusal(row, self._form.header[self._at[name]], "", "cell_missing")
        try:
            return self._entry(row)
        except _FieldError as error:
            return self._refusal(row, error.field, error.value, error.code)

    def _refusal(self, row: Row, field: str, value: str, code: str) -> Refusal:
        return Refusal(self._form.source, row.line, field, value, code, cells=tuple(row.cells), person=False)

    def _cell(self, name: str) -> str:
        place = self._at.get(name)
        return "" if place is None else self._cells[place].strip()

    def _day(self, name: str) -> values.Day | None:
        text = self._cell(name)
        try:
            return values.day(text, self._order)
        except UnreadableError as error:
            raise _FieldError(self._form.header[self._at[name]], text, error.code) from error

    def _words(self, name: str) -> str:
        try:
            return values.line(self._cell(name), _MOST)
        except UnreadableError as error:
            raise _FieldError(self._form.header[self._at[name]], self._cell(name)[:200], error.code) from error

    def _entry(self, row: Row) -> IncomingEntry:
        patient, code = self._cell("patient")[:200], self._cell("code")[:40]
        begun, ended = self._day("start"), self._day("stop")
        display = self._words("description")
        start = begun.day.isoformat() if begun else ""
        # A list's rows have no number of their own, and one day may have two that are the same.
        which = self._cell("id") or f"{start} {code} {self._cell('encounter')}"
        self._times[f"{patient} {which}"] += 1
        times = self._times[f"{patient} {which}"]
        kind = self._kind
        if kind == "allergy" and code in fhir_entries.NO_KNOWN_ALLERGIES:
            kind = "no_known_allergies"
        return IncomingEntry(
            source=self._form.source,
            row=row.line,
            kind=kind,
            person=patient,
            person_number="",
            person_key=Key(FAMILY, patient),
            key=Key(f"synthea {self._kind}", (which if times == 1 else f"{which} {times}")[:200]),
            fingerprint=hashlib.sha256("\x1f".join(row.cells).encode("utf-8", "surrogatepass")).hexdigest(),
            in_error=False,
            values=self._values(display, code, begun, ended),
        )

    def _values(self, display: str, code: str, begun: values.Day | None, ended: values.Day | None) -> dict[str, object]:
        found: dict[str, object] = {
            "display": display,
            "code": code,
            "system": _SYSTEMS.get(self._kind, _SNOMED),
            "status": _STATUS[self._kind][ended is not None],
        }
        start = begun.day if begun else None
        if self._kind == "allergy":
            reactions = [self._words(name) for name in ("description1", "description2")]
            return found | {"recorded_on": start, "reaction": ", ".join(words for words in reactions if words)}
        if self._kind == "medication":
            return found | {"authored_on": start, "intent": "order"}
        reason = self._words("reasondescription")
        return found | {"from_on": start, "until_on": ended.day if ended else None, "detail": reason}


class _FieldError(Exception):
    def __init__(self, field: str, value: str, code: str) -> None:
        super().__init__(code)
        self.field, self.value, self.code = field, value, code
