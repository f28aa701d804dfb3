from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from inteam import resources
from inteam.pathways import current, files, pathways, rules
from inteam.pathways.rules import Facts, Pathway, StageKind, SuicideRisk

READY = Facts(
    owner=True,
    meaningful_contact=True,
    open_needs=1,
    agreed_goals=1,
    outcomes=1,
    reason="She is well again",
    summary="What was done and what came of it",
    destination="Harbour gambling clinic",
    appointment_on=date(2026, 12, 1),
    review_on=date(2026, 12, 24),
    suicide_risk=SuicideRisk.NO_THOUGHTS,
    person_told=True,
)
LACKING = {
    "owner": replace(READY, owner=False),
    "meaningful_contact": replace(READY, meaningful_contact=False),
    "need_recorded": replace(READY, open_needs=0),
    "goal_agreed": replace(READY, agreed_goals=0),
    "outcome_recorded": replace(READY, outcomes=0),
    "needs_answered": replace(READY, needs_without_answer=1),
    "actions_resolved": replace(READY, open_actions=1),
    "reason": replace(READY, reason=" "),
    "summary": replace(READY, summary=""),
    "destination": replace(READY, destination=""),
    "appointment": replace(READY, appointment_on=None),
    "review_date": replace(READY, review_on=None),
    "person_told": replace(READY, person_told=False),
    "suicide_risk_asked": replace(READY, suicide_risk=None),
}
ALL = sorted(pathways().values(), key=lambda p: p.key)


def open_stages(pathway: Pathway) -> tuple[str, ...]:
    return tuple(s.key for s in pathway.stages if s.kind is not StageKind.CLOSED)


def way_to(pathway: Pathway, goal: str) -> list[str]:
    """The stages of a shortest way from the entry to a stage."""
    ways = [[pathway.first_stage]]
    seen = {pathway.first_stage}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return way
        for move in pathway.moves_from(way[-1]):
            if move.to_stage not in seen:
                seen.add(move.to_stage)
                ways.append([*way, move.to_stage])
    raise AssertionError(f"no way to {goal}")


@pytest.mark.parametrize("pathway", ALL, ids=lambda p: p.key)
def test_each_pathway_can_be_played_from_entry_to_every_closing_outcome(pathway: Pathway) -> None:
    played = set()
    for outcome in pathway.outcomes:
        for stage in outcome.stages or open_stages(pathway):
            way = way_to(pathway, stage)
            for here, there in pairwise(way):
                assert rules.move_problems(pathway, here, there, READY) == {}
            assert rules.closing_problems(pathway, stage, outcome.key, READY) == {}
            played.add(outcome.key)
    assert played == {outcome.key for outcome in pathway.outcomes}


@pytest.mark.parametrize("pathway", ALL, ids=lambda p: p.key)
def test_each_guard_of_each_move_and_outcome_refuses_when_its_fact_is_missing(pathway: Pathway) -> None:
    for move in pathway.moves:
        for guard in move.guards:
            assert rules.move_problems(pathway, move.from_stage, move.to_stage, LACKING[guard])
    for outcome in pathway.outcomes:
        stage = (outcome.stages or open_stages(pathway))[0]
        for guard in outcome.guards:
            assert rules.closing_problems(pathway, stage, outcome.key, LACKING[guard])


def test_there_is_a_lacking_case_for_every_guard_that_a_file_may_name() -> None:
    assert LACKING.keys() == rules.GUARDS.keys()


@pytest.mark.parametrize("pathway", ALL, ids=lambda p: p.key)
def test_a_move_that_is_not_in_the_file_is_refused(pathway: Pathway) -> None:
    ways = {(move.from_stage, move.to_stage) for move in pathway.moves}
    for here in open_stages(pathway):
        for there in open_stages(pathway):
            if (here, there) not in ways:
                assert rules.move_problems(pathway, here, there, READY) == {"to_stage": "no_such_move"}


