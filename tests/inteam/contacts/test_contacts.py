from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from inteam.cases import service as cases
from inteam.contacts import amending, casework, queries, rules, service
from inteam.contacts.model import Contact
from inteam.contacts.rules import (
    AttemptResult,
    AttendedCode,
    ContactEntry,
    ContactType,
    GoalProgress,
    HowItWent,
    Mode,
    WithWhom,
)
from inteam.errors import ConflictError, InputError
from inteam.needs import actions, queries_actions
from inteam.needs import service as needs
from inteam.needs.model import Action, Goal
from inteam.needs.rules import ActionEntry, GoalEntry, NeedEntry
from inteam.organisations.model import Cover
from inteam.people.model import ContactPoint
from inteam.referrals import queries_panel
from inteam.referrals.choices import ClosingOutcome, Issue
from inteam.referrals.model import Referral
from inteam.referrals.rules import Acceptance, Closing
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import a_person, add
from tests.inteam.referrals.samples import Neighbourhood, a_referral, neighbourhood, row, tom_of


def call(near: Neighbourhood, **values: object) -> ContactEntry:
    entry = ContactEntry(
        person_id=near.margaret,
        type=ContactType.DIRECT,
        mode=Mode.PHONE,
        duration_min=20,
        summary="Talked about the allotment.",
        no_action=True,
    )
    return replace(entry, **values)  # type: ignore[arg-type]  # (what a test names)


def log(database: Database, near: Neighbourhood, **values: object) -> UUID:
    with database.write(near.actor) as work:
        return service.log_contact(work, call(near, **values))


def clock_days(database: Database, referral_id: UUID) -> dict[str, date | None]:
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    return {c.clock: c.stopped_on for c in panel.clocks}


def test_a_contact_is_saved_with_its_next_action_what_it_answers_and_how_far_a_goal_is(database: Database) -> None:
    near = neighbourhood(database)
    with database.write(near.actor) as work:
        need_id = needs.add_need(work, near.margaret, NeedEntry(Issue.LONELINESS_ISOLATION, "Lonely"))
        goal_id = needs.add_goal(work, need_id, GoalEntry("Walk twice a week", progress=50))
        before = actions.add_action(work, near.margaret, ActionEntry("Review", date(2026, 11, 19), near.priya))
    contact_id = log(
        database,
        near,
        no_action=False,
        next_action=ActionEntry("Ring about Sunday lunch club", date(2026, 12, 3), near.priya),
        done_action=(before, 1),
        goal_progress=GoalProgress(goal_id, 1, 75),
    )
    with database.read() as session:
        found = queries.contact(session, contact_id)
        opened = queries_actions.open_actions(session, owner_id=near.priya)
    assert found is not None
    assert (found.summary, found.worker_name, found.case_id) == ("Talked about the allotment.", "Priya Nair", near.case)
    assert [(a.text, a.due_on, a.contact_id, a.case_id) for a in opened] == [
        ("Ring about Sunday lunch club", date(2026, 12, 3), contact_id, near.case)
    ]
    answered = row(database, Action, before)
    assert (answered.status, answered.done_contact_id) == ("done", contact_id)
    assert row(database, Goal, goal_id).progress == 75


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"type": None}, {"type": "required"}),
        ({"mode": None}, {"mode": "required"}),
        ({"summary": " "}, {"summary": "note_needed"}),
        ({"no_action": False}, {"next_action": "next_action_needed"}),
        ({"occurred_at": NOW + timedelta(minutes=1)}, {"occurred_at": "moment_in_future"}),
        ({"planned": True}, {"attended_code": "required"}),
        ({"duration_min": -1}, {"duration_min": "out_of_range"}),
        ({"next_contact_on": date(2026, 11, 18)}, {"next_contact_on": "in_past"}),
        ({"summary": "x" * 100_001}, {"summary": "too_long"}),
    ],
)
def test_a_contact_that_lacks_something_is_refused_and_nothing_is_saved(
    local_database: Database, change: dict[str, object], problem: dict[str, str]
) -> None:
    near = neighbourhood(local_database)
    with pytest.raises(InputError) as refused:
        log(local_database, near, **change)
    assert refused.value.problems == problem
    with local_database.read() as session:
        assert queries.contacts(session, person_id=near.margaret) == []


