"""Sign-off: who agreed, how and when; then the version is locked and in force."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget

from inteam.careplans import service
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import SignoffEntry, SignoffMethod, SignoffRole
from inteam.errors import InteamError
from ui.app.background import Background
from ui.app.messages import words as sentences
from ui.careplans.words import METHODS, ROLES
from ui.widgets import dates
from ui.widgets.buttons import CheckBox
from ui.widgets.cards import Strip
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, column, row
from ui.widgets.marks import Rule, icon


class _Signer(QFrame):
    """One signature: name, how, when, and why not."""

    def __init__(self, role: SignoffRole, name: str, background: Background, *, optional: bool) -> None:
        super().__init__()
        self.setObjectName("mdtAction")
        self.role, self.optional = role, optional
        self.name = TextBox(f"{ROLES[role]}: name", value=name)
        self.method = ChoiceField(f"{ROLES[role]}: how", list(METHODS.items()), none="Not signed")
        self.day = DateField(f"{ROLES[role]}: when", background.today, value=background.today())
        self.day.setFixedWidth(150)
        self.why = TextBox(f"{ROLES[role]}: why not", hint="Why it could not be signed")
        self.why.hide()
        self.method.changed.connect(self._chosen)
        self.problem = Paragraph("", "caption_strong", "red")
        self.problem.hide()
        line = row(gap=8)
        line.addWidget(self.name, 2)
        line.addWidget(self.method, 2)
        line.addWidget(self.day)
        self.setLayout(
            column(Label(ROLES[role], "dense_strong"), line, self.why, self.problem, gap=6, margins=(12, 8, 12, 10))
        )

    def _chosen(self) -> None:
        self.why.setVisible(self.method.value() == "unable")

    def entry(self) -> SignoffEntry | None:
        """The signature, or None while nobody has chosen how."""
        method = self.method.value()
        if method is None:
            return None
        day = self.day.value() or self.day._today()  # noqa: SLF001 (the field's own clock)
        return SignoffEntry(self.role, self.name.text(), SignoffMethod(method), day, self.why.text())

    def say(self, words: str) -> None:
        """What is wrong with it."""
        self.problem.say(words)
        self.problem.setVisible(bool(words))


class SignoffEditor(QObject):
    """The last section. signed(): the version is in force."""

    signed = Signal()

    def __init__(self, background: Background, view: PlanView, person: str, parent: QObject) -> None:
        super().__init__(parent)
        self.background, self.view = background, view
        self.body = column(gap=12, margins=(16, 0, 16, 16))
        self.widget: QWidget = box(self.body)
        self.problem = Strip("", "red")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.signers: list[_Signer] = []
        if view.plan.locked:
            self._signatures()
        else:
            self._form(person)
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

    def _form(self, person: str) -> None:
        me = self.background.actor.name
        for role, name, optional in (
            (SignoffRole.PERSON, person, False),
            (SignoffRole.PROFESSIONAL, me, False),
            (SignoffRole.CARER, "", True),
            (SignoffRole.LPA, "", True),
        ):
            made = _Signer(role, name, self.background, optional=optional)
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

    def sign(self) -> None:
        """Agree and put into force, or say what is missing where it is missing."""
        entries = [entry for signer in self.signers if (entry := signer.entry()) is not None]
        due = self.review.value()
        if self.review.problem:
            self._review.set_problem(self.review.problem)
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
        self.background.write(self, use_case, self._signed, self._failed, done="Plan signed and in force")

    def _signed(self, _nothing: Any) -> None:
        self.signed.emit()

    def _clear(self) -> None:
        self.problem.hide()
        for signer in self.signers:
            signer.say("")
        for field in (self._not_agreed, self._no_matters, self._review):
            field.set_problem("")

    def _failed(self, error: InteamError) -> None:
        found = sentences(error)
        known = {"not_agreed": self._not_agreed, "no_what_matters": self._no_matters, "review_due": self._review}
        given = [signer for signer in self.signers if signer.entry() is not None]
        general = []
        for name, words in found.items():
            if name in known:
                known[name].set_problem(words)
                known[name].show()
            elif name == "professional":
                self.signers[1].say(words)
            elif name.startswith("signoff."):
                given[int(name.split(".")[1])].say(words)
            elif name.startswith("need."):
                general.append(f"{self._need(name)}: {words}")
            else:
                general.append(words)
        self.problem.say(" ".join(general) or "Something is missing: see the marked fields.", "red")
        self.problem.show()

    def _need(self, name: str) -> str:
        wanted = name.partition(".")[2]
        return next((need.text for need in self.view.content.needs if str(need.id) == wanted), "A need")
