"""Correcting a signpost: its words, its need and its days, and the action that asks goes with it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from inteam.audit.model import AuditEntry
from inteam.errors import ConflictError, InputError
from inteam.needs import actions, rules, signposts
from inteam.needs.model import Action
from inteam.needs.queries import SignpostRow, tree
from inteam.needs.queries_actions import ActionRow, actions_of_person
from inteam.needs.rules import ActionStatus, SignpostEntry
from inteam.people.model import Person
from inteam.store.base import require
from inteam.store.database import Database
from inteam.store.undo import restore
from inteam.timeline.queries_saved import last_save
from tests.conftest import NOW
from tests.inteam.careplans.people import Neighbourhood, a_need, neighbourhood

TODAY, SOON, LATER = NOW.date(), date(2026, 12, 3), date(2026, 12, 17)
CLUB = SignpostEntry("Lunch club", "Leaflet, Tuesdays at noon", given_on=TODAY, follow_up_on=SOON)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def told(database: Database, near: Neighbourhood, entry: SignpostEntry = CLUB) -> UUID:
    with database.write(near.actor) as work:
        return signposts.add_signpost(work, near.margaret, entry)


def the_signpost(database: Database, near: Neighbourhood) -> SignpostRow:
    with database.read() as session:
        return tree(session, near.margaret).signposts[0]


def asks(database: Database, near: Neighbourhood, *, only_open: bool = True) -> list[ActionRow]:
    with database.read() as session:
        return actions_of_person(session, near.margaret, only_open=only_open)


def change(database: Database, near: Neighbourhood, entry: SignpostEntry) -> object:
    """Gives what undo needs."""
    row = the_signpost(database, near)
    with database.write(near.actor) as work:
        signposts.change_signpost(work, row.id, row.version, entry)
    return work.changes


def undo(database: Database, near: Neighbourhood, changes: object) -> None:
    with database.write(near.actor) as work:
        restore(work, changes)  # type: ignore[arg-type]  # (as write gave them)


def test_other_words_and_another_need_stand_in_the_record_and_in_what_is_asked(
    database: Database, near: Neighbourhood
) -> None:
    told(database, near)
    with database.write(near.actor) as work:
        need_id = a_need(work, near.margaret, "Lonely")
    before = the_signpost(database, near)
    changes = change(database, near, replace(CLUB, service_name="Lunch café", told="Wednesdays", need_id=need_id))
    found = the_signpost(database, near)
    assert (found.service_name, found.told, found.need_id) == ("Lunch café", "Wednesdays", need_id)
    assert found.version == before.version + 1
    (ask,) = asks(database, near)
    assert (ask.text, ask.due_on, ask.need_id) == ("Ask what became of Lunch café", SOON, need_id)
    with database.read() as session:
        assert "needs.signpost_changed" in session.scalars(select(AuditEntry.action)).all()
        last = last_save(session, found.id)
    assert last is not None
    assert last.by == "Priya Nair"
    undo(database, near, changes)
    assert the_signpost(database, near).told == CLUB.told
    assert asks(database, near)[0].text == "Ask what became of Lunch club"


def test_words_that_somebody_gave_the_action_stay(local_database: Database) -> None:
    near = neighbourhood(local_database)
    told(local_database, near)
    with local_database.write(near.actor) as work:
        action = work.session.scalars(select(Action)).one()
        action.text = "Ring her daughter about the club"
    change(local_database, near, replace(CLUB, service_name="Lunch café"))
    assert asks(local_database, near)[0].text == "Ring her daughter about the club"


def test_the_day_to_ask_moves_with_its_action_and_the_old_promise_stays(
    database: Database, near: Neighbourhood
) -> None:
    told(database, near)
    change(database, near, replace(CLUB, follow_up_on=LATER))
    (ask,) = asks(database, near)
    assert (ask.due_on, the_signpost(database, near).asks_on) == (LATER, LATER)
    with database.read() as session:
        assert session.scalars(select(Action.first_due_on)).one() == SOON


def test_without_a_day_nobody_is_asked_any_more_and_undo_asks_again(database: Database, near: Neighbourhood) -> None:
    told(database, near)
    changes = change(database, near, replace(CLUB, follow_up_on=None))
    assert asks(database, near) == []
    (gone,) = asks(database, near, only_open=False)
    assert gone.status == ActionStatus.CANCELLED
    assert (the_signpost(database, near).asks_on, the_signpost(database, near).follow_up_on) == (None, None)
    undo(database, near, changes)
    assert [ask.due_on for ask in asks(database, near)] == [SOON]


def test_a_day_that_is_named_later_asks_then(database: Database, near: Neighbourhood) -> None:
    """Also where it had been planned before, taken off, and taken back by undo."""
    told(database, near, replace(CLUB, follow_up_on=None))
    undo(database, near, change(database, near, CLUB))
    assert asks(database, near, only_open=False) == []
    change(database, near, CLUB)
    assert [ask.due_on for ask in asks(database, near)] == [SOON]
    change(database, near, replace(CLUB, follow_up_on=None))
    change(database, near, replace(CLUB, follow_up_on=LATER))
    assert [(ask.due_on, ask.owner_id) for ask in asks(database, near)] == [(LATER, near.priya)]
    assert the_signpost(database, near).asks_on == LATER


@pytest.mark.parametrize(("day", "opens"), [(None, []), (SOON, []), (LATER, [LATER])])
def test_a_question_that_was_ticked_is_asked_again_only_on_another_day(
    local_database: Database, day: date | None, opens: list[date]
) -> None:
    near = neighbourhood(local_database)
    told(local_database, near)
    (ask,) = asks(local_database, near)
    with local_database.write(near.actor) as work:
        actions.finish_action(work, ask.id, ask.version)
    change(local_database, near, replace(CLUB, told="By telephone", follow_up_on=day))
    assert [ask.due_on for ask in asks(local_database, near)] == opens
    found = the_signpost(local_database, near)
    assert (found.told, found.follow_up_on) == ("By telephone", day or SOON)


def test_what_became_of_it_stays_and_nobody_is_asked_about_it_again(database: Database, near: Neighbourhood) -> None:
    signpost_id = told(database, near)
    with database.write(near.actor) as work:
        signposts.follow_up_signpost(work, signpost_id, 1, "Goes every week")
    change(database, near, replace(CLUB, told="By telephone", follow_up_on=LATER))
    found = the_signpost(database, near)
    assert (found.told, found.follow_up_note, found.followed_up_on) == ("By telephone", "Goes every week", TODAY)
    assert (found.follow_up_on, asks(database, near)) == (SOON, [])


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (SignpostEntry(), {"service_name": "required", "told": "required"}),
        (replace(CLUB, given_on=TODAY + timedelta(days=1), follow_up_on=None), {"given_on": "in_future"}),
        (
            replace(CLUB, given_on=TODAY - timedelta(days=3), follow_up_on=TODAY - timedelta(days=4)),
            {"follow_up_on": "before_told"},
        ),
        (replace(CLUB, given_on=TODAY - timedelta(days=2)), {"given_on": "after_follow_up"}),
        (replace(CLUB, given_on=TODAY - timedelta(days=3)), {}),
    ],
)
def test_a_change_that_cannot_be_saved_says_why(entry: SignpostEntry, wrong: dict[str, str]) -> None:
    assert rules.signpost_change_problems(entry, TODAY - timedelta(days=3), TODAY) == wrong


def test_a_wrong_word_is_mended_after_a_death_and_the_day_only_to_one_before_it(local_database: Database) -> None:
    near = neighbourhood(local_database)
    told(local_database, near, replace(CLUB, given_on=TODAY - timedelta(days=9), follow_up_on=None))
    with local_database.write(near.actor) as work:
        person = require(work.session, Person, near.margaret)
        person.death_status, person.died_on = "confirmed", TODAY - timedelta(days=5)
    kept = replace(CLUB, given_on=TODAY - timedelta(days=9), follow_up_on=LATER)
    change(local_database, near, kept)
    assert asks(local_database, near, only_open=False) == []
    with pytest.raises(InputError) as refused:
        change(local_database, near, replace(kept, given_on=TODAY))
    assert refused.value.problems == {"given_on": "after_death"}


def test_a_signpost_that_somebody_has_changed_is_not_changed_unseen(database: Database, near: Neighbourhood) -> None:
    row_id = told(database, near)
    change(database, near, replace(CLUB, told="Wednesdays"))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        signposts.change_signpost(work, row_id, 1, replace(CLUB, told="Fridays"))
    assert the_signpost(database, near).told == "Wednesdays"
