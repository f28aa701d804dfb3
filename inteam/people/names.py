"""Names: what may be stored, and how they are shown. Decision 13, NHS CUI patient name display."""

import re
import unicodedata
from typing import Any

MOST = 100  # characters, after normalising
_JOINERS = "\u200c\u200d"  # ZWNJ and ZWJ: needed inside words of Persian, Sinhala, Malayalam …
# Marks without a shape that pasting brings along; taking them out loses nothing that can be seen.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"))
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def tidy(text: str | None) -> str:
    """A name as it is stored: NFC, single spaces, no invisible marks; joiners stay between letters.

    The case is kept as typed. Characters that may not be stored are left in: problem() tells of them.
    """
    if not text:
        return ""
    plain = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return _without_loose_joiners(_SPACES.sub(" ", plain).strip())


def _without_loose_joiners(text: str) -> str:
    if not any(joiner in text for joiner in _JOINERS):
        return text
    kept = [c for i, c in enumerate(text) if c not in _JOINERS or (_is_letter(text, i - 1) and _is_letter(text, i + 1))]
    return "".join(kept)


def _is_letter(text: str, index: int) -> bool:
    # A virama or another mark is part of its letter.
    return 0 <= index < len(text) and unicodedata.category(text[index])[0] in "LM"


def problem(text: str | None) -> str | None:
    """The code of why a tidied name cannot be stored, or None; an empty one is no problem here."""
    if not text:
        return None
    if len(text) > MOST:
        return "name_too_long"
    if any(c in _BIDI for c in text):
        return "name_bidi"
    if _CONTROLS.search(text) or any(unicodedata.category(c) == "Cs" for c in text):
        return "name_controls"
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        return "name_no_letter"
    return None


def display(family: str, given: str | None = None, title: str | None = None) -> str:
    """FAMILY, Given (Title), as in the banner; one name alone stands alone."""
    name = ", ".join(part for part in (family.upper(), given) if part)
    return f"{name} ({title})" if title and name else name


def called(family: str, given: str | None, preferred: str | None) -> str:
    """What staff say aloud."""
    return preferred or given or family


def full(family: str | None, given: str | None = None, title: str | None = None) -> str:
    """Title Given Family in the case typed, for letters to the person and for staff; "" where nobody is named."""
    return " ".join(part for part in (title, given, family) if part)


def named(values: dict[str, Any], **columns: str) -> dict[str, Any]:
    """Values with full names in the place of their parts: ``chair="by"`` is made of by_given and by_family."""
    for column, parts in columns.items():
        values[column] = full(values.pop(f"{parts}_family"), values.pop(f"{parts}_given"))
    return values


def initials(family: str, given: str | None = None) -> str:
    """One or two letters for a badge."""
    return "".join(part[0] for part in (given, family) if part).upper()
