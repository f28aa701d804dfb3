"""Somebody leaves: everything that is theirs changes hands in one act, and nothing can become theirs again."""

from collections import Counter
from datetime import date, time, timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from sqlalchemy import select

from inteam.access import Actor, Role
from inteam.caseload import leaving
from inteam.caseload.leaving import Kind, Leaving
from inteam.caseload.model import CaseWork
from inteam.caseload.queries_leaving import held
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.commands import soundness
from inteam.errors import ConflictError, InputError
from inteam.meetings.model import AgendaItem, Meeting
from inteam.needs import actions
from inteam.needs.model import Action
from inteam.needs.rules import ActionEntry
from inteam.organisations import queries, service
from inteam.organisations.model import Staff, Team, TeamMember
from inteam.organisations.service import NewStaff
from inteam.people import queries_circle
from inteam.people.model import CareTeamMember, Person
from inteam.referrals.model import Feedback, Referral
from inteam.store.base import Record
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_person, add, an_action, feedback_on, neighbourhood

TODAY = date(2026, 11, 19)
LAST = date(2026, 11, 30)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    """Priya has one of each kind of thing that somebody can answer for."""
    made = neighbourhood(database)
    with database.write(made.actor) as work:
        an_action(work, made, "Ring about the walking group", case_id=made.case)
        other = a_person(work, "Farah", "Rafiq", confidentiality="restricted")
        referral = a_referral(other.id, made, state="accepted", owner_id=made.priya)
        meeting = Meeting(
            team_id=made.team,
            name="MDT",
            held_on=LAST,
            starts=time(9, 30),
            ends=time(11),
            chair_id=made.priya,
            note_taker_id=made.tom,
            status="planned",
        )
        add(
            work,
            referral,
            meeting,
            CareTeamMember(
                person_id=made.margaret, staff_id=made.priya, name="Priya Nair", role="Worker", is_lead=True
            ),
        )
        add(
            work,
            feedback_on(referral, kind="closure", due_on=LAST),
            AgendaItem(
                meeting_id=meeting.id,
                person_id=made.margaret,
                question="What next?",
                kind="review",
                position=1,
                presenter_id=made.priya,
            ),
        )
    return made


def a_referral(person_id: UUID, near: Neighbourhood, **values: object) -> Referral:
    row = Referral(
        person_id=person_id,
        team_id=near.team,
        direction="inbound",
        state="received",
        received_at=NOW,
        received_on=TODAY,
        received_via="letter",
        source="gp",
        person_agrees="yes",
        risk_state="no_known_risks",
    )
    for name, value in values.items():
        setattr(row, name, value)
    return row


def manager(near: Neighbourhood) -> Actor:
    return Actor(near.bello, Role.MANAGER, near.team, name="Sade Bello")


M = TypeVar("M", bound=Record)


def row(database: Database, model: type[M], record_id: UUID) -> M:
    with database.read() as session:
        return session.get_one(model, record_id)


def leave(database: Database, near: Neighbourhood, **values: object) -> Counter[Kind]:
    entry = Leaving(**({"on": LAST, "staff_id": near.tom} | values))  # type: ignore[arg-type]  # (what a test names)
    with database.write(manager(near)) as work:
        return leaving.leave(work, near.priya, work.session.get_one(Staff, near.priya).version, entry)


def owners(database: Database) -> set[UUID | None]:
    with database.read() as session:
        return {
            *session.scalars(select(CareCase.owner_id)),
            *session.scalars(select(Referral.owner_id)),
            *session.scalars(select(Action.owner_id)),
            *session.scalars(select(Feedback.owner_id)),
            *session.scalars(select(Person.usual_worker_id)),
        }


def wrong(database: Database, on: date = TODAY) -> list[str]:
    with database.read() as session:
        return soundness.look(session, on).wrong


def test_the_screen_shows_what_somebody_answers_for_person_by_person(database: Database, near: Neighbourhood) -> None:
    with database.read() as session:
        found = held(session, manager(near), near.priya, on=TODAY)
    assert found.counts == Counter(
        {
            Kind.CASE: 1,
            Kind.REFERRAL: 1,
            Kind.ACTION: 1,
            Kind.FEEDBACK: 1,
            Kind.USUAL_WORKER: 1,
            Kind.CARE_TEAM: 1,
            Kind.AGENDA: 1,
            Kind.MEETING: 1,
        }
    )
    assert [(one.family_name, one.held[Kind.CASE], one.held[Kind.ACTION]) for one in found.people] == [
        ("Pemberton", 1, 1)
    ]
    assert found.hidden == 1  # the restricted record is counted, and not named to whoever is not named on it


