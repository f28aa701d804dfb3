import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from inteam.meetings.letters_pack import cover_page, pack
from inteam.meetings.papers import OverdueLine, PackPaper, TopicLine
from inteam.pdf.pictures import page_pictures
from tests.inteam import pdf_reader
from tests.inteam.meetings.pack_text import NAMES, busy, text
from tests.inteam.paper_samples import JESSOP, ON, PEMBERTON, STANNARD, a_pack, a_person, nobody

A4 = (595.28, 841.89)


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


def test_the_pack_prints_in_one_ink() -> None:
    for picture in page_pictures(pack(a_pack()), scale=0.5):
        red, green, blue = Image.open(io.BytesIO(picture)).convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


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
