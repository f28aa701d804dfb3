"""Registering and amending people, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from inteam.access import Actor, Role
from inteam.audit.model import AuditEntry
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.people import (
    queries,
    queries_circle,
    queries_protection,
    queries_reach,
    service,
    service_circle,
    service_death,
    service_protection,
    service_reach,
)
from inteam.people.duplicates import Particulars
from inteam.people.model import PersonName, Registration, UsualWorkerChange
from inteam.people.queries_duplicates import suggestions
from inteam.store import undo
from inteam.store.database import Database
from tests.inteam.people.samples import (
    CHARITY,
    COLLEAGUE,
    LINK_WORKER,
    MARGARET,
    OTHER_WORKER,
    PRACTICE,
    WORKER,
    entry,
    register,
    with_staff,
)

AUDITOR = Actor(WORKER, Role.PRIVACY_OFFICER)


def test_a_registered_person_is_read_back_with_practice_and_worker(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET, practice_id=PRACTICE, usual_worker_id=WORKER)
    with database.read() as session:
        row = queries.header(session, person_id)
    assert row is not None
    assert (row.family_name, row.nhs_number, row.nhs_number_status) == ("Pemberton", "9990000018", "02")
    assert (row.practice, row.usual_worker, row.sort_key) == ("Quayside Surgery", "Priya Nair", "pemberton margaret")


def test_every_problem_of_an_entry_is_told_at_its_field(database: Database) -> None:
    wrong = entry("", None, born_on=date(2030, 1, 1), nhs_number="943 476 5918", sex="7", title="x" * 36)
    with pytest.raises(InputError) as caught, database.write(LINK_WORKER) as work:
        service.register_person(work, wrong)
    assert caught.value.problems == {
        "family_name": "name_required",
        "born_on": "born_in_future",
        "nhs_number": "nhs_number_bad_check_digit",
        "sex": "unknown",
        "title": "too_long",
    }


def test_a_role_without_the_right_registers_nobody(database: Database) -> None:
    with pytest.raises(DeniedError), database.write(AUDITOR) as work:
        service.register_person(work, MARGARET)


def test_a_number_typed_twice_is_kept_unverified_on_both(database: Database) -> None:
    first, second = register(database, MARGARET, replace(MARGARET, given_name="Maggie"))
    assert first != second


def test_no_number_and_no_reason_is_to_be_traced(database: Database) -> None:
    one, two = register(database, entry("Doe"), entry("Roe", nhs_number_absent_reason="refused"))
    with database.read() as session:
        statuses = [queries.header(session, id_).nhs_number_status for id_ in (one, two)]  # type: ignore[union-attr]  # (it is there)
    assert statuses == ["03", "07"]


def test_a_change_of_name_keeps_the_former_one(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service.amend_person(work, person_id, 1, replace(MARGARET, family_name="Okafor"))
    with database.read() as session:
        former = queries.names(session, [person_id])
        row = queries.header(session, person_id)
    assert [(name.family_name, name.given_name, name.use) for name in former] == [("Pemberton", None, "former")]
    assert row is not None
    assert row.sort_key == "okafor margaret"


def test_a_name_that_was_a_mistake_is_not_kept(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service.amend_person(work, person_id, 1, replace(MARGARET, family_name="Pembertan"), keep_former=None)
        assert work.session.scalars(select(PersonName)).all() == []


def test_the_second_of_two_amendments_is_refused(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service.amend_person(work, person_id, 1, replace(MARGARET, preferred_name="Peggy"))
    with pytest.raises(ConflictError), database.write(OTHER_WORKER) as work:
        service.amend_person(work, person_id, 1, replace(MARGARET, preferred_name="Maggie"))
    with database.read() as session:
        assert queries.header(session, person_id).preferred_name == "Peggy"  # type: ignore[union-attr]  # (it is there)


def test_an_amendment_is_undone_row_for_row(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service.amend_person(work, person_id, 1, replace(MARGARET, family_name="Okafor"))
        changes = work.changes
    with database.write(LINK_WORKER) as work:
        undo.restore(work, changes)
    with database.read() as session:
        row = queries.header(session, person_id)
        assert queries.names(session, [person_id]) == []
    assert row is not None
    assert (row.family_name, row.sort_key) == ("Pemberton", "pemberton margaret")


def test_changing_the_practice_ends_the_registration_before(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET, practice_id=PRACTICE)
    with database.write(LINK_WORKER) as work:
        service.register_with_practice(work, person_id, None)
        ends = [row.valid_to for row in work.session.scalars(select(Registration))]
        assert ends == [work.today]


def test_a_registration_begins_neither_before_the_one_it_ends_nor_on_a_day_to_come(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET, practice_id=PRACTICE)
        today = work.today
    for on, code in ((today - timedelta(days=1), "before_registration"), (today + timedelta(days=1), "in_future")):
        with pytest.raises(InputError) as found, database.write(LINK_WORKER) as work:
            service.register_with_practice(work, person_id, None, on=on)
        assert found.value.problems == {"on": code}
    with database.read() as session:
        assert session.scalars(select(Registration.valid_to)).all() == [None]


def test_a_second_editor_of_practice_or_worker_is_refused_and_the_first_ones_choice_stands(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET, practice_id=PRACTICE, usual_worker_id=WORKER)
    with database.read() as session:
        seen = queries.header(session, person_id)
    assert seen is not None
    with database.write(LINK_WORKER) as work:
        service.set_usual_worker(work, person_id, COLLEAGUE, reason="request", version=seen.version)
    with pytest.raises(ConflictError), database.write(LINK_WORKER) as work:
        service.set_usual_worker(work, person_id, None, reason="other", version=seen.version)
    with pytest.raises(ConflictError), database.write(LINK_WORKER) as work:
        service.register_with_practice(work, person_id, None, version=seen.version)
    with database.read() as session:
        now = queries.header(session, person_id)
        reasons = session.scalars(select(UsualWorkerChange.reason)).all()
    assert now is not None
    assert (now.usual_worker_id, now.practice_id) == (COLLEAGUE, PRACTICE)
    assert sorted(reasons) == ["first", "request"]


def test_a_change_of_the_usual_worker_has_a_reason_and_stays_readable(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET, usual_worker_id=WORKER)
    with pytest.raises(InputError), database.write(LINK_WORKER) as work:
        service.set_usual_worker(work, person_id, COLLEAGUE, reason="")
    with database.write(LINK_WORKER) as work:
        service.set_usual_worker(work, person_id, COLLEAGUE, reason="request", note="asked for Tom")
        kept = work.session.scalars(select(UsualWorkerChange).order_by(UsualWorkerChange.reason)).all()
        assert [(row.reason, row.to_staff_id) for row in kept] == [("first", WORKER), ("request", COLLEAGUE)]


def test_opening_a_restricted_record_needs_a_reason_unless_named(database: Database) -> None:
    with with_staff(database).write(LINK_WORKER) as work:
        person_id = service.register_person(work, MARGARET)
        service.set_confidentiality(work, person_id, 1, "restricted")
    with database.write(LINK_WORKER) as work:
        service.open_person(work, person_id)
    with pytest.raises(DeniedError), database.write(OTHER_WORKER) as work:
        service.open_person(work, person_id)
    with pytest.raises(InputError), database.write(OTHER_WORKER) as work:
        service.open_person(work, person_id, reason="too short")
    with database.write(OTHER_WORKER) as work:
        service.open_person(work, person_id, reason="Covering for Priya today")
        actions = work.session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq.desc()).limit(2)).all()
    assert list(actions) == ["people.emergency_access", "people.opened"]


# --- reaching the person


def test_a_new_home_ends_the_one_before(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service_reach.move_home(work, person_id, service_reach.AddressEntry(line1="1 Quay St", postcode="bn14ge"))
    with database.write(LINK_WORKER) as work:
        service_reach.move_home(work, person_id, service_reach.AddressEntry(no_fixed_abode=True))
    with database.read() as session:
        now, before = queries_reach.addresses(session, [person_id])
    assert (now.lines, now.valid_to) == (("No fixed abode",), None)
    assert (before.lines, before.valid_to) == (("1 Quay St", "BN1 4GE"), date(2026, 11, 19))


def test_an_empty_address_is_not_no_fixed_abode(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with pytest.raises(InputError) as caught, database.write(LINK_WORKER) as work:
        service_reach.move_home(work, person_id, service_reach.AddressEntry())
    assert caught.value.problems == {"line1": "address_empty"}


def test_only_one_contact_point_is_preferred(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    point = service_reach.ContactPointEntry(value="07700 900 123", system="mobile", preferred=True)
    with database.write(LINK_WORKER) as work:
        service_reach.add_contact_point(work, person_id, point)
    with database.write(LINK_WORKER) as work:
        service_reach.add_contact_point(work, person_id, replace(point, value="01273 000000", system="phone"))
    with database.read() as session:
        found = queries_reach.contact_points(session, [person_id])
    assert [(row.value, row.e164, row.preferred) for row in found] == [
        ("01273 000000", "+441273000000", True),
        ("07700 900 123", "+447700900123", False),
    ]


@pytest.mark.parametrize("text", ["nobody", "a@b", "a b@c.d", "@c.d", "a@.d", "a@@c.d"])
def test_what_is_no_email_address_is_refused(text: str) -> None:
    point = service_reach.ContactPointEntry(value=text, system="email")
    assert service_reach.contact_point_problems(point, date(2026, 11, 19)) == {"value": "email"}


# --- risks and needs


def test_no_known_risks_is_an_answer_with_a_day_and_refused_while_one_is_open(database: Database) -> None:
    (person_id,) = register(with_staff(database), MARGARET)
    with database.read() as session:
        assert queries_protection.newest_risk_review(session, [person_id]) is None
    with database.write(LINK_WORKER) as work:
        service_protection.say_no_known_risks(work, person_id)
    with database.read() as session:
        said = queries_protection.newest_risk_review(session, [person_id])
    assert said is not None
    assert (said.answer, said.reviewed_on, said.by) == ("no_known_risks", date(2026, 11, 19), "Priya Nair")
    with database.write(LINK_WORKER) as work:
        service_protection.record_risk(work, person_id, service_protection.RiskEntry("Falls at home", "high"))
    with pytest.raises(InputError) as caught, database.write(LINK_WORKER) as work:
        service_protection.say_no_known_risks(work, person_id)
    assert caught.value.problems == {"": "risks_open"}


def test_a_risk_is_reviewed_closed_and_opened_again(database: Database, now: object) -> None:
    (person_id,) = register(with_staff(database), MARGARET)
    with database.write(LINK_WORKER) as work:
        risk_id = service_protection.record_risk(work, person_id, service_protection.RiskEntry("Falls", "high"))
    now.now += timedelta(days=10)  # type: ignore[attr-defined]  # (of its own kind)
    with database.write(LINK_WORKER) as work:
        service_protection.review_risk(work, risk_id, 1)
    with database.read() as session:
        (risk,) = queries_protection.risks(session, [person_id])
        assert queries_protection.newest_risk_review(session, [person_id]) is None  # that was one, not all
    assert (risk.review_due, risk.raised_by) == (date(2026, 12, 27), "Priya Nair")
    with database.write(LINK_WORKER) as work:
        service_protection.close_risk(work, risk_id, risk.version, "Rails are fitted")
    with database.write(LINK_WORKER) as work:
        (closed,) = queries_protection.risks(work.session, [person_id])
        assert (closed.status, closed.review_due) == ("closed", None)
        service_protection.reopen_risk(work, risk_id, closed.version)
    with database.read() as session:
        (again,) = queries_protection.risks(session, [person_id])
    assert (again.status, again.closed_on) == ("open", None)


def test_a_safeguarding_risk_needs_its_type() -> None:
    wrong = service_protection.RiskEntry("Worried", "high", kind="safeguarding")
    assert service_protection.risk_problems(wrong) == {"safeguarding_type": "required"}
    step = service_protection.RiskEntry("Falls", "high", status="enquiry")
    assert service_protection.risk_problems(step) == {"status": "unknown"}


def test_a_need_for_access_is_looked_at_again_after_a_year(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service_protection.record_access_need(
            work, person_id, service_protection.AccessNeedEntry("large_print_18", recorded_on=date(2025, 11, 19))
        )
    with database.read() as session:
        (need,) = queries_protection.access_needs(session, [person_id])
        due = queries_protection.access_needs_to_review(session, on=date(2026, 11, 19))
    assert (need.category, need.review_due) == ("information_format", date(2026, 11, 19))
    assert due == [(person_id, need.id, "large_print_18", date(2026, 11, 19))]


# --- who stands around


def test_a_new_answer_about_sharing_ends_the_one_before(database: Database) -> None:
    (person_id,) = register(with_staff(database), MARGARET)
    agreed = service_circle.SharingEntry("receive_referral", "agreed", CHARITY, basis="explicit_consent")
    with database.write(LINK_WORKER) as work:
        service_circle.record_sharing(work, person_id, agreed)
    with database.write(LINK_WORKER) as work:
        service_circle.record_sharing(work, person_id, replace(agreed, decision="declined"))
    with database.read() as session:
        now, before = queries_circle.sharing_decisions(session, [person_id])
    assert (now.decision, now.organisation, now.ended_on) == ("declined", "Kind Hearts", None)
    assert (before.decision, before.ended_on) == ("agreed", date(2026, 11, 19))


def test_an_agreement_is_taken_back(database: Database) -> None:
    (person_id,) = register(with_staff(database), MARGARET)
    agreed = service_circle.SharingEntry("receive_referral", "agreed", CHARITY, basis="explicit_consent")
    with database.write(LINK_WORKER) as work:
        decision_id = service_circle.record_sharing(work, person_id, agreed)
        service_circle.take_back_sharing(work, decision_id, 1, note="changed her mind")
    with database.read() as session:
        (row,) = queries_circle.sharing_decisions(session, [person_id])
    assert (row.ended_on, row.ended_note) == (date(2026, 11, 19), "changed her mind")


def test_a_colleague_in_the_care_team_is_named_from_the_staff_list(database: Database) -> None:
    (person_id,) = register(with_staff(database), MARGARET)
    with database.write(LINK_WORKER) as work:
        service_circle.add_care_team_member(
            work, person_id, service_circle.CareTeamEntry(staff_id=WORKER, role="Link worker", is_lead=True)
        )
        service_circle.add_care_team_member(
            work, person_id, service_circle.CareTeamEntry("Dr S. Bello", "GP", organisation_id=PRACTICE, is_lead=True)
        )
    with database.read() as session:
        team = queries_circle.care_team(session, [person_id])
    assert [(row.name, row.role, row.organisation, row.is_lead) for row in team] == [
        ("Dr S. Bello", "GP", "Quayside Surgery", True),
        ("Priya Nair", "Link worker", None, False),
    ]


def test_next_of_kin_and_emergency_contact_are_kept_apart(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    ruth = service_circle.RelatedPersonEntry("Ruth Pemberton", "daughter", unpaid_carer=True, phone="07700900456")
    with database.write(LINK_WORKER) as work:
        service_circle.add_related_person(work, person_id, ruth)
    with database.read() as session:
        (row,) = queries_circle.related_people(session, [person_id])
    assert (row.unpaid_carer, row.next_of_kin, row.emergency_contact) == (True, False, False)


# --- death


def test_a_death_is_reported_confirmed_and_undone(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.write(LINK_WORKER) as work:
        service_death.report_death(work, person_id, 1)
    with database.write(LINK_WORKER) as work:
        service_death.confirm_death(work, person_id, 2, died_on=date(2026, 11, 1))
    with database.read() as session:
        row = queries.header(session, person_id)
    assert row is not None
    assert (row.death_status, row.died_on, row.is_alive) == ("confirmed", date(2026, 11, 1), False)
    with database.write(LINK_WORKER) as work:
        service_death.undo_death(work, person_id, 3)
    with database.read() as session:
        assert queries.header(session, person_id).is_alive  # type: ignore[union-attr]  # (it is there)


@pytest.mark.parametrize(("on", "code"), [(date(2026, 11, 20), "in_future"), (date(1950, 1, 1), "died_before_birth")])
def test_a_date_of_death_lies_between_birth_and_today(database: Database, on: date, code: str) -> None:
    (person_id,) = register(database, MARGARET)
    with pytest.raises(InputError) as caught, database.write(LINK_WORKER) as work:
        service_death.confirm_death(work, person_id, 1, died_on=on)
    assert caught.value.problems == {"died_on": code}


# --- suggestions while registering


def test_somebody_with_the_same_number_is_suggested_as_the_same(database: Database) -> None:
    (person_id,) = register(database, MARGARET)
    with database.read() as session:
        (found,) = suggestions(
            session, Particulars("Pembertan", "M", None, date(1957, 3, 14), "9990000018"), actor=LINK_WORKER
        )
    assert (found.match.person_id, found.same) == (person_id, True)
    assert found.words == "Same NHS number, date of birth and name"


def test_a_twin_at_the_same_address_is_not_suggested(database: Database) -> None:
    (person_id,) = register(database, replace(MARGARET, nhs_number=None))
    with database.write(LINK_WORKER) as work:
        service_reach.move_home(work, person_id, service_reach.AddressEntry(line1="1 Quay St", postcode="BN1 4GE"))
    twin = Particulars("Pemberton", "Mary", None, date(1957, 3, 14), None, "BN14GE")
    with database.read() as session:
        assert suggestions(session, twin, actor=LINK_WORKER) == []
        same = suggestions(session, replace(twin, given_name="Margaret"), actor=LINK_WORKER)
    assert [s.words for s in same] == ["Same date of birth, name and postcode"]
