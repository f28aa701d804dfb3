"""The forms of the minutes: corrections, other business, addenda, counted packs."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.meetings import service_minutes, service_papers
from inteam.meetings.queries import MeetingRow
from inteam.meetings.queries_live import ItemView
from inteam.meetings.queries_record import DecisionRow
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.shell import Shell
from ui.widgets.fields import DateField, Field
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label

_NOTES = (
    ("discussion", "Discussion"),
    ("situation", "Situation"),
    ("background", "Background"),
    ("assessment", "Assessment"),
    ("recommendation", "Recommendation"),
)


class CorrectSheet(FormSheet):
    """Correct what the draft says of one item; both wordings are kept."""

    form: ClassVar[str] = "minutes_item"

    def __init__(self, shell: Shell, view: ItemView) -> None:
        super().__init__(shell, "Correct the minutes", "Save", done="Corrected", record_id=view.item.id)
        self._item = view.item
        self.body.addWidget(Label(view.item.name, "lead", elide=True))
        for name, title in (("question", "Question"), *_NOTES):
            area = TextArea(title, lines=4 if name == "discussion" else 2, value=getattr(view.item, name))
            self.add(name, Field(title, area))

    def use_case(self) -> UseCase[Any]:
        item, values = self._item, self.values()

        def correct(work: Any) -> None:
            version = item.version
            for name in ("question", *(name for name, _title in _NOTES)):
                text = str(values[name] or "")
                if text != getattr(item, name):
                    version = service_minutes.correct_item(work, item.id, version, name, text)

        return correct


class CorrectDecisionSheet(FormSheet):
    """Correct the wording of a decision."""

    form: ClassVar[str] = "minutes_decision"

    def __init__(self, shell: Shell, decision: DecisionRow) -> None:
        super().__init__(shell, "Correct a decision", "Save", done="Corrected", record_id=decision.id)
        self._decision = decision
        self.add("text", Field("Decision", TextArea("Decision", lines=4, value=decision.text)))
        self.add("rationale", Field("Why", TextArea("Why", lines=2, value=decision.rationale), optional=True))
        self.add("dissent", Field("Who disagreed", TextBox("Who disagreed", value=decision.dissent), optional=True))

    def use_case(self) -> UseCase[Any]:
        decision, values = self._decision, self.values()

        def correct(work: Any) -> None:
            version = decision.version
            for name in ("text", "rationale", "dissent"):
                text = str(values[name] or "")
                if text != getattr(decision, name):
                    version = service_minutes.correct_decision(work, decision.id, version, name, text)

        return correct


class BusinessSheet(FormSheet):
    """Learning, other business, the next date."""

    form: ClassVar[str] = "minutes_business"

    def __init__(self, shell: Shell, meeting: MeetingRow) -> None:
        super().__init__(shell, "Other business and learning", "Save", done="Saved", record_id=meeting.id)
        self._meeting = meeting
        self.add("learning", Field("Learning and incidents", TextArea("Learning", value=meeting.learning)))
        self.add("other_business", Field("Other business", TextArea("Other business", value=meeting.other_business)))
        self._next = DateField("Next meeting", self.background.today, value=meeting.next_on)
        self.add("next_on", Field("Next meeting", self._next, optional=True))

    def use_case(self) -> UseCase[Any]:
        values = self.values()
        return partial(
            service_minutes.write_business,
            meeting_id=self._meeting.id,
            version=self._meeting.version,
            learning=str(values["learning"] or ""),
            other_business=str(values["other_business"] or ""),
            next_on=self._next.value(),
        )


class AddendumSheet(FormSheet):
    """Add to agreed minutes."""

    form: ClassVar[str] = "minutes_addendum"

    def __init__(self, shell: Shell, meeting_id: UUID) -> None:
        super().__init__(shell, "Add an addendum", "Add", done="Addendum added", record_id=meeting_id)
        self._meeting_id = meeting_id
        self.add("text", Field("Addendum", TextArea("Addendum", lines=5), help="Dated, and signed with your name."))

    def use_case(self) -> UseCase[Any]:
        text = str(self.values()["text"] or "")
        return partial(service_minutes.add_addendum, meeting_id=self._meeting_id, text=text)


class PacksSheet(FormSheet):
    """Packs handed out, returned, destroyed."""

    form: ClassVar[str] = "meeting_packs"

    def __init__(self, shell: Shell, meeting: MeetingRow) -> None:
        super().__init__(shell, "Count packs", "Save", done="Packs counted", record_id=meeting.id)
        self._meeting = meeting
        for name, title in (
            ("packs_out", "Handed out"),
            ("packs_back", "Returned"),
            ("packs_destroyed", "Destroyed"),
        ):
            count = getattr(meeting, name)
            self.add(name, Field(title, TextBox(title, value="" if count is None else str(count))))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        for name, value in self.values().items():
            if not str(value or "").isdigit():
                found[name] = self.tr("Enter a number; 0 for none.")
        return found

    def use_case(self) -> UseCase[Any]:
        values = {name: int(str(value)) for name, value in self.values().items()}
        return partial(
            service_papers.count_packs,
            meeting_id=self._meeting.id,
            version=self._meeting.version,
            out=values["packs_out"],
            back=values["packs_back"],
            destroyed=values["packs_destroyed"],
        )