def test_a_contact_whose_next_action_is_refused_is_not_saved_either(database: Database) -> None:
    near = neighbourhood(database)
    with pytest.raises(InputError):
        log(database, near, no_action=False, next_action=ActionEntry("Ring", None, near.priya))
    with database.read() as session:
        assert queries.contacts(session, person_id=near.margaret) == []


def test_an_outcome_stands_for_words(local_database: Database) -> None:
    near = neighbourhood(local_database)
    contact_id = log(local_database, near, summary="", quick_code=HowItWent.NO_ANSWER, type=ContactType.ATTEMPT)
    assert row(local_database, Contact, contact_id).quick_code == "no_answer"


@pytest.mark.parametrize(
    ("how", "mode", "planned", "type_", "attended", "result"),
    [
        (HowItWent.REACHED, Mode.PHONE, False, ContactType.DIRECT, None, AttemptResult.ANSWERED),
        (HowItWent.REACHED, Mode.HOME, True, ContactType.DIRECT, AttendedCode.ON_TIME, None),
        (HowItWent.LEFT_MESSAGE, Mode.PHONE, False, ContactType.ATTEMPT, None, AttemptResult.VOICEMAIL_LEFT),
        (HowItWent.LEFT_MESSAGE, Mode.TEXT, False, ContactType.ATTEMPT, None, AttemptResult.TEXT_SENT),
        (HowItWent.NO_ANSWER, Mode.HOME, False, ContactType.ATTEMPT, None, AttemptResult.VISITED_NO_REPLY),
        (HowItWent.DID_NOT_ATTEND, Mode.PRACTICE, True, ContactType.ATTEMPT, AttendedCode.DID_NOT_ATTEND, None),
        (
            HowItWent.CANCELLED,
            Mode.VIDEO,
            True,
            ContactType.NO_CONTACT_NOTE,
            AttendedCode.CANCELLED_BY_PERSON,
            None,
        ),
    ],
)
def test_the_one_question_of_quick_entry_gives_the_codes_of_the_record(
    how: HowItWent,
    mode: Mode,
    planned: bool,
    type_: ContactType,
    attended: AttendedCode | None,
    result: AttemptResult | None,
) -> None:
    assert rules.reading(how, mode, planned=planned) == rules.Reading(type_, attended, result)


@pytest.mark.parametrize("answer", ["no", "unknown", "ask_first"])
def test_a_voicemail_is_refused_where_it_is_not_known_to_be_safe(local_database: Database, answer: str) -> None:
    near = neighbourhood(local_database)
    with local_database.write(near.actor) as work:
        point = ContactPoint(person_id=near.margaret, system="mobile", value="07700 900123")
        point.safe_to_leave_message = answer
        add(work, point)
    with pytest.raises(InputError) as refused:
        log(local_database, near, type=ContactType.ATTEMPT, attempt_result=AttemptResult.VOICEMAIL_LEFT)
    assert refused.value.problems == {"attempt_result": "message_not_safe"}
    log(local_database, near, type=ContactType.ATTEMPT, attempt_result=AttemptResult.NO_ANSWER)


