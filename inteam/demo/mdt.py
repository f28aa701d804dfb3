"""Two past meetings, held through the same use cases as real ones, and the next one with its agenda."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from inteam import clock
from inteam.access import Actor, Role
from inteam.demo.plan_words import DISCUSSIONS, MDT_ACTIONS, MDT_DECISIONS, QUESTIONS
from inteam.demo.rows import Rows, Turns
from inteam.demo.story import Story
from inteam.demo.world import World
from inteam.meetings import (
    service,
    service_actions,
    service_agenda,
    service_attendance,
    service_decisions,
    service_live,
    service_papers,
)
from inteam.meetings.model import AgendaItem, Attendance, Meeting
from inteam.meetings.rules import (
    ActionEntry,
    Again,
    Answer,
    AttendanceState,
    DecisionEntry,
    DecisionKind,
    ItemEntry,
    ItemKind,
    MeetingEntry,
    MeetingStatus,
    Told,
    WithPerson,
)
from inteam.needs.model import Action
from inteam.store.base import Record
from inteam.store.database import Work

FIRST = ("Pemberton", "Jessop", "Igwe", "Nolan", "Stannard", "Brightwell", "Basra", "Eastwick", "Farrow")
SECOND = ("Pemberton", "Marsden", "Brightwell", "Holloway", "Quincey", "Kaur", "Adeyemi", "Prentice", "Igwe")
NEXT = (
    "Jessop",
    "Pemberton",
    "Stannard",
    "Marsden",
    "Brightwell",
    "Igwe",
    "Holloway",
    "Quincey",
    "Nolan",
)
"""Family names of the people on each agenda, in order; the next one is the picture's."""
PRESENTS = {
    "Pemberton": "Priya Nair",
    "Marsden": "Priya Nair",
    "Holloway": "Priya Nair",
    "Brightwell": "Hana Wells",
    "Farrow": "Leo Marsh",
    "Quincey": "Hana Wells",
    "Jessop": "Sade Bello",
}
"""Who presents whom; the rest are presented by the chair."""
ATTENDING = (
    "Tom Okafor",
    "Priya Nair",
    "Sade Bello",
    "Hana Wells",
    "Aisha Carr",
    "Leo Marsh",
    "Ruth Jones",
    "Beth Lawson",
    "Carlton Reid",
)
_FORTNIGHT = timedelta(days=14)
_TEN = time(10)


def next_tuesday(today: date) -> date:
    """The next Tuesday, never today: the meeting is being prepared."""
    return today + timedelta(days=(1 - today.weekday() - 1) % 7 + 1)


def dates(today: date) -> tuple[date, date, date]:
    """The days of the two past meetings and of the next."""
    ahead = next_tuesday(today)
    return ahead - 2 * _FORTNIGHT, ahead - _FORTNIGHT, ahead


