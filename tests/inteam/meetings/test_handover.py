from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from inteam.access import Actor, Role
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.errors import ConflictError, InputError
from inteam.meetings import queries_handover, queries_handover_board, service_handover, service_handover_answers
from inteam.meetings.handovers import HandoverEntry, HandoverKind, NewOwner
from inteam.meetings.model import Handover
from inteam.needs.model import Action
from inteam.organisations.model import Staff
from inteam.people.model import Person
from inteam.store.base import require
from inteam.store.database import Changes, Database, Work
from inteam.store.undo import restore
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import Neighbourhood, a_case, a_person, an_action, neighbourhood

TODAY = date(2026, 11, 19)  # a Thursday


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def entry(near: Neighbourhood, **values: object) -> HandoverEntry:
    plain: dict[str, object] = {"kind": HandoverKind.PERMANENT, "effective_from": TODAY, "situation": "Priya leaves"}
    return HandoverEntry(near.tom, near.team, **{**plain, **values})  # type: ignore[arg-type]  # (what a test names)


def offered(work: Work, near: Neighbourhood, **values: object) -> UUID:
    made = service_handover.write_handover(work, near.margaret, entry(near, **values), case_id=near.case)
    service_handover.offer_handover(work, made, version(work, made))
    return made


def version(work: Work, handover: UUID) -> int:
    work.session.flush()
    return require(work.session, Handover, handover).version


def tom(near: Neighbourhood) -> Actor:
    return Actor(near.tom, Role.CARE_COORDINATOR, near.team, name="Tom Okafor")


def owners(database: Database, near: Neighbourhood, action: UUID) -> tuple[UUID, UUID | None]:
    with database.write(near.actor) as work:
        case, row = require(work.session, CareCase, near.case), require(work.session, Action, action)
        return case.owner_id, row.owner_id


def test_the_sender_is_the_owner_until_it_is_accepted(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Ring about lunch club")
        made = offered(work, near)
    assert owners(database, near, action) == (near.priya, near.priya)
    with database.write(tom(near)) as work:
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)
    assert owners(database, near, action) == (near.tom, near.tom)


def test_an_action_may_go_to_somebody_else_than_the_case(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Home hazard assessment")
        made = offered(work, near, actions=(NewOwner(action, near.hana, near.team),))
    with database.write(tom(near)) as work:
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)
    assert owners(database, near, action) == (near.tom, near.hana)


def test_accepting_needs_the_risks_read_and_the_right_person(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        made = offered(work, near)
    with database.write(tom(near)) as work, pytest.raises(InputError, match="handover_risks"):
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=False)
    with database.write(near.actor) as work, pytest.raises(InputError, match="handover_not_yours"):
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)


def test_a_refusal_needs_a_reason_and_leaves_the_sender_the_owner(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Ring")
        made = offered(work, near)
    with database.write(tom(near)) as work:
        with pytest.raises(InputError, match="required"):
            service_handover_answers.refuse_handover(work, made, version(work, made), reason=" ")
        service_handover_answers.refuse_handover(work, made, version(work, made), reason="Caseload is full")
        with pytest.raises(InputError, match="handover_answered"):
            service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)
    assert owners(database, near, action) == (near.priya, near.priya)
    with database.read() as session:
        row = session.scalars(select(Handover).where(Handover.person_id == near.margaret)).one()
        assert (row.status, row.refusal_reason, row.to_staff_id) == ("refused", "Caseload is full", near.tom)


