import io
import re
import unicodedata
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inteam.careplans.papers import (
    ActionLine,
    ChangeKind,
    ChangeLine,
    Confidentiality,
    ContactLine,
    GoalLine,
    NeedLine,
    PersonPaper,
    RiskLine,
    RiskState,
)
from inteam.meetings.letters_pack import cover_page, pack
from inteam.meetings.papers import OverdueLine, PackPaper, TopicLine
from inteam.pdf.pictures import page_pictures
from tests.inteam import pdf_reader
from tests.inteam.paper_samples import JESSOP, ON, PEMBERTON, STANNARD, a_pack, a_person, day, nobody

A4 = (595.28, 841.89)
NAMES = (
    "O'Neil",
    "Łukasz",
    "<b>bold</b>",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis",
    "D'Angelo-Ng & Söhne",
    "%s {0} \\n $HOME",
    "Ñandú ﬁ",
    "'; DROP TABLE person;--",
)


def text(*people: PersonPaper) -> str:
    return pdf_reader.whole(pack(a_pack(*people)))


def test_two_people_with_little_to_say_share_a_side() -> None:
    found = pdf_reader.pages(pack(a_pack(JESSOP, PEMBERTON)))
    assert len(found) == 2
    assert "JESSOP" in found[1]
    assert "PEMBERTON" in found[1]


def test_someone_with_more_to_say_has_a_whole_side() -> None:
    found = pdf_reader.pages(pack(a_pack(JESSOP, STANNARD, PEMBERTON)))
    assert [name for page in found[1:] for name in ("JESSOP", "STANNARD", "PEMBERTON") if name in page] == [
        "JESSOP",
        "STANNARD",
        "PEMBERTON",
    ]
    assert len(found) == 4


def test_people_keep_the_order_of_the_agenda() -> None:
    people = [a_person(family_name=f"Person{at:02d}") for at in range(9)]
    found = text(*people)
    body = found[found.index("The question") :]
    assert re.findall(r"PERSON\d\d", body)[:8] == [f"PERSON{at:02d}" for at in range(1, 9)]


def test_the_index_gives_the_page_on_which_each_person_stands() -> None:
    people = [a_person(family_name=f"Person{at:02d}", notes="word " * (900 * (at % 3))) for at in range(7)]
    data = pack(a_pack(*people))
    found = pdf_reader.pages(data)
    for at in range(7):
        name = f"PERSON{at:02d}"
        listed = re.search(rf"{name}, Margaret.*?NEW 7 (\d+)\b", found[0].replace("\r\n", " "))
        assert listed, name
        assert name in found[int(listed[1]) - 1]


def test_bookmarks_lead_to_the_cover_and_to_each_person() -> None:
    assert pdf_reader.bookmarks(pack(a_pack(JESSOP, PEMBERTON, STANNARD))) == [
        ("Agenda and index", 0),
        ("1 JESSOP, Albert", 1),
        ("2 PEMBERTON, Margaret", 1),
        ("3 STANNARD, Elsie", 2),
    ]


def test_every_page_says_which_it_is_who_printed_it_for_what_and_until_when() -> None:
    found = pdf_reader.pages(pack(a_pack()))
    for number, page in enumerate(found, 1):
        flat = " ".join(page.split())
        assert f"Page {number} of {len(found)}" in flat
        assert "Printed 23-Nov-2026 16:05 by Priya Nair, copy 3 of 9" in flat
        assert "meeting Tue 24-Nov-2026" in flat
        assert "Destroy after 01-Dec-2026" in flat


def test_title_language_and_author_are_set_and_name_nobody() -> None:
    data = pack(a_pack(PEMBERTON))
    about = pdf_reader.opened(data).get_metadata_dict()
    assert about["Title"] == "MDT handover pack, 24-Nov-2026"
    assert about["Author"] == "Harbour Vale INT"
    assert b"/Lang (en-GB)" in data
    assert "emberton" not in str(about)


