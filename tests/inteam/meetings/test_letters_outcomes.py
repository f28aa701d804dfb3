"""What came of a goal, on paper: its words whole or where they stand, and two people a side stay the rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from inteam.careplans.letters_handover import handover
from inteam.careplans.papers import GoalLine, HandoverPaper, NeedLine, PersonPaper
from inteam.careplans.rules import Subject, WithheldReason, WithholdEntry
from inteam.careplans.service_parts import withhold
from inteam.meetings import summaries
from inteam.meetings.letters_pack import pack
from inteam.meetings.queries_person import gather
from inteam.needs import service
from inteam.needs.model import Goal, Outcome
from inteam.needs.rules import Achieved, OutcomeEntry
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam import pdf_reader
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, neighbourhood
from tests.inteam.meetings.pack_text import busy
from tests.inteam.paper_samples import ON, PRINTING, a_pack, day

SHORT = "Went twice and liked it."
TWO_LINES = "Went twice with Joan and her niece, and means to go on each Tuesday while the weather holds."
LONG = " ".join(f"word{at}" for at in range(40))
CAME = GoalLine(text="Coffee with Joan", progress="Partly achieved", outcome=SHORT, outcome_on=day("2026-11-12"))


def with_goals(*goals: GoalLine, **given: object) -> PersonPaper:
    return busy(needs=(NeedLine(text="Lonely", state="Open", goals=goals),), **given)


def pages(*people: PersonPaper) -> list[str]:
    return [" ".join(page.split()) for page in pdf_reader.pages(pack(a_pack(*people)))]


def test_words_that_fit_a_line_stand_under_their_goal_on_half_a_side() -> None:
    cover_and_side = pages(with_goals(CAME), with_goals(CAME, family_name="Second"))
    assert len(cover_and_side) == 2
    assert cover_and_side[1].count(f"Partly achieved Outcome 12-Nov-2026: {SHORT}") == 2


def test_words_on_two_lines_of_a_column_stand_whole_on_half_a_side() -> None:
    told = replace(with_goals(replace(CAME, outcome=TWO_LINES)), contacts=busy().contacts[:2])
    _cover, side = pages(told, told)
    assert [side.count(words) for words in ("Outcome 12-Nov-2026: Went twice", "weather holds.")] == [2, 2]


def test_longer_words_are_never_cut_and_cost_no_second_half() -> None:
    longer = replace(CAME, outcome=LONG)
    cover_and_side = pages(with_goals(longer), with_goals(longer, family_name="Second"))
    assert len(cover_and_side) == 2
    assert cover_and_side[1].count("Partly achieved, outcome in record") == 2
    assert "word0" not in cover_and_side[1]


def test_what_came_of_a_goal_is_worth_the_last_contact_but_no_second_one() -> None:
    one = with_goals(CAME)
    bare, said = pages(replace(one, needs=_without(one.needs)))[1], pages(one)[1]
    assert (bare.count("visit"), said.count("visit"), said.count(SHORT)) == (4, 3, 1)
    goals = tuple(replace(CAME, text=f"Goal {at}") for at in range(2))
    full = busy(needs=tuple(NeedLine(text=f"Need {at}", state="Open", goals=goals) for at in range(2)))
    bare, mentioned = pages(replace(full, needs=_without(full.needs)))[1], pages(full, full)[1]
    assert (2 * bare.count("visit"), mentioned.count("visit")) == (4, 4)
    assert SHORT not in mentioned
    assert mentioned.count("outcome in record") == 8


def _without(needs: tuple[NeedLine, ...]) -> tuple[NeedLine, ...]:
    return tuple(replace(n, goals=tuple(replace(g, outcome="", outcome_on=None) for g in n.goals)) for n in needs)


def test_on_a_whole_side_the_words_stand_whole() -> None:
    person = with_goals(replace(CAME, outcome=LONG), notes="A note. " * 150)
    found = pages(person)
    assert len(found) == 2
    assert f"Outcome 12-Nov-2026: {LONG}" in found[1]


def test_before_a_second_side_longer_words_are_left_to_the_record() -> None:
    goals = tuple(replace(CAME, outcome=" ".join([LONG] * 4)) for _ in range(3))
    person = busy(needs=(NeedLine(text="Lonely", goals=goals), NeedLine(text="Debt", goals=goals)))
    with_room, without = replace(person, notes="A note. " * 200), replace(person, notes="A note. " * 400)
    found = pages(with_room)
    assert (len(found), found[1].count("outcome in record"), "word0" in found[1]) == (2, 6, False)
    longer = " ".join(pages(without)[1:])
    assert [longer.count(f"word{at} ") for at in range(39)] == [24] * 39


def test_what_is_withheld_says_nothing_of_what_came_of_it() -> None:
    secret = GoalLine(text="SECRET1", outcome="SECRET2", outcome_on=day("2026-11-12"), withheld="GP")
    need = NeedLine(text="SECRET3", goals=(replace(CAME, outcome="SECRET4"),), withheld="GP")
    data = pack(a_pack(busy(needs=(NeedLine(text="Shown", goals=(secret,)), need))))
    assert "SECRET" not in pdf_reader.whole(data)
    assert "Outcome" not in pdf_reader.whole(data)


def test_words_that_are_read_from_the_right_keep_their_day() -> None:
    found = pages(with_goals(replace(CAME, outcome="ذهبت مرتين")))[1]
    assert "Outcome 12-Nov-2026:" in found
    assert "ذهبت مرتين" in found


def test_the_handover_summary_has_the_words_whole() -> None:
    paper = HandoverPaper(person=with_goals(replace(CAME, outcome=LONG)), printing=PRINTING)
    found = " ".join(pdf_reader.whole(handover(paper, ON)).split())
    assert f"Outcome 12-Nov-2026: {LONG}" in found


# --- out of the record ---------------------------------------------------------------------------------------------


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def the_goal(database: Database, near: Neighbourhood) -> GoalLine:
    with database.read() as session:
        rows = gather(session, [near.margaret])[near.margaret]
    return summaries.paper(rows, summaries.Reader(NOW.date())).needs[0].goals[0]


def came(database: Database, near: Neighbourhood, words: str, on: date) -> None:
    with database.write(near.actor) as work:
        goal = work.session.scalars(select(Goal)).one()
        entry = OutcomeEntry(Achieved.PARTLY, words, observed_on=on)
        service.record_outcome(work, goal.id, goal.version, entry)


def test_the_newest_outcome_that_stands_is_printed_by_its_day(database: Database, near: Neighbourhood) -> None:
    today = NOW.date()
    with database.write(near.actor) as work:
        a_goal(work, near.margaret, a_need(work, near.margaret, "Lonely"), "Coffee with Joan")
    assert (the_goal(database, near).outcome, the_goal(database, near).outcome_on) == ("", None)
    for words, back in (("Second", 1), ("Newest", 0), ("First", 3)):
        came(database, near, words, today - timedelta(weeks=back))
    found = the_goal(database, near)
    assert (found.outcome, found.outcome_on, found.progress) == ("Newest", today, "Partly achieved")


def test_an_outcome_entered_in_error_gives_way_to_the_one_before(database: Database, near: Neighbourhood) -> None:
    today = NOW.date()
    with database.write(near.actor) as work:
        a_goal(work, near.margaret, a_need(work, near.margaret, "Lonely"), "Coffee with Joan")
    came(database, near, "Before", today - timedelta(days=7))
    came(database, near, "Wrong person", today)
    with database.write(near.actor) as work:
        wrong = work.session.scalars(select(Outcome).where(Outcome.what_changed == "Wrong person")).one()
        service.withdraw_outcome(work, wrong.id, wrong.version, "wrong person")
    assert the_goal(database, near).outcome == "Before"


def test_a_withheld_goal_brings_nothing_of_what_came_of_it(local_database: Database) -> None:
    near = neighbourhood(local_database)
    with local_database.write(near.actor) as work:
        goal = a_goal(work, near.margaret, a_need(work, near.margaret, "Lonely"), "Coffee with Joan")
        reason, ask = WithheldReason.SAFEGUARDING, "safeguarding lead"
        until = NOW.date() + timedelta(days=90)
        withhold(work, near.margaret, WithholdEntry(Subject.GOAL, goal, reason, ask, until, from_professionals=True))
    came(local_database, near, "SECRET", NOW.date())
    found = the_goal(local_database, near)
    assert (found.text, found.outcome, found.withheld) == ("", "", "safeguarding lead")
