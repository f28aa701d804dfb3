"""Entered in error: it leaves every list, says what goes with it, and one undo brings it back."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from inteam.cases import queries as cases
from inteam.cases.model import CareCase, CaseReferral
from inteam.contacts import queries as contacts
from inteam.contacts import service as contacts_service
from inteam.contacts.rules import ContactEntry, ContactType, Mode
from inteam.errors import ConflictError, InputError
from inteam.needs import actions
from inteam.needs.model import Action, Outcome, Signpost
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.queries import tree
from inteam.needs.queries_onward import onward_of_person
from inteam.people import queries_protection, service_protection
from inteam.people.service_protection import RiskEntry
from inteam.referrals import queries as referrals
from inteam.referrals import queries_feedback
from inteam.referrals.model import ChoiceDelay, Referral, ReferralClock, ReferralEvent
from inteam.store.database import Database
from inteam.store.undo import restore
from inteam.timeline import mistakes
from inteam.timeline.mistakes import Kind
from inteam.timeline.queries_mistakes import MarkableRow, MarkedRow, markable, marked
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, add, an_action, feedback_on, neighbourhood

TODAY = date(2026, 11, 19)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    """One of each kind of entry about Margaret."""
    made = neighbourhood(database)
    with database.write(made.actor) as work:
        need = a_need(work, made.margaret, "To get out more")
        goal = a_goal(work, made.margaret, need, "Coffee with Joan")
        an_action(work, made, "Ring Joan", case_id=made.case, need_id=need, goal_id=goal)
        referral = Referral(
            person_id=made.margaret,
            team_id=made.team,
            owner_id=made.priya,
            direction="inbound",
            state="accepted",
            received_at=NOW - timedelta(days=9),
            received_on=TODAY - timedelta(days=9),
            received_via="letter",
            source="gp",
            person_agrees="yes",
            risk_state="no_known_risks",
        )
        add(work, referral)
        add(
            work,
            CaseReferral(case_id=made.case, referral_id=referral.id, person_id=made.margaret),
            ReferralClock(
                referral_id=referral.id,
                person_id=made.margaret,
                clock="first_action",
                started_on=TODAY - timedelta(days=9),
            ),
            feedback_on(referral, kind="first_contact", due_on=TODAY),
        )

        add(
            work,
            ReferralEvent(
                referral_id=referral.id,
                person_id=made.margaret,
                occurred_at=NOW - timedelta(days=9),
                recorded_at=NOW - timedelta(days=9),
                position=1,
                to_state="accepted",
            ),
        )
        add(work, a_delay(referral), an_onward(made), an_outcome(made, goal), a_signpost(made))
        service_protection.record_risk(work, made.margaret, RiskEntry(title="falls", level="high"))
        entry = ContactEntry(
            person_id=made.margaret, type=ContactType.DIRECT, mode=Mode.PHONE, summary="Spoke of Joan", no_action=True
        )
        contacts_service.log_contact(work, entry)
    return made


def a_delay(referral: Referral) -> ChoiceDelay:
    return ChoiceDelay(
        referral_id=referral.id, person_id=referral.person_id, from_on=TODAY, to_on=TODAY, reason="On holiday"
    )


def an_outcome(near: Neighbourhood, goal_id: UUID) -> Outcome:
    return Outcome(
        goal_id=goal_id,
        person_id=near.margaret,
        observed_on=TODAY,
        achieved="partly",
        what_changed="Met Joan twice",
        source="person",
    )


def a_signpost(near: Neighbourhood) -> Signpost:
    return Signpost(
        person_id=near.margaret, service_name="Lunch club", told="A leaflet", given_on=TODAY, given_by_id=near.priya
    )


def an_onward(near: Neighbourhood) -> OnwardReferral:
    return OnwardReferral(
        person_id=near.margaret,
        provider_name="Age UK",
        code="loneliness_isolation",
        reason="A befriender",
        shared="Name and telephone",
        person_agrees="yes",
        urgency="routine",
        via="phone",
        team_id=near.team,
        owner_id=near.priya,
        state="sent",
        state_on=TODAY,
        sent_on=TODAY,
    )


def entries(database: Database, near: Neighbourhood) -> dict[Kind, MarkableRow]:
    with database.read() as session:
        return {row.kind: row for row in markable(session, [near.margaret])}


def before(database: Database, near: Neighbourhood) -> list[MarkedRow]:
    with database.read() as session:
        return marked(session, [near.margaret])


def mark(database: Database, near: Neighbourhood, row: MarkableRow, reason: str = "Another Margaret") -> object:
    with database.write(near.actor) as work:
        mistakes.mark_entered_in_error(work, row.kind, row.id, row.version, reason)
    return work.changes


def listed(database: Database, near: Neighbourhood) -> set[str]:
    """What the lists of the record show now."""
    with database.read() as session:
        needs = tree(session, near.margaret)
        found = {f"need {one.statement}" for one in needs.needs}
        found |= {f"goal {goal.text}" for one in needs.needs for goal in one.goals}
        found |= {f"outcome {o.what_changed}" for one in needs.needs for goal in one.goals for o in goal.outcomes}
        found |= {f"signpost {one.service_name}" for one in needs.signposts}
        found |= {f"contact {one.summary}" for one in contacts.contacts(session, person_id=near.margaret)}
        found |= {f"risk {one.title}" for one in queries_protection.risks(session, [near.margaret])}
        found |= {f"case {one.pathway_key}" for one in cases.cases_of_person(session, near.margaret)}
        found |= {f"referral {card.state}" for card in referrals.referrals_of_person(session, near.margaret)}
        found |= {f"onward {one.provider_name}" for one in onward_of_person(session, [near.margaret], today=TODAY)}
        delays = session.scalars(select(ChoiceDelay).where(ChoiceDelay.withdrawn_at.is_(None)))
        found |= {f"delay {one.reason}" for one in delays}
        count = select(func.count()).where(Action.withdrawn_at.is_(None))
        found |= {f"action {session.scalar(count)}"}
        return found


WORDS = {
    Kind.CONTACT: "contact Spoke of Joan",
    Kind.NEED: "need To get out more",
    Kind.GOAL: "goal Coffee with Joan",
    Kind.OUTCOME: "outcome Met Joan twice",
    Kind.ACTION: "action 1",
    Kind.RISK: "risk falls",
    Kind.CASE: "case social_prescribing",
    Kind.REFERRAL: "referral offered",
    Kind.ONWARD: "onward Age UK",
    Kind.SIGNPOST: "signpost Lunch club",
    Kind.DELAY: "delay On holiday",
}


def test_everything_that_can_be_a_mistake_is_offered_with_what_hangs_on_it(
    database: Database, near: Neighbourhood
) -> None:
    found = entries(database, near)
    assert {kind: row.words for kind, row in found.items()} == {
        Kind.CONTACT: "Spoke of Joan",
        Kind.NEED: "To get out more",
        Kind.GOAL: "Coffee with Joan",
        Kind.OUTCOME: "Met Joan twice",
        Kind.ACTION: "Ring Joan",
        Kind.RISK: "falls",
        Kind.CASE: "social_prescribing",
        Kind.REFERRAL: "gp",
        Kind.ONWARD: "Age UK",
        Kind.SIGNPOST: "Lunch club",
        Kind.DELAY: "On holiday",
    }
    assert found[Kind.NEED].hangs == Counter(goals=1, actions=1)
    assert found[Kind.GOAL].hangs == Counter(actions=1)
    assert found[Kind.CASE].hangs == Counter(open_actions=1, referrals=1)
    assert found[Kind.REFERRAL].hangs == Counter(cases=1, feedback=1)
    assert before(database, near) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_what_was_entered_in_error_leaves_its_list_stays_readable_and_comes_back_by_undo(
    database: Database, near: Neighbourhood, kind: Kind
) -> None:
    there = listed(database, near)
    assert WORDS[kind] in there
    changes = mark(database, near, entries(database, near)[kind])
    assert WORDS[kind] not in listed(database, near)
    assert kind not in entries(database, near)
    assert (kind, "Another Margaret", "Priya Nair") in [(r.kind, r.reason, r.by) for r in before(database, near)]
    with database.write(near.actor) as work:
        restore(work, changes)  # type: ignore[arg-type]  # (what was written above)
    assert listed(database, near) == there
    assert kind in entries(database, near)
    assert before(database, near) == []


def test_the_actions_of_a_wrong_need_stay_with_the_person(database: Database, near: Neighbourhood) -> None:
    mark(database, near, entries(database, near)[Kind.NEED])
    with database.read() as session:
        assert [one.text for one in tree(session, near.margaret).other_actions] == ["Ring Joan"]
        assert session.execute(select(Action.owner_id, Action.need_id, Action.goal_id)).all() == [
            (near.priya, None, None)
        ]


def test_a_wrong_referral_waits_for_nobody_and_owes_nothing(database: Database, near: Neighbourhood) -> None:
    mark(database, near, entries(database, near)[Kind.REFERRAL])
    with database.read() as session:
        assert queries_feedback.feedback_due(session) == []
        running = select(func.count()).where(ReferralClock.withdrawn_at.is_(None), ReferralClock.stopped_on.is_(None))
        assert session.scalar(running) == 0
        assert session.scalars(select(CareCase.status)).all() == ["open"]


def test_the_clock_of_the_first_action_forgets_a_wrong_one(database: Database, near: Neighbourhood) -> None:
    wrong = entries(database, near)[Kind.ACTION]
    with database.write(near.actor) as work:
        actions.start_action(work, wrong.id, wrong.version)
    assert first_action(database) == TODAY
    mark(database, near, entries(database, near)[Kind.ACTION])
    assert first_action(database) is None


def first_action(database: Database) -> date | None:
    with database.read() as session:
        return session.scalars(select(ReferralClock.stopped_on)).one()


@pytest.mark.parametrize(("reason", "code"), [("  ", "required"), ("x" * 201, "too_long")])
@pytest.mark.parametrize("kind", list(Kind))
def test_it_says_why_in_words_that_fit(local_database: Database, kind: Kind, reason: str, code: str) -> None:
    made = neighbourhood(local_database)
    near_like = _filled(local_database, made)
    with pytest.raises(InputError) as refused:
        mark(local_database, made, near_like[kind], reason)
    assert refused.value.problems == {"reason": code}


def _filled(database: Database, near: Neighbourhood) -> dict[Kind, MarkableRow]:
    with database.write(near.actor) as work:
        need = a_need(work, near.margaret, "To get out more")
        goal = a_goal(work, near.margaret, need, "Coffee with Joan")
        an_action(work, near, "Ring Joan")
        service_protection.record_risk(work, near.margaret, RiskEntry(title="falls", level="high"))
        entry = ContactEntry(
            person_id=near.margaret, type=ContactType.DIRECT, mode=Mode.PHONE, summary="Spoke", no_action=True
        )
        contacts_service.log_contact(work, entry)
        referral = Referral(
            person_id=near.margaret,
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
        add(work, referral)
        add(work, a_delay(referral), an_onward(near), an_outcome(near, goal), a_signpost(near))
    return entries(database, near)


def test_nothing_is_marked_that_has_changed_since_or_is_of_no_kind(local_database: Database) -> None:
    near = neighbourhood(local_database)
    row = _filled(local_database, near)[Kind.NEED]
    with pytest.raises(ConflictError), local_database.write(near.actor) as work:
        mistakes.mark_entered_in_error(work, Kind.NEED, row.id, row.version + 1, "Wrong")
    with pytest.raises(InputError), local_database.write(near.actor) as work:
        mistakes.mark_entered_in_error(work, "person", uuid4(), 1, "Wrong")


def test_a_safeguarding_risk_is_offered_without_its_words(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with local_database.write(near.actor) as work:
        risk = RiskEntry(title="Bruises", level="high", kind="safeguarding", safeguarding_type="adult")
        service_protection.record_risk(work, near.margaret, risk)
    assert entries(local_database, near)[Kind.RISK].words == "safeguarding"