def test_gambling_support_has_the_stages_of_the_domain_in_order() -> None:
    stages = [stage.key for stage in current()["gambling_support"].stages]
    assert stages == [
        "identified",
        "screened",
        "brief_intervention",
        "referral_offered",
        "referred",
        "assessment_booked",
        "assessed",
        "in_treatment",
        "aftercare",
        "declined_for_now",
        "closed",
    ]


def test_declined_for_now_is_a_way_out_of_every_gambling_stage_and_needs_a_review_date() -> None:
    pathway = current()["gambling_support"]
    exits = [m for m in pathway.moves if m.to_stage == "declined_for_now"]
    assert {m.from_stage for m in exits} == set(open_stages(pathway)) - {"declined_for_now"}
    assert all("review_date" in m.guards for m in exits)


def test_death_closes_any_stage_of_any_pathway() -> None:
    for pathway in ALL:
        for stage in open_stages(pathway):
            assert "died" in {o.key for o in pathway.outcomes_from(stage)}


def test_declining_before_and_after_contact_are_two_outcomes() -> None:
    pathway = current()["social_prescribing"]
    assert "declined_offer" in {o.key for o in pathway.outcomes_from("waiting")}
    assert "declined_offer" not in {o.key for o in pathway.outcomes_from("active")}
    assert "declined_after_contact" not in {o.key for o in pathway.outcomes_from("waiting")}


@pytest.mark.parametrize(
    ("risk", "more", "problem"),
    [
        (SuicideRisk.NOT_ASKED, {}, {"suicide_risk_reason": "required"}),
        (SuicideRisk.NOT_ASKED, {"suicide_risk_reason": "Family in the room"}, {}),
        (SuicideRisk.NO_THOUGHTS, {}, {}),
        (SuicideRisk.THOUGHTS_NO_PLAN, {}, {"safety_plan": "safety_plan_needed"}),
        (SuicideRisk.PLAN, {"safety_plan": "Crisis team rung with him, brother stays tonight"}, {}),
    ],
)
def test_thoughts_of_suicide_need_a_safety_plan(
    risk: SuicideRisk, more: dict[str, Any], problem: dict[str, str]
) -> None:
    pathway = current()["gambling_support"]
    facts = replace(READY, suicide_risk=risk, **more)
    assert rules.move_problems(pathway, "identified", "screened", facts) == problem


GOOD = resources.text("pathways/social_prescribing_1.toml")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 1", "version = 0", "version must be a whole number above 0"),
        ("version = 1", "version = 1\ncolour = 1", "colour unknown"),
        ('kind = "active"', 'kind = "busy"', "kind must be one of"),
        ('to = "active"', 'to = "nowhere"', "there is no stage nowhere"),
        ('"meaningful_contact"]', '"wind"]', "there is no guard wind"),
        ('source = "domain.md 4.1, line 237"', 'source = "somebody said so"', "source must read like"),
        ('first_stage = "waiting"', 'first_stage = "closed"', "reached by an outcome"),
        ('kind = "closed"', 'kind = "active"', "exactly one stage"),
        ('key = "needs_met"', 'key = "died"', "outcome twice: died"),
        ("local = true", 'local = "yes"', "local must be true or false"),
        ("version = 1", "version =", "social"),
    ],
)
def test_a_wrong_pathway_file_is_refused_naming_the_place(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(ValueError, match=r"^social") as refused:
        files.parse(GOOD.replace(old, new, 1), "social")
    assert words in str(refused.value)


def test_a_stage_that_nothing_leads_to_is_refused() -> None:
    island = '[[stage]]\nkey = "island"\ntitle = "Island"\nkind = "active"\nsource = "domain.md 4.1, line 237"\n\n'
    with pytest.raises(ValueError, match="no way leads to island"):
        files.parse(GOOD.replace("[[stage]]", island + "[[stage]]", 1), "social")


def test_the_newest_version_is_what_a_new_case_begins_on() -> None:
    assert {key: p.version for key, p in current().items()} == {
        "complex_care": 1,
        "gambling_support": 1,
        "social_prescribing": 1,
    }
