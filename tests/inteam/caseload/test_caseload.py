from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from inteam.access import Actor, Role
from inteam.caseload import derive, queries, queries_views, service
from inteam.caseload.model import CaseWork
from inteam.caseload.queries import CaseloadRow
from inteam.caseload.rules import SORTS, Column, Filters, Flag, RiskRank, View
from inteam.caseload.service import Reassignment
from inteam.cases.model import CareCase
from inteam.contacts.model import Contact
from inteam.errors import ConflictError, InputError
from inteam.meetings import service as meetings
from inteam.meetings.model import AgendaItem
from inteam.meetings.rules import MeetingEntry
from inteam.needs.model import Action
from inteam.people.choices import WorkerChange
from inteam.people.model import AccessNeed, Person, Risk, RiskReview, SharingDecision
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_case, a_person, add, neighbourhood

TODAY = date(2026, 11, 19)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def rows(database: Database, near: Neighbourhood, filters: Filters | None = None, **more: object) -> list[CaseloadRow]:
    with database.read() as session:
        return queries.caseload(session, near.actor, filters or Filters(), today=TODAY, **more)  # type: ignore[arg-type]  # (what a test names)


def one(database: Database, near: Neighbourhood) -> CaseloadRow:
    return next(row for row in rows(database, near) if row.person_id == near.margaret)


def an_action(near: Neighbourhood, due_on: date, text: str = "Ring", **more: object) -> Action:
    values = {
        "person_id": near.margaret,
        "case_id": near.case,
        "text": text,
        "kind": "worker_does",
        "team_id": near.team,
        "owner_id": near.priya,
        "due_on": due_on,
        "first_due_on": due_on,
        "status": "planned",
    }
    return Action(**(values | more))


def chosen(*found: CaseloadRow) -> list[tuple[UUID, int]]:
    return [(row.case_id, row.version) for row in found]


def more_people(database: Database, near: Neighbourhood, count: int) -> None:
    with database.write(near.actor) as work:
        for number in range(count):
            person = a_person(work, f"Person{number:02}", "Sam", born_on=date(1950 + number % 40, 1, 1))
            a_case(work, person, near.team, near.priya if number % 2 else near.tom)


# --- derived rows ----------------------------------------------------------------------------------------------


def test_a_new_case_has_a_row_with_nothing_set(database: Database, near: Neighbourhood) -> None:
    row = one(database, near)
    assert (row.family_name, row.owner, row.due_on, row.last_contact_on) == ("Pemberton", "Priya Nair", None, None)
    assert row.risk_rank == RiskRank.NOT_ASSESSED