def test_ten_thousand_letters_of_notes_continue_with_identity_on_each_side() -> None:
    words = [f"word{at}" for at in range(1300)]
    notes = " ".join(words)
    assert len(notes) > 10_000
    found = pdf_reader.pages(pack(a_pack(a_person(notes=notes), JESSOP)))
    sides = [page for page in found if "PEMBERTON" in page][1:]  # the cover has the name too
    assert len(sides) == 3
    for number, page in enumerate(sides, 1):
        assert "999 000 0018" in page
        assert (f"continued, {number} of 3" in page) == (number > 1)
    assert "continues on the next side" in sides[0]
    assert re.findall(r"\bword\d+", " ".join(found)) == words


def test_a_long_contact_note_is_printed_whole() -> None:
    note = " ".join(f"n{at}" for at in range(1500))
    found = text(a_person(contacts=(ContactLine(on=ON, how="Phone", note=note),)))
    assert re.findall(r"\bn\d+\b", found) == note.split()


def test_nothing_is_drawn_outside_the_margins_or_over_something_else() -> None:
    data = pack(a_pack(*(nobody(family_name=name, given_name=name, question=name * 9) for name in NAMES), STANNARD))
    for page in range(len(pdf_reader.opened(data))):
        found = pdf_reader.boxes(data, page)
        assert found
        for left, bottom, right, top, char in found:
            assert left > 36, char
            assert right < A4[0] - 36, char
            assert bottom > 4, char
            assert top < A4[1] - 20, char
        assert not overlapping(found)


