"""What came of a goal, and of what a person was told about: kept apart from referrals, and never asked in vain."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from inteam.access import Role
from inteam.audit.model import AuditEntry
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.needs import actions, rules, service, signposts
from inteam.needs.model import Goal, Signpost
from inteam.needs.queries import GoalRow, SignpostRow, tree
from inteam.needs.queries_actions import ActionRow, actions_of_person
from inteam.needs.rules import Achieved, OutcomeEntry, SignpostEntry
from inteam.people.model import Person
from inteam.store.base import require
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, neighbourhood

TODAY = NOW.date()
SOON = date(2026, 12, 3)
CLUB = SignpostEntry("Lunch club", "Leaflet, Tuesdays at noon", follow_up_on=SOON)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def goal_of(database: Database, near: Neighbourhood, **values: object) -> UUID:
    with database.write(near.actor) as work:
        return a_goal(work, near.margaret, a_need(work, near.margaret, "Lonely"), "Coffee with Joan", **values)


def the_goal(database: Database, near: Neighbourhood) -> GoalRow:
    with database.read() as session:
        return tree(session, near.margaret).needs[0].goals[0]


def told(database: Database, near: Neighbourhood, entry: SignpostEntry = CLUB) -> UUID:
    with database.write(near.actor) as work:
        return signposts.add_signpost(work, near.margaret, entry)


def the_signpost(database: Database, near: Neighbourhood) -> SignpostRow:
    with database.read() as session:
        return tree(session, near.margaret).signposts[0]


def asks(database: Database, near: Neighbourhood, *, only_open: bool = True) -> list[ActionRow]:
    with database.read() as session:
        return actions_of_person(session, near.margaret, only_open=only_open)


def died(database: Database, near: Neighbourhood, on: date | None) -> None:
    with database.write(near.actor) as work:
        person = require(work.session, Person, near.margaret)
        person.death_status, person.died_on = "confirmed", on


def problems_of(error: "pytest.ExceptionInfo[InputError]") -> Mapping[str, str]:
    return error.value.problems


@pytest.mark.parametrize(
    ("achieved", "status", "progress"),
    [
        (Achieved.YES, "achieved", 100),
        (Achieved.PARTLY, "partly", 50),
        (Achieved.NO, "not_achieved", 50),
        (Achieved.UNKNOWN, "agreed", 50),
    ],
)
def test_a_goal_stands_as_its_newest_outcome_says(
    database: Database, near: Neighbourhood, achieved: Achieved, status: str, progress: int
) -> None:
    goal_id = goal_of(database, near, progress=50)
    with database.write(near.actor) as work:
        service.record_outcome(work, goal_id, 1, OutcomeEntry(achieved, "Met her twice", rating=7))
    found = the_goal(database, near)
    assert (found.status, found.progress, found.current_rating) == (status, progress, 7)
    assert found.outcome is not None
    assert (found.outcome.what_changed, found.outcome.observed_on, found.outcome.rating) == ("Met her twice", TODAY, 7)


def test_an_outcome_is_in_the_trail_and_undo_takes_it_and_the_goals_status_back(
    database: Database, near: Neighbourhood
) -> None:
    goal_id = goal_of(database, near, progress=50)
    with database.write(near.actor) as work:
        service.record_outcome(work, goal_id, 1, OutcomeEntry(Achieved.YES, "Goes each week"))
    assert "needs.outcome_recorded" in trail(database)
    with database.write(near.actor) as undoing:
        restore(undoing, work.changes)
    found = the_goal(database, near)
    assert (found.status, found.progress, found.outcome) == ("agreed", 50, None)


def test_a_goal_that_somebody_has_changed_takes_no_outcome_unseen(database: Database, near: Neighbourhood) -> None:
    goal_id = goal_of(database, near)
    with database.write(near.actor) as work:
        service.set_goal_progress(work, goal_id, 1, 40)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.record_outcome(work, goal_id, 1, OutcomeEntry(Achieved.YES, "Goes each week"))


def test_a_goal_that_was_stopped_has_no_outcome(local_database: Database) -> None:
    near = neighbourhood(local_database)
    goal_id = goal_of(local_database, near, status="stopped")
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.record_outcome(work, goal_id, 1, OutcomeEntry(Achieved.YES, "Goes each week"))
    assert problems_of(refused) == {"": "goal_stopped"}


@pytest.mark.parametrize(
    ("on", "day", "wrong"),
    [
        (None, date(2026, 11, 1), {"observed_on": "after_death"}),
        (date(2026, 11, 10), date(2026, 11, 11), {"observed_on": "after_death"}),
        (date(2026, 11, 10), None, {"observed_on": "after_death"}),
        (date(2026, 11, 10), date(2026, 11, 10), {}),
    ],
)
def test_after_a_death_only_what_was_seen_before_it_is_recorded(
    local_database: Database, on: date | None, day: date | None, wrong: dict[str, str]
) -> None:
    near = neighbourhood(local_database)
    goal_id = goal_of(local_database, near)
    died(local_database, near, on)
    entry = OutcomeEntry(Achieved.PARTLY, "Went once", observed_on=day)
    if wrong:
        with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
            service.record_outcome(work, goal_id, 1, entry)
        assert problems_of(refused) == wrong
    else:
        with local_database.write(near.actor) as work:
            service.record_outcome(work, goal_id, 1, entry)
        assert the_goal(local_database, near).status == "partly"


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (OutcomeEntry(), {"achieved": "required", "what_changed": "required"}),
        (OutcomeEntry(Achieved.YES, "x", rating=11), {"rating": "out_of_range"}),
        (OutcomeEntry(Achieved.YES, "x", progress=101), {"progress": "out_of_range"}),
        (OutcomeEntry(Achieved.YES, "x", observed_on=date(2026, 11, 20)), {"observed_on": "in_future"}),
        (OutcomeEntry(Achieved.YES, "x" * 4001), {"what_changed": "too_long"}),
    ],
)
def test_an_outcome_that_cannot_be_saved_says_why(entry: OutcomeEntry, wrong: dict[str, str]) -> None:
    assert rules.outcome_problems(entry, TODAY) == wrong


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (SignpostEntry(), {"service_name": "required", "told": "required"}),
        (replace(CLUB, service_name="x" * 201), {"service_name": "too_long"}),
        (replace(CLUB, given_on=date(2026, 11, 20)), {"given_on": "in_future"}),
        (replace(CLUB, follow_up_on=date(2026, 11, 18)), {"follow_up_on": "before_told"}),
    ],
)
def test_a_signpost_that_cannot_be_saved_says_why(entry: SignpostEntry, wrong: dict[str, str]) -> None:
    assert rules.signpost_problems(entry, TODAY) == wrong


def test_the_day_to_ask_stands_among_the_workers_actions(database: Database, near: Neighbourhood) -> None:
    told(database, near)
    (ask,) = asks(database, near)
    assert (ask.text, ask.due_on, ask.owner_id) == ("Ask what became of Lunch club", SOON, near.priya)
    assert the_signpost(database, near).asks_on == SOON
    with database.write(near.actor) as work:
        actions.snooze_action(work, ask.id, ask.version, date(2026, 12, 10))
    assert the_signpost(database, near).asks_on == date(2026, 12, 10)


def test_without_a_day_nobody_is_asked(database: Database, near: Neighbourhood) -> None:
    told(database, near, replace(CLUB, follow_up_on=None))
    assert asks(database, near) == []
    assert the_signpost(database, near).asks_on is None


def test_what_became_of_it_answers_the_action_and_undo_opens_both(database: Database, near: Neighbourhood) -> None:
    signpost_id = told(database, near)
    with database.write(near.actor) as work:
        signposts.follow_up_signpost(work, signpost_id, 1, "Goes every week")
    found = the_signpost(database, near)
    assert (found.followed_up_on, found.follow_up_note, found.asks_on) == (TODAY, "Goes every week", None)
    assert asks(database, near) == []
    assert {"needs.signposted", "needs.signpost_followed_up"} <= trail(database)
    with database.write(near.actor) as undoing:
        restore(undoing, work.changes)
    assert the_signpost(database, near).asks_on == SOON
    assert len(asks(database, near)) == 1


def test_an_action_that_was_ticked_says_that_it_was_asked(database: Database, near: Neighbourhood) -> None:
    told(database, near)
    (ask,) = asks(database, near)
    with database.write(near.actor) as work:
        actions.finish_action(work, ask.id, ask.version)
    found = the_signpost(database, near)
    assert (found.asks_on, found.asked_on, found.follow_up_note) == (None, TODAY, None)


@pytest.mark.parametrize(
    ("note", "on", "wrong"),
    [
        (" ", TODAY, {"follow_up_note": "required"}),
        ("x" * 4001, TODAY, {"follow_up_note": "too_long"}),
        ("Went", date(2026, 11, 18), {"followed_up_on": "before_told"}),
        ("Went", date(2026, 11, 20), {"followed_up_on": "in_future"}),
    ],
)
def test_what_became_of_it_says_something_of_a_day_since(
    local_database: Database, note: str, on: date, wrong: dict[str, str]
) -> None:
    near = neighbourhood(local_database)
    signpost_id = told(local_database, near)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        signposts.follow_up_signpost(work, signpost_id, 1, note, on=on)
    assert problems_of(refused) == wrong
    assert len(asks(local_database, near)) == 1


def test_somebody_who_has_died_is_told_of_nothing(local_database: Database) -> None:
    near = neighbourhood(local_database)
    died(local_database, near, date(2026, 11, 10))
    with pytest.raises(InputError) as refused:
        told(local_database, near)
    assert problems_of(refused) == {"given_on": "after_death"}
    told(local_database, near, replace(CLUB, given_on=date(2026, 11, 9)))
    assert asks(local_database, near) == []


def test_a_wrong_signpost_takes_its_question_with_it(database: Database, near: Neighbourhood) -> None:
    signpost_id = told(database, near)
    with database.write(near.actor) as work:
        signposts.withdraw_signpost(work, signpost_id, 1, "Wrong person")
    assert asks(database, near, only_open=False) == []
    with database.write(near.actor) as undoing:
        restore(undoing, work.changes)
    assert len(asks(database, near)) == 1


def test_a_signpost_of_a_wrong_need_stays_under_none(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with local_database.write(near.actor) as work:
        need_id = a_need(work, near.margaret, "Lonely")
    told(local_database, near, replace(CLUB, need_id=need_id))
    with local_database.write(near.actor) as work:
        service.withdraw_need(work, need_id, 1, "Wrong person")
    assert the_signpost(local_database, near).need_id is None


def test_who_only_reads_writes_neither(local_database: Database) -> None:
    near = neighbourhood(local_database)
    goal_id = goal_of(local_database, near)
    signpost_id = told(local_database, near)
    reader = replace(near.actor, role=Role.PRIVACY_OFFICER)
    denied: list[Any] = [
        lambda work: service.record_outcome(work, goal_id, 1, OutcomeEntry(Achieved.YES, "x")),
        lambda work: signposts.add_signpost(work, near.margaret, CLUB),
        lambda work: signposts.follow_up_signpost(work, signpost_id, 1, "x"),
    ]
    for act in denied:
        with pytest.raises(DeniedError), local_database.write(reader) as work:
            act(work)
    with local_database.read() as session:
        assert session.scalars(select(Goal.status)).all() == ["agreed"]
        assert session.scalars(select(Signpost.followed_up_on)).all() == [None]


def trail(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.scalars(select(AuditEntry.action)))
