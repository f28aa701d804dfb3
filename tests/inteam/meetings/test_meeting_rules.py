from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.careplans.papers import ChangeKind
from inteam.meetings import facts, handovers, typed_action
from inteam.meetings.facts import ActionFact, ContactFact, Facts, NeedFact, RiskFact, changes
from inteam.meetings.rules import (
    ActionEntry,
    Again,
    Answer,
    Attendee,
    MeetingStatus,
    QuorumRule,
    action_problems,
    again_on,
    agenda_order,
    answer_problems,
    may_move,
    moved,
    quorum_missing,
    same_name,
    seconds_spent,
)

THURSDAY = date(2026, 11, 19)
MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)


def there(
    *, clinician: bool = False, coordinator: bool = False, chair: bool = False, organisation: str = "a"
) -> Attendee:
    return Attendee("present", False, clinician, coordinator, chair, organisation)


WHOLE = [
    there(chair=True, coordinator=True),
    there(clinician=True, organisation="b"),
]


def test_chair_clinician_coordinator_and_two_organisations_are_a_quorum() -> None:
    assert quorum_missing(WHOLE, QuorumRule()) == ()


def test_each_one_who_is_missing_is_named() -> None:
    assert quorum_missing([], QuorumRule()) == ("chair", "clinician", "coordinator", "organisations")
    assert quorum_missing(WHOLE[:1], QuorumRule()) == ("clinician", "organisations")


def test_an_observer_and_one_who_has_left_do_not_count() -> None:
    watching = Attendee("present", True, True, False, False, "b")
    gone = Attendee("present", False, True, False, False, "b", left=True)
    assert quorum_missing([WHOLE[0], watching], QuorumRule()) == ("clinician", "organisations")
    assert quorum_missing([WHOLE[0], gone], QuorumRule()) == ("clinician", "organisations")


def test_a_team_may_do_without_a_clinician() -> None:
    assert quorum_missing(WHOLE[:1], QuorumRule(organisations=1, clinician=False)) == ()


def test_an_action_has_exactly_one_owner() -> None:
    assert action_problems(ActionEntry("Ring", THURSDAY), THURSDAY) == {"owner": "one_owner"}
    both = ActionEntry("Ring", THURSDAY, owner_id=uuid4(), team_id=uuid4())
    assert action_problems(both, THURSDAY) == {"owner": "one_owner"}
    assert action_problems(ActionEntry("Ring", THURSDAY, owner_id=uuid4()), THURSDAY) == {}


def test_dropping_needs_a_reason_and_carrying_a_day_ahead() -> None:
    assert answer_problems(Answer.DROP, " ", None, THURSDAY) == {"reason": "drop_needs_reason"}
    assert answer_problems(Answer.CARRY, "", THURSDAY - timedelta(days=1), THURSDAY) == {"due_on": "in_past"}
    assert answer_problems(Answer.DONE, "", None, THURSDAY) == {}


def test_agreed_minutes_and_cancelled_meetings_stay_as_they_are() -> None:
    for then in MeetingStatus:
        assert not may_move(MeetingStatus.MINUTES_AGREED, then)
        assert not may_move(MeetingStatus.CANCELLED, then)


def test_in_four_weeks_is_28_days_and_no_further_is_no_day() -> None:
    assert again_on(date(2026, 11, 24), Again.FOUR_WEEKS) == date(2026, 12, 22)
    assert again_on(date(2026, 11, 24), Again.NO_FURTHER) is None


def test_a_clock_set_back_takes_no_time_away() -> None:
    assert seconds_spent(60, MOMENT, MOMENT - timedelta(hours=1)) == 60
    assert seconds_spent(60, MOMENT, MOMENT + timedelta(seconds=30)) == 90


def test_urgent_new_people_come_first_then_carried_ones_then_reviews() -> None:
    review, carried, new, urgent = (uuid4() for _ in range(4))
    items = [(review, "review", 2), (carried, "carry_forward", 2), (new, "new", 2), (urgent, "new", 1)]
    assert agenda_order(items) == [urgent, new, carried, review]


@given(st.lists(st.uuids(), min_size=1, max_size=8, unique=True), st.data())
def test_moving_an_item_loses_and_doubles_none(order: list[UUID], data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(order))
    to = data.draw(st.integers(-3, 12))
    after = moved(order, item, to)
    assert sorted(after, key=str) == sorted(order, key=str)
    assert after.index(item) == max(0, min(to, len(order) - 1))
    assert [i for i in after if i != item] == [i for i in order if i != item]


def test_moving_what_is_not_on_the_agenda_is_refused() -> None:
    with pytest.raises(ValueError, match="not on this agenda"):
        moved([uuid4()], uuid4(), 0)


def test_two_people_of_one_name_are_both_marked() -> None:
    one, two, other = uuid4(), uuid4(), uuid4()
    assert same_name([(one, "nolan mary"), (other, "igwe chidi"), (two, "nolan mary")]) == {one, two}


def test_a_typed_action_is_words_who_and_when() -> None:
    parsed = typed_action.parse("Evening transport for lunch club @ruth j /27-Nov")
    assert (parsed.text, parsed.who, parsed.when) == ("Evening transport for lunch club", "ruth j", "27-Nov")


def test_and_or_and_an_address_stay_words() -> None:
    parsed = typed_action.parse("Ask GP and/or pharmacy, mail a@b.example")
    assert (parsed.text, parsed.who, parsed.when) == ("Ask GP and/or pharmacy, mail a@b.example", None, None)


