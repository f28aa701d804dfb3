"""The sheets and dialogs of meetings: plan one, an agenda item, who is there, why an action is dropped, the end."""

from collections.abc import Callable, Sequence
from datetime import date, time
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.meetings import service, service_agenda
from inteam.meetings.queries import ItemRow, MeetingRow
from inteam.meetings.queries_live import ActionRow
from inteam.meetings.rules import ItemEntry, ItemKind, MeetingEntry, Told
from inteam.organisations import queries as organisations
from ui.app.acts import act_button
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.shell import Shell, as_widget
from ui.meetings.words import KINDS, PRIORITY, TOLD
from ui.widgets.buttons import Button
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Label
from ui.widgets.layouts import row
from ui.widgets.overlay import Dialog, ask
from ui.widgets.suggest import Found, SuggestBox


class PlanMeetingSheet(FormSheet):
    """Plan a meeting, or change one that has not begun."""

    form: ClassVar[str] = "meeting"

    def __init__(self, shell: Shell, meeting: MeetingRow | None = None) -> None:
        title = "Change meeting" if meeting else "Plan meeting"
        super().__init__(
            shell,
            title,
            "Save" if meeting else "Plan meeting",
            done="Meeting changed" if meeting else "Meeting planned",
            record_id=meeting.id if meeting else None,
        )
        self._meeting = meeting
        self._date = DateField("Date", self.background.today, value=meeting.held_on if meeting else None)
        self.add("name", Field("Name", TextBox("Name", value=meeting.name if meeting else "Neighbourhood MDT")))
        self.add("held_on", Field("Date", self._date))
        starts = TextBox("Starts", hint="10:00", value=f"{meeting.starts:%H:%M}" if meeting else "10:00")
        ends = TextBox("Ends", hint="11:00", value=f"{meeting.ends:%H:%M}" if meeting else "11:00")
        self.body.addLayout(
            row(self.keep("starts", Field("Starts", starts)), self.keep("ends", Field("Ends", ends)), gap=12)
        )
        self.add("place", Field("Place or link", TextBox("Place or link", value=meeting.place if meeting else "")))
        self._team = ChoiceField("Team", [])
        self._chair, self._notes = ChoiceField("Chair", []), ChoiceField("Note taker", [])
        self.add("team_id", Field("Team", self._team))
        self.add("chair_id", Field("Chair", self._chair))
        self.add("note_taker_id", Field("Note taker", self._notes))
        today = self.background.today()
        self.background.read(self, partial(_choices, on=today), self._choices, self._failed)

    def _choices(self, found: tuple[list[Any], list[Any]]) -> None:
        teams, staff = found
        self._team.set_choices([(team.id, team.name) for team in teams])
        for field in (self._chair, self._notes):
            field.set_choices([(one.id, f"{one.name}, {one.job_title}") for one in staff])
        meeting, actor = self._meeting, self.background.actor
        if self._team.value() is None:
            self._team.set_value(meeting.team_id if meeting else actor.team_id)
        if self._chair.value() is None:
            self._chair.set_value(meeting.chair_id if meeting else actor.staff_id)
        if self._notes.value() is None:
            self._notes.set_value(meeting.note_taker_id if meeting else actor.staff_id)
        if self._given is not None:
            self.fill(self._given.fields)
        self.draft.settle()

    def first_field(self) -> Any:
        return self._date if self._meeting is None else super().first_field()

    def problems(self) -> dict[str, str]:
        found = super().problems()
        for name in ("held_on", "team_id", "chair_id", "note_taker_id"):
            control = self.control(name)
            if name not in found and isinstance(control, DateField | ChoiceField) and control.value() is None:
                found[name] = self.tr("Choose a day.") if name == "held_on" else self.tr("Choose one.")
        for name in ("starts", "ends"):
            if _time(self._text(name)) is None:
                found[name] = self.tr("Enter a time, such as 10:00.")
        return found

    def _text(self, name: str) -> str:
        control = self.control(name)
        return control.text() if isinstance(control, TextBox) else ""

    def use_case(self) -> UseCase[Any]:
        starts, ends = _time(self._text("starts")), _time(self._text("ends"))
        day = self._date.value()
        assert starts is not None  # noqa: S101 (problems() has looked)
        assert ends is not None  # noqa: S101 (as above)
        assert day is not None  # noqa: S101 (as above)
        entry = MeetingEntry(
            team_id=self._team.value(),
            name=self._text("name"),
            held_on=day,
            starts=starts,
            ends=ends,
            place=self._text("place"),
            chair_id=self._chair.value(),
            note_taker_id=self._notes.value(),
        )
        if self._meeting is None:
            return partial(service.plan_meeting, entry=entry)
        return partial(service.change_meeting, meeting_id=self._meeting.id, version=self._meeting.version, entry=entry)

    def saved(self, result: Any) -> None:
        if self._meeting is None:
            self.shell.open("meeting", result)


