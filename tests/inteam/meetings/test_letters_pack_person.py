"""What a pack says of one person, and what it leaves out or marks."""

from dataclasses import replace

import pytest

from inteam.careplans.papers import (
    ActionLine,
    ChangeLine,
    Confidentiality,
    ContactLine,
    GoalLine,
    NeedLine,
    RiskLine,
    RiskState,
)
from inteam.meetings.letters_pack import pack
from tests.inteam import pdf_reader
from tests.inteam.meetings.pack_text import busy, text
from tests.inteam.paper_samples import JESSOP, ON, PEMBERTON, STANNARD, a_pack, day, nobody


def test_risks_that_were_not_assessed_are_said_loudly() -> None:
    assert "RISKS NOT ASSESSED" in text(nobody())


def test_no_known_risks_says_who_looked_and_when() -> None:
    assert "No known risks (assessed 12-Nov-2026 by Tom Okafor)" in text(JESSOP)


def test_risks_are_listed_even_where_the_state_was_forgotten() -> None:
    found = text(nobody(risk_state=RiskState.NONE_KNOWN, risks=(RiskLine(text="Fire"),)))
    assert "Fire" in found
    assert "No known risks" not in found


def test_a_risk_to_staff_has_a_tag_of_its_own() -> None:
    assert "STAFF Dog in the hall: ring first" in text(STANNARD)


@pytest.mark.parametrize("guard", [Confidentiality.SENSITIVE, Confidentiality.RESTRICTED])
def test_a_guarded_persons_address_phone_and_practice_are_nowhere_in_the_file(guard: Confidentiality) -> None:
    person = replace(STANNARD, confidentiality=guard)
    found = text(person)
    assert "SENSITIVE" in found
    for secret in ("Chandlers Court, Quay", "HV1", "0191", "Harbour Road"):
        assert secret not in found


def test_withheld_items_print_the_marker_and_nothing_of_themselves() -> None:
    person = nobody(
        risks=(RiskLine(text="SECRET1", withheld="safeguarding lead"),),
        changes=(ChangeLine(text="SECRET2", withheld="safeguarding lead"),),
        actions=(ActionLine(text="SECRET3", owner="SECRET4", withheld="safeguarding lead"),),
        needs=(
            NeedLine(text="SECRET5", withheld="GP", goals=(GoalLine(text="SECRET6"),)),
            NeedLine(text="Shown", goals=(GoalLine(text="SECRET7", progress="SECRET8", withheld="GP"),)),
        ),
        contacts=(ContactLine(on=ON, note="SECRET9", who="SECRET0", withheld="GP"),),
    )
    data = pack(a_pack(person))
    found = pdf_reader.whole(data)
    assert "SECRET" not in found
    assert "SECRET" not in str(pdf_reader.bookmarks(data))
    assert found.count("Item withheld – contact safeguarding lead") == 3
    assert found.count("Item withheld – contact GP") == 3


def test_lists_show_the_newest_four_and_how_many_more_the_record_has() -> None:
    actions = tuple(ActionLine(text=f"act{at}", owner="A", due_on=ON) for at in range(7))
    found = text(nobody(actions=actions, actions_more=10))
    assert [f"act{at}" in found for at in range(7)] == [True] * 4 + [False] * 3
    assert "13 more, see record" in found


def test_an_overdue_action_says_by_how_many_days() -> None:
    assert "7 DAYS LATE" in text(PEMBERTON)


def test_an_action_that_is_done_is_not_late() -> None:
    done = ActionLine(text="x", owner="A", due_on=day("2026-11-01"), done_on=day("2026-11-20"))
    assert "LATE" not in pdf_reader.pages(pack(a_pack(nobody(actions=(done,)))))[1]


def test_what_is_new_and_what_changed_is_tagged_in_words() -> None:
    page = pdf_reader.pages(pack(a_pack(PEMBERTON)))[1]
    assert page.count("NEW") == 2
    assert page.count("CHANGED") == 1


def test_a_first_discussion_says_so() -> None:
    assert "New to the MDT" in text(nobody())


def test_nothing_recorded_since_is_said() -> None:
    assert "Nothing recorded since" in text(nobody(last_discussed_on=day("2026-11-10")))


def test_the_question_stands_before_changes_actions_and_contacts() -> None:
    page = pdf_reader.pages(pack(a_pack(STANNARD)))[1]
    order = ["RISK", "The question", "Plan:", "Asked of", "What matters", "Since the last", "Last contacts", "Decision"]
    assert sorted(order, key=page.index) == order


def test_everyone_gets_rows_to_write_decisions_in() -> None:
    for page in pdf_reader.pages(pack(a_pack(JESSOP, PEMBERTON, STANNARD)))[1:]:
        assert page.count("By when") == page.count("The question")


def test_somebody_with_an_ordinary_month_has_half_a_side() -> None:
    found = pdf_reader.pages(pack(a_pack(busy(), busy(family_name="Second"))))
    assert len(found) == 2
    for word in ("Needs and goals", "Last contacts", "Still to do", "Since the last meeting", "Decision"):
        assert found[1].count(word) == 2, word


def test_what_is_new_is_marked_where_it_stands_and_not_said_twice() -> None:
    page = " ".join(pdf_reader.pages(pack(a_pack(busy())))[1].split())
    shown = page.count("Phone, 20 min, Priya Nair")
    assert shown >= 1
    assert page.count("Task 0") == page.count("Task 1") == 1
    for at in range(3):
        assert page.count(f"visit {at}") + page.count(f"Rang at the agreed time, v 2{at}") <= 1
    assert page.count("NEW") == 3 + 1  # each of three contacts, in one list or the other, and an action
    assert page.count("CHANGED") == 1
    assert f"{11 - shown} more, see record" in page


def test_where_the_lists_are_short_the_last_contacts_are_the_first_to_be_fewer() -> None:
    person = busy(question="Who will go with her? " * 5)
    page = " ".join(pdf_reader.pages(pack(a_pack(person, busy(family_name="Second"))))[1].split())
    assert "SECOND" in page
    assert "Task 1" in page
    assert "visit 0" in page


def test_the_half_side_of_a_meeting_keeps_the_address_at_home() -> None:
    assert "Chandlers" not in text(busy())
    assert "Chandlers" in text(busy(question=""))


def test_the_care_team_of_a_half_side_leaves_out_whom_the_top_names() -> None:
    page = " ".join(pdf_reader.pages(pack(a_pack(busy())))[1].split())
    assert "Care team: Hana Wells, OT, Estuary" in page


def test_labels_run_on_after_one_another_and_stop_for_right_to_left() -> None:
    found = [
        " ".join(text(nobody(allergies=allergies, medicines=("Aspirin",), what_matters="x" * 300)).split())
        for allergies in ("Nuts", "حساسية", "Nuts " * 60)
    ]
    assert all("Medicines: Aspirin" in page for page in found)
    assert "Allergies: Nuts Medicines: Aspirin" in found[0]
