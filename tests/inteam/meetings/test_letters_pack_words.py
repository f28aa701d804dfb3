"""Any words in a pack: every script, any field, any length, nothing lost."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inteam.careplans.papers import (
    ContactLine,
)
from inteam.meetings.letters_pack import pack
from tests.inteam import pdf_reader
from tests.inteam.meetings.pack_text import NAMES, text
from tests.inteam.paper_samples import JESSOP, ON, a_pack, a_person, nobody


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


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_as_it_is(name: str) -> None:
    found = pdf_reader.bare(text(nobody(family_name="X", given_name=name)))
    assert pdf_reader.bare(name) in found


def test_all_fonts_of_a_pack_in_many_scripts_are_embedded() -> None:
    found = pdf_reader.fonts(pack(a_pack(a_person(family_name="الأحمد", given_name="प्रार्थना", question="王？"))))
    assert found
    assert all(found.values())


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
