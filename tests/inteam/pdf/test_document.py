import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inteam.pdf.document import Document, save
from inteam.pdf.faces import face_for
from inteam.pdf.pictures import page_count, page_pictures
from inteam.pdf.setting import lines
from tests.inteam import pdf_reader

SCRIPTS = {
    "Latin": "Łukasz O'Neil Nguyễn Thị Ẹ́kúnlé <b>",
    "Greek": "Ωμέγα ελληνικά",
    "Cyrillic": "Привет Щёлоков",
    "Arabic": "سلام عليكم يا محمد",
    "Hebrew": "שלום עולם",
    "Devanagari": "हिन्दी क्षत्रिय प्रार्थना किताब",
    "Bengali": "বাংলা ক্ষমা",
    "Gurmukhi": "ਪੰਜਾਬੀ ਭਾਸ਼ਾ",
    "Gujarati": "ગુજરાતી ભાષા",
    "Tamil": "தமிழ் மொழி",
    "Telugu": "తెలుగు భాష",
    "Sinhala": "සිංහල භාෂාව",
    "Thai": "ภาษาไทย",
    "Khmer": "ភាសាខ្មែរ",
    "Burmese": "မြန်မာဘာသာ",
    "Ethiopic": "አማርኛ ቋንቋ",
    "Armenian": "Հայերեն լեզու",
    "Georgian": "ქართული ენა",
    "Chinese": "王小明住在北京",
    "Japanese": "日本語カタカナ",
    "Korean": "한국어 김민수",
    "Tibetan": "བོད་སྐད",
}


def printed(text: str, within: float = 400) -> bytes:
    document = Document("Test", author="Team", subject="Words", language="en-GB")
    sheet = document.sheet()
    y = 800.0
    for row in lines(text, size=11, within=within):
        sheet.text(50 + within if row.rtl else 50, y, row, 11, right=row.rtl)
        y -= 15
        if y < 50:
            sheet, y = document.sheet(), 800.0
    return document.bytes()


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_is_copied_as_it_was_written(script: str) -> None:
    found = pdf_reader.whole(printed(SCRIPTS[script]))
    assert pdf_reader.bare(found) == pdf_reader.bare(SCRIPTS[script])


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_word_of_each_script_is_found_by_searching(script: str) -> None:
    page = pdf_reader.opened(printed(SCRIPTS[script]))[0].get_textpage()
    for word in SCRIPTS[script].split():
        assert page.search(word).get_next() is not None, word


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_is_drawn_with_ink_and_not_with_code_boxes(script: str) -> None:
    assert not any(
        run.code for row in lines(SCRIPTS[script], size=9, within=900) for span in row.spans for run in span.runs
    )


def test_arabic_letters_join() -> None:
    # Shaped, beh-beh-beh is initial, medial, final: three glyphs, none the isolated one.
    row = lines("ببب", size=9, within=100)[0]
    operand = "".join(part for run in row.spans[0].runs for _, part in run.parts)
    face = face_for("ب", "Regular")
    assert face is not None
    assert f"<{face.glyph('ب'):04x}>" not in operand


def test_words_of_an_arabic_name_inside_english_come_back_in_order() -> None:
    assert "Dr محمد الأحمد" in pdf_reader.whole(printed("Dr محمد الأحمد, due 17-Nov-2026"))


def test_a_missing_character_is_a_box_that_is_copied_as_the_character() -> None:
    found = pdf_reader.whole(printed("a \u0378 b"))  # unassigned
    assert found.split() == ["a", "\u0378", "b"]


def test_all_fonts_are_embedded_and_cut_down() -> None:
    data = printed("Margaret प्रार्थना محمد 王")
    found = pdf_reader.fonts(data)
    assert len(found) == 4
    assert all(found.values())
    assert all(name[6] == "+" for name in found)
    assert len(data) < 60_000  # Droid Sans Fallback alone has 4 MB


def test_title_author_subject_and_language_are_set() -> None:
    document = pdf_reader.opened(printed("x"))
    about = document.get_metadata_dict()
    assert (about["Title"], about["Author"], about["Subject"]) == ("Test", "Team", "Words")
    assert b"/Lang (en-GB)" in printed("x")


def test_a_page_that_is_written_twice_in_a_row_is_two_pages() -> None:
    assert page_count(printed("word " * 3000)) > 1


def test_pages_come_as_pictures_of_the_asked_size() -> None:
    picture = next(page_pictures(printed("Margaret"), scale=2.0))
    image = Image.open(io.BytesIO(picture))
    assert image.size == (1191, 1684)
    greys = image.convert("L").tobytes()
    assert min(greys) < 80
    assert max(greys) == 255


def test_a_saved_file_replaces_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"old")
    save(path, b"new")
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["pack.pdf"]


def test_a_file_that_cannot_be_put_in_its_place_leaves_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").touch()
    with pytest.raises(IsADirectoryError):
        save(tmp_path / "taken", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"), max_codepoint=0xFFF0).filter(
    lambda char: __import__("unicodedata").bidirectional(char) not in ("R", "AL", "AN")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=20))
def test_any_words_come_back_in_order(words: list[str]) -> None:
    text = " ".join(words)
    assert pdf_reader.bare(pdf_reader.whole(printed(text, within=300))) == pdf_reader.bare(text)
