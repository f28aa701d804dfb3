import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inteam.careplans.letters_copy import persons_copy
from inteam.careplans.letters_copy_html import persons_copy_html
from inteam.careplans.papers import ActionLine, CopyFormat, GoalLine, NeedLine, PlanCopy, Tint
from inteam.pdf.pictures import page_pictures
from tests.inteam import pdf_reader
from tests.inteam.paper_samples import COPY, a_copy, day


def text(paper: PlanCopy = COPY) -> str:
    return pdf_reader.whole(persons_copy(paper))


def sizes(paper: PlanCopy) -> set[float]:
    """Every size of type on the first page, in points."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 (this test only)

    found = pdf_reader.opened(persons_copy(paper))[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
    return {round(part.get_font_size(), 1) for part in found}


def test_the_copy_has_whom_to_call_what_if_review_version_change_and_complaint() -> None:
    found = text()
    for words in (
        "Who to call",
        "If things go wrong",
        "On 2 March 2027, or sooner",
        "version 3, agreed on 2 September 2026",
        "How to change this plan",
        "How to complain",
        "Step 2 Ruth comes",
    ):
        assert words in found


def test_dates_are_long_and_never_the_staffs_short_form() -> None:
    found = text()
    assert "2 December 2026" in found
    assert not re.search(r"\d\d-[A-Z][a-z]{2}-\d{4}", found)


def test_name_and_nhs_number_and_page_of_pages_stand_at_the_foot_of_each_page() -> None:
    found = pdf_reader.pages(persons_copy(a_copy(form=CopyFormat(points=20))))
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        flat = " ".join(page.split())
        assert "Margaret Pemberton, NHS number 999 000 0018" in flat
        assert f"Page {number} of {len(found)}" in flat


@pytest.mark.parametrize("points", [12, 16, 18, 20, 24, 28])
def test_large_print_is_as_large_as_asked_and_headings_a_quarter_larger(points: int) -> None:
    found = sizes(a_copy(form=CopyFormat(points=points)))
    assert points in found
    assert points * 1.25 in found
    assert min(found) >= 12


def test_nothing_is_smaller_than_12_points_nor_easy_read_body_than_16() -> None:
    assert min(sizes(a_copy(form=CopyFormat(points=8)))) >= 12
    assert 16 in sizes(a_copy(form=CopyFormat(points=8, easy_read=True)))


def test_a_trigger_that_begins_with_if_says_it_once() -> None:
    line = replace(COPY.contingency[0], trigger="If I fall and cannot get up")
    assert "If I fall and" in text(a_copy(contingency=(line,)))
    assert "If If" not in text(a_copy(contingency=(line,)))


def test_easy_read_sets_one_sentence_a_line() -> None:
    pages = "\n".join(pdf_reader.pages(persons_copy(a_copy(form=CopyFormat(easy_read=True)))))
    rows = [row.strip() for row in pages.splitlines()]
    for sentence in ("I want to get back to the allotment.", "Sundays are for my grandson.", "No action wanted."):
        assert sentence in rows


@pytest.mark.parametrize("tint", [tint for tint in Tint if tint is not Tint.NONE])
def test_a_tint_colours_the_whole_paper_and_keeps_seven_to_one(tint: Tint) -> None:
    picture = next(page_pictures(persons_copy(a_copy(form=CopyFormat(tint=tint))), scale=0.5))
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    paper = image.getpixel((2, 2))
    assert paper == image.getpixel((image.width - 3, image.height - 3))
    assert isinstance(paper, tuple)
    assert paper != (255, 255, 255)
    assert (luminance(paper) + 0.05) / (luminance((17, 17, 17)) + 0.05) > 7


def luminance(colour: tuple[float, ...]) -> float:
    """WCAG 2.2 relative luminance."""
    parts = [value / 255 for value in colour[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_withheld_items_are_not_in_print_nor_in_the_page_for_screen_readers() -> None:
    paper = a_copy(
        needs=(
            NeedLine(text="SECRET1", withheld="GP"),
            NeedLine(
                text="Shown",
                goals=(
                    GoalLine(text="SECRET2", withheld="GP"),
                    GoalLine(text="Kept", actions=(ActionLine(text="SECRET3", withheld="GP"),)),
                ),
            ),
        )
    )
    data = persons_copy(paper)
    assert "Kept" in text(paper)
    assert "SECRET" not in text(paper)
    assert "SECRET" not in str(pdf_reader.bookmarks(data))
    assert "SECRET" not in persons_copy_html(paper)


def test_that_something_is_not_shown_is_said_only_where_it_may_be() -> None:
    assert "Some information is not shown; ask us." in text()
    assert "not shown" not in text(a_copy(some_not_shown=False))


def test_an_old_version_is_marked_superseded_on_every_page() -> None:
    paper = a_copy(superseded_on=day("2026-10-20"))
    pages = pdf_reader.pages(persons_copy(paper))
    assert all("SUPERSEDED" in page for page in pages)
    assert "replaced on 20 October 2026" in text(paper)
    assert "SUPERSEDED" not in text()


def test_a_plan_that_is_not_agreed_says_so_on_page_1() -> None:
    assert "not been agreed with me" in pdf_reader.pages(persons_copy(a_copy(agreed_with_person=False)))[0]


def test_a_needed_translation_and_another_format_are_said() -> None:
    form = CopyFormat(translation_needed="Polish", other_format="audio")
    found = text(a_copy(form=form))
    assert "Translation needed: Polish" in found
    assert "I also need this as audio" in found


def test_title_has_no_name_and_language_is_that_of_the_copy() -> None:
    data = persons_copy(a_copy(form=CopyFormat(language="cy")))
    assert pdf_reader.opened(data).get_metadata_dict()["Title"] == "My care and support plan, version 3"
    assert b"/Lang (cy)" in data


def test_everything_stays_inside_the_margins_at_28_points() -> None:
    data = persons_copy(a_copy(family_name="W" * 60, what_matters="x" * 300, form=CopyFormat(points=28)))
    for page in range(len(pdf_reader.opened(data))):
        for left, bottom, right, top, char in pdf_reader.boxes(data, page):
            assert left > 50, char
            assert right < 545, char
            assert bottom > 20, char
            assert top < 800, char


class _Outline(HTMLParser):
    """Tags as they open, and the words of all headings."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.headings: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.setdefault(tag, dict(attrs))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in ("h1", "h2") and data.strip():
            self.headings.append((self.tags[-1], data))
        if self.tags and self.tags[-1] != "style":
            self.words.append(data)


