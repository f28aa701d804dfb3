from dataclasses import replace

from inteam.meetings.letters_minutes import minutes
from inteam.meetings.papers import (
    ActionLine,
    AttendanceLine,
    Attending,
    DecisionLine,
    MinutesItem,
    MinutesPaper,
    PreviousAction,
)
from tests.inteam import pdf_reader
from tests.inteam.paper_samples import JESSOP, ON, PEMBERTON, PRINTING, day

DECIDED = MinutesItem(
    person=PEMBERTON,
    question="After dark: who responds to a fall?",
    discussion="Ruth can come on weekdays.",
    previous=(
        PreviousAction(text="Hazard check", owner="Hana Wells", due_on=ON, answer="Carried ×2", reason="rebooked"),
    ),
    decisions=(
        DecisionLine(text="Refer to falls response.", rationale="No one at weekends.", dissent="Dr Bello would wait."),
        DecisionLine(text="SECRET", rationale="SECRET", withheld="safeguarding lead"),
        DecisionLine(text="Late one.", by_quorum=False),
    ),
    actions=(ActionLine(text="Send the referral", owner="Priya Nair", due_on=day("2026-11-27")),),
    outcome="Back on 08-Dec-2026",
    minutes_spent=9,
)
TOPIC = MinutesItem(topic="Learning: late quotes", discussion="Three were late.")
PAPER = MinutesPaper(
    title="MDT minutes",
    heading="Harbour Vale integrated neighbourhood team",
    on=ON,
    when_where="Tue 24-Nov-2026, 10:00 to 11:04.",
    agreed_on=None,
    printing=PRINTING,
    attendance=(
        AttendanceLine(name="Dr S. Bello", role="GP", state=Attending.ATTENDED, remote=True),
        AttendanceLine(name="Mina Patel", state=Attending.APOLOGIES),
    ),
    items=(DECIDED, TOPIC, MinutesItem(person=JESSOP, outcome="Not reached")),
    quorum="Quorum held until 10:40.",
    next_meeting="Tue 08-Dec-2026, 10:00",
)


def text(paper: MinutesPaper = PAPER) -> str:
    return pdf_reader.whole(minutes(paper))


def test_draft_minutes_say_so_and_agreed_ones_when() -> None:
    assert "DRAFT" in text()
    agreed = text(replace(PAPER, agreed_on=day("2026-12-08"), addenda=("09-Dec-2026: spelling of a name.",)))
    assert "Agreed 08-Dec-2026" in agreed
    assert "DRAFT" not in agreed
    assert "Added after agreement 09-Dec-2026: spelling of a name." in agreed


def test_who_was_there_and_who_was_not_is_said() -> None:
    found = text()
    assert "There: Dr S. Bello (GP, by video)." in found
    assert "Apologies: Mina Patel." in found
    assert "Quorum held until 10:40." in found


def test_items_come_in_the_order_they_were_taken() -> None:
    found = text()
    assert found.index("PEMBERTON") < found.index("Learning: late quotes") < found.index("JESSOP")


def test_a_decision_has_its_reason_its_dissent_and_whether_there_was_a_quorum() -> None:
    found = text()
    for words in ("Because: No one at weekends.", "Dissent: Dr Bello would wait.", "taken without a quorum"):
        assert words in found


def test_a_withheld_decision_leaves_its_marker_only() -> None:
    found = text()
    assert "Item withheld – contact safeguarding lead" in found
    assert "SECRET" not in found


def test_last_times_actions_have_their_answer() -> None:
    assert "Hazard check Carried ×2, rebooked, Hana Wells, due 24-Nov-2026" in text()


def test_actions_have_owner_and_day() -> None:
    assert "Send the referral Priya Nair, due 27-Nov-2026" in text()


def test_long_discussions_go_on_with_identity_and_lose_nothing() -> None:
    long = " ".join(f"d{at}" for at in range(2500))
    found = pdf_reader.pages(minutes(replace(PAPER, items=(replace(DECIDED, discussion=long),))))
    assert len(found) >= 3
    assert all("PEMBERTON" in page for page in found)
    assert [word for word in " ".join(found).split() if word[0] == "d" and word[1:].isdigit()] == long.split()


def test_two_hundred_items_are_all_there() -> None:
    items = tuple(MinutesItem(topic=f"Topic{at}", discussion="x " * (at % 90)) for at in range(200))
    found = text(replace(PAPER, items=items))
    assert all(f"Topic{at}" in found for at in range(200))
