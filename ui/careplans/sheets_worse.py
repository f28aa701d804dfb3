"""The sheet of what happens if things get worse."""

from functools import partial
from typing import Any, ClassVar

from inteam.careplans import service_parts
from inteam.careplans.content import ContingencyPart
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import ContingencyEntry, StepEntry
from ui.app.acts import act_button
from ui.app.background import UseCase
from ui.careplans.sheet import PlanSheet
from ui.widgets import controls
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

_STEPS = 4


class ContingencySheet(PlanSheet):
    """If this happens: early signs, what to do in which order, who with which phone number."""

    form: ClassVar[str] = "plan_contingency"
    what: ClassVar[str] = "plan for worse"
    title_words = ("If things get worse", "If things get worse")
    save_words = ("Save", "Save")
    done_words = ("Saved", "Saved")

    def make(self, record: ContingencyPart | None) -> None:
        self.area("trigger", self.tr("If this happens"), 2)
        self.area("early_signs", self.tr("Early signs"), 2, optional=True)
        self.area("coping", self.tr("What helps me cope"), 2, optional=True)
        self.body.addWidget(Label(self.tr("Steps, in order"), "section"))
        for number in range(_STEPS):
            self._step(number)
        self.area("medicines", self.tr("Medicines kept for this"), 2, optional=True)
        self.area("escalation", self.tr("If that does not help"), 2, optional=True)
        self._takes_out = False  # whether it is being taken out, and not its words saved
        if record is not None:
            out = act_button("careplans.remove_contingency", self._take_out, "danger", height=28)
            self.body.addLayout(row(out, None))

    def _take_out(self) -> None:
        """Out of the plan; Undo brings it back, and versions that were agreed keep theirs."""
        if self.panel.isEnabled():
            self._takes_out = True
            out = partial(service_parts.remove_contingency, contingency_id=self.record.id, version=self.version)
            self.send(out, self.tr("Taken out of the plan"))

    def as_act(self) -> bool:
        return self._takes_out or super().as_act()

    def save(self) -> None:
        self._takes_out = False
        super().save()

    def saved(self, result: Any) -> None:
        if not self._takes_out:  # the keyboard goes to what was written, where something was
            super().saved(result)

    def _step(self, number: int) -> None:
        """What over the whole width, and under it who with which number: neither is cut."""
        boxes = {}
        for name, hint in (("text", self.tr("What")), ("who", self.tr("Who")), ("phone", self.tr("Phone"))):
            label = self.tr("Step {n}: {what}").format(n=number + 1, what=hint.lower())
            boxes[name] = TextBox(label, hint=hint)
            self.keep(f"step{number}.{name}", boxes[name])
        under = row(gap=8)
        under.addWidget(boxes["who"], 3)
        under.addWidget(boxes["phone"], 2)
        numbered = row(gap=8)
        place = Label(str(number + 1), "body_strong", "muted")
        place.setFixedWidth(16)
        numbered.addLayout(column(9, place, None))
        numbered.addLayout(column(boxes["text"], under, gap=8), 1)
        self.body.addLayout(numbered)

    def show_record(self, record: ContingencyPart) -> None:
        for name in ("trigger", "early_signs", "coping", "medicines", "escalation"):
            controls.fill(self.control(name), getattr(record, name))
        for number in range(_STEPS):
            step = record.steps[number] if number < len(record.steps) else None
            for name in ("text", "who", "phone"):
                box = self.control(f"step{number}.{name}")
                controls.fill(box, getattr(step, name) if step else "")
                if isinstance(box, TextBox):
                    box.edit.home(False)  # long words are seen from their beginning

    def record_in(self, view: PlanView) -> ContingencyPart | None:
        return next((one for one in view.content.contingencies if one.id == self.record_id), None)

    def use_case(self) -> UseCase[Any]:
        steps = []
        for number in range(_STEPS):
            text, who, phone = (self.text(f"step{number}.{name}") for name in ("text", "who", "phone"))
            if text or who or phone:
                steps.append(StepEntry(text, who, phone))
        part: ContingencyPart | None = self.record
        more = part.steps[_STEPS:] if part else ()  # written elsewhere, and longer than this form
        entry = ContingencyEntry(
            self.text("trigger"),
            (*steps, *(StepEntry(step.text, step.who, step.phone) for step in more)),
            self.text("early_signs"),
            self.text("coping"),
            self.text("medicines"),
            self.text("escalation"),
            part.valid_to if part else None,
        )
        return partial(
            service_parts.write_contingency,
            person_id=self.about.person_id,
            entry=entry,
            contingency_id=part.id if part else None,
            version=self.version or 0,
        )
