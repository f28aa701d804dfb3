"""Reads PDFs back as their readers do, by pdfium."""

import re
import unicodedata
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\x02]")


def opened(data: bytes) -> Any:
    return pypdfium2.PdfDocument(data)


def pages(data: bytes) -> list[str]:
    """The text of each page as it would be copied."""
    document = opened(data)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def whole(data: bytes) -> str:
    """The text of all pages on one line."""
    return " ".join(" ".join(pages(data)).split())


def bare(text: str) -> str:
    """Letters only, compatibly composed: what must come back whatever the line ends do."""
    letters = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return "".join(letters.replace("-", "").replace("\u2010", "").split())


def boxes(data: bytes, page: int) -> list[tuple[float, float, float, float, str]]:
    """Left, bottom, right, top and character of everything that is drawn and not a space."""
    found = opened(data)[page].get_textpage()
    text = found.get_text_range()
    return [
        (*found.get_charbox(at), char)
        for at, char in enumerate(text[: found.count_chars()])
        if char.strip() and char != "\ufffe"
    ]


def fonts(data: bytes) -> dict[str, bool]:
    """The base name of every font that draws text, and whether it is embedded."""
    found = {}
    document = opened(data)
    for at in range(len(document)):
        for part in document[at].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = part.get_font()
            found[font.get_base_name()] = bool(font.is_embedded)
    return found


def bookmarks(data: bytes) -> list[tuple[str, int]]:
    """Each bookmark's words and the page (from 0) it leads to."""
    return [(mark.get_title(), mark.get_dest().get_index()) for mark in opened(data).get_toc()]
