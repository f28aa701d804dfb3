"""Small parts of a person's summary at the live meeting: question, facts, chips, changes, needs, actions."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QWidget

from inteam.careplans.papers import ChangeKind, ChangeLine, NeedLine, PersonPaper, RiskState
from inteam.meetings.queries_live import ActionRow
from ui.meetings.words import NEED_TONES, TOLD, counted, say
from ui.widgets import dates, paint
from ui.widgets.labels import Label, Painted, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import chip

_MOST = 6
_SBAR = (
    ("situation", "Situation"),
    ("background", "Background"),
    ("assessment", "Assessment"),
    ("recommendation", "Recommendation"),
)


def question(words: str, caption: str) -> QWidget:
    """The question in its tinted box."""
    inner = column(gap=2, margins=(16, 10, 16, 12))
    inner.addWidget(Label(caption, "caption_strong", "blue_deep"))
    inner.addWidget(Paragraph(words or "–", "lead", line=23))
    made = QFrame()
    made.setObjectName("mdtQuestion")
    made.setLayout(inner)
    made.setAccessibleName(f"{caption}: {words}")
    return made


def lead(caption: str, words: str) -> Paragraph:
    """A bold word or two and the text after it."""
    return Paragraph(f"{caption} {words}", "dense", lead=len(caption))


def fact(name: str, value: str) -> QWidget:
    """A name and its value, side by side."""
    return box(row(Label(name, "dense", "muted"), Label(value, "dense_strong"), gap=5))


def chips(paper: PersonPaper, told: str) -> list[QWidget]:
    """Risks, needs for access, and whether the person agrees to be discussed."""
    made: list[QWidget] = []
    if paper.risk_state is RiskState.LISTED:
        words = "; ".join(risk.text or withheld(risk.withheld) for risk in paper.risks[:3])
        made.append(chip(say("Risk: {words}").format(words=words), "red", "alert"))
    elif paper.risk_state is RiskState.NONE_KNOWN:
        made.append(chip("No known risks", "plain", "check"))
    else:
        made.append(chip("Risks not assessed", "amber", "alert"))
    if paper.access_needs:
        made.append(chip("; ".join(paper.access_needs), "violet", "ear"))
    tone = {"yes": "green", "no": "red"}.get(told, "plain")
    made.append(chip(TOLD[told], tone, "check" if told == "yes" else "info"))
    return made


def change_line(change: ChangeLine) -> QWidget:
    """One change with its mark."""
    words = change.text or withheld(change.withheld)
    note = ", ".join(filter(None, (dates.shown(change.on), change.by)))
    left = column(Paragraph(words, "dense"))
    if note:
        left.addWidget(Label(note, "caption", "muted", elide=True))
    line = row(gap=8, margins=(0, 7, 0, 7))
    line.addLayout(left, 1)
    if change.kind is not ChangeKind.NOTE:
        line.addWidget(_mark("NEW" if change.kind is ChangeKind.NEW else "CHANGED"), 0, Qt.AlignmentFlag.AlignTop)
    return box(line)


def _mark(words: str) -> Painted:
    width = paint.text_width(words, "initials") + 12

    def draw(painter: QPainter, area: QRectF) -> None:
        paint.rounded(painter, area, 3, "badge")
        paint.text(painter, area, words, "initials", "badge_text", paint.CENTRE)

    return Painted(width, 16, draw, words)


def need_line(need: NeedLine) -> QWidget:
    """A need, its first goals and how it stands."""
    left = column(Paragraph(need.text or withheld(need.withheld), "dense"))
    for goal in need.goals[:2]:
        left.addWidget(Paragraph(goal.text or withheld(goal.withheld), "caption", "muted"))
    line = row(gap=8, margins=(0, 7, 0, 7))
    line.addLayout(left, 1)
    if need.state:
        line.addWidget(chip(need.state, NEED_TONES.get(need.state, "plain")), 0, Qt.AlignmentFlag.AlignTop)
    return box(line)


def standing(action: ActionRow, today: date) -> tuple[str, str]:
    """How an action of last time stands, and its colour."""
    answers = {
        "done": ("Done", "green_text"),
        "carry": (say("Carried ×{n}").format(n=action.carried), "amber_text"),
        "drop": ("Dropped", "muted"),
    }
    if action.answer:
        return answers[action.answer]
    if action.status == "done":
        return "Done", "green_text"
    late = action.days_over(today)
    if late:
        return say("{days} over").format(days=counted(late, "day", "days")), "red_text"
    return dates.shown(action.due_on), "ink"


def withheld(role: str) -> str:
    """What stands for an item that is not shown."""
    return say("[Item withheld – contact {role}]").format(role=role)