def overlapping(boxes: list[tuple[float, float, float, float, str]]) -> list[tuple[str, str]]:
    """Pairs of characters that cover one another by more than a third of the smaller one."""
    found = []
    cells: dict[tuple[int, int], list[tuple[float, float, float, float, str]]] = {}
    for box in boxes:
        near = [(int(box[0]) // 20 + dx, int(box[1]) // 20 + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        for other in (one for cell in near for one in cells.get(cell, [])):
            wide = min(box[2], other[2]) - max(box[0], other[0])
            tall = min(box[3], other[3]) - max(box[1], other[1])
            smaller = min(area(box), area(other))
            if {box[4], other[4]} == {"f", "i"}:
                continue  # the ligature ﬁ is one glyph and comes back as two letters
            if wide > 0.5 and tall > 0.5 and wide * tall > smaller / 3:
                found.append((box[4], other[4]))
        cells.setdefault((int(box[0]) // 20, int(box[1]) // 20), []).append(box)
    return found


def area(box: tuple[float, float, float, float, str]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_as_it_is(name: str) -> None:
    found = pdf_reader.bare(text(nobody(family_name="X", given_name=name)))
    assert pdf_reader.bare(name) in found


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


def test_the_cover_says_what_is_overdue_who_comes_and_what_is_left_out() -> None:
    cover = " ".join(pdf_reader.pages(pack(a_pack(left_out=("Two people are left out.",))))[0].split())
    assert "Home hazard assessment PEMBERTON, Margaret Hana Wells, OT Due 17-Nov-2026, 7 days late" in cover
    assert "Expected: Dr S. Bello (GP), Tom Okafor (care co-ordination). Apologies: Mina Patel" in cover
    assert "affected others" in cover
    assert "Two people are left out." in cover
    assert "Dr S. Bello, Tom Okafor, Hana Wells. Copy 3 of 9." in cover


def test_two_people_of_one_name_are_marked() -> None:
    cover = pdf_reader.pages(pack(a_pack(PEMBERTON, replace(PEMBERTON, nhs_number="9990000026"), JESSOP)))[0]
    assert cover.count("same name") == 2


def test_a_long_agenda_goes_on_over_several_covers_with_its_heading() -> None:
    people = [a_person(family_name=f"Person{at:02d}") for at in range(60)]
    found = pdf_reader.pages(pack(a_pack(*people)))
    covers = [page for page in found if "NHS No." in page and "Ask of the meeting" in page]
    assert len(covers) > 1
    assert found[: len(covers)] == covers
    assert all(f"PERSON{at:02d}" in "".join(covers) for at in range(60))


def test_a_very_long_question_is_pointed_to_on_the_cover_and_whole_on_the_side() -> None:
    question = " ".join(f"q{at}" for at in range(400))
    found = pdf_reader.pages(pack(a_pack(a_person(question=question))))
    assert "whole on their page" in found[0].replace("\r\n", " ")
    assert re.findall(r"\bq\d+\b", " ".join(found[1:])) == question.split()


def test_a_pack_of_nobody_is_a_cover() -> None:
    found = pdf_reader.pages(pack(replace(a_pack(), people=())))
    assert len(found) == 1
    assert "Page 1 of 1" in found[0]


def test_the_first_page_can_be_had_at_once() -> None:
    found = pdf_reader.pages(cover_page(a_pack()))
    assert len(found) == 1
    assert "PEMBERTON" in found[0]


def test_progress_is_told_after_each_person_and_ends_at_the_total() -> None:
    told: list[tuple[int, int]] = []
    pack(a_pack(JESSOP, PEMBERTON, STANNARD), lambda done, of: told.append((done, of)))
    assert told[-1] == (6, 6)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) >= 5


def test_a_pack_can_be_stopped_in_the_middle() -> None:
    class Stopped(Exception):  # noqa: N818 (nothing went wrong)
        pass

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        pack(a_pack(JESSOP, PEMBERTON, STANNARD), stop)


def test_all_fonts_of_a_pack_in_many_scripts_are_embedded() -> None:
    found = pdf_reader.fonts(pack(a_pack(a_person(family_name="الأحمد", given_name="प्रार्थना", question="王？"))))
    assert found
    assert all(found.values())


def test_the_pack_prints_in_one_ink() -> None:
    for picture in page_pictures(pack(a_pack()), scale=0.5):
        red, green, blue = Image.open(io.BytesIO(picture)).convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


FIELDS = (
    *("family_name", "given_name", "title", "preferred_name", "born", "sex", "lead", "pathway", "stage"),
    *("practice", "address", "phone", "contact_note", "question", "presenter", "reason", "plan"),
    *("what_matters", "told", "situation", "background", "notes", "allergies", "language"),
)
ANY = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"), max_codepoint=0xFFF0), max_size=60
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FIELDS), ANY)
def test_any_text_in_any_field_prints_and_every_letter_is_found(field: str, words: str) -> None:
    data = pack(a_pack(nobody(**{field: words})))
    found = pdf_reader.bare(pdf_reader.whole(data))
    wanted = pdf_reader.bare(words.upper() if field == "family_name" else words)
    missing = [char for char in wanted if char not in found]
    if not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in words):
        assert not missing
    else:  # readers mirror brackets beside right-to-left words; letters must all be there
        assert not [char for char in missing if char.isalnum()]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 2500), min_size=1, max_size=6))
def test_every_word_of_everybodys_notes_comes_back_in_order(lengths: list[int]) -> None:
    people = [
        nobody(family_name=f"P{who}", notes=" ".join(f"p{who}w{at}" for at in range(count)))
        for who, count in enumerate(lengths)
    ]
    found = re.findall(r"\bp\d+w\d+\b", text(*people))
    assert found == [f"p{who}w{at}" for who, count in enumerate(lengths) for at in range(count)]


def test_topics_stand_before_and_after_the_people() -> None:
    cover = pdf_reader.pages(
        pack(a_pack(JESSOP, before=(TopicLine(text="Welcome"),), after=(TopicLine(text="Learning"),)))
    )[0]
    assert cover.index("Welcome") < cover.index("JESSOP") < cover.index("Learning")


def test_many_overdue_actions_go_on_over_the_page() -> None:
    rows = tuple(
        OverdueLine(text=f"late{at}", person="A, B", owner="C", due_on=ON, days_late=at + 1) for at in range(70)
    )
    found = text_of_covers(rows)
    assert re.findall(r"\blate\d+\b", found) == [f"late{at}" for at in range(70)]


