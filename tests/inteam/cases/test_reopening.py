"""A referral and its case are taken up again together, under an owner who stays."""

from datetime import timedelta
from uuid import UUID

import pytest

from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.cases.rules import CaseClosing
from inteam.contacts import casework
from inteam.contacts import service as contacts
from inteam.contacts.rules import ContactEntry, ContactType, Mode
from inteam.errors import InputError
from inteam.organisations.model import Staff
from inteam.referrals.model import Referral
from inteam.referrals.rules import Acceptance
from inteam.store.database import Database
from tests.conftest import MovableClock
from tests.inteam.careplans.people import a_person
from tests.inteam.referrals.samples import Neighbourhood, a_referral, neighbourhood, row, version


def closed_together(database: Database, near: Neighbourhood) -> tuple[UUID, UUID]:
    """A referral that was accepted, worked on and closed with its case."""
    with database.write(near.actor) as work:
        person = a_person(work, "Rahman", "Abdul").id
    referral_id = a_referral(database, near, person_id=person)
    with database.write(near.actor) as work:
        case_id = cases.accept_referral(work, referral_id, 1, Acceptance(owner_id=near.priya))
    with database.write(near.actor) as work:
        entry = ContactEntry(
            person_id=person,
            type=ContactType.DIRECT,
            mode=Mode.PHONE,
            duration_min=20,
            summary="What matters",
            no_action=True,
        )
        contacts.log_contact(work, entry)
    with database.write(near.actor) as work:
        ending = CaseClosing("moved_away", "Moved to Leeds", "Seen once")
        casework.close_case(work, case_id, row(database, CareCase, case_id).version, ending)
    return referral_id, case_id


def states(database: Database, referral_id: UUID, case_id: UUID) -> tuple[str, str]:
    return row(database, Referral, referral_id).state, row(database, CareCase, case_id).status


def test_a_referral_is_reopened_with_the_case_that_works_on_it(database: Database) -> None:
    near = neighbourhood(database)
    referral_id, case_id = closed_together(database, near)
    assert states(database, referral_id, case_id) == ("closed", "closed")
    with database.write(near.actor) as work:
        casework.reopen_referral(work, referral_id, version(database, referral_id), "Back again", owner_id=near.tom)
    assert states(database, referral_id, case_id) == ("active", "open")
    assert (row(database, Referral, referral_id).owner_id, row(database, CareCase, case_id).owner_id) == (
        near.tom,
        near.tom,
    )


def test_a_case_is_reopened_with_the_referral_that_was_closed_with_it(database: Database) -> None:
    near = neighbourhood(database)
    referral_id, case_id = closed_together(database, near)
    with database.write(near.actor) as work:
        case = row(database, CareCase, case_id)
        casework.reopen_case(work, case_id, case.version, owner_id=near.priya, reason="Back again")
    assert states(database, referral_id, case_id) == ("active", "open")


def test_after_its_time_only_the_case_is_reopened(local_database: Database, now: MovableClock) -> None:
    near = neighbourhood(local_database)
    referral_id, case_id = closed_together(local_database, near)
    now.now += timedelta(days=29)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        casework.reopen_referral(work, referral_id, version(local_database, referral_id), "Back again")
    assert refused.value.problems == {"": "too_late_to_reopen"}
    with local_database.write(near.actor) as work:
        case = row(local_database, CareCase, case_id)
        casework.reopen_case(work, case_id, case.version, owner_id=near.priya, reason="Back again")
    assert states(local_database, referral_id, case_id) == ("closed", "open")


def test_nothing_is_reopened_under_somebody_who_left(local_database: Database, now: MovableClock) -> None:
    near = neighbourhood(local_database)
    referral_id, _ = closed_together(local_database, near)
    with local_database.write(near.actor) as work:
        cases.change_owner(work, near.case, 1, near.tom, "Priya leaves")
    with local_database.write(near.actor) as work:
        work.session.get_one(Staff, near.priya).left_on = work.today
    now.now += timedelta(days=2)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        casework.reopen_referral(work, referral_id, version(local_database, referral_id), "Back again")
    assert refused.value.problems == {"owner_id": "owner_left"}
    with local_database.write(near.actor) as work:
        casework.reopen_referral(
            work, referral_id, version(local_database, referral_id), "Back again", owner_id=near.tom
        )
    assert row(local_database, Referral, referral_id).state == "active"
