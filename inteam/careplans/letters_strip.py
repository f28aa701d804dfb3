"""Who a professional paper is about: the identity strip and the row of alerts on every summary."""

from collections.abc import Sequence
from typing import NamedTuple

from inteam.careplans.papers import Confidentiality, PersonPaper, RiskLine, RiskState
from inteam.pdf import bidi
from inteam.pdf.faces import BOLD, MEDIUM, REGULAR, SEMIBOLD
from inteam.pdf.flow import Atom, Column, Section
from inteam.pdf.setting import Line, lines, width
from inteam.pdf.sheet import BLACK, TINT, WHITE, Sheet, tag_width
from inteam.pdf.words import day, joined, nhs

PAD = 8.0
_NUMBER_WIDE = 26.0
_SIZES = ((8.8, 10.0), (8.4, 8.0), (8.0, 7.0), (7.6, 6.0))  # of the facts under the name, with their gaps


class _Alert(NamedTuple):
    tag: str
    solid: bool
    text: str
    weight: str


def withheld(role: str) -> str:
    """What stands on a professional paper for an item that is not shown (domain 6.3)."""
    return f"[Item withheld – contact {role}]"


def identity(person: PersonPaper) -> str:
    """FAMILY, Given: for indexes and bookmarks."""
    return joined(person.family_name.upper(), person.given_name)


def given(person: PersonPaper) -> str:
    """Given name with title: "Albert (Mr)"."""
    title = f" ({bidi.isolate(person.title)})" if person.title else ""
    known = f" “{bidi.isolate(person.preferred_name)}”" if person.preferred_name else ""
    return f"{bidi.isolate(person.given_name)}{known}{title}"


def guarded(person: PersonPaper) -> bool:
    """Whether address, phone, practice and base stay off this paper (decisions 14)."""
    return person.confidentiality is not Confidentiality.NORMAL