def text_of_covers(rows: tuple[OverdueLine, ...]) -> str:
    return pdf_reader.whole(pack(a_pack(JESSOP, overdue=rows)))


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_of_five_thousand_letters_ends_and_is_printed(field: str) -> None:
    words = " ".join(f"v{at}" for at in range(1000))
    found = text(nobody(**{field: words, "notes": words}))
    said = {word.lower() for word in re.findall(r"\b[vV]\d+\b", found)}
    assert said == set(words.split())


@pytest.mark.parametrize("char", ["W", "م", "क", "王", "\U0001f600", "\x07", "-"])
def test_one_word_of_twenty_thousand_letters_is_printed_whole(char: str) -> None:
    data = pack(a_pack(nobody(notes=char * 20_000)))
    drawn = pdf_reader.whole(data).count(char)
    assert drawn >= 19_000 or char in "\U0001f600\x07-"  # pdfium drops these three from what it reads back
    assert len(pdf_reader.opened(data)) > 2


def busy(**given: object) -> PersonPaper:
    """Someone as they come: a question, three contacts since the meeting, a need, two actions, a care team."""
    contacts = tuple(
        ContactLine(
            on=day(f"2026-11-{20 - at:02d}"),
            how="Phone, 20 min",
            who="Priya Nair",
            note=f"Rang at the agreed time, visit {at}. Went to the group and means to go again.",
            contact_id=UUID(int=100 + at),
        )
        for at in range(4)
    )
    actions = tuple(
        ActionLine(text=f"Task {at}", owner="Priya Nair", due_on=ON, action_id=UUID(int=200 + at)) for at in range(2)
    )
    changes = (
        *(ChangeLine(text=row.note[:24], on=row.on, by=row.who, subject_id=row.contact_id) for row in contacts[:3]),
        ChangeLine(text="Action: Task 0", by="Priya Nair", subject_id=UUID(int=200)),
        ChangeLine(text="Task 1: date moved", kind=ChangeKind.CHANGED, subject_id=UUID(int=201)),
    )
    services = ("Priya Nair, link worker", "Dr S. Bello, GP, Quayside", "Hana Wells, OT, Estuary")
    return a_person(
        plan="Care plan version 2, agreed 25-Oct-2026",
        contacts=contacts,
        contacts_more=7,
        actions=actions,
        changes=changes,
        services=services,
        address="3 Chandlers Court",
        phone="0191 498 0123",
        medicines=("Furosemide 40 mg tablets: one each morning",),
        contingency=("She falls and cannot get up: ring 999",),
        **given,
    )


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


def test_the_pack_of_a_caseload_speaks_of_no_meeting() -> None:
    found = text_of(replace(a_pack(busy(question="")), of_meeting=False, before=(), after=(), attendance=()))
    assert "Not in this pack" in found
    assert "Next step" in found
    assert "Next action" in found
    for word in ("this meeting", "Decision", "Ask of the meeting", "Meeting notes"):
        assert word not in found, word


def text_of(paper: PackPaper) -> str:
    return " ".join(pdf_reader.whole(pack(paper)).split())


def test_a_long_caseload_is_listed_closer_where_that_saves_a_side() -> None:
    people = tuple(busy(family_name=f"Person{at:02d}", question="") for at in range(33))
    paper = replace(a_pack(*people), of_meeting=False, before=(), after=(), attendance=(), overdue=(), recipients=())
    assert "Not in this pack" in pdf_reader.pages(pack(paper))[0]


def test_labels_run_on_after_one_another_and_stop_for_right_to_left() -> None:
    found = [
        " ".join(text(nobody(allergies=allergies, medicines=("Aspirin",), what_matters="x" * 300)).split())
        for allergies in ("Nuts", "حساسية", "Nuts " * 60)
    ]
    assert all("Medicines: Aspirin" in page for page in found)
    assert "Allergies: Nuts Medicines: Aspirin" in found[0]
