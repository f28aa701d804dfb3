from datetime import date, timedelta
from uuid import UUID

import pytest

from inteam.errors import ConflictError, InputError
from inteam.needs import actions, queries, queries_actions, rules, service, signposts
from inteam.needs.model import Action, Goal, Need
from inteam.needs.rules import (
    Achieved,
    ActionEntry,
    ActionKind,
    ActionStatus,
    GoalEntry,
    GoalStatus,
    NeedEntry,
    NeedStatus,
    OutcomeEntry,
    SignpostEntry,
)
from inteam.referrals.choices import Issue
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import MovableClock
from tests.inteam.referrals.samples import Neighbourhood, neighbourhood, row

TODAY = date(2026, 11, 19)
LONELY = NeedEntry(Issue.LONELINESS_ISOLATION, "Lonely since my husband died", importance=9, confidence=4)


def a_need(database: Database, near: Neighbourhood, entry: NeedEntry = LONELY) -> UUID:
    with database.write(near.actor) as work:
        return service.add_need(work, near.margaret, entry)


def a_goal(database: Database, near: Neighbourhood, need_id: UUID, text: str = "Walk with a group") -> UUID:
    with database.write(near.actor) as work:
        return service.add_goal(work, need_id, GoalEntry(text, baseline_rating=2))


def an_action(database: Database, near: Neighbourhood, text: str = "Ring the club", **values: object) -> UUID:
    entry = ActionEntry(text, due_on=date(2026, 12, 3), owner_id=near.priya)
    for name, value in values.items():
        object.__setattr__(entry, name, value)
    with database.write(near.actor) as work:
        return actions.add_action(work, near.margaret, entry)


def test_needs_goals_actions_and_outcomes_read_as_one_tree(database: Database) -> None:
    near = neighbourhood(database)
    first = a_need(database, near)
    second = a_need(database, near, NeedEntry(Issue.FRAILTY_FALLS, "Afraid of falling again"))
    goal_id = a_goal(database, near, first)
    an_action(database, near, "Taster walk", need_id=first, goal_id=goal_id)
    an_action(database, near, "Pendant alarm", need_id=second)
    an_action(database, near, "Thank-you letter")
    with database.write(near.actor) as work:
        service.record_outcome(
            work, goal_id, 1, OutcomeEntry(Achieved.PARTLY, "Goes on Tuesdays", rating=6, progress=50)
        )
        signposts.add_signpost(
            work, near.margaret, SignpostEntry("Age UK", "Rang 0800 for the lunch club", need_id=first)
        )
    with database.read() as session:
        tree = queries.tree(session, near.margaret)
    assert [need.statement for need in tree.needs] == ["Lonely since my husband died", "Afraid of falling again"]
    goal = tree.needs[0].goals[0]
    assert [action.text for action in goal.actions] == ["Taster walk"]
    assert [(o.achieved, o.what_changed) for o in goal.outcomes] == [("partly", "Goes on Tuesdays")]
    assert (goal.status, goal.current_rating, goal.progress) == ("partly", 6, 50)
    assert tree.needs[0].actions == ()
    assert [action.text for action in tree.needs[1].actions] == ["Pendant alarm"]
    assert [action.text for action in tree.other_actions] == ["Thank-you letter"]
    assert [(s.service_name, s.given_by) for s in tree.signposts] == [("Age UK", "Priya Nair")]


def test_a_signpost_is_counted_neither_as_action_nor_as_referral(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with local_database.write(near.actor) as work:
        signposts.add_signpost(work, near.margaret, SignpostEntry("Age UK", "Leaflet"))
    with local_database.read() as session:
        assert queries_actions.actions_of_person(session, near.margaret) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (NeedEntry(), {"code": "required", "statement": "required"}),
        (NeedEntry(Issue.OTHER, "x", importance=0), {"importance": "out_of_range"}),
        (NeedEntry(Issue.OTHER, "x", confidence=11), {"confidence": "out_of_range"}),
        (NeedEntry(Issue.OTHER, "x", identified_on=date(2026, 11, 20)), {"identified_on": "in_future"}),
        (NeedEntry(Issue.OTHER, "x" * 4001), {"statement": "too_long"}),
    ],
)
def test_a_need_that_cannot_be_saved_says_why(entry: NeedEntry, problem: dict[str, str]) -> None:
    assert rules.need_problems(entry, TODAY) == problem