def test_a_leaver_hands_all_of_it_to_a_colleague_in_one_act(database: Database, near: Neighbourhood) -> None:
    moved = leave(database, near)
    assert moved[Kind.CASE] == 1
    assert owners(database) == {near.tom, None}  # None: nobody is the second person's usual worker
    assert row(database, Person, near.margaret).usual_worker_id == near.tom
    with database.read() as session:
        assert session.scalars(select(Meeting.chair_id)).all() == [near.tom]
        assert session.scalars(select(AgendaItem.presenter_id)).all() == [near.tom]
        places = session.execute(
            select(CareTeamMember.staff_id, CareTeamMember.valid_to, CareTeamMember.is_lead).order_by(
                CareTeamMember.valid_to.is_(None)
            )
        ).all()
        assert held(session, manager(near), near.priya, on=TODAY).counts == Counter()
    assert [(one.staff_id, one.valid_to, one.is_lead) for one in places] == [
        (near.priya, TODAY, False),
        (near.tom, None, True),
    ]
    left = row(database, Staff, near.priya)
    assert left.left_on == LAST
    assert wrong(database, LAST + timedelta(days=1)) == []


def test_a_team_takes_over_and_its_lead_holds_what_needs_one_owner(database: Database, near: Neighbourhood) -> None:
    leave(database, near, staff_id=None, team_id=near.team)
    assert row(database, CareCase, near.case).owner_id == near.tom
    with database.read() as session:
        assert session.execute(select(Action.owner_id, Action.team_id)).all() == [(None, near.team)]
        assert session.execute(select(Referral.owner_id, Referral.team_id)).all() == [(None, near.team)]
    assert wrong(database, LAST + timedelta(days=1)) == []


def test_one_undo_puts_all_of_it_back(database: Database, near: Neighbourhood) -> None:
    entry = Leaving(on=LAST, staff_id=near.tom)
    with database.read() as session:
        before = held(session, manager(near), near.priya, on=TODAY)
    with database.write(manager(near)) as work:
        leaving.leave(work, near.priya, 1, entry)
    with database.write(manager(near)) as undoing:
        restore(undoing, work.changes)
    with database.read() as session:
        assert held(session, manager(near), near.priya, on=TODAY).counts == before.counts
        assert held(session, manager(near), near.tom, on=TODAY).counts[Kind.CASE] == 0
        assert session.scalars(select(TeamMember.to_on).where(TeamMember.staff_id == near.priya)).all() == [None]
    assert row(database, Staff, near.priya).left_on is None


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"on": None}, {"left_on": "required"}),
        ({"staff_id": None}, {"takes_over": "takes_over_needed"}),
        ({"staff_id": "self"}, {"takes_over": "takes_over_self"}),
        ({"staff_id": UUID(int=1)}, {"takes_over": "unknown"}),
    ],
)
def test_nothing_is_left_without_an_owner(
    local_database: Database, values: dict[str, object], problem: dict[str, str]
) -> None:
    near = neighbourhood(local_database)
    if values.get("staff_id") == "self":
        values = {"staff_id": near.priya}
    with pytest.raises(InputError) as refused:
        leave(local_database, near, **values)
    assert refused.value.problems == problem
    assert row(local_database, Staff, near.priya).left_on is None
    assert row(local_database, CareCase, near.case).owner_id == near.priya


