"""Steps of a meeting for its tests: planned, begun, everybody there, an earlier one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from inteam.errors import InputError
from inteam.meetings import (
    service,
    service_actions,
    service_agenda,
    service_attendance,
    service_live,
    service_papers,
)
from inteam.meetings.model import AgendaItem, Meeting
from inteam.meetings.rules import (
    ActionEntry,
    Again,
    AttendanceState,
    ItemEntry,
    MeetingEntry,
)
from inteam.meetings.summaries import Reader
from inteam.store.base import require
from inteam.store.database import Database, Work
from tests.inteam.careplans.people import (
    Neighbourhood,
)

TODAY = date(2026, 11, 19)
READER = Reader(TODAY, safeguarding_detail=True)


@contextmanager
def refused(**problems: str) -> Iterator[None]:
    with pytest.raises(InputError) as caught:
        yield
    assert caught.value.problems == problems


def entry(near: Neighbourhood, held_on: date = date(2026, 11, 24), **values: object) -> MeetingEntry:
    plain = {"name": "Neighbourhood MDT", "starts": time(10), "ends": time(11), "place": "Quayside Surgery"}
    plain |= {"chair_id": near.tom, "note_taker_id": near.priya, **values}
    return MeetingEntry(team_id=near.team, held_on=held_on, **plain)  # type: ignore[arg-type]  # (what a test names)


def plan(work: Work, near: Neighbourhood, held_on: date = date(2026, 11, 24)) -> UUID:
    return service.plan_meeting(work, entry(near, held_on))


def version(work: Work, meeting_id: UUID) -> int:
    work.session.flush()
    return require(work.session, Meeting, meeting_id).version


def item_version(work: Work, item_id: UUID) -> int:
    work.session.flush()
    return require(work.session, AgendaItem, item_id).version


def margarets_item(work: Work, near: Neighbourhood, meeting: UUID) -> UUID:
    question = "After dark: how does she get home?"
    return service_agenda.add_item(work, meeting, ItemEntry(question, near.margaret, case_id=near.case))


def begin(work: Work, meeting: UUID) -> None:
    service_live.begin_meeting(work, meeting, version(work, meeting))
    work.session.flush()


def all_there(work: Work, meeting: UUID) -> tuple[str, ...]:
    missing: tuple[str, ...] = ()
    for row in service_attendance.attendance_of(work, meeting):
        missing = service_attendance.set_attendance(work, row.id, row.version, AttendanceState.PRESENT)
    return missing


def an_earlier_meeting(database: Database, near: Neighbourhood) -> tuple[UUID, UUID]:
    """Margaret was discussed on the 19th, with one action for Hana. Gives the meeting and the action."""
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_live.open_item(work, item)
        action = service_actions.agree_action(
            work, item, ActionEntry("Home hazard assessment", TODAY + timedelta(days=4), owner_id=near.hana)
        )
        service_live.finish_item(work, item, item_version(work, item), again=Again.TWO_WEEKS)
        service_live.end_meeting(work, meeting, version(work, meeting))
    return meeting, action


def service_live_freeze(work: Work, meeting: UUID) -> str:
    return service_papers.freeze_papers(work, meeting, version(work, meeting))