def test_low_confidence_asks_what_would_help() -> None:
    asked = [rules.asks_for_more_confidence(given, 6) for given in (None, 1, 6, 7, 10)]
    assert asked == [False, True, True, False, False]


def test_a_need_is_changed_by_the_second_only_after_seeing_the_first(database: Database) -> None:
    near = neighbourhood(database)
    need_id = a_need(database, near)
    with database.write(near.actor) as work:
        service.change_need(work, need_id, 1, NeedEntry(Issue.BEREAVEMENT, "I miss him", importance=10))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.change_need(work, need_id, 1, LONELY)
    found = row(database, Need, need_id)
    assert (found.statement, found.importance, found.confidence) == ("I miss him", 10, None)


def test_a_need_that_is_not_met_needs_a_reason(local_database: Database) -> None:
    near = neighbourhood(local_database)
    need_id = a_need(local_database, near)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        service.answer_need(work, need_id, 1, NeedStatus.NO_LONGER_WANTED)
    assert refused.value.problems == {"status_reason": "required"}
    with local_database.write(near.actor) as work:
        service.answer_need(work, need_id, 1, NeedStatus.NO_LONGER_WANTED, "Her choice")
    found = row(local_database, Need, need_id)
    assert (found.status, found.status_on, found.status_reason) == ("no_longer_wanted", TODAY, "Her choice")


def test_a_need_that_was_a_mistake_takes_its_goals_along(local_database: Database) -> None:
    near = neighbourhood(local_database)
    need_id = a_need(local_database, near)
    goal_id = a_goal(local_database, near, need_id)
    with local_database.write(near.actor) as work:
        service.withdraw_need(work, need_id, 1, "Wrong person")
    assert row(local_database, Need, need_id).withdrawn_reason == "Wrong person"
    assert row(local_database, Goal, goal_id).withdrawn_reason == "Wrong person"


def test_progress_begins_a_goal(local_database: Database) -> None:
    near = neighbourhood(local_database)
    goal_id = a_goal(local_database, near, a_need(local_database, near))
    with local_database.write(near.actor) as work:
        service.set_goal_progress(work, goal_id, 1, 75)
    found = row(local_database, Goal, goal_id)
    assert (found.progress, found.status) == (75, GoalStatus.IN_PROGRESS)
    with pytest.raises(InputError), local_database.write(near.actor) as work:
        service.set_goal_progress(work, goal_id, 2, 101)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (ActionEntry(), {"text": "required", "due_on": "required", "owner_id": "owner_needed"}),
        (ActionEntry("x", TODAY, team_id=UUID(int=1), ongoing=True), {"review_on": "required"}),
        (ActionEntry("x", TODAY, team_id=UUID(int=1), priority=4), {"priority": "out_of_range"}),
    ],
)
def test_an_action_needs_words_owner_and_due_day(entry: ActionEntry, problem: dict[str, str]) -> None:
    assert rules.action_problems(entry) == problem


def test_an_action_without_an_owner_belongs_to_the_team(database: Database) -> None:
    near = neighbourhood(database)
    an_action(database, near, owner_id=None)
    with database.read() as session:
        found = queries_actions.open_actions(session, team_id=near.team, unowned=True)
        assert queries_actions.open_actions(session, owner_id=near.priya) == []
    assert [(a.owner_id, a.owner_name) for a in found] == [(None, "Harbour Vale INT")]


def test_snoozing_keeps_each_earlier_due_day(database: Database, now: MovableClock) -> None:
    near = neighbourhood(database)
    action_id = an_action(database, near)
    with database.write(near.actor) as work:
        actions.snooze_action(work, action_id, 1, date(2026, 12, 10), "She is away")
    now.now += timedelta(minutes=1)
    with database.write(near.actor) as work:
        actions.snooze_action(work, action_id, 2, date(2026, 12, 17))
    with database.read() as session:
        changes = queries_actions.due_changes(session, action_id)
    found = row(database, Action, action_id)
    assert (found.first_due_on, found.due_on) == (date(2026, 12, 3), date(2026, 12, 17))
    assert changes == [
        (date(2026, 12, 3), date(2026, 12, 10), "She is away"),
        (date(2026, 12, 10), date(2026, 12, 17), None),
    ]
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        actions.snooze_action(work, action_id, 3, date(2026, 11, 18))
    assert refused.value.problems == {"due_on": "in_past"}


