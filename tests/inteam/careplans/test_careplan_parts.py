"""What belongs to a plan: about me, plans for worse, what is withheld, copies, shared decisions."""

from datetime import date

import pytest

from inteam.access import Actor, Role
from inteam.careplans import queries_content, queries_sharing, service_parts
from inteam.careplans.rules import (
    ContingencyEntry,
    Section,
    SectionState,
    SharedDecisionEntry,
    StepEntry,
    Subject,
    WithheldReason,
    WithholdEntry,
)
from inteam.errors import ConflictError
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.inteam.careplans.people import Neighbourhood, a_need
from tests.inteam.careplans.signing import TODAY, refused


def test_own_words_are_changed_only_by_who_wrote_them_down(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        about = service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "My allotment")
    tom = Actor(near.tom, Role.CARE_COORDINATOR, near.team)
    with database.write(tom) as work:
        with refused(text="own_words_of_another"):
            service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "Gardening", version=1)
        service_parts.add_to_about_me(work, about, "She also told me about bowls.")
    with database.read() as session:
        section = queries_content.content_now(session, near.margaret).section("what_matters")
    assert section is not None
    assert (section.text, section.addenda[0].text, section.addenda[0].author) == (
        "My allotment",
        "She also told me about bowls.",
        "Tom Okafor",
    )


def test_a_section_that_a_colleague_has_written_meanwhile_is_not_overwritten(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        service_parts.write_about_me(work, near.margaret, Section.WELLNESS, "Well on good days")
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service_parts.write_about_me(work, near.margaret, Section.WELLNESS, "Second window")


def test_declining_to_say_is_kept_apart_from_saying_nothing(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        service_parts.write_about_me(work, near.margaret, Section.WELLNESS, "", state=SectionState.DECLINED)
    with database.read() as session:
        section = queries_content.content_now(session, near.margaret).section("wellness")
    assert section is not None
    assert section.state == "declined"


def test_a_contingency_names_each_step_with_who_and_phone(database: Database, near: Neighbourhood) -> None:
    steps = (
        StepEntry("Ring the urgent response team", "Margaret", "01632 960001"),
        StepEntry("Ring Ruth", "The team", "01632 960002"),
    )
    with database.write(near.actor) as work:
        made = service_parts.write_contingency(work, near.margaret, ContingencyEntry("A fall at home", steps))
        with refused(steps="contingency_needs_step"):
            service_parts.write_contingency(work, near.margaret, ContingencyEntry("A fall", ()))
        with refused(**{"steps.0.who": "step_needs_who"}):
            service_parts.write_contingency(work, near.margaret, ContingencyEntry("A fall", (StepEntry("Ring", ""),)))
    with database.write(near.actor) as work:
        fewer = ContingencyEntry("A fall at home", steps[:1])
        service_parts.write_contingency(work, near.margaret, fewer, contingency_id=made, version=1)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service_parts.write_contingency(work, near.margaret, fewer, contingency_id=made, version=1)
    with database.read() as session:
        (plan,) = queries_content.content_now(session, near.margaret).contingencies
    assert [(s.text, s.who, s.phone) for s in plan.steps] == [
        ("Ring the urgent response team", "Margaret", "01632 960001")
    ]


def test_what_is_taken_out_leaves_the_living_plan_and_undo_brings_it_back(
    database: Database, near: Neighbourhood
) -> None:
    entry = ContingencyEntry("A fall at home", (StepEntry("Ring Ruth", "The team"),))
    with database.write(near.actor) as work:
        made = service_parts.write_contingency(work, near.margaret, entry)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service_parts.remove_contingency(work, made, 7)
    with database.write(near.actor) as work:
        service_parts.remove_contingency(work, made, 1)
    assert triggers(database, near) == []
    with database.write(near.actor) as undoing:
        restore(undoing, work.changes)
    assert triggers(database, near) == ["A fall at home"]


def triggers(database: Database, near: Neighbourhood) -> list[str]:
    with database.read() as session:
        return [one.trigger for one in queries_content.content_now(session, near.margaret).contingencies]


def test_a_withheld_item_has_a_reason_a_role_to_ask_and_a_review(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Afraid of her son")
        entry = WithholdEntry(
            Subject.NEED, need, WithheldReason.SAFEGUARDING, "safeguarding lead", date(2027, 1, 1), without_trace=True
        )
        made = service_parts.withhold(work, near.margaret, entry)
        with refused(review_on="review_in_past"):
            service_parts.withhold(
                work, near.margaret, WithholdEntry(Subject.NEED, need, WithheldReason.LEGAL, "lead", TODAY)
            )
    with database.read() as session:
        (row,) = queries_sharing.withheld(session, near.margaret)
    assert (row.subject_id, row.ask_role, row.decided_by) == (need, "safeguarding lead", "Priya Nair")
    with database.write(near.actor) as work:
        service_parts.end_withholding(work, made, 1)
    with database.read() as session:
        assert queries_sharing.withheld(session, near.margaret) == []


def test_a_shared_decision_keeps_options_and_what_mattered(database: Database, near: Neighbourhood) -> None:
    entry = SharedDecisionEntry(TODAY, "Stay at home", "Stay; move to Ruth; extra care", "Her garden", confidence=7)
    with database.write(near.actor) as work:
        service_parts.record_shared_decision(work, near.margaret, entry)
        with refused(confidence="out_of_range"):
            bad = SharedDecisionEntry(TODAY, "a", "b", "c", confidence=0)
            service_parts.record_shared_decision(work, near.margaret, bad)
    with database.read() as session:
        (row,) = queries_sharing.shared_decisions(session, near.margaret)
    assert (row.decision, row.options, row.confidence) == ("Stay at home", "Stay; move to Ruth; extra care", 7)
