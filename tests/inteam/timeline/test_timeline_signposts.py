"""Signposts and outcomes in the timeline: their words, and their places in the order of time, on both databases."""

from datetime import timedelta

import pytest

from inteam.needs import service, signposts
from inteam.needs.rules import Achieved, OutcomeEntry, SignpostEntry
from inteam.people.service_protection import RiskEntry, record_risk
from inteam.store.database import Database
from inteam.timeline.queries import CHANGES, CONTACTS, Entry, timeline
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, neighbourhood

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
MINE = ("signpost", "became", "outcome", "risk", "action")


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def entries(database: Database, near: Neighbourhood, **more: object) -> list[Entry]:
    with database.read() as session:
        found = timeline(session, [near.margaret], **more)  # type: ignore[arg-type]  # (what a test names)
    return [one for one in found if one.kind in MINE]


def test_what_the_person_was_told_and_what_became_of_it_stand_there_with_their_words(
    database: Database, near: Neighbourhood, now: MovableClock
) -> None:
    with database.write(near.actor) as work:
        entry = SignpostEntry("Lunch club", "Leaflet, Tuesdays at noon")
        signpost_id = signposts.add_signpost(work, near.margaret, entry)
    now.now += timedelta(days=7)
    with database.write(near.actor) as work:
        signposts.follow_up_signpost(work, signpost_id, 1, "Goes every week")
    became, given = entries(database, near)
    assert (given.kind, given.code, given.detail, given.text, given.by, given.at, given.timed) == (
        "signpost",
        "told",
        "Lunch club",
        "Leaflet, Tuesdays at noon",
        "Priya Nair",
        NOW,
        False,
    )
    assert (became.kind, became.code, became.detail, became.text) == (
        "became",
        "followed_up",
        "Lunch club",
        "Goes every week",
    )
    assert became.day == TODAY + timedelta(days=7)
    assert {given.id, became.id} == {signpost_id}
    assert entries(database, near, only=CONTACTS) == []
    assert entries(database, near, only=CHANGES) == [became, given]


@pytest.mark.parametrize("limit", [1, 2, 50])
@pytest.mark.parametrize("back", [0, 1])
def test_asked_on_the_day_of_telling_it_stands_above_and_pages_follow_on(
    database: Database, near: Neighbourhood, limit: int, back: int
) -> None:
    """Written down on the day or on the next one: first what was told, then what became of it, then outcomes."""
    day = TODAY - timedelta(days=back)
    with database.write(near.actor) as work:
        signpost_id = signposts.add_signpost(work, near.margaret, SignpostEntry("Lunch club", "Leaflet", day))
        record_risk(work, near.margaret, RiskEntry("Falls at home", "high"))
        goal_id = a_goal(work, near.margaret, a_need(work, near.margaret, "Lonely"), "Coffee with Joan")
        work.session.flush()
        service.record_outcome(work, goal_id, 1, OutcomeEntry(Achieved.PARTLY, "Went once", observed_on=YESTERDAY))
        work.session.flush()
        signposts.follow_up_signpost(work, signpost_id, 1, "Went once", on=day)
    whole = entries(database, near)
    order = [one.kind for one in whole if one.kind in ("signpost", "became")]
    assert order == ["became", "signpost"]
    yesterday = [one.kind for one in whole if one.day == YESTERDAY]
    assert yesterday == (["outcome", "became", "signpost"] if back else ["outcome"])
    paged: list[Entry] = []
    with database.read() as session:
        while page := timeline(session, [near.margaret], after=paged[-1].key if paged else None, limit=limit):
            paged += page
    assert [one for one in paged if one.kind in MINE] == whole


def test_a_signpost_entered_in_error_leaves_the_timeline_with_what_became_of_it(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        signpost_id = signposts.add_signpost(work, near.margaret, SignpostEntry("Lunch club", "Leaflet"))
        signposts.follow_up_signpost(work, signpost_id, 1, "Went once")
    assert [one.kind for one in entries(database, near)] == ["became", "signpost"]
    with database.write(near.actor) as work:
        signposts.withdraw_signpost(work, signpost_id, 2, "Wrong person")
    assert entries(database, near) == []


def test_an_outcome_stands_there_with_its_words(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        goal_id = a_goal(work, near.margaret, a_need(work, near.margaret, "Lonely"), "Coffee with Joan")
        work.session.flush()
        service.record_outcome(work, goal_id, 1, OutcomeEntry(Achieved.PARTLY, "Went once"))
    (outcome,) = entries(database, near)
    assert (outcome.kind, outcome.code, outcome.detail, outcome.text) == ("outcome", "partly", "person", "Went once")