def test_the_earliest_open_action_is_the_next_one(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        add(
            work,
            an_action(near, date(2026, 11, 25), "Later"),
            an_action(near, date(2026, 11, 20), "First"),
            an_action(near, date(2026, 11, 1), "Done", status="done"),
        )
    row = one(database, near)
    assert (row.action, row.due_on, row.open_actions) == ("First", date(2026, 11, 20), 2)


def test_answering_the_next_action_brings_up_the_one_after(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        add(work, an_action(near, date(2026, 11, 20), "First"), an_action(near, date(2026, 11, 25), "Later"))
    with database.write(near.actor) as work:
        work.session.scalars(select(Action).where(Action.text == "First")).one().status = "done"
    assert one(database, near).action == "Later"


def test_an_attempt_is_no_contact(database: Database, near: Neighbourhood) -> None:
    def contact(kind: str, days: int) -> Contact:
        at = NOW - timedelta(days=days)
        return Contact(
            person_id=near.margaret,
            team_id=near.team,
            worker_id=near.priya,
            occurred_at=at,
            occurred_on=at.date(),
            recorded_at=at,
            type=kind,
            mode="phone",
            direction="outbound",
            with_whom="person",
            risk_change="none",
            visibility="team",
        )

    with database.write(near.actor) as work:
        add(work, contact("attempt", 1), contact("direct", 9), contact("indirect", 2))
    assert one(database, near).last_contact_on == date(2026, 11, 10)


def test_no_known_risks_must_be_said_and_the_highest_open_risk_counts(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        add(work, RiskReview(person_id=near.margaret, reviewed_on=TODAY, answer="no_known_risks"))
    assert one(database, near).risk_rank == RiskRank.NONE_KNOWN
    with database.write(near.actor) as work:
        for level in ("low", "high"):
            add(work, Risk(person_id=near.margaret, title="Falls", level=level, raised_on=TODAY))
        add(work, Risk(person_id=near.margaret, title="Thoughts of suicide", level="medium", raised_on=TODAY))
        add(work, Risk(person_id=near.margaret, title="x", kind="to_staff", level="low", raised_on=TODAY))
    row = one(database, near)
    assert row.risk_rank == RiskRank.HIGH
    assert row.flags & (Flag.SUICIDE_RISK | Flag.RISK_TO_STAFF) == Flag.SUICIDE_RISK | Flag.RISK_TO_STAFF
    with database.write(near.actor) as work:
        for risk in work.session.scalars(select(Risk)):
            risk.status = "closed"
    with database.write(near.actor) as work:
        work.session.scalars(select(RiskReview)).one().withdrawn_at = NOW
    assert one(database, near).risk_rank == RiskRank.ALL_CLOSED


def test_a_need_for_access_shows_as_a_mark_until_it_ends(database: Database, near: Neighbourhood) -> None:
    need = AccessNeed(person_id=near.margaret, category="information_format", need_code="braille", recorded_on=TODAY)
    with database.write(near.actor) as work:
        add(work, need)
    assert Flag.ACCESS_NEED in one(database, near).flags
    with database.write(near.actor) as work:
        work.session.scalars(select(AccessNeed)).one().ended_on = TODAY
    assert Flag.ACCESS_NEED not in one(database, near).flags


def test_a_withdrawn_case_leaves_the_list(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        work.session.get_one(CareCase, near.case).withdrawn_at = NOW
    assert rows(database, near) == []


def test_a_merged_persons_case_stands_under_the_survivor(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        survivor = a_person(work, "Zephyr", "Margaret")
        work.session.get_one(Person, near.margaret).merged_into_id = survivor.id
    assert [(row.person_id, row.family_name) for row in rows(database, near)] == [(survivor.id, "Zephyr")]
    with database.write(near.actor) as work:
        work.session.get_one(Person, survivor.id).sort_key = "aardvark margaret"
    with database.read() as session:
        assert session.scalar(select(CaseWork.sort_name)) == "aardvark margaret"


def test_making_all_rows_again_gives_the_same_rows(database: Database, near: Neighbourhood) -> None:
    more_people(database, near, 5)
    before = rows(database, near)
    with database.write(near.actor) as work:
        work.session.execute(CaseWork.__table__.delete())  # type: ignore[attr-defined]  # (of its own kind)
        assert derive.rebuild(work) == 6
    assert rows(database, near) == before


# --- the list --------------------------------------------------------------------------------------------------


def test_pages_of_any_order_follow_each_other_without_gap_or_overlap(database: Database, near: Neighbourhood) -> None:
    more_people(database, near, 9)
    for sort in SORTS:
        for descending in (False, True):
            check_pages(database, near, sort, descending=descending)


def check_pages(database: Database, near: Neighbourhood, sort: Column, *, descending: bool) -> None:
    found: list[UUID] = []
    after = None
    while page := rows(database, near, sort=sort, descending=descending, after=after, limit=3):
        found += [row.case_id for row in page]
        after = page[-1].key
    whole = [row.case_id for row in rows(database, near, sort=sort, descending=descending)]
    assert found == whole
    assert len(set(found)) == 10
    keys = [row.key for row in rows(database, near, sort=sort, descending=descending)]
    assert keys == sorted(keys, reverse=descending)


def test_each_filter_keeps_what_it_says(database: Database, near: Neighbourhood) -> None:
    more_people(database, near, 4)
    with database.write(near.actor) as work:
        add(work, an_action(near, date(2026, 11, 12)))
        add(work, Risk(person_id=near.margaret, title="Falls", level="high", raised_on=TODAY))

    def people(filters: Filters) -> int:
        with database.read() as session:
            counted = queries.count(session, near.actor, filters, today=TODAY).cases
        listed = rows(database, near, filters)
        assert len(listed) == counted
        return counted

    assert people(Filters()) == 5
    assert people(Filters(owner_id=near.tom)) == 2
    assert people(Filters(team_id=near.team)) == 5
    assert people(Filters(team_id=uuid4())) == 0
    assert people(Filters(overdue=True)) == 1
    assert people(Filters(no_action=True)) == 4
    assert people(Filters(due_within=7)) == 1
    assert people(Filters(risks=(RiskRank.HIGH,))) == 1
    assert people(Filters(risks=(RiskRank.HIGH, RiskRank.NOT_ASSESSED))) == 5
    assert people(Filters(pathways=("social_prescribing",))) == 5
    assert people(Filters(pathways=("gambling_support",))) == 0
    assert people(Filters(no_contact_for=30)) == 5
    assert people(Filters(review_within=0)) == 0
    assert people(Filters(waiting=True)) == 0
    assert people(Filters(is_open=False)) == 0
    assert people(Filters(text="pem marg")) == 1
    assert people(Filters(text="Pëmberton")) == 1
    assert people(Filters(text="person0 sam")) == 4
    assert people(Filters(text="nobody")) == 0


def test_the_count_says_what_is_late(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        add(work, an_action(near, date(2026, 11, 12)))
    with database.read() as session:
        found = queries.count(session, near.actor, Filters(owner_id=near.priya), today=TODAY)
    assert (found.cases, found.overdue, found.over_standard) == (1, 1, 0)


def test_a_restricted_record_shows_to_its_worker_only(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        work.session.get_one(Person, near.margaret).confidentiality = "restricted"
    tom = Actor(near.tom, Role.CARE_COORDINATOR, near.team)
    with database.read() as session:
        assert queries.caseload(session, tom, Filters(), today=TODAY) == []
        assert queries.count(session, tom, Filters(), today=TODAY).cases == 0
        assert queries.case_ids(session, tom, Filters(), today=TODAY) == []
        assert queries.rows_of(session, tom, [near.case]) == []
    assert len(rows(database, near)) == 1


# --- acts on many ----------------------------------------------------------------------------------------------


def test_reassigning_moves_case_actions_and_usual_worker_and_one_undo_puts_all_back(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        add(work, an_action(near, date(2026, 11, 12)))
    entry = Reassignment(near.tom, WorkerChange.CASELOAD, "Ring after ten.")
    with database.write(near.actor) as work:
        outcome = service.reassign(work, chosen(one(database, near)), entry)
    assert outcome.done == 1
    with database.read() as session:
        assert session.scalars(select(CareCase.owner_id)).all() == [near.tom]
        assert session.scalars(select(Action.owner_id)).all() == [near.tom]
        assert session.scalar(select(Person.usual_worker_id).where(Person.id == near.margaret)) == near.tom
    assert one(database, near).owner == "Tom Okafor"
    with database.write(near.actor) as undoing:
        restore(undoing, work.changes)
    assert one(database, near).owner == "Priya Nair"
    with database.read() as session:
        assert session.scalars(select(Action.owner_id)).all() == [near.priya]
        assert session.scalar(select(Person.usual_worker_id).where(Person.id == near.margaret)) == near.priya


def test_a_case_changed_since_refuses_the_whole_reassignment(database: Database, near: Neighbourhood) -> None:
    more_people(database, near, 2)
    everybody = chosen(*rows(database, near))
    stale = [(case_id, version - (case_id == near.case)) for case_id, version in everybody]
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.reassign(work, stale, Reassignment(near.hana, WorkerChange.SKILL))
    assert {row.owner for row in rows(database, near)} == {"Priya Nair", "Tom Okafor"}


def test_reassigning_needs_somebody_a_reason_and_people(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        with pytest.raises(InputError) as raised:
            service.reassign(work, [(near.case, 1)], Reassignment(None, None))
        assert raised.value.problems == {"owner_id": "required", "reason": "required"}
        with pytest.raises(InputError):
            service.reassign(work, [], Reassignment(near.tom, WorkerChange.OTHER))
        too_many = [(uuid4(), 1)] * (service.MOST_AT_ONCE + 1)
        with pytest.raises(InputError) as raised:
            service.reassign(work, too_many, Reassignment(near.tom, WorkerChange.OTHER))
        assert raised.value.problems == {"": "too_many_chosen"}


def test_an_action_set_for_many_is_owned_by_each_ones_worker(database: Database, near: Neighbourhood) -> None:
    more_people(database, near, 2)
    with database.write(near.actor) as work:
        service.set_action(work, chosen(*rows(database, near)), text="Send winter leaflet", due_on=date(2026, 12, 1))
    found = rows(database, near)
    assert {(row.action, row.due_on) for row in found} == {("Send winter leaflet", date(2026, 12, 1))}
    with database.read() as session:
        owners = dict(session.execute(select(Action.case_id, Action.owner_id)).all())
    assert owners == {row.case_id: row.owner_id for row in found}


def test_snoozing_puts_the_next_actions_off(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        add(work, an_action(near, date(2026, 11, 12)))
    row = one(database, near)
    with database.write(near.actor) as work:
        service.snooze(work, [(row.action_id, row.action_version)], date(2026, 11, 30))  # type: ignore[list-item]  # (never None here)
    assert one(database, near).due_on == date(2026, 11, 30)


def a_meeting(database: Database, near: Neighbourhood) -> UUID:
    from datetime import time  # noqa: PLC0415 (only here)

    entry = MeetingEntry(near.team, "MDT", date(2026, 11, 24), time(10), time(11), "Quayside", near.tom, near.priya)
    with database.write(near.actor) as work:
        return meetings.plan_meeting(work, entry)


def test_people_go_on_the_agenda_but_for_those_who_declined_or_are_on_it(
    database: Database, near: Neighbourhood
) -> None:
    more_people(database, near, 2)
    meeting_id = a_meeting(database, near)
    found = rows(database, near)
    refuser = next(row for row in found if row.person_id != near.margaret)
    with database.write(near.actor) as work:
        add(
            work,
            SharingDecision(
                person_id=refuser.person_id, scope="attend_mdt_discussion", decision="declined", given_on=TODAY
            ),
        )
    with database.write(near.actor) as work:
        outcome = service.add_to_meeting(work, chosen(*found), meeting_id=meeting_id, question="Who leads?")
    assert outcome.done == 2
    assert outcome.refused == ((refuser.person_id, "mdt_declined"),)
    with database.write(near.actor) as work:
        again = service.add_to_meeting(work, chosen(*found), meeting_id=meeting_id, question="")
    assert (again.done, len(again.refused)) == (0, 3)
    with database.read() as session:
        assert len(session.scalars(select(AgendaItem)).all()) == 2


def test_a_worker_is_shown_with_people_points_and_room(database: Database, near: Neighbourhood) -> None:
    more_people(database, near, 3)
    with database.read() as session:
        found = {row.name: row.load for row in queries_views.workers(session, today=TODAY)}
    assert (found["Priya Nair"].people, found["Tom Okafor"].people, found["Hana Wells"].people) == (2, 2, 0)
    assert found["Priya Nair"].people_capacity == 40
    assert found["Priya Nair"].points_capacity == 30


# --- views -----------------------------------------------------------------------------------------------------


def test_a_view_is_mine_or_the_teams_and_can_be_changed_and_removed(database: Database, near: Neighbourhood) -> None:
    mine = View("High risk", Filters(risks=(5,)), Column.RISK, descending=True)
    with database.write(near.actor) as work:
        service.save_view(work, mine)
        service.save_view(work, View("For all", Filters(overdue=True), for_team=True))
    tom = Actor(near.tom, Role.CARE_COORDINATOR, near.team)
    with database.read() as session:
        assert [row.view.name for row in queries_views.saved_views(session, tom)] == ["For all"]
        kept = next(row for row in queries_views.saved_views(session, near.actor) if row.mine)
    assert kept.view == mine
    with database.write(near.actor) as work, pytest.raises(InputError) as raised:
        service.save_view(work, View("high RISK", Filters()))
    assert raised.value.problems == {"name": "view_name_taken"}
    with database.write(tom) as work, pytest.raises(InputError):
        service.remove_view(work, kept.id, kept.version)
    with database.write(near.actor) as work:
        service.remove_view(work, kept.id, kept.version)
    with database.read() as session:
        assert [row.view.name for row in queries_views.saved_views(session, near.actor)] == ["For all"]
    with database.write(near.actor) as undoing:
        restore(undoing, work.changes)
    with database.read() as session:
        assert len(queries_views.saved_views(session, near.actor)) == 2