class ItemSheet(FormSheet):
    """Put somebody or a topic on the agenda, or change an item."""

    form: ClassVar[str] = "agenda_item"

    def __init__(
        self, shell: Shell, meeting_id: UUID, item: ItemRow | None = None, found: Sequence[Found] = (), minutes: int = 6
    ) -> None:
        super().__init__(
            shell,
            "Change agenda item" if item else "Add to the agenda",
            "Save" if item else "Add to agenda",
            done="Item changed" if item else "On the agenda",
            record_id=item.id if item else None,
            person=_identity(item),
        )
        self._meeting_id, self._item = meeting_id, item
        if item is None:
            self._person = SuggestBox("Person", self._find, hint="Name, NHS number or date of birth")
            self.add("person_id", Field("Person", self._person, help="Leave empty for a topic."))
            self.add("topic", Field("Topic", TextBox("Topic"), optional=True))
        elif item.person_id is None:
            self.body.addWidget(Label(item.name, "lead", elide=True))
        area = TextArea("Question for the team", lines=3, value=item.question if item else "")
        self.add("question", Field("Question for the team", area, help="Papers cannot be frozen without it."))
        self.add("reason", Field("Why now", TextBox("Why now", value=item.reason if item else ""), optional=True))
        self._kind = ChoiceField("Kind", list(KINDS.items()))
        self._kind.set_value(item.kind if item else "new")
        self._priority = ChoiceField("Priority", list(PRIORITY.items()))
        self._priority.set_value(item.priority if item else 2)
        self._minutes = TextBox("Minutes", value=str(item.minutes if item else minutes))
        self.body.addLayout(
            row(
                self.keep("kind", Field("Kind", self._kind)),
                self.keep("priority", Field("Priority", self._priority)),
                self.keep("minutes", Field("Minutes", self._minutes)),
                gap=12,
            )
        )
        self._told = ChoiceField("Does the person know and agree?", list(TOLD.items()))
        self._told.set_value(item.told if item else "not_asked")
        self.add("told", Field("Does the person know and agree?", self._told))
        reason = TextBox("Why not", value=item.told_reason if item else "")
        self.add("told_reason", Field("If they could not be told, why", reason, optional=True))

    def _find(self, words: str, take: Callable[[Sequence[Found]], None]) -> None:
        self.background.read(
            self, partial(_people, words=words, actor=self.background.actor), take, self._failed, key="people"
        )

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self._minutes.text().isdigit():
            found["minutes"] = self.tr("Enter minutes as a number.")
        return found

    def use_case(self) -> UseCase[Any]:
        values = self.values()
        entry = ItemEntry(
            question=str(values["question"] or ""),
            person_id=self._item.person_id if self._item else self._person.value(),
            topic=self._item.topic if self._item else str(values["topic"] or ""),
            reason=str(values["reason"] or ""),
            kind=ItemKind(self._kind.value()),
            priority=int(self._priority.value()),
            minutes=int(self._minutes.text()),
            presenter_id=self._item.presenter_id if self._item else None,
            told=Told(self._told.value()),
            told_reason=str(values["told_reason"] or ""),
            case_id=self._item.case_id if self._item else None,
        )
        if self._item is not None:
            return partial(service_agenda.change_item, item_id=self._item.id, version=self._item.version, entry=entry)
        if entry.person_id is None and entry.topic:
            entry = ItemEntry(
                entry.question, None, entry.topic, entry.reason, ItemKind.TOPIC, entry.priority, entry.minutes
            )
        return partial(service_agenda.add_item, meeting_id=self._meeting_id, entry=entry)


class ReasonSheet(Dialog):
    """Asks for a reason; nothing is done without one."""

    def __init__(self, shell: Shell, title: str, note: str, act: str, then: Callable[[str], None]) -> None:
        super().__init__(as_widget(shell), title, note=note, width=480)
        self._then = then
        self._box = TextBox("Reason")
        self.field = Field("Reason", self._box)
        self.body.addWidget(self.field)
        close = Button("Close", key="Esc")
        close.clicked.connect(self.close_overlay)
        self.buttons(close, act_button(act, self._go, "primary"))
        self._box.edit.returnPressed.connect(self._go)

    def _go(self) -> None:
        if not self._box.text():
            self.field.set_problem("Say why.")
            self._box.setFocus()
            return
        self.close_overlay()
        self._then(self._box.text())


class DropSheet(ReasonSheet):
    """Why an action of last time is dropped."""

    def __init__(self, shell: Shell, action: ActionRow, then: Callable[[str], None]) -> None:
        super().__init__(shell, "Drop this action", action.text, "meetings.answer_drop", then)


def ask_end(shell: Shell, left: Sequence[str], end: Callable[[], None], *, nobody: bool = False) -> Dialog:
    """Asks before the meeting ends, naming who was not reached, and whether nobody is marked as being here."""
    if left:
        names = ", ".join(left[:5]) + (" and others" if len(left) > 5 else "")
        words = f"Not reached: {names}. They are carried forward to the next meeting, and their open actions with them."
    else:
        words = "Everybody on the agenda was discussed. The minutes are then a draft that you can correct."
    if nobody:
        words = (
            "Nobody is marked as being here: the minutes will say that all were absent and that each decision was "
            f"taken without a quorum. Go on, and press “Who is here” first. {words}"
        )
    return ask(as_widget(shell), "End the meeting?", words, (("End meeting", "primary", end), ("Go on", "plain", int)))


def _choices(session: Any, *, on: date) -> tuple[list[Any], list[Any]]:
    return organisations.teams(session, on=on), organisations.staff_list(session, on=on)


def _people(session: Any, *, words: str, actor: Any) -> list[Found]:
    from inteam.people.banner import Identity, identity_line  # noqa: PLC0415 (with the first letter)
    from inteam.people.search import search  # noqa: PLC0415 (once it is opened)

    made = []
    for match in search(session, words, actor=actor, limit=8).matches:
        who = Identity(
            match.family_name,
            match.given_name,
            born_on=match.born_on,
            dob_precision=match.dob_precision,
            nhs_number=match.nhs_number,
        )
        name, _, facts = identity_line(who).partition(" · ")
        made.append(Found(match.person_id, name, facts))
    return made


def _identity(item: ItemRow | None) -> Identity | None:
    if item is None or item.person_id is None:
        return None
    family, _, given = item.name.partition(", ")
    parts = [part.partition(" ")[2] for part in item.identity.split(" · ")[1:]]
    return Identity(family, given, *parts[:1], *(part.removeprefix("no. ") for part in parts[1:2]))


def _time(words: str) -> time | None:
    hour, _, minute = words.replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
