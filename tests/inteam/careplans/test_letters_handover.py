from dataclasses import replace

from inteam.careplans.letters_handover import handover
from inteam.careplans.papers import ActionLine, Confidentiality, ContactLine, HandoverPaper, PersonPaper
from tests.inteam import pdf_reader
from tests.inteam.paper_samples import ON, PRINTING, STANNARD, day, nobody


def a_handover(person: PersonPaper = STANNARD) -> HandoverPaper:
    return HandoverPaper(
        person=replace(person, situation="Lost 3.1 kg in eight weeks."),
        printing=replace(PRINTING, purpose="handover to Priya Nair", copy=1, copies=1),
        kind="Temporary cover",
        from_worker="Tom Okafor",
        to_worker="Priya Nair",
        effective_from=day("2026-11-25"),
        status="offered 24-Nov-2026 11:20",
        urgent=("Weight on Wednesday",),
        assessment="Eating too little at weekends.",
        recommendation="Visit twice a week.",
        has_been_told="Knows that Priya comes instead.",
        outstanding=("Dietitian referral, no answer yet",),
        who_knows="Carol (niece)",
    )


def text(person: PersonPaper = STANNARD) -> str:
    return pdf_reader.whole(handover(a_handover(person), ON))


def test_plan_and_requests_stand_before_the_four_letters_and_risks_before_both() -> None:
    found = text()
    order = ["RISK", "From", "Urgent in the next", "Plan:", "Requested", "Actions to take over", "Situation"]
    order += ["Background", "Assessment", "Recommendation", "Results and referrals", "Last contacts", "Taking over"]
    assert sorted(order, key=found.index) == order


def test_who_hands_over_to_whom_and_from_when_is_said() -> None:
    found = text()
    for words in ("Tom Okafor", "Priya Nair", "from 25-Nov-2026", "offered 24-Nov-2026 11:20", "stays responsible"):
        assert words in found


def test_every_open_action_is_handed_over_not_only_four() -> None:
    actions = tuple(ActionLine(text=f"act{at}", owner="A", due_on=ON) for at in range(9))
    found = text(nobody(actions=actions))
    assert all(f"act{at}" in found for at in range(9))


def test_every_open_onward_referral_stands_on_a_line_under_the_actions() -> None:
    onward = tuple(f"Provider {at}, acknowledged 12-Nov-2026" for at in range(6))
    found = " ".join(text(nobody(onward=onward)).split())
    assert "Referred on:" in found
    assert all(f"Provider {at}, acknowledged" in found for at in range(6))
    assert found.index("Actions to take over") < found.index("Referred on:") < found.index("Situation")
    assert "Referred on:" not in text(nobody())


def test_a_summary_without_a_handover_has_nothing_to_take_over() -> None:
    plain = HandoverPaper(person=STANNARD, printing=PRINTING)
    found = pdf_reader.whole(handover(plain, ON))
    assert "Open actions" in found
    assert "Taking over" not in found
    assert "not named" not in found


def test_actions_that_are_done_are_not_handed_over() -> None:
    assert "Review night-time medicines" not in text()


def test_identity_stands_on_every_side_of_a_long_handover() -> None:
    person = replace(STANNARD, contacts=(ContactLine(on=ON, how="Visit", note="word " * 3000),))
    found = pdf_reader.pages(handover(a_handover(person), ON))
    assert len(found) > 2
    assert all("STANNARD" in page and "999 000 0212" in page for page in found)


def test_risks_that_were_not_assessed_are_said() -> None:
    assert "RISKS NOT ASSESSED" in text(nobody())


def test_a_sensitive_persons_address_is_left_out() -> None:
    found = text(replace(STANNARD, confidentiality=Confidentiality.SENSITIVE))
    assert "Quay Street" not in found
    assert "0191 498 0123" not in found


def test_the_title_names_nobody() -> None:
    about = pdf_reader.opened(handover(a_handover(), ON)).get_metadata_dict()
    assert about["Title"] == "Handover summary, 23-Nov-2026"
    assert "tannard" not in str(about)


def test_the_signature_stands_on_the_side_of_what_is_signed() -> None:
    for count in range(20, 60):
        person = replace(STANNARD, contacts=(ContactLine(on=ON, how="Visit", note="word " * count * 8),))
        for page in pdf_reader.pages(handover(a_handover(person), ON)):
            assert ("Taking over" in page) == ("I have read the risks" in page)
