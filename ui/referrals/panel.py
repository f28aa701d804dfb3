"""The panel beside the board: one referral, its checks, and the decision."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from inteam.cases import service as cases
from inteam.cases.queries_triage import TriageView, triage_view
from inteam.errors import ConflictError, InteamError
from inteam.pathways import current
from inteam.people.dates import age, short
from inteam.referrals.choices import RiskState, State, Urgency
from inteam.referrals.rows import PanelRow
from inteam.referrals.rules import Acceptance
from inteam.referrals.words import URGENCIES
from inteam.timeline.queries_saved import LastSave, last_save
from ui.app import conflict_words
from ui.app.acts import act, act_button
from ui.app.background import Background
from ui.app.messages import words as sentences
from ui.app.shell import shell_of
from ui.referrals import checks
from ui.referrals.acts import BESIDE, FOR_STATE, PRIMARY
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import EmptyState, Strip
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, framed, row, scrolling
from ui.widgets.marks import Rule, chip, icon

WIDTH = 384
_TRIAGE = (State.RECEIVED, State.TRIAGED)


class ReferralPanel(QFrame):
    """Shows one referral; `decide(letter)` does what a key stands for. closed: the cross was pressed."""

    closed = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.background = background
        self.view: TriageView | None = None
        self._head = column(margins=(20, 14, 16, 12), gap=2)
        self._body = column(margins=(20, 12, 20, 12), gap=6)
        self._foot = column(margins=(20, 12, 20, 12), gap=8)
        self.problem = Strip("", "red")
        self._area = scrolling(box(self._body), bar=True)
        self._foot_box = framed(self._foot, "foot")
        top = QFrame()
        top.setLayout(self._head)
        self._empty = EmptyState(
            self.tr("No referral chosen"), self.tr("Choose one to read the referral and act on it.")
        )
        rule = Rule()
        self._whole = column(top, rule, self._area, self._foot_box, self._empty)
        self._whole.setStretch(2, 1)
        self.setLayout(self._whole)
        self._parts: list[QWidget] = [top, rule, self._area, self._foot_box]
        self.owner = ChoiceField(self.tr("Give to"), [])
        self.fields: dict[str, Field] = {}
        self.show_nothing()

    # --- showing ----------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Nobody is chosen."""
        self.view = None
        self.setAccessibleName(self.tr("No referral chosen"))
        self._show_parts(full=False)

    def _show_parts(self, *, full: bool) -> None:
        for part in self._parts:
            part.setVisible(full)
        self._empty.setVisible(not full)

    def show_view(self, view: TriageView) -> None:
        """Another referral, or the same one read again: what was chosen in the fields stays for the same one."""
        same = self.view is not None and self.view.panel.referral.id == view.panel.referral.id
        kept = self._chosen() if same and self.fields else None
        self.view = view
        row_ = view.panel.referral
        self.setAccessibleName(self.tr("Referral of {name}").format(name=_name(row_)))
        self._show_head(row_)
        self._show_body(view)
        self._show_foot(row_)
        if kept is not None:
            self._choose(kept)
        self._show_parts(full=True)
        if not same:
            self._area.verticalScrollBar().setValue(0)

    def _show_head(self, found: PanelRow) -> None:
        clear(self._head)
        given = f"{found.given_name or ''} ({found.title})" if found.title else found.given_name or ""
        cross = IconButton("cross", self.tr("Close the panel"), 28)
        cross.clicked.connect(self.closed)
        names = FlowLayout(
            Label(f"{found.family_name.upper()}{',' if given else ''}", "sheet_name", elide=True),
            Label(given, "sheet_given", elide=True),
            gap=5,
            row_gap=0,
        )
        line = row(gap=8)
        line.addWidget(box(names), 1)
        line.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(line)
        born = short(found.born_on, found.dob_precision) or self.tr("not known")
        if found.born_on is not None and found.death_status == "alive":
            born = f"{born} ({age(found.born_on, found.dob_precision, self.background.today())})"
        facts = [(self.tr("Born"), born), (self.tr("NHS No."), checks.number(found))]
        parts = [box(row(Label(n, "dense", "muted"), Label(v, "dense_strong"), gap=4)) for n, v in facts]
        self._head.addWidget(box(FlowLayout(*parts, gap=12, row_gap=0)))
        self._head.addSpacing(4)
        self._head.addWidget(box(FlowLayout(*(chip(*one) for one in checks.chips(found)), gap=8)))

    def _show_body(self, view: TriageView) -> None:
        clear(self._body)
        found = view.panel.referral
        self.problem = Strip("", "red")
        self.problem.hide()
        self._body.addWidget(self.problem)
        if found.urgency == Urgency.SAME_DAY_SAFETY:
            self._body.addWidget(Strip(checks.CRISIS, "red"))
        if found.letter:
            self._body.addWidget(Label(self.tr("Referral letter"), "body_strong"))
            self._body.addWidget(Paragraph(f"“{found.letter}”", "dense", line=20))
            self._body.addSpacing(4)
        titles = {key: way.title for key, way in current().items()}
        for label, said in checks.facts(view, titles, self.background.today()):
            self._body.addWidget(_fact(label, said))
        self._show_questions(view)
        self._rule()
        self._body.addWidget(Label(self.tr("Checks"), "body_strong"))
        for check in checks.checks(view, self.background.today()):
            self._body.addWidget(_check(check))
        self.fields = {}
        if found.state in _TRIAGE:
            self._rule()
            self._show_fields(view)
        self._body.addStretch(1)

    def _show_questions(self, view: TriageView) -> None:
        for question in view.panel.questions:
            answer = question.answer or self.tr("No answer yet.")
            self._body.addWidget(_fact(self.tr("Asked"), f"{question.question} ({question.asked_of})"))
            self._body.addWidget(_fact(self.tr("Answer"), answer))

    def _rule(self) -> None:
        self._body.addSpacing(4)
        self._body.addWidget(Rule())
        self._body.addSpacing(4)

    def _show_fields(self, view: TriageView) -> None:
        found = view.panel.referral
        pathway = ChoiceField(self.tr("Pathway"), [(key, way.title) for key, way in current().items()])
        pathway.set_value(found.pathway_key)
        self.owner = ChoiceField(self.tr("Give to"), [(one.id, one.name) for one in view.staff])
        me = self.background.actor.staff_id
        self.owner.set_value(me if me in [one.id for one in view.staff] else None)
        self.owner.changed.connect(self._owner_words)
        self.fields = {
            "pathway_key": Field(self.tr("Pathway"), pathway),
            "owner_id": Field(self.tr("Give to"), self.owner),
        }
        pair = row(gap=16)
        for field in self.fields.values():
            pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        if found.urgency is None:
            urgency = ChoiceField(self.tr("Urgency"), list(URGENCIES.items()))
            self.fields["urgency"] = Field(self.tr("Urgency"), urgency)
            self._body.addWidget(self.fields["urgency"])
        if found.risk_state == RiskState.NOT_ASSESSED:
            why = TextBox(self.tr("Why accept without a risk assessment?"))
            self.fields["risk_exception"] = Field(self.tr("Why accept without a risk assessment?"), why)
            self._body.addWidget(self.fields["risk_exception"])
        self._body.addLayout(pair)
        self._body.addWidget(Paragraph(checks.load_words(view), "caption", "muted"))

    def _show_foot(self, found: PanelRow) -> None:
        clear(self._foot)
        state = State(found.state)
        key = PRIMARY[state]
        do = self.accept if key == "referrals.accept" else partial(self._sheet, key)
        self.primary = act_button(key, do, "primary")
        self.primary.setSizePolicy(self.primary.sizePolicy().Policy.Expanding, self.primary.sizePolicy().Policy.Fixed)
        self._foot.addWidget(self.primary)
        others = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        others.setSpacing(8)
        for other, said in FOR_STATE[state]:
            button = act_button(other, partial(self._sheet, other), words=said, height=28)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            others.addWidget(button)
        self._foot.addLayout(others)
        self._foot.addLayout(self._buttons_beside(BESIDE[state]))
        self._owner_words()

    def _buttons_beside(self, acts: tuple[tuple[str, str], ...]) -> QBoxLayout:
        """What may be written down beside the course of the referral; quieter than its next step."""
        made = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        made.setSpacing(8)
        for key, said in acts:
            button = act_button(key, partial(self._sheet, key), "quiet", words=said, height=28)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            made.addWidget(button)
        return made

    def _owner_words(self) -> None:
        if self.view is None or self.view.panel.referral.state not in _TRIAGE:
            return
        one = next((s for s in self.view.staff if s.id == self.owner.value()), None)
        said = self.tr("Accept, give to {name}").format(name=one.given_name) if one else self.tr("Accept")
        self.primary.setText(said)

    # --- deciding ---------------------------------------------------------------------------------------------

    def decide(self, letter: str) -> bool:
        """Does what the key stands for in this state; False when it stands for nothing."""
        if self.view is None:
            return False
        for button in self._foot_box.findChildren(Button):
            key = act(str(button.property("act"))).shortcut
            if key in (letter, f"Ctrl+{letter}"):
                button.click()
                return True
        return False

    def accept(self) -> None:
        """Accepts with what is chosen; a problem stands at its field."""
        if self.view is None:
            return
        found = self.view.panel.referral
        self._show_problems({})
        chosen = self._chosen()
        entry = Acceptance(
            owner_id=chosen["owner_id"],
            pathway_key=chosen["pathway_key"],
            urgency=Urgency(chosen["urgency"]) if chosen.get("urgency") else None,
            risk_exception=chosen.get("risk_exception") or "",
        )
        use_case = partial(cases.accept_referral, referral_id=found.id, version=found.version, entry=entry)
        name = _name(found)
        done = self.tr("Accepted: {name}").format(name=name)
        self.setEnabled(False)
        self.background.write(self, use_case, self._accepted, self._refused, done=done)

    def _accepted(self, _case_id: UUID) -> None:
        self.setEnabled(True)

    def _refused(self, error: InteamError) -> None:
        self.setEnabled(True)
        self._show_problems(sentences(error))
        if isinstance(error, ConflictError) and self.view is not None:
            read = partial(_read_again, referral_id=self.view.panel.referral.id, now=self.background.now())
            self.background.read(self, read, self._compare, self._refused, key="again", after_writes=True)

    def _compare(self, found: tuple[TriageView | None, LastSave | None]) -> None:
        """Somebody decided first: what it has become is shown, and what was chosen here stays chosen."""
        view, last = found
        if view is not None:
            self.show_view(view)
            self._show_problems({"": conflict_words.acted(self.tr("referral"), last, self.background)})

    def _show_problems(self, problems: dict[str, str]) -> None:
        general = [said for name, said in problems.items() if name not in self.fields]
        self.problem.say(" ".join(general), "red")
        self.problem.setVisible(bool(general))
        for name, field in self.fields.items():
            field.set_problem(problems.get(name, ""))
        first = next((field for name, field in self.fields.items() if name in problems), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(first, 8, 24)
        elif general:
            self._area.ensureWidgetVisible(self.problem, 8, 8)

    def _sheet(self, key: str) -> None:
        if self.view is not None:
            found = self.view.panel.referral
            context: dict[str, Any] = {"view": self.view}
            if key in ("contacts.log", "referrals.owed"):
                context = {"person_id": found.person_id}
            elif key == "people.mistake":
                context = {"person_id": found.person_id, "record_id": found.id}
            shell_of(self).show_sheet(key, **context)

    def _chosen(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            control = field.control
            found[name] = control.value() if isinstance(control, ChoiceField) else _text(control)
        return found

    def _choose(self, kept: dict[str, Any]) -> None:
        for name, value in kept.items():
            if name not in self.fields:
                continue
            control = self.fields[name].control
            if isinstance(control, ChoiceField) and value is not None:
                control.set_value(value)
            elif isinstance(control, TextBox):
                control.set_text(value or "")

    def first_focus(self) -> QWidget:
        """The primary button."""
        return self.primary


def _read_again(session: Any, *, referral_id: UUID, now: datetime) -> tuple[TriageView | None, LastSave | None]:
    return triage_view(session, referral_id, now=now), last_save(session, referral_id)


def _text(control: QWidget) -> str:
    return control.text() if isinstance(control, TextBox) else ""


def _name(found: PanelRow) -> str:
    return f"{found.family_name.upper()}, {found.given_name}" if found.given_name else found.family_name.upper()


def _fact(label: str, said: str) -> QWidget:
    name = Label(label, "dense", "muted")
    name.setFixedWidth(104)
    line = row(gap=8)
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Paragraph(said, "dense"), 1)
    return box(line)


def _check(check: checks.Check) -> QWidget:
    mark = icon("check" if check.good else "alert", 16, "green" if check.good else "amber")
    line = row(gap=8)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Paragraph(check.words, "dense"), 1)
    return box(line)