def test_a_voicemail_may_be_left_where_it_is_safe(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with local_database.write(near.actor) as work:
        point = ContactPoint(person_id=near.margaret, system="mobile", value="07700 900123")
        point.safe_to_leave_message = "yes"
        add(work, point)
    contact_id = log(local_database, near, type=ContactType.ATTEMPT, attempt_result=AttemptResult.VOICEMAIL_LEFT)
    assert row(local_database, Contact, contact_id).attempt_result == "voicemail_left"


def test_what_is_entered_after_more_than_a_week_says_so(local_database: Database) -> None:
    near = neighbourhood(local_database)
    soon = log(local_database, near, occurred_at=NOW - timedelta(days=7))
    late = log(local_database, near, occurred_at=NOW - timedelta(days=7, minutes=1))
    assert not row(local_database, Contact, soon).entered_late
    found = row(local_database, Contact, late)
    assert (found.entered_late, found.recorded_at) == (True, NOW)


def waiting(database: Database, near: Neighbourhood) -> tuple[UUID, UUID]:
    """Another person with an accepted referral of ten days ago."""
    with database.write(near.actor) as work:
        person = a_person(work, "Uddin", "Rafiq").id
    referral_id = a_referral(database, near, person_id=person, received_at=NOW - timedelta(days=10))
    with database.write(near.actor) as work:
        cases.accept_referral(work, referral_id, 1, Acceptance(near.priya))
    return person, referral_id


def test_an_attempt_stops_its_clock_and_is_no_contact(database: Database) -> None:
    near = neighbourhood(database)
    person, referral_id = waiting(database, near)
    log(database, near, person_id=person, type=ContactType.ATTEMPT, attempt_result=AttemptResult.NO_ANSWER)
    stopped = clock_days(database, referral_id)
    assert (stopped["first_attempt"], stopped["first_contact"]) == (date(2026, 11, 19), None)
    assert row(database, Referral, referral_id).state == "offered"


def test_a_short_talk_is_a_contact_but_not_yet_a_meaningful_one(database: Database) -> None:
    near = neighbourhood(database)
    person, referral_id = waiting(database, near)
    log(database, near, person_id=person, duration_min=9)
    stopped = clock_days(database, referral_id)
    assert (stopped["first_contact"], stopped["meaningful_contact"]) == (date(2026, 11, 19), None)
    assert row(database, Referral, referral_id).state == "offered"
    log(database, near, person_id=person, duration_min=10)
    assert row(database, Referral, referral_id).state == "active"


@pytest.mark.parametrize(
    "change", [{"type": ContactType.INDIRECT}, {"with_whom": WithWhom.PROFESSIONAL}, {"with_whom": WithWhom.CARER_ONLY}]
)
def test_talking_about_the_person_moves_no_referral(local_database: Database, change: dict[str, object]) -> None:
    near = neighbourhood(local_database)
    person, referral_id = waiting(local_database, near)
    log(local_database, near, person_id=person, **change)
    assert clock_days(local_database, referral_id)["first_contact"] is None


def test_a_contact_before_the_referral_answers_nothing_of_it(local_database: Database) -> None:
    near = neighbourhood(local_database)
    person, referral_id = waiting(local_database, near)
    log(local_database, near, person_id=person, occurred_at=NOW - timedelta(days=11))
    assert clock_days(local_database, referral_id)["first_contact"] is None


def test_a_contact_entered_afterwards_counts_from_the_day_on_which_it_was(database: Database) -> None:
    near = neighbourhood(database)
    person, referral_id = waiting(database, near)
    log(database, near, person_id=person)
    log(database, near, person_id=person, occurred_at=NOW - timedelta(days=6))
    assert clock_days(database, referral_id)["meaningful_contact"] == date(2026, 11, 13)


def test_withdrawing_a_contact_lets_the_clocks_run_on(database: Database) -> None:
    near = neighbourhood(database)
    person, referral_id = waiting(database, near)
    contact_id = log(database, near, person_id=person)
    with database.write(near.actor) as work:
        amending.withdraw_contact(work, contact_id, 1, "Meant for her sister")
    assert clock_days(database, referral_id)["first_contact"] is None
    with database.read() as session:
        assert queries.contacts(session, person_id=person) == []


def test_undo_of_a_contact_takes_back_all_that_followed_from_it(database: Database) -> None:
    near = neighbourhood(database)
    person, referral_id = waiting(database, near)
    entry = call(near, person_id=person, no_action=False)
    entry = replace(entry, next_action=ActionEntry("Ring again", date(2026, 12, 3), near.priya))
    with database.write(near.actor) as done:
        service.log_contact(done, entry)
    with database.write(near.actor) as work:
        restore(work, done.changes)
    with database.read() as session:
        assert queries.contacts(session, person_id=person) == []
        assert queries_actions.actions_of_person(session, person) == []
    assert row(database, Referral, referral_id).state == "accepted"
    assert clock_days(database, referral_id)["first_attempt"] is None


def test_the_author_may_change_a_contact_for_24_hours_and_each_version_is_kept(
    database: Database, now: MovableClock
) -> None:
    near = neighbourhood(database)
    contact_id = log(database, near)
    now.now = NOW + timedelta(hours=24)
    with database.write(near.actor) as work:
        amending.amend_contact(work, contact_id, 1, call(near, summary="Talked about the garden.", duration_min=30))
    with database.read() as session:
        found = queries.contact(session, contact_id)
        kept = queries.versions(session, contact_id)
    assert found is not None
    assert (found.summary, found.duration_min, found.occurred_at) == ("Talked about the garden.", 30, NOW)
    assert [(v.number, v.content["summary"]) for v in kept] == [(1, "Talked about the allotment.")]
    now.now = NOW + timedelta(hours=24, seconds=1)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        amending.amend_contact(work, contact_id, 2, call(near, summary="Later"))
    assert refused.value.problems == {"": "amend_too_late"}


def test_somebody_else_may_only_add(database: Database) -> None:
    near = neighbourhood(database)
    contact_id = log(database, near)
    with pytest.raises(InputError) as refused, database.write(tom_of(near)) as work:
        amending.amend_contact(work, contact_id, 1, call(near, summary="Mine"))
    assert refused.value.problems == {"": "amend_not_author"}
    with database.write(tom_of(near)) as work:
        amending.add_addendum(work, contact_id, "She also asked about the bus pass.")
    with database.read() as session:
        added = queries.addenda(session, near.margaret)[contact_id]
        found = queries.contact(session, contact_id)
    assert [(a.text, a.by) for a in added] == [("She also asked about the bus pass.", "Tom Okafor")]
    assert found is not None
    assert found.summary == "Talked about the allotment."


def test_the_second_of_two_amendments_is_told_of_the_first(database: Database) -> None:
    near = neighbourhood(database)
    contact_id = log(database, near)
    with database.write(near.actor) as work:
        amending.amend_contact(work, contact_id, 1, call(near, summary="First"))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        amending.amend_contact(work, contact_id, 1, call(near, summary="Second"))
    assert row(database, Contact, contact_id).summary == "First"


def test_a_planned_stand_in_logs_for_the_usual_worker(database: Database) -> None:
    near = neighbourhood(database)
    with database.write(near.actor) as work:
        away = {"from_on": date(2026, 11, 16), "to_on": date(2026, 11, 20), "reason": "Leave"}
        add(work, Cover(absent_id=near.priya, covering_id=near.tom, **away))
    with database.write(tom_of(near)) as work:
        covered = service.log_contact(work, call(near))
        after = service.log_contact(work, call(near, occurred_at=NOW - timedelta(days=5)))
    assert row(database, Contact, covered).for_worker_id == near.priya
    assert row(database, Contact, after).for_worker_id is None


def test_contacts_page_by_key_newest_first(database: Database) -> None:
    near = neighbourhood(database)
    for hours in range(7):
        log(database, near, occurred_at=NOW - timedelta(hours=hours), summary=f"{hours} hours ago")
    with database.read() as session:
        seen: list[str] = []
        after: tuple[datetime, UUID] | None = None
        while page := queries.contacts(session, person_id=near.margaret, after=after, limit=3):
            seen += [c.summary for c in page]
            after = (page[-1].occurred_at, page[-1].id)
    assert seen == [f"{hours} hours ago" for hours in range(7)]


def test_a_person_counts_as_not_contactable_only_after_the_whole_rule(database: Database, now: MovableClock) -> None:
    near = neighbourhood(database)
    person, referral_id = waiting(database, near)
    entry = Closing(ClosingOutcome.NOT_CONTACTABLE, "Three tries and a letter", "Never reached.")
    tries = [(0, Mode.PHONE, AttemptResult.NO_ANSWER), (7 * 24 + 8, Mode.TEXT, AttemptResult.TEXT_SENT)]
    for hours, mode, result in tries:
        now.now = NOW + timedelta(hours=hours)
        log(database, near, person_id=person, type=ContactType.ATTEMPT, mode=mode, attempt_result=result)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        casework.close_referral(work, referral_id, row(database, Referral, referral_id).version, entry)
    assert refused.value.problems == {"attempts": "not_tried_enough"}
    now.now = NOW + timedelta(days=15)
    letter = AttemptResult.LETTER_SENT
    log(database, near, person_id=person, type=ContactType.ATTEMPT, mode=Mode.LETTER, attempt_result=letter)
    now.now += timedelta(days=14)
    vulnerable = replace(entry, vulnerabilities=frozenset({"dementia"}), signed_off_by_id=near.priya)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        casework.close_referral(work, referral_id, row(database, Referral, referral_id).version, vulnerable)
    assert refused.value.problems == {"signed_off_by_id": "sign_off_needed"}
    with database.write(near.actor) as work:
        signed = replace(vulnerable, signed_off_by_id=near.tom)
        casework.close_referral(work, referral_id, row(database, Referral, referral_id).version, signed)
    found = row(database, Referral, referral_id)
    assert (found.state, found.outcome, found.signed_off_by_id) == ("closed", "not_contactable", near.tom)