class Strip:
    """The identity at the top of every side: number, name, born, NHS number, lead."""

    def __init__(self, person: PersonPaper, number: int, across: float, side: str = "") -> None:
        self._number, self._across = str(number) if number else "", across
        self._left = _NUMBER_WIDE + PAD if number else PAD
        mark = "unverified " if person.nhs_number_unverified else ""
        self._nhs = f"NHS No. {mark}{nhs(person.nhs_number)}"
        room = across - self._left - PAD - width(self._nhs, BOLD, 11.5) - 12
        self._name = _name_lines(person, room)
        self._end = side or ("" if guarded(person) else _practice(person))
        self._size, self._gap, self._facts = _fitted(person, across - self._left - PAD, self._end)
        self.height = 27 + 17 * len(self._name) + 11.5 * (len(self._facts) - 1)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it with its top left corner there."""
        tall, right = self.height, x + self._across
        sheet.rounded(x + 0.6, top - tall, self._across - 1.2, tall - 0.6, 3.4, fill=TINT, corners="tltr")
        if self._number:
            sheet.rounded(x, top - tall, _NUMBER_WIDE, tall, 4, fill=BLACK, corners="tl")
            size = 15 if len(self._number) < 3 else 11
            across = width(self._number, BOLD, size)
            sheet.text(x + (_NUMBER_WIDE - across) / 2, top - tall / 2 - 5, self._number, size, weight=BOLD, ink=WHITE)
        y = top - 18
        for row in self._name:
            at = x + self._left
            for part in row:
                at += sheet.text(at, y, part, 14) + 4
            y -= 17
        sheet.text(right - PAD, top - 18, self._nhs, 11.5, weight=BOLD, right=True)
        for row in self._facts:
            at = x + self._left
            for part in row:
                at += sheet.text(at, y, part, self._size) + self._gap
            y -= 11.5
        if self._end:
            sheet.text(right - PAD, y + 11.5, self._end, self._size, right=True)
        sheet.rule(x, right, top - tall, 1.0, black=True)


def _practice(person: PersonPaper) -> str:
    return f"GP {bidi.isolate(person.practice)}" if person.practice else ""


def _name_lines(person: PersonPaper, room: float) -> list[list[Line]]:
    """FAMILY, in bold and the given name beside it, or below it where both do not fit."""
    family = lines(f"{bidi.isolate(person.family_name.upper())},", BOLD, size=14, within=room)
    other = lines(given(person), MEDIUM, size=14, within=room)
    if not family or not other:
        return [[row] for row in family + other] or [[*lines("Name not known", BOLD, size=14, within=room)]]
    if (family[-1].width + other[0].width) * 0.014 + 4 <= room and len(other) == 1:
        return [*([row] for row in family[:-1]), [family[-1], other[0]]]
    return [[row] for row in family + other]


def _fitted(person: PersonPaper, room: float, end: str) -> tuple[float, float, list[list[Line]]]:
    """Size, gap and rows of the facts: a little smaller where that puts all on one line."""
    for size, gap in _SIZES:
        rows = _facts(person, room, end, size, gap)
        if len(rows) == 1:
            return size, gap, rows
    size, gap = _SIZES[0]
    return size, gap, _facts(person, room, end, size, gap)


def _facts(person: PersonPaper, room: float, end: str, size: float, gap: float) -> list[list[Line]]:
    """Born, sex, lead and pathway side by side, on more lines where they do not fit."""
    facts = [f"Born {person.born or 'not known'}"]
    if person.died:
        facts.append(f"Died {person.died}")
    facts += [person.sex or "Sex not known"]
    facts += [f"Lead {bidi.isolate(person.lead)}" if person.lead else "No lead"]
    facts += [part for part in (person.pathway, person.stage) if part]
    rows: list[list[Line]] = [[]]
    used = 0.0
    for fact in facts:
        for row in lines(fact, size=size, within=room):
            wide = row.width * size / 1000
            if rows[-1] and used + wide > room:
                rows.append([])
                used = 0.0
            rows[-1].append(row)
            used += wide + gap
    if end and used + width(end, REGULAR, size) > room:
        rows.append([])
    return rows


def alerts(person: PersonPaper, across: float) -> Section:
    """Risks, needs and consent, side by side as they fit; a long one has lines of its own."""
    column = Column(across - 2 * PAD)
    row: list[_Alert] = []
    used = 0.0
    for alert in _alert_rows(person):
        wide = tag_width(alert.tag) + 4 + width(alert.text, alert.weight, 8.6) + 12
        if row and used + wide - 12 > column.width:
            _set_row(column, row)
            row, used = [], 0.0
        row.append(alert)
        used += wide
    _set_row(column, row)
    return Section([(PAD, column)], above=4.5, below=2)


def _set_row(column: Column, row: list[_Alert]) -> None:
    lead = tag_width(row[0].tag) + 4
    if len(row) == 1:
        start = len(column.atoms)
        only = row[0]
        column.text(only.text, 8.6, 13.5, weight=only.weight, indent=min(lead, 60), first=max(0.0, lead - 60))
        if len(column.atoms) > start:
            column.atoms[start].marks.append(lambda sheet, x, top: _tagged(sheet, x, top - 8.6, only))
        return
    atom = Atom(13.5)
    atom.marks.append(lambda sheet, x, top: _draw_row(sheet, x, top - 8.6, row))
    column.atoms.append(atom)


def _draw_row(sheet: Sheet, x: float, y: float, row: Sequence[_Alert]) -> None:
    for alert in row:
        x += sheet.tag(x, y, alert.tag, solid=alert.solid) + 4
        x += sheet.text(x, y, alert.text, 8.6, weight=alert.weight) + 12


def _tagged(sheet: Sheet, x: float, y: float, alert: _Alert) -> None:
    sheet.tag(x, y, alert.tag, solid=alert.solid)


def _alert_rows(person: PersonPaper) -> list[_Alert]:
    found = [_risk_row(person)]
    staff = [_risk_words(risk) for risk in person.risks if risk.to_staff]
    if staff:
        found.append(_Alert("STAFF", True, "; ".join(staff), SEMIBOLD))
    if guarded(person):
        found.append(_Alert("SENSITIVE", True, "Address, phone and practice withheld", SEMIBOLD))
    language = f"Language {bidi.isolate(person.language)}" if person.language else ""
    needs = joined(*person.access_needs, *person.adjustments, language, by="; ")
    found.append(_Alert("NEEDS", False, needs or "None recorded", REGULAR))
    consent = joined(*person.consent, person.told, by="; ")
    found.append(_Alert("CONSENT", False, consent or "Not asked", REGULAR))
    return found


def _risk_row(person: PersonPaper) -> _Alert:
    risks = [_risk_words(risk) for risk in person.risks if not risk.to_staff]
    if risks:
        return _Alert("RISK", True, "; ".join(risks), SEMIBOLD)
    if person.risk_state is RiskState.NOT_ASSESSED:
        return _Alert("RISKS NOT ASSESSED", True, "Ask before relying on this page", SEMIBOLD)
    by = bidi.isolate(person.risks_assessed_by) or "not recorded"
    on = day(person.risks_assessed_on) or "date not recorded"
    return _Alert("RISK", False, f"No known risks (assessed {on} by {by})", SEMIBOLD)


def _risk_words(risk: RiskLine) -> str:
    if risk.withheld:
        return withheld(risk.withheld)
    detail = joined(risk.level, f"since {day(risk.since)}" if risk.since else "")
    return f"{bidi.isolate(risk.text)} ({detail})" if detail else bidi.isolate(risk.text)