def test_an_offer_is_answered_within_one_working_day(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        made = service_handover.write_handover(work, near.margaret, entry(near), case_id=near.case)
        assert service_handover.offer_handover(work, made, version(work, made)) == date(2026, 11, 20)
    with database.read() as session:
        assert [r.id for r in queries_handover.offered_to(session, near.tom)] == [made]


def test_a_leavers_unanswered_offer_goes_to_the_lead(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    hana = Actor(near.hana, Role.CLINICIAN, near.team, name="Hana Wells")
    with database.write(near.actor) as work:
        action = an_action(work, near, "Ring")
        to_hana = HandoverEntry(near.hana, near.team, HandoverKind.LEAVING, TODAY, "Priya leaves")
        made = service_handover.write_handover(work, near.margaret, to_hana, case_id=near.case)
        service_handover.offer_handover(work, made, version(work, made))
        assert service_handover_answers.escalate_handovers(work) == 0
    now.now = NOW + timedelta(days=4)
    with database.write(hana) as work:
        assert service_handover_answers.escalate_handovers(work) == 1
    assert owners(database, near, action) == (near.tom, near.tom)


def test_an_unanswered_cover_stays_with_the_sender(database: Database, near: Neighbourhood, now: MovableClock) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Ring")
        offered(work, near, kind=HandoverKind.TEMPORARY_COVER)
    now.now = NOW + timedelta(days=4)
    with database.write(near.actor) as work:
        assert service_handover_answers.escalate_handovers(work) == 1
    assert owners(database, near, action) == (near.priya, near.priya)


def test_the_second_of_two_offers_is_told(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        made = service_handover.write_handover(work, near.margaret, entry(near), case_id=near.case)
        seen = version(work, made)
        service_handover.offer_handover(work, made, seen)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service_handover.offer_handover(work, made, seen)


def test_nobody_hands_over_to_themselves(database: Database, near: Neighbourhood) -> None:
    to_self = HandoverEntry(near.priya, near.team, HandoverKind.PERMANENT, TODAY, "x")
    with database.write(near.actor) as work, pytest.raises(InputError, match="handover_to_self"):
        service_handover.write_handover(work, near.margaret, to_self, case_id=near.case)


def test_the_paper_of_a_handover_says_sbar(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        an_action(work, near, "Ring about lunch club")
        made = offered(work, near, assessment="Steady", recommendation="Keep Tuesdays", next_7_days="Ring Ruth\nGP")
    with database.read() as session:
        paper = queries_handover.handover_paper(session, made, near.actor, NOW)
    assert (paper.from_worker, paper.to_worker, paper.kind, paper.status) == (
        "Priya Nair",
        "Tom Okafor",
        "Permanent",
        "Offered",
    )
    assert (paper.person.situation, paper.assessment, paper.urgent) == ("Priya leaves", "Steady", ("Ring Ruth", "GP"))
    assert [a.text for a in paper.person.actions] == ["Ring about lunch club"]


def chosen(work: Work, *cases: UUID) -> list[tuple[UUID, int]]:
    work.session.flush()
    return [(case, require(work.session, CareCase, case).version) for case in cases]


def a_second(work: Work, near: Neighbourhood) -> UUID:
    albert = a_person(work, "Jessop", "Albert", nhs_number="9990000115")
    return a_case(work, albert, near.team, near.priya).id


def test_several_cases_are_offered_at_once(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        both = chosen(work, near.case, a_second(work, near))
        done = service_handover.offer_cases(work, both, entry(near))
    assert (len(done.made), done.left_out) == (2, ())
    with database.read() as session:
        rows = queries_handover_board.board(session, near.tom, TODAY)
        assert queries_handover_board.waiting(session, near.tom) == 2
    assert [(row.family_name, row.mine, row.status, row.from_worker) for row in rows] == [
        (row.family_name, True, "offered", "Priya Nair") for row in rows
    ]
    assert {row.family_name for row in rows} == {"Pemberton", "Jessop"}


def test_what_cannot_be_offered_is_left_out_and_said(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        offered(work, near)
        other = a_second(work, near)
        done = service_handover.offer_cases(work, chosen(work, near.case, other), entry(near))
    assert len(done.made) == 1
    assert done.left_out == ((near.case, "handover_open"),)


def test_a_case_is_offered_to_one_at_a_time(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        offered(work, near)
    with database.write(near.actor) as work, pytest.raises(InputError, match="handover_open"):
        offered(work, near)


@pytest.mark.parametrize(("status", "code"), [("closed", "case_is_closed"), ("open", "handover_to_owner")])
def test_a_closed_case_or_the_receivers_own_is_not_offered(
    database: Database, near: Neighbourhood, status: str, code: str
) -> None:
    with database.write(near.actor) as work:
        case = require(work.session, CareCase, near.case)
        case.status, case.owner_id = status, near.tom
        with pytest.raises(InputError, match=code):
            service_handover.offer_cases(work, chosen(work, near.case), entry(near))


def test_nobody_chosen_is_said(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work, pytest.raises(InputError, match="nobody_to_hand_over"):
        service_handover.offer_cases(work, [], entry(near))


def test_a_case_that_went_elsewhere_is_not_taken_from_its_new_owner(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        made = offered(work, near)
    with database.write(near.actor) as work:
        cases.change_owner(work, near.case, version_of_case(work, near), near.hana, "left")
    with database.write(tom(near)) as work, pytest.raises(InputError, match="handover_stale"):
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)
    with database.read() as session:
        assert require(session, CareCase, near.case).owner_id == near.hana


def version_of_case(work: Work, near: Neighbourhood) -> int:
    return require(work.session, CareCase, near.case).version


def test_actions_agreed_after_the_offer_go_along_and_those_of_others_stay(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        other_case = a_case(work, require(work.session, Person, near.margaret), near.team, near.priya).id
        made = offered(work, near)
        later = an_action(work, near, "Agreed after the offer", case_id=near.case)
        hanas = an_action(work, near, "Hana's own", owner_id=near.hana)
        elsewhere = an_action(work, near, "Of the other case", case_id=other_case)
    with database.write(tom(near)) as work:
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)
    assert owners(database, near, later) == (near.tom, near.tom)
    assert owners(database, near, hanas)[1] == near.hana
    assert owners(database, near, elsewhere)[1] == near.priya


def test_undoing_an_acceptance_gives_everything_back(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Ring")
        made = offered(work, near)
    with database.write(tom(near)) as work:
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)
    with database.write(tom(near)) as undoing:
        restore(undoing, work.changes)
    assert owners(database, near, action) == (near.priya, near.priya)
    with database.read() as session:
        assert queries_handover_board.waiting(session, near.tom) == 1


def test_the_board_shows_answers_for_a_while_and_only_to_the_two(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        made = offered(work, near)
    with database.write(tom(near)) as work:
        service_handover_answers.refuse_handover(work, made, version(work, made), reason="Caseload is full")
    with database.read() as session:
        (mine,) = queries_handover_board.board(session, near.priya, TODAY)
        assert (mine.mine, mine.status, mine.refusal_reason) == (False, "refused", "Caseload is full")
        assert queries_handover_board.board(session, near.hana, TODAY) == []
        assert queries_handover_board.board(session, near.priya, TODAY + timedelta(days=30)) == []


def test_cases_to_offer_say_who_has_an_offer_already(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        offered(work, near)
    with database.read() as session:
        (by_case,) = queries_handover_board.cases_to_offer(session, case_ids=[near.case])
        (by_person,) = queries_handover_board.cases_to_offer(session, person_id=near.margaret)
        assert queries_handover_board.cases_to_offer(session) == []
    assert by_case == by_person
    assert (by_case.owner, by_case.offered_to) == ("Priya Nair", "Tom Okafor")


def test_who_can_take_over_are_the_working_of_each_team(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        require(work.session, Staff, near.hana).left_on = TODAY - timedelta(days=1)
    with database.read() as session:
        found = queries_handover_board.receivers(session, TODAY)
    assert [(one.name, one.team, one.lead) for one in found] == [
        ("Sade Bello", "Harbour Vale INT", False),
        ("Priya Nair", "Harbour Vale INT", False),
        ("Tom Okafor", "Harbour Vale INT", True),
    ]


STEPS = st.lists(
    st.tuples(st.sampled_from(["offer", "accept", "refuse", "take_back", "move", "undo"]), st.integers(0, 3)),
    min_size=1,
    max_size=10,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_happens_to_its_offers_a_case_has_one_owner_who_said_yes(
    database: Database, steps: list[tuple[str, int]]
) -> None:
    """Offers, answers, reassignments and undo in any order, played beside a model of who is responsible."""
    near = neighbourhood(database)
    staff = [near.priya, near.tom, near.hana, near.bello]
    owner = near.priya
    offer: Offer | None = None
    last: tuple[Changes, tuple[UUID, Offer | None]] | None = None
    for act, number in steps:
        before = (owner, offer)
        try:
            with database.write(as_staff(near, staff[number])) as work:
                owner, offer = play(work, near, act, staff[number], owner, offer, last)
        except (InputError, ConflictError):
            owner, offer = before  # refused: nothing may have changed
        else:
            last = (work.changes, before) if act != "undo" else None
        with database.read() as session:
            case = require(session, CareCase, near.case)
            assert case.owner_id == owner
            open_offers = session.scalars(
                select(Handover).where(
                    Handover.case_id == near.case, Handover.status == "offered", Handover.withdrawn_at.is_(None)
                )
            ).all()
            assert [row.id for row in open_offers] == ([offer[0]] if offer else [])


def as_staff(near: Neighbourhood, staff: UUID) -> Actor:
    return Actor(staff, Role.LINK_WORKER, near.team, name="x")


Offer = tuple[UUID, UUID]  # the handover and who was offered it


def play(
    work: Work, near: Neighbourhood, act: str, who: UUID, owner: UUID, offer: Offer | None, last: Any
) -> tuple[UUID, Offer | None]:
    """One step and what is expected after it; a step that makes no sense raises InputError."""
    if act == "offer":
        to_tom = HandoverEntry(near.tom, near.team, HandoverKind.PERMANENT, TODAY, "x")
        made = service_handover.offer_cases(work, chosen(work, near.case), to_tom).made[0]
        assert offer is None
        assert who != near.tom
        assert owner != near.tom
        return owner, (made, owner)
    if act == "move":
        cases.change_owner(work, near.case, version_of_case(work, near), who, "moved")
        return who, offer
    if act == "undo":
        if last is None:
            raise InputError("nothing")
        restore(work, last[0])
        return last[1]  # type: ignore[no-any-return]  # (the offer before)
    if offer is None:
        raise InputError("nothing")
    made, sender = offer
    if act == "accept":
        service_handover_answers.accept_handover(work, made, version(work, made), risks_read=True)
        assert who == near.tom
        assert owner == sender
        return near.tom, None
    if act == "refuse":
        service_handover_answers.refuse_handover(work, made, version(work, made), reason="Full")
        assert who == near.tom
        return owner, None
    service_handover.withdraw_handover(work, made, version(work, made))
    return owner, None