def outline(page: str) -> _Outline:
    found = _Outline()
    found.feed(page)
    return found


def test_the_page_for_screen_readers_has_language_title_and_one_heading_a_part() -> None:
    found = outline(persons_copy_html(COPY))
    assert found.attributes["html"]["lang"] == "en-GB"
    assert "title" in found.tags
    assert found.headings[0] == ("h1", "My care and support plan")
    assert [words for tag, words in found.headings if tag == "h2"][:3] == [
        "Who to call",
        "What matters to me",
        "About me",
    ]
    assert found.tags.count("main") == 1
    assert not {"script", "link", "img", "table"} & set(found.tags)


def test_print_and_page_say_the_same() -> None:
    printed = pdf_reader.bare(text())
    for words in (
        "allotment. Sundays",
        "Press the red button.",
        "Some information is not shown",
        "Priya, 0191 498 0140",
    ):
        assert pdf_reader.bare(words) in printed
        assert words in persons_copy_html(COPY)


def test_arabic_words_carry_their_direction() -> None:
    assert '<p dir="rtl">سلام عليكم</p>' in persons_copy_html(a_copy(what_matters="سلام عليكم"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_text_becomes_markup(words: str) -> None:
    plain = outline(persons_copy_html(a_copy(what_matters="x", about_me=(("a", "b"),))))
    tricky = outline(persons_copy_html(a_copy(what_matters="x" + words, about_me=(("a", "b" + words),))))
    assert [tag for tag in tricky.tags if tag != "br"] == plain.tags


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1500), st.sampled_from([12, 18, 28]), st.booleans())
def test_every_word_comes_back_in_order_in_every_format(count: int, points: int, easy: bool) -> None:
    words = " ".join(f"w{at}." for at in range(count))
    found = text(replace(COPY, what_matters=words, form=CopyFormat(points=points, easy_read=easy)))
    assert re.findall(r"\bw\d+\.", found) == words.split()
