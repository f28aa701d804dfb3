"""Who saved a record last: read for whoever comes second, on both databases."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from inteam.people import queries_protection, service, service_merge, service_protection
from inteam.people.service_protection import RiskEntry
from inteam.store.database import Database
from inteam.timeline.queries_saved import last_save
from tests.conftest import MovableClock
from tests.inteam.people.samples import LINK_WORKER, MARGARET, OTHER_WORKER, WORKER, entry, register, with_staff


def test_the_newest_save_of_a_person_names_who_and_when(database: Database, now: MovableClock) -> None:
    (person_id,) = register(with_staff(database), MARGARET)
    now.now += timedelta(minutes=3)
    with database.write(OTHER_WORKER) as work:
        service.amend_person(work, person_id, 1, entry("Pemberton", "Maggie"))
    with database.read() as session:
        found = last_save(session, person_id)
    assert found is not None
    assert (found.staff_id, found.by, found.at) == (OTHER_WORKER.staff_id, "Tom Okafor", now.now)
    assert (found.withdrawn_at, found.merged_into_id) == (None, None)


def test_a_withdrawn_record_still_tells_who_withdrew_it(database: Database) -> None:
    (person_id,) = register(with_staff(database), MARGARET)
    with database.write(LINK_WORKER) as work:
        risk_id = service_protection.record_risk(work, person_id, RiskEntry("Falls", "high"))
    with database.read() as session:
        risk = queries_protection.risks(session, [person_id])[0]
    with database.write(OTHER_WORKER) as work:
        service_protection.close_risk(work, risk_id, risk.version, "Ramp is in")
    with database.read() as session:
        found = last_save(session, risk_id)
    assert found is not None
    assert found.by == "Tom Okafor"


def test_a_person_who_was_joined_to_another_says_to_whom(database: Database) -> None:
    survivor, other = register(with_staff(database), MARGARET, replace(MARGARET, given_name="Margret", nhs_number=None))
    with database.write(OTHER_WORKER) as work:
        service_merge.merge_people(work, survivor, 1, other, 1, "The same person, typed twice")
    with database.read() as session:
        found = last_save(session, other)
    assert found is not None
    assert (found.by, found.merged_into_id) == ("Tom Okafor", survivor)


def test_nobody_has_saved_what_is_not_there(database: Database) -> None:
    with with_staff(database).read() as session:
        assert last_save(session, uuid4()) is None


def test_a_save_by_somebody_who_is_not_in_the_list_has_no_name(database: Database) -> None:
    with database.write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET)
    with database.read() as session:
        found = last_save(session, person_id)
    assert found is not None
    assert (found.staff_id, found.by) == (WORKER, None)
