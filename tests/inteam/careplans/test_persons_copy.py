from datetime import date

import pytest

from inteam.careplans import letters_copy, queries_copy, service, service_needs, service_parts
from inteam.careplans.copy_words import parts
from inteam.careplans.queries_copy import CopyLook
from inteam.careplans.rules import Section, Subject, WithheldReason, WithholdEntry
from inteam.errors import ConflictError, InputError
from inteam.needs.model import Need
from inteam.needs.rules import ActionKind, NeedStatus
from inteam.people.model import AccessNeed
from inteam.referrals.choices import Issue
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, a_need, add, an_action
from tests.inteam.careplans.signing import a_whole_draft, sign

TODAY = date(2026, 11, 19)


def test_the_copy_speaks_as_the_person_does(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, need = a_whole_draft(work, near)
        service_parts.say_plainly(work, plan_id, Subject.NEED, need, "Feeling lonely")
        an_action(work, near, "Go to the lunch club", need_id=need, kind="person_does")
    with database.read() as session:
        copy = queries_copy.persons_copy(session, plan_id, TODAY)
    assert (copy.what_matters, copy.version, copy.status) == ("The allotment, and my grandson.", 1, "draft")
    assert copy.needs[0].text == "Feeling lonely"
    assert [(a.owner, a.text) for a in copy.needs[0].goals[0].actions] == [
        ("Priya Nair", "Ring about Sunday lunch club"),
        ("I", "Go to the lunch club"),
    ]


def test_what_is_withheld_from_the_person_is_not_in_the_copy_nor_its_pdf(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        hidden = a_need(work, near.margaret, "Afraid of her son")
        an_action(work, near, "Safeguarding referral", need_id=hidden)
        entry = WithholdEntry(
            Subject.NEED, hidden, WithheldReason.SAFEGUARDING, "lead", date(2027, 1, 1), without_trace=True
        )
        service_parts.withhold(work, near.margaret, entry)
    with database.read() as session:
        copy = queries_copy.persons_copy(session, plan_id, TODAY)
    assert [n.text for n in copy.needs] == ["Lonely since husband died"]
    assert not copy.some_not_shown
    assert "son" not in repr(copy).replace("grandson", "").replace("person", "").replace("Nelson", "")
    assert letters_copy.persons_copy(copy).startswith(b"%PDF")


def test_that_something_is_left_out_is_said_where_it_does_no_harm(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, need = a_whole_draft(work, near)
        entry = WithholdEntry(Subject.NEED, need, WithheldReason.THIRD_PARTY, "lead", date(2027, 1, 1))
        service_parts.withhold(work, near.margaret, entry)
    with database.read() as session:
        copy = queries_copy.persons_copy(session, plan_id, TODAY)
    assert copy.some_not_shown
    assert "What is not in this copy" in [part.heading for part in parts(copy)]


def test_the_format_follows_the_access_needs_unless_another_is_chosen(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        need = AccessNeed(category="information_format", need_code="large_print_20", recorded_on=TODAY)
        need.person_id = near.margaret
        add(work, need)
    with database.read() as session:
        assert queries_copy.persons_copy(session, plan_id, TODAY).form.points == 20
        easy = queries_copy.persons_copy(session, plan_id, TODAY, CopyLook(12, easy_read=True)).form
    assert (easy.points, easy.easy_read) == (16, True)


def test_an_agreed_version_is_copied_as_it_was_agreed(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, need = a_whole_draft(work, near)
        sign(work, plan_id)
        draft = service.start_draft(work, near.margaret)
        service_needs.reword_need(work, draft, need, 1, "Wants company on Sundays")
    with database.read() as session:
        old = queries_copy.persons_copy(session, plan_id, TODAY)
        new = queries_copy.persons_copy(session, draft, TODAY)
    assert old.needs[0].text == "Lonely since husband died"
    assert new.needs[0].text == "Wants company on Sundays"
    assert [s.role for s in old.signoffs] == ["Me", "My worker"]


def test_rewording_a_need_keeps_everything_else_of_it(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id = service.start_draft(work, near.margaret)
        need = a_need(work, near.margaret, "Lonely", code="bereavement", importance=9, confidence=4)
        assert service_needs.reword_need(work, plan_id, need, 1, "Lonely on Sundays") == 2
        row = require(work.session, Need, need)
        assert (row.statement, row.code, row.importance, row.confidence) == ("Lonely on Sundays", "bereavement", 9, 4)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service_needs.reword_need(work, plan_id, need, 1, "From an old window")


def test_the_plans_page_adds_needs_goals_and_actions_to_the_record(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id = service.start_draft(work, near.margaret)
        need = service_needs.add_need(work, plan_id, "Afraid of falling", Issue.FRAILTY_FALLS)
        goal = service_needs.add_goal(work, plan_id, need, "Walks to the shop", date(2027, 1, 31))
        service_needs.add_action(
            work,
            plan_id,
            text="Strength class",
            due_on=date(2026, 12, 2),
            owner_id=near.hana,
            kind=ActionKind.OTHER_PROFESSIONAL,
            need_id=need,
            goal_id=goal,
        )
        assert service_needs.answer_need(work, plan_id, need, 1, NeedStatus.PARTLY_MET) == 2
        with pytest.raises(InputError):
            service_needs.answer_need(work, plan_id, need, 2, NeedStatus.NOT_MET)
    with database.read() as session:
        copy = queries_copy.persons_copy(session, plan_id, TODAY)
    (line,) = copy.needs
    assert (line.text, line.state, line.goals[0].actions[0].owner) == (
        "Afraid of falling",
        "This is partly done.",
        "Hana Wells",
    )


def test_about_me_in_the_copy_has_its_headings(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        service_parts.write_about_me(work, near.margaret, Section.PLEASE_DO, "Ring before you come")
    with database.read() as session:
        copy = queries_copy.persons_copy(session, plan_id, TODAY)
    assert copy.about_me == (("Please do", "Ring before you come"),)
