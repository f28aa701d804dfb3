"""Sign-off: who agreed, how and when; then the version is locked and in force."""

from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from inteam.careplans import service
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import IN_FORCE, PlanStatus, SignoffRole
from inteam.drafts.queries import DraftRow
from inteam.errors import InteamError
from ui.app.acts import act_button
from ui.app.background import Background, UseCase
from ui.app.messages import words as sentences
from ui.careplans.kept_signoff import SignoffDraft, when
from ui.careplans.signer import Signer
from ui.careplans.words import METHODS, ROLES, say
from ui.widgets import controls, dates
from ui.widgets.buttons import CheckBox
from ui.widgets.cards import Strip
from ui.widgets.fields import DateField, Field
from ui.widgets.focus import into_sight
from ui.widgets.inputs import Boxed, TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import Rule, icon

T = TypeVar("T")


class SignoffEditor(QObject):
    """The last section. signed(): the version is in force.

    wanting(problems by need): needs keep it from being signed. refused(error): its draft was not kept.
    asked(act, context): a sheet is wanted.
    """

    signed = Signal()
    wanting = Signal(object)
    refused = Signal(object)
    asked = Signal(str, object)

    def __init__(self, background: Background, view: PlanView, person: str, parent: QObject) -> None:
        super().__init__(parent)
        self.background, self.view = background, view
        self.body = column(gap=12, margins=(16, 0, 16, 16))
        self.widget: QWidget = box(self.body)
        self.problem, self.back = Strip("", "red"), Strip("", "amber")
        for strip in (self.problem, self.back):
            strip.hide()
            self.body.addWidget(strip)
        self.back.acted.connect(self._there_and_back)
        self.draft: SignoffDraft | None = None
        self._taken_out: dict[str, Any] = {}
        self.signers: list[Signer] = []
        self._lacking: dict[UUID, str] = {}
        self.problem.acted.connect(self._to_needs)
        if view.plan.locked:
            self._signatures()
        else:
            self._form(person)
            self._keep_draft()
        self.body.addStretch(1)

    def _signatures(self) -> None:
        if not self.view.agreed_with_person:
            words = f"Not agreed with the person. {self.view.plan.not_agreed}".strip()
            self.body.addWidget(Strip(words, "amber"))
        for one in self.view.signoffs:
            how = METHODS[one.method]
            said = f"{how}, {dates.shown(one.signed_on)}"
            if one.unable_reason:
                said = f"{said}: {one.unable_reason}"
            tick = icon(
                "check" if one.method != "unable" else "alert", 16, "green" if one.method != "unable" else "amber"
            )
            lines = column(Label(f"{one.name}, {ROLES[one.role].lower()}", "dense_strong", elide=True))
            lines.addWidget(Paragraph(said, "dense", "muted"))
            line = row(tick, gap=10)
            line.addLayout(lines, 1)
            self.body.addLayout(line)
            self.body.addWidget(Rule())
        due = self.view.plan.review_due
        if due:
            self.body.addWidget(Paragraph(f"Review due {dates.shown(due)}", "dense_strong"))
        if self.view.plan.status in (*IN_FORCE, PlanStatus.AGREED):
            another = act_button("careplans.add_signoff", lambda: self.asked.emit("signature", {}), height=28)
            another.set_icon("plus")
            self.body.addLayout(row(another, None))

    def _form(self, person: str) -> None:
        me = self.background.actor.name
        for role, name in (
            (SignoffRole.PERSON, person),
            (SignoffRole.PROFESSIONAL, me),
            (SignoffRole.CARER, ""),
            (SignoffRole.LPA, ""),
        ):
            made = Signer(role, name, self.background)
            self.signers.append(made)
            self.body.addWidget(made)
        self.not_agreed = TextBox("Why the person has not agreed")
        self._not_agreed = Field(
            "If the person has not agreed, why",
            self.not_agreed,
            help="Printed on page 1: not agreed with the person.",
            optional=True,
        )
        self.body.addWidget(self._not_agreed)
        self.no_matters = TextBox("Why nobody has said what matters", value=self.view.plan.no_what_matters)
        self._no_matters = Field("If nobody has said what matters, why", self.no_matters, optional=True)
        said = self.view.content.section("what_matters")
        self.body.addWidget(self._no_matters)
        self._no_matters.setVisible(said is None or not said.text)
        self.review = DateField("Review due", self.background.today)
        self._review = Field(
            "Review due", self.review, help="Empty: after the months of the team's policy.", optional=True
        )
        self.high_risk = CheckBox("High risk: review earlier", self.view.plan.high_risk)
        self.high_risk.toggled.connect(self._risk)
        self.body.addLayout(row(self._review, self.high_risk, None, gap=16))

    def _risk(self, on: bool) -> None:
        plan = self.view.plan
        use_case = partial(service.set_high_risk, plan_id=plan.id, high_risk=on)
        self.background.write(self, use_case, lambda _none: None, self._failed)

    def read_again(self, view: PlanView) -> None:
        """The same version, read again: the high risk may have been said elsewhere."""
        before, self.view = self.view, view
        if not view.plan.locked and view.plan.high_risk != before.plan.high_risk:
            self.high_risk.blockSignals(True)
            self.high_risk.setChecked(view.plan.high_risk)
            self.high_risk.blockSignals(False)

    def first_part(self) -> QWidget:
        """Where the keyboard begins: after what is said over the form."""
        return self.signers[0] if self.signers else self.widget

    def sign(self) -> None:
        """Agree and put into force, or say what is missing where it is missing."""
        entries = [entry for signer in self.signers if (entry := signer.entry()) is not None]
        due = self.review.value()
        if self.review.problem:
            self._review.set_problem(self.review.problem)
            self._review.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        use_case = partial(
            service.sign_now,
            plan_id=self.view.plan.id,
            signoffs=entries,
            not_agreed=self.not_agreed.text(),
            no_what_matters=self.no_matters.text(),
            review_due=due,
        )
        self._clear()
        sign = self.letting_go(use_case)
        self.background.write(self, sign, self._signed, self._failed, done="Plan signed and in force")

    def _signed(self, _nothing: Any) -> None:
        if self.draft is not None:
            self.draft.discard()  # what was typed while it was being signed
        self.signed.emit()

    def _clear(self) -> None:
        self.problem.hide()
        for signer in self.signers:
            signer.say("")
        for field in (self._not_agreed, self._no_matters, self._review):
            field.set_problem("")

    def _failed(self, error: InteamError) -> None:
        """Each problem at its field, the keyboard at the first; where only needs are wanting, it goes to them."""
        if self.draft is not None:
            self.draft.touch()
        found = sentences(error)
        self._lacking = {UUID(name.partition(".")[2]): said for name, said in found.items() if name.startswith("need.")}
        at = [field for name, words in found.items() if (field := self._show_at(name, words)) is not None]
        said = [words for name, words in found.items() if not name.startswith("need.")]
        said += [f"{self._need(need)}: {words}" for need, words in self._lacking.items()]
        lead = "Not signed yet."
        self.problem.say(" ".join(said), "red", lead=lead, action="Go to the need" if self._lacking else "")
        self.problem.show()
        order: list[QWidget] = [part for signer in self.signers for part in signer.parts()]
        order += [self._not_agreed, self._no_matters, self._review]
        first = min(at, key=order.index, default=None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, first, partial(into_sight, first))  # once the sentences have their room
        elif self._lacking:
            self._to_needs()

    def _to_needs(self) -> None:
        self.wanting.emit(self._lacking)

    def _show_at(self, name: str, words: str) -> QWidget | None:
        """The field that a problem belongs to, marked with it; None where it is not in this section."""
        known = {"not_agreed": self._not_agreed, "no_what_matters": self._no_matters, "review_due": self._review}
        if name in known:
            known[name].set_problem(words)
            known[name].show()
            return known[name]
        if name == "professional":
            return self.signers[1].say(words)
        if name.startswith("signoff."):
            _, place, part = name.split(".")
            given = [signer for signer in self.signers if signer.entry() is not None]
            return given[int(place)].say(words, part)
        return None

    def _need(self, wanted: UUID) -> str:
        return next((need.text for need in self.view.content.needs if need.id == wanted), "A need")

    # --- kept while another section is shown --------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What stands in the form, for when one comes back to it."""
        if self.draft is None:
            return {}
        fields = {name: controls.read(control) for name, control in self._fields().items()}
        signers = [signer.values() for signer in self.signers]
        return {"mine": self.draft.mine, "signers": signers, "fields": fields, "kept": self.draft.exists}

    def fill(self, values: dict[str, Any]) -> bool:
        """Puts that back; False where there is nothing, or somebody else filled it in."""
        if self.draft is None or values.get("mine") != self.draft.mine:
            return False
        for signer, kept in zip(self.signers, values["signers"], strict=True):
            signer.fill(kept)
        for name, control in self._fields().items():
            controls.fill(control, values["fields"][name])
        self.draft.settle()
        self.draft.exists = values["kept"]
        return True

    def _fields(self) -> dict[str, Boxed]:
        return {"not_agreed": self.not_agreed, "no_what_matters": self.no_matters, "review_due": self.review}

    # --- kept for when the program is opened again --------------------------------------------------------------

    def _keep_draft(self) -> None:
        self._began = {name: controls.read(control) for name, control in self._fields().items()}
        self.draft = SignoffDraft(self.background, self.view.plan, self.written, self)
        self.draft.refused.connect(self.refused)
        for signer in self.signers:
            signer.watch(self.draft.touch)
        for control in self._fields().values():
            controls.watch(control, self.draft.touch)
        self.draft.settle()

    def written(self) -> dict[str, Any]:
        """What is not as it began: words and days, never that somebody has signed; {} where there is nothing."""
        signers = {signer.role.value: written for signer in self.signers if (written := signer.written())}
        now = {name: controls.read(control) for name, control in self._fields().items()}
        fields = {name: value for name, value in now.items() if value != self._began[name]}
        title = f"Sign-off of version {self.view.plan.number}"
        return {"title": title, "signers": signers, "fields": fields} if signers or fields else {}

    def put_back(self, draft: DraftRow) -> None:
        """What was written before; how each has signed is to be chosen again."""
        if self.draft is None:
            return
        self._put(draft.fields)
        self.draft.adopt(draft)
        said = say("You filled this in on {when} and did not sign. How each of them signs is to be chosen again.")
        self.back.say(said.format(when=when(draft)), "amber", "pencil", action=say("Take it out"))
        self.back.show()

    def _put(self, written: dict[str, Any]) -> None:
        for signer in self.signers:
            signer.put_back(written["signers"].get(signer.role.value, {}))
        for name, control in self._fields().items():
            controls.fill(control, written["fields"].get(name, controls.read(control)))

    def _there_and_back(self) -> None:
        """Takes out what was put back, or puts it in again."""
        if self._taken_out:
            self._put(self._taken_out)
            self._taken_out = {}
            self.back.hide()
        else:
            self._taken_out = self.written()
            for signer in self.signers:
                signer.put_back()
            for name, control in self._fields().items():
                controls.fill(control, self._began[name])
            self.back.say(say("It is taken out."), "amber", "pencil", action=say("Put it back"))
        if self.draft is not None:
            self.draft.touch()

    def flush(self) -> None:
        """Keeps now what waits for its pause."""
        if self.draft is not None:
            self.draft.flush_if_touched()

    def letting_go(self, use_case: UseCase[T]) -> UseCase[T]:
        """The use case, and the draft removed with it."""
        return use_case if self.draft is None else self.draft.letting_go(use_case)