class MeetingMaker:
    """Holds the meetings of the people whose stories are given; what happened after each is let go in between."""

    def __init__(self, work: Work, rows: Rows, random: Random, world: World, stories: dict[str, Story]) -> None:
        self._work, self._rows, self._random = work, rows, random
        self._world, self._stories = world, stories
        self._kinds = Turns(random, tuple(DecisionKind))
        self._actions = Turns(random, MDT_ACTIONS)
        self._questions = Turns(random, QUESTIONS)
        self._answers = Turns(random, (Answer.DONE, Answer.CARRY, Answer.DONE, Answer.DROP, Answer.CARRY))
        self._told = Turns(random, (Told.YES, Told.YES, Told.NOT_ASKED, Told.YES, Told.NOT_POSSIBLE))
        self._again = Turns(random, (Again.TWO_WEEKS, None, Again.FOUR_WEEKS, None, Again.NO_FURTHER))
        self._states = Turns(
            random, ("present", "present", "present", "apologies", "present", "absent", "present", "present")
        )

    def make(self, today: date, now: datetime) -> None:
        """Both past meetings, and the next one planned."""
        for number, (on, names) in enumerate(zip(dates(today), (FIRST, SECOND, NEXT), strict=True)):
            moment = datetime.combine(on, _TEN, clock.LONDON)
            if number < 2:
                self._rows.let_go(moment)
                self._rows.flush(self._work.session)
                self._hold(on, names, agree=number == 0)
                continue
            self._rows.let_go(now)
            self._rows.flush(self._work.session)
            with self._acting("Beth Lawson", now - timedelta(days=2)) as work:
                meeting = self._plan(work, on)
                self._agenda(work, meeting, names)

    def _hold(self, on: date, names: tuple[str, ...], *, agree: bool) -> None:
        begins = datetime.combine(on, _TEN, clock.LONDON)
        with self._acting("Beth Lawson", begins - timedelta(days=6)) as work:
            meeting = self._plan(work, on)
            self._agenda(work, meeting, names)
        with self._acting("Beth Lawson", begins - timedelta(hours=20)) as work:
            service_papers.freeze_papers(work, meeting, self._version(meeting))
        with self._acting("Priya Nair", begins) as work:
            service_live.begin_meeting(work, meeting, self._version(meeting))
            self._come(work, meeting)
        for number, item_id in enumerate(self._items(meeting)):
            with self._acting("Priya Nair", begins + timedelta(minutes=1 + 6 * number)) as work:
                service_live.open_item(work, item_id)
            with self._acting("Priya Nair", begins + timedelta(minutes=6 + 6 * number)) as work:
                self._discuss(work, item_id, on)
        with self._acting("Priya Nair", begins + timedelta(minutes=62)) as work:
            service_live.end_meeting(work, meeting, self._version(meeting))
        if agree:
            row = self._work.session.get_one(Meeting, meeting)
            row.status, row.minutes_agreed_at = MeetingStatus.MINUTES_AGREED, begins + timedelta(days=2)
            row.minutes_agreed_by_id = self._world.staff["Tom Okafor"].id
            row.packs_out, row.packs_back, row.packs_destroyed = 9, 9, 9

    def _plan(self, work: Work, on: date) -> UUID:
        staff = self._world.staff
        entry = MeetingEntry(
            team_id=self._world.teams["int"],
            name="Neighbourhood MDT",
            held_on=on,
            starts=_TEN,
            ends=time(11),
            place="Quayside Surgery and video",
            chair_id=staff["Tom Okafor"].id,
            note_taker_id=staff["Priya Nair"].id,
        )
        meeting = service.plan_meeting(work, entry)
        for name in ATTENDING:
            service.add_attendee(work, meeting, staff[name].id)
        for row in service_attendance.attendance_of(work, meeting):
            if row.staff_id not in {staff[name].id for name in ATTENDING}:
                service.remove_attendee(work, row.id, row.version)
        return meeting

    def _agenda(self, work: Work, meeting: UUID, names: tuple[str, ...]) -> None:
        there = {item.person_id: item for item in self._all_items(meeting)}
        for place, name in enumerate(name for name in names if name in self._stories):
            story = self._stories[name]
            question = story.one.notes.fill(self._questions.next())
            if name == "Pemberton":
                question = story.one.notes.fill(QUESTIONS[0])
            known, told = there.get(story.one.id), self._told.next()
            entry = ItemEntry(
                question,
                story.one.id,
                reason="Asked for by the lead worker",
                kind=ItemKind.REVIEW if place % 3 else ItemKind.NEW,
                priority=1 + place % 3,
                minutes=7 if name in ("Pemberton", "Marsden") else 6,
                presenter_id=self._world.staff[PRESENTS.get(name, "Tom Okafor")].id,
                told=told,
                told_reason="In hospital this week" if told is Told.NOT_POSSIBLE else "",
                case_id=story.case_id,
            )
            if known is None:
                service_agenda.add_item(work, meeting, entry)
            else:
                service_agenda.change_item(work, known.id, known.version, replace(entry, kind=ItemKind(known.kind)))
        self._in_order(meeting, names)

    def _in_order(self, meeting: UUID, names: tuple[str, ...]) -> None:
        order = [self._stories[name].one.id for name in names if name in self._stories]
        items = self._all_items(meeting)
        items.sort(key=lambda item: order.index(item.person_id) if item.person_id in order else len(order))
        for place, item in enumerate(items):
            item.position = place
            item.question = item.question or "Is there anything new since last time?"

    def _come(self, work: Work, meeting: UUID) -> None:
        chief = {self._world.staff[name].id for name in ("Tom Okafor", "Priya Nair", "Sade Bello", "Hana Wells")}
        rows = work.session.scalars(
            select(Attendance)
            .where(Attendance.meeting_id == meeting, Attendance.withdrawn_at.is_(None))
            .order_by(Attendance.name)
        ).all()
        for row in rows:
            state = "present" if row.staff_id in chief else self._states.next()
            if state == "absent":
                continue  # ending the meeting says so
            remote = row.name in ("Ruth Jones", "Leo Marsh")
            service_attendance.set_attendance(work, row.id, row.version, AttendanceState(state), remote=remote)

    def _discuss(self, work: Work, item_id: UUID, on: date) -> None:
        item = work.session.get_one(AgendaItem, item_id)
        story = next(story for story in self._stories.values() if story.one.id == item.person_id)
        say = story.one.notes.fill
        notes = {
            "discussion": say(self._random.choice(DISCUSSIONS)),
            "recommendation": "See the decision and the actions.",
        }
        service_live.save_notes(work, item_id, item.version, notes)
        for action in service_actions.unanswered(work, item):
            answer = self._answers.next()
            reason = (
                "" if answer is Answer.DONE else "Waiting for a date" if answer is Answer.CARRY else "No longer needed"
            )
            service_actions.answer_action(work, item_id, action.id, action.version, answer, reason=reason)
        kind = self._kinds.next()
        decision = DecisionEntry(
            say(self._random.choice(MDT_DECISIONS[kind.value])),
            kind,
            rationale="Agreed by all who know the person.",
            with_person=self._random.choice(tuple(WithPerson)),
            tell_by=story.one.worker.name,
        )
        service_decisions.decide(work, item_id, decision)
        for _ in range(0 if kind is DecisionKind.NO_ACTION else self._random.choice((1, 1, 2))):
            text, owner = self._actions.next()
            due = on + timedelta(days=self._random.choice((16, 21, 25, 30)))
            service_actions.agree_action(work, item_id, ActionEntry(say(text), due, self._world.staff[owner].id))
        work.session.flush()
        again = self._again.next() if story.one.family in NEXT else Again.NO_FURTHER
        service_live.finish_item(work, item_id, item.version, again=again)

    # --- acting in the past ------------------------------------------------------------------------------------

    @contextmanager
    def _acting(self, name: str, moment: datetime) -> Iterator[Work]:
        """A member of staff at a moment; what they make carries that moment, and ids that come from the seed."""
        worker = self._world.staff[name]
        actor = Actor(worker.id, Role.MANAGER, worker.team_id, worker.organisation_id, name)
        past = Work(self._work.session, actor, moment.astimezone(UTC), self._work.changes)

        def stamp(session: Session, *_rest: object) -> None:
            for record in session.new:
                if isinstance(record, Record):
                    if inspect(record).identity is None and not inspect(record).dict.get("id"):
                        record.id = self._rows.new_id()
                    record.created_at, record.created_by = past.now, actor.staff_id
                    record.updated_at, record.updated_by = past.now, actor.staff_id

        event.listen(self._work.session, "before_flush", stamp)
        try:
            yield past
            self._work.session.flush()
        finally:
            event.remove(self._work.session, "before_flush", stamp)

    def _version(self, meeting: UUID) -> int:
        return self._work.session.get_one(Meeting, meeting).version

    def _all_items(self, meeting: UUID) -> list[AgendaItem]:
        self._work.session.flush()
        statement = select(AgendaItem).where(AgendaItem.meeting_id == meeting, AgendaItem.withdrawn_at.is_(None))
        return list(self._work.session.scalars(statement.order_by(AgendaItem.position, AgendaItem.id)))

    def _items(self, meeting: UUID) -> list[UUID]:
        return [item.id for item in self._all_items(meeting)]


def finish_some(work: Work, rows: Rows, today: date) -> None:
    """Since the last meeting half of what it agreed has been done."""
    open_ones = select(Action).where(
        Action.agenda_item_id.is_not(None), Action.status == "planned", Action.withdrawn_at.is_(None)
    )
    for number, action in enumerate(work.session.scalars(open_ones.order_by(Action.due_on, Action.id))):
        late = action.due_on < today
        if number % 5 if late else number % 2 == 0:
            action.status, action.done_on = "done", today - timedelta(days=1 + rows.random.randint(0, 4))
    work.session.flush()
