from datetime import date, timedelta
from uuid import UUID

import pytest

from inteam.access import Actor, Role
from inteam.cases.model import CareCase
from inteam.errors import ConflictError, InputError
from inteam.meetings import queries_handover, service_handover
from inteam.meetings.handovers import HandoverEntry, HandoverKind, NewOwner
from inteam.meetings.model import Handover
from inteam.needs.model import Action
from inteam.store.base import require
from inteam.store.database import Database, Work
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import Neighbourhood, an_action, neighbourhood

TODAY = date(2026, 11, 19)  # a Thursday


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def entry(near: Neighbourhood, **values: object) -> HandoverEntry:
    plain: dict[str, object] = {"kind": HandoverKind.PERMANENT, "effective_from": TODAY, "situation": "Priya leaves"}
    return HandoverEntry(near.tom, near.team, **{**plain, **values})  # type: ignore[arg-type]


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
        service_handover.accept_handover(work, made, version(work, made), risks_read=True)
    assert owners(database, near, action) == (near.tom, near.tom)


def test_an_action_may_go_to_somebody_else_than_the_case(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Home hazard assessment")
        made = offered(work, near, actions=(NewOwner(action, near.hana, near.team),))
    with database.write(tom(near)) as work:
        service_handover.accept_handover(work, made, version(work, made), risks_read=True)
    assert owners(database, near, action) == (near.tom, near.hana)


def test_accepting_needs_the_risks_read_and_the_right_person(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        made = offered(work, near)
    with database.write(tom(near)) as work, pytest.raises(InputError, match="handover_risks"):
        service_handover.accept_handover(work, made, version(work, made), risks_read=False)
    with database.write(near.actor) as work, pytest.raises(InputError, match="handover_not_yours"):
        service_handover.accept_handover(work, made, version(work, made), risks_read=True)


def test_a_refusal_needs_a_reason_and_leaves_the_sender_the_owner(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Ring")
        made = offered(work, near)
    with database.write(tom(near)) as work:
        with pytest.raises(InputError, match="required"):
            service_handover.refuse_handover(work, made, version(work, made), reason=" ")
        service_handover.refuse_handover(work, made, version(work, made), reason="Caseload is full")
        with pytest.raises(InputError, match="handover_answered"):
            service_handover.accept_handover(work, made, version(work, made), risks_read=True)
    assert owners(database, near, action) == (near.priya, near.priya)
    with database.read() as session:
        (row,) = queries_handover.handovers_of(session, near.margaret)
    assert (row.status, row.refusal_reason, row.to_worker) == ("refused", "Caseload is full", "Tom Okafor")


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
        assert service_handover.escalate_handovers(work) == 0
    now.now = NOW + timedelta(days=4)
    with database.write(hana) as work:
        assert service_handover.escalate_handovers(work) == 1
    assert owners(database, near, action) == (near.tom, near.tom)


def test_an_unanswered_cover_stays_with_the_sender(database: Database, near: Neighbourhood, now: MovableClock) -> None:
    with database.write(near.actor) as work:
        action = an_action(work, near, "Ring")
        offered(work, near, kind=HandoverKind.TEMPORARY_COVER)
    now.now = NOW + timedelta(days=4)
    with database.write(near.actor) as work:
        assert service_handover.escalate_handovers(work) == 1
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
