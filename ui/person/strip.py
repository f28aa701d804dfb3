"""The banner of one person: always at the top, on every tab, never scrolling away. NHS CUI patient banner."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inteam.people.banner import banner
from inteam.people.queries_circle import RelatedRow
from inteam.people.risks import Standing, standing
from inteam.timeline.overview import Overview
from ui.person import words
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import chip
from ui.widgets.theme import set_property

LONGEST_CHIP = 76  # letters; what is longer stands whole below, on the page
_RISK_TONES = {
    Standing.OPEN: ("red", "alert"),
    Standing.NO_KNOWN_RISKS: ("plain", "check"),
    Standing.NOT_ASSESSED: ("amber", "info"),
    Standing.ALL_CLOSED: ("plain", "check"),
}


class PersonBanner(QWidget):
    """Who this is: name, born, gender, NHS number, then what must not be missed."""

    details_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.details = Button(self.tr("Contact details"), "quiet", 28, icon="info")
        self.details.clicked.connect(self.details_asked)
        self._names = FlowLayout(gap=28, row_gap=0, row_height=28)
        top = row(gap=28, margins=(24, 11, 24, 7))
        top.addWidget(box(self._names), 1)
        top.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        self._chips = FlowLayout()
        layout = column(gap=0, margins=(0, 0, 0, 16))
        layout.addLayout(top)
        chips = row(margins=(24, 0, 24, 0))
        chips.addWidget(box(self._chips), 1)
        layout.addLayout(chips)
        self.setLayout(layout)

    def show_person(self, seen: Overview) -> None:
        """Says who this is, and what must not be missed."""
        shown = banner(seen.person.identity, seen.today)
        facts = [("Born", shown.born), ("Died", shown.died), ("Gender", shown.gender), ("NHS No.", shown.nhs_number)]
        if shown.preferred:
            facts.insert(0, ("Preferred", shown.preferred))
        facts = [(name, value) for name, value in facts if value]
        clear(self._names)
        _put(self._names, _name(shown.name))
        for name, value in facts:
            _put(self._names, box(row(Label(name, "dense", "muted"), Label(value, "fact", elide=True), gap=6)))
        clear(self._chips)
        for said, tone, symbol in _chips(seen, alert=shown.alert, deceased=shown.deceased):
            _put(self._chips, _chip(said, tone, symbol))
        set_property(self, "deceased", shown.deceased)
        self.setAccessibleName(f"{shown.name}. " + ". ".join(" ".join(fact) for fact in facts))

    def heightForWidth(self, width: int) -> int:
        """How high it stands when the names and chips have wrapped."""
        names = self._names.heightForWidth(max(100, width - 76 - self.details.sizeHint().width()))
        chips = self._chips.heightForWidth(max(100, width - 48))
        return 11 + max(28, names) + 7 + chips + 16 + 1


def _put(flow: FlowLayout, part: QWidget) -> None:
    """Shown at once: Qt shows it a moment later, and until then it counts as nothing when the height is asked for."""
    flow.addWidget(part)
    part.show()


def _name(name: str) -> QWidget:
    """The family name strong, the rest lighter; each word may go to the next line."""
    family, comma, rest = name.partition(", ")
    parts = [Label(word, "name", elide=True) for word in f"{family}{comma.strip()}".split(" ") if word]
    parts += [Label(word, "given", elide=True) for word in rest.split(" ") if word]
    return box(FlowLayout(*parts, gap=5, row_gap=0))


def _chip(said: str, tone: str, symbol: str) -> QWidget:
    short = said if len(said) <= LONGEST_CHIP else f"{said[: LONGEST_CHIP - 1].rstrip(' ;,')}…"
    made = chip(short, tone, symbol)
    made.setAccessibleName(said)
    made.setToolTip(said if short != said else "")
    return made


def _chips(seen: Overview, *, alert: str, deceased: bool) -> list[tuple[str, str, str]]:
    found = [(alert, "red", "lock")] if alert else []
    if deceased:
        found.append(("Deceased" if seen.person.death_status == "confirmed" else "Death reported", "plain", "info"))
    answer = seen.risk_review.answer if seen.risk_review else None
    tone, symbol = _RISK_TONES[standing([risk.line for risk in seen.risks], answer)]
    found.append((seen.risk_words, tone, symbol))
    if seen.need_words:
        found.append((seen.need_words, "violet", "ear"))
    decision = seen.mdt_sharing
    found.append(words.consent(decision.decision if decision else None, decision.given_on if decision else None))
    carers = [one for one in seen.related if one.unpaid_carer and one.ended_on is None]
    if carers:
        found.append((_carer(carers[0]), "plain", "heart"))
    return found


def _carer(carer: RelatedRow) -> str:
    return f"Carer: {carer.relationship}, {carer.name.split(' ')[0]}"