def test_an_action_is_started_done_and_opened_again(database: Database) -> None:
    near = neighbourhood(database)
    action_id = an_action(database, near)
    with database.write(near.actor) as work:
        actions.start_action(work, action_id, 1)
    with database.write(near.actor) as work:
        actions.finish_action(work, action_id, 2)
    done = row(database, Action, action_id)
    assert (done.status, done.started_on, done.done_on) == ("done", TODAY, TODAY)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        actions.finish_action(work, action_id, 3)
    assert refused.value.problems == {"status": "already_answered"}
    with database.write(near.actor) as work:
        actions.reopen_action(work, action_id, 3)
    again = row(database, Action, action_id)
    assert (again.status, again.done_on) == ("started", None)


@pytest.mark.parametrize("status", [ActionStatus.NOT_DONE, ActionStatus.CANCELLED])
def test_not_doing_an_action_needs_a_reason(local_database: Database, status: ActionStatus) -> None:
    near = neighbourhood(local_database)
    action_id = an_action(local_database, near)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        actions.finish_action(work, action_id, 1, status)
    assert refused.value.problems == {"status_reason": "required"}
    with local_database.write(near.actor) as work:
        actions.finish_action(work, action_id, 1, status, reason="She moved")
    assert row(local_database, Action, action_id).status_reason == "She moved"


def test_handing_over_changes_the_owner_and_nothing_else(database: Database) -> None:
    near = neighbourhood(database)
    action_id = an_action(database, near)
    with database.write(near.actor) as work:
        actions.hand_over_action(work, action_id, 1, owner_id=near.tom)
    with database.read() as session:
        assert [a.owner_name for a in queries_actions.actions_of_person(session, near.margaret)] == ["Tom Okafor"]
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        actions.hand_over_action(work, action_id, 1, owner_id=near.hana)


def test_undo_of_done_puts_the_action_back_as_it_was(database: Database) -> None:
    near = neighbourhood(database)
    action_id = an_action(database, near)
    with database.write(near.actor) as done:
        actions.finish_action(done, action_id, 1)
    with database.write(near.actor) as work:
        restore(work, done.changes)
    found = row(database, Action, action_id)
    assert (found.status, found.done_on) == ("planned", None)


def test_promises_are_my_open_actions_that_came_out_of_work_with_a_person(database: Database) -> None:
    near = neighbourhood(database)
    need_id = a_need(database, near)
    an_action(database, near, "Ring the club", need_id=need_id, due_on=date(2026, 12, 9))
    an_action(database, near, "Ask the housing officer", need_id=need_id)
    an_action(database, near, "Walk every day", need_id=need_id, kind=ActionKind.PERSON_DOES)
    an_action(database, near, "Order leaflets")
    done = an_action(database, near, "Sent the form", need_id=need_id)
    with database.write(near.actor) as work:
        actions.finish_action(work, done, 1)
    with database.read() as session:
        first = queries_actions.promises(session, near.priya, limit=1)
        rest = queries_actions.promises(session, near.priya, after=(first[-1].due_on, first[-1].id))
    assert [(a.text, a.family_name) for a in first] == [("Ask the housing officer", "Pemberton")]
    assert [a.text for a in rest] == ["Ring the club"]


def test_open_actions_page_by_key_and_can_end_at_a_day(database: Database) -> None:
    near = neighbourhood(database)
    for day in range(1, 8):
        an_action(database, near, f"Step {day}", due_on=date(2026, 12, day))
    with database.read() as session:
        seen: list[str] = []
        after = None
        while page := queries_actions.open_actions(session, owner_id=near.priya, after=after, limit=3):
            seen += [a.text for a in page]
            after = (page[-1].due_on, page[-1].id)
        early = queries_actions.open_actions(session, owner_id=near.priya, due_by=date(2026, 12, 2))
    assert seen == [f"Step {day}" for day in range(1, 8)]
    assert [a.text for a in early] == ["Step 1", "Step 2"]