def test_who_may_stand_before_the_words_and_the_date() -> None:
    parsed = typed_action.parse("@tom /2w Ring")
    assert (parsed.who, parsed.when) == ("tom", "2w Ring")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", THURSDAY),
        ("tom", date(2026, 11, 20)),
        ("fri", date(2026, 11, 20)),
        ("thu", date(2026, 11, 26)),
        ("2w", date(2026, 12, 3)),
        ("3d", date(2026, 11, 22)),
        ("3m", date(2027, 2, 19)),
        ("27-Nov", date(2026, 11, 27)),
        ("27 november 2026", date(2026, 11, 27)),
        ("4 dec", date(2026, 12, 4)),
        ("1-Nov", date(2027, 11, 1)),
        ("1.12", date(2026, 12, 1)),
        ("29 feb", None),
        ("1-Nov-2026", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_people_type_it(words: str, day: date | None) -> None:
    assert typed_action.day(words, THURSDAY) == day


@given(st.text(max_size=30), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_no_words_ever_mean_a_day_that_has_passed(words: str, today: date) -> None:
    found = typed_action.day(words, today)
    assert found is None or found >= today


@given(st.text(max_size=60))
def test_any_line_can_be_typed(line: str) -> None:
    parsed = typed_action.parse(line)
    assert all(word in line for word in parsed.text.split())


def test_letters_of_any_name_find_the_person() -> None:
    names = ["Ruth Pemberton", "Ruth Jones", "Tom Okafor", "Ann-Marie Nolan"]
    assert typed_action.matching("ruth", names) == [0, 1]
    assert typed_action.matching("ok to", names) == [2]
    assert typed_action.matching("marie", names) == [3]
    assert typed_action.matching("zz", names) == []


NEED = NeedFact(uuid4(), "Lonely since husband died", "open", date(2026, 9, 1))
ACTION = ActionFact(uuid4(), "Home hazard assessment", "Hana Wells", date(2026, 11, 17), "planned", None)
RISK = RiskFact(uuid4(), "Falls at home", "high", "open", date(2026, 9, 1))
OLD = ContactFact(uuid4(), date(2026, 11, 1), "2026-11-01T09:00:00+00:00", "Rang about bus", "Priya Nair")


def test_somebody_new_has_nothing_to_compare() -> None:
    assert changes(None, Facts(needs=(NEED,))) == []


def test_nothing_recorded_since_is_no_change() -> None:
    now = Facts(contacts=(OLD,), contact_count=1, needs=(NEED,), actions=(ACTION,), risks=(RISK,), owner="Priya")
    assert changes(now.stored(), now) == []


def test_what_is_new_and_what_changed_is_told_newest_first() -> None:
    before = Facts(contacts=(OLD,), contact_count=1, needs=(NEED,), actions=(ACTION,), owner="Priya Nair")
    walk = ContactFact(uuid4(), date(2026, 11, 12), "2026-11-12T09:00:00+00:00", "Joined walking group", "Priya Nair")
    done = ActionFact(ACTION.id, ACTION.words, ACTION.owner, ACTION.due_on, "done", date(2026, 11, 16))
    met = NeedFact(NEED.id, NEED.words, "met", date(2026, 11, 18))
    now = Facts(
        contacts=(walk, OLD),
        contact_count=2,
        needs=(met,),
        actions=(done,),
        risks=(RISK,),
        plan_number=4,
        plan_status="active",
        plan_agreed_on=date(2026, 11, 15),
        owner="Tom Okafor",
    )
    found = changes(before.stored(), now, words={"met": "Met", "done": "Done"})
    assert [(c.words, c.kind) for c in found] == [
        ("Lonely since husband died: met", ChangeKind.CHANGED),
        ("Home hazard assessment: done", ChangeKind.CHANGED),
        ("Care plan, version 4", ChangeKind.NEW),
        ("Joined walking group", ChangeKind.NEW),
        ("Risk: Falls at home", ChangeKind.NEW),
        ("Lead worker is now Tom Okafor", ChangeKind.CHANGED),
    ]


def test_a_late_entry_of_an_old_contact_is_news() -> None:
    before = Facts(contacts=(OLD,), contact_count=1)
    late = ContactFact(uuid4(), date(2026, 10, 1), "2026-11-20T09:00:00+00:00", "Visit in October", "Tom Okafor")
    assert [c.words for c in changes(before.stored(), Facts(contacts=(OLD, late), contact_count=2))] == [
        "Visit in October"
    ]


def test_a_moved_day_and_a_new_owner_are_changes() -> None:
    before = Facts(actions=(ACTION,))
    later = ActionFact(ACTION.id, ACTION.words, ACTION.owner, date(2026, 12, 1), "planned", None)
    other = ActionFact(ACTION.id, ACTION.words, "Tom Okafor", ACTION.due_on, "planned", None)
    assert [c.words for c in changes(before.stored(), Facts(actions=(later,)))] == [
        "Home hazard assessment: date moved"
    ]
    assert [c.words for c in changes(before.stored(), Facts(actions=(other,)))] == [
        "Home hazard assessment: now with Tom Okafor"
    ]


def test_the_digest_of_stored_facts_does_not_depend_on_their_order() -> None:
    assert facts.digest({"a": 1, "b": [2]}) == facts.digest({"b": [2], "a": 1})
    assert facts.digest({"a": 1}) != facts.digest({"a": 2})


def test_only_an_offered_handover_can_be_accepted() -> None:
    accepted = handovers.HandoverStatus.ACCEPTED
    assert [s for s in handovers.HandoverStatus if handovers.may_move(s, accepted)] == [
        handovers.HandoverStatus.OFFERED
    ]