def test_a_team_whose_only_lead_leaves_cannot_take_over(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with local_database.write(manager(near)) as work:
        work.session.get_one(Team, near.team).lead_id = near.priya
    with pytest.raises(InputError) as refused:
        leave(local_database, near, staff_id=None, team_id=near.team)
    assert refused.value.problems == {"takes_over": "team_without_lead"}


def test_who_owns_nothing_leaves_without_naming_anybody(database: Database, near: Neighbourhood) -> None:
    with database.write(manager(near)) as work:
        assert leaving.leave(work, near.hana, 1, Leaving(on=LAST)) == Counter()
    assert row(database, Staff, near.hana).left_on == LAST


def test_nothing_new_becomes_theirs_once_the_last_day_is_recorded(database: Database, near: Neighbourhood) -> None:
    leave(database, near)
    case = row(database, CareCase, near.case)
    action = ActionEntry(text="Ring", due_on=TODAY, owner_id=near.priya, case_id=near.case)
    for give in (
        lambda work: cases.change_owner(work, case.id, case.version, near.priya, "Back"),
        lambda work: actions.add_action(work, near.margaret, action),
    ):
        with pytest.raises(InputError) as refused, database.write(manager(near)) as work:
            give(work)
        assert refused.value.problems == {"owner_id": "owner_leaving"}


def test_not_even_by_the_leaver_or_by_an_older_undo(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as done:
        action_id = done.session.scalars(select(Action.id)).one()
        actions.finish_action(done, action_id, 1)
    leave(database, near)
    with pytest.raises((InputError, ConflictError)) as refused, database.write(manager(near)) as work:
        restore(work, done.changes)
    assert refused.value.problems == {"owner_id": "owner_leaving"}
    entry = ActionEntry(text="Ring", due_on=TODAY, owner_id=near.priya, case_id=near.case)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        actions.add_action(work, near.margaret, entry)
    assert refused.value.problems == {"owner_id": "owner_leaving"}
    assert wrong(database, LAST + timedelta(days=1)) == []


def test_an_action_opened_again_after_its_owner_left_is_the_teams(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        action_id = work.session.scalars(select(Action.id)).one()
        actions.finish_action(work, action_id, 1)
    leave(database, near)
    with database.write(manager(near)) as work:
        actions.reopen_action(work, action_id, 2)
    found = row(database, Action, action_id)
    assert (found.owner_id, found.team_id, found.status) == (None, near.team, "planned")


def test_staff_who_own_open_work_are_not_undone(database: Database) -> None:
    near = neighbourhood(database)
    with database.write(manager(near)) as adding:
        new = service.add_staff(adding, NewStaff("Quist", "Ada", "Link worker", "link_worker"))
    with database.write(manager(near)) as work:
        cases.change_owner(work, near.case, 1, new, "Takes over")
    with pytest.raises(InputError) as refused, database.write(manager(near)) as work:
        restore(work, adding.changes)
    assert refused.value.problems == {"left_on": "open_work"}


def test_a_last_day_can_be_taken_back(database: Database, near: Neighbourhood) -> None:
    leave(database, near)
    version = row(database, Staff, near.priya).version
    with database.write(manager(near)) as work:
        service.stay(work, near.priya, version)
    with database.read() as session:
        names = [one.staff for one in queries.memberships(session, on=LAST + timedelta(days=1))]
    assert "Priya Nair" in names
    assert row(database, Staff, near.priya).left_on is None
    with pytest.raises(InputError) as refused, database.write(manager(near)) as work:
        service.stay(work, near.priya, version + 1)
    assert refused.value.problems == {"": "already_so"}


def test_a_leaver_is_listed_until_the_last_day_and_later_only_when_asked_for(
    database: Database, near: Neighbourhood
) -> None:
    leave(database, near)
    with database.read() as session:
        assert near.priya in [one.id for one in queries.staff_list(session, on=LAST)]
        assert near.priya not in [one.id for one in queries.staff_list(session, on=LAST + timedelta(days=1))]
        everybody = {one.id: one.left_on for one in queries.staff_list(session, on=date.min)}
    assert everybody[near.priya] == LAST
    assert everybody[near.tom] is None


# --- cover -------------------------------------------------------------------------------------------------------


def test_cover_is_listed_ended_early_and_taken_back_before_it_begins(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        now = service.arrange_cover(work, near.priya, near.tom, from_on=TODAY, to_on=LAST, reason="Leave")
        later = service.arrange_cover(work, near.hana, near.tom, from_on=LAST, to_on=LAST, reason="Course")
    with database.read() as session:
        found = queries.covers(session, on=TODAY)
    assert [(one.absent, one.covering, one.to_on) for one in found] == [
        ("Priya Nair", "Tom Okafor", LAST),
        ("Hana Wells", "Tom Okafor", LAST),
    ]
    with database.write(near.actor) as work:
        service.end_cover(work, now, 1, TODAY)
        service.end_cover(work, later, 1, TODAY)
    with database.read() as session:
        assert [(one.id, one.to_on) for one in queries.covers(session, on=TODAY)] == [(now, TODAY)]
        assert queries.covering(session, on=TODAY + timedelta(days=1)) == {}


def test_cover_ends_with_whoever_leaves_and_is_not_promised_beyond_their_last_day(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        service.arrange_cover(work, near.hana, near.priya, from_on=TODAY, to_on=date(2026, 12, 24), reason="Leave")
    leave(database, near)
    with database.read() as session:
        assert [one.to_on for one in queries.covers(session, on=TODAY)] == [LAST]
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        service.arrange_cover(work, near.hana, near.priya, from_on=TODAY, to_on=date(2026, 12, 24), reason="Leave")
    assert refused.value.problems == {"covering_id": "owner_leaving"}


# --- names -------------------------------------------------------------------------------------------------------


def renamed(database: Database, near: Neighbourhood) -> Record:
    with database.write(manager(near)) as work:
        staff = work.session.get_one(Staff, near.priya)
        entry = NewStaff("Adeyemi", "Priya", staff.job_title, staff.role)
        service.amend_staff(work, staff.id, staff.version, entry)
    with database.write(manager(near)) as undoing:
        assert sort_owner(database) == "adeyemi priya"
        restore(undoing, work.changes)
    return staff


def sort_owner(database: Database) -> str:
    with database.read() as session:
        return session.scalars(select(CaseWork.sort_owner)).one()


def test_lists_sort_by_the_new_name_of_a_worker_at_once_and_by_the_old_after_undo(
    database: Database, near: Neighbourhood
) -> None:
    assert sort_owner(database) == "nair priya"
    renamed(database, near)
    assert sort_owner(database) == "nair priya"


def test_the_care_team_shows_a_colleague_by_the_name_that_they_have_now(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(manager(near)) as work:
        staff = work.session.get_one(Staff, near.priya)
        service.amend_staff(work, staff.id, staff.version, NewStaff("Adeyemi", "Priya", staff.job_title, staff.role))
    with database.read() as session:
        assert [one.name for one in queries_circle.care_team(session, [near.margaret])] == ["Priya Adeyemi"]
