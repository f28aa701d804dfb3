from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from inteam.careplans.content import (
    ActionPart,
    Changed,
    GoalPart,
    NeedPart,
    PlanContent,
    changed_parts,
    differences,
)
from inteam.careplans.rules import (
    MOVES,
    NeedStanding,
    PlanStatus,
    SignoffEntry,
    SignoffMethod,
    SignoffRole,
    add_months,
    agreed_with_person,
    may_move,
    needs_without_action,
    signoff_problems,
    text_problem,
)

TODAY = date(2026, 11, 19)
ME = SignoffEntry(SignoffRole.PROFESSIONAL, "Priya Nair", SignoffMethod.IN_PERSON, TODAY)


def test_a_review_after_6_months_from_31_august_is_on_the_last_of_february() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_a_review_date_is_always_later_and_never_leaves_its_month(day: date, months: int) -> None:
    then = add_months(day, months)
    assert then > day
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then + timedelta(days=1)).day == 1


def test_an_open_need_with_no_action_and_no_word_of_the_person_is_not_looked_after() -> None:
    lonely, refused, met = uuid4(), uuid4(), uuid4()
    needs = [
        NeedStanding(lonely, open=True, actions=0),
        NeedStanding(refused, open=True, actions=0, no_action_reason="does not want help with money"),
        NeedStanding(met, open=False, actions=0),
    ]
    assert needs_without_action(needs) == [lonely]


def test_a_carer_alone_does_not_make_it_agreed_with_the_person() -> None:
    assert not agreed_with_person([("carer", "in_person"), ("professional", "in_person")])
    assert not agreed_with_person([("person", "unable")])
    assert agreed_with_person([("lpa", "verbal")])


def test_a_plan_that_the_person_did_not_agree_needs_the_reason() -> None:
    assert signoff_problems([ME], "", TODAY) == {"not_agreed": "not_agreed_needs_reason"}
    assert signoff_problems([ME], "lacks capacity for this, best interests held", TODAY) == {}


def test_a_signature_that_could_not_be_had_says_why() -> None:
    unable = SignoffEntry(SignoffRole.PERSON, "Margaret Pemberton", SignoffMethod.UNABLE, TODAY)
    problems = signoff_problems([ME, unable], "too ill today", TODAY)
    assert problems == {"signoff.1.unable_reason": "unable_needs_reason"}


def test_nobody_signs_tomorrow() -> None:
    tomorrow = SignoffEntry(SignoffRole.PERSON, "Margaret", SignoffMethod.VERBAL, TODAY + timedelta(days=1))
    assert signoff_problems([ME, tomorrow], "", TODAY) == {"signoff.1.signed_on": "in_future"}


@given(st.lists(st.sampled_from(list(PlanStatus)), max_size=12))
def test_no_walk_through_the_states_ever_returns_to_a_draft(walk: list[PlanStatus]) -> None:
    now = PlanStatus.DRAFT
    for then in walk:
        if may_move(now, then):
            now = then
            assert now is not PlanStatus.DRAFT
    assert may_move(now, PlanStatus.DRAFT) is False


def test_superseded_and_ended_versions_never_change_again() -> None:
    assert MOVES[PlanStatus.SUPERSEDED] == MOVES[PlanStatus.ENDED] == frozenset()


def test_a_lone_surrogate_and_nul_are_refused_and_naughty_text_is_kept() -> None:
    assert text_problem("a\ud800b") == "bad_characters"
    assert text_problem("a\0b") == "bad_characters"
    assert text_problem("<b>'; DROP TABLE person; -- \u202e مرحبا") is None


def _action(text: str, **values: object) -> ActionPart:
    return ActionPart(uuid4(), text, "Priya Nair", "worker_does", date(2026, 12, 3), "planned", **values)  # type: ignore[arg-type]  # (what a test names)


def test_the_difference_of_two_versions_names_what_was_added_changed_and_removed() -> None:
    need = NeedPart(uuid4(), "Lonely since husband died", "open")
    goal = GoalPart(uuid4(), need.id, "Walks with a group", "agreed", date(2026, 12, 31))
    kept, gone, new = _action("Ring about lunch club"), _action("Find bus times"), _action("Book bus pass")
    before = PlanContent((NeedPart(need.id, need.text, "open", goals=(goal,), actions=(kept, gone)),))
    moved = ActionPart(kept.id, kept.text, "Tom Okafor", kept.owner_kind, kept.due_on, "started")
    after = PlanContent((NeedPart(need.id, need.text, "open", goals=(goal,), actions=(moved, new)),))
    found = differences(before, after)
    assert [(d.what, d.kind, d.field, d.before, d.after) for d in found] == [
        (Changed.CHANGED, "action", "owner", "Priya Nair", "Tom Okafor"),
        (Changed.CHANGED, "action", "status", "planned", "started"),
        (Changed.ADDED, "action", "", "", "Book bus pass"),
        (Changed.REMOVED, "action", "", "Find bus times", ""),
    ]
    assert changed_parts(found) == 3


def test_a_version_does_not_differ_from_itself() -> None:
    content = PlanContent((NeedPart(uuid4(), "Lonely", "open", actions=(_action("Ring"),)),))
    assert differences(content, content) == []
