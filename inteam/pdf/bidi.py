"""Which way each character runs, and the order of a line's stretches on paper (UAX 9).

`python-bidi` resolves one paragraph without isolates; isolates are taken apart here, each resolved
as a paragraph of its own inside the level of its surroundings (UAX 9, X5a to X6a).
"""

import re
from functools import lru_cache
from unicodedata import bidirectional

_ISOLATES = "\u2066\u2067\u2068"  # LRI, RLI, FSI
_END = "\u2069"
# Overrides would show a name in another order than it is written: they are not obeyed.
_STAND_INS = {"\u202d": " ", "\u202e": " "} | dict.fromkeys(_ISOLATES + _END, "\u200b")
_RTL_CLASSES = frozenset({"R", "AL", "RLE", "RLI", "AN"})
# Right-to-left letters and what takes their direction in a right-to-left paragraph.
_ONE_WAY = frozenset({"R", "AL", "NSM", "ON", "CS", "WS"})


# Every block that has a right-to-left letter or mark, widely drawn: the usual answer is no.
_MAY_BE_RTL = re.compile("[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufeff\U00010800-\U0001efff]")


def has_rtl(text: str) -> bool:
    """Whether any character needs ordering at all."""
    return bool(_MAY_BE_RTL.search(text)) and any(bidirectional(char) in _RTL_CLASSES for char in text)


def base_level(text: str) -> int:
    """1 where the first strong character outside isolates runs from right to left, else 0 (P2)."""
    depth = 0
    for char in text:
        if char in _ISOLATES:
            depth += 1
        elif char == _END:
            depth = max(0, depth - 1)
        elif depth == 0:
            kind = bidirectional(char)
            if kind == "L":
                return 0
            if kind in ("R", "AL"):
                return 1
    return 0


def isolate(text: str) -> str:
    """The text fenced off, so that a right-to-left name leaves the words beside it alone."""
    return f"\u2068{text}{_END}" if has_rtl(text) else text


def _isolates(text: str) -> list[tuple[int, int]]:
    """Outermost isolates as (index of the opener, index of the closer or the end)."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char in _ISOLATES:
            if depth == 0:
                start = at
            depth += 1
        elif char == _END and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at))
    if depth:
        found.append((start, len(text)))
    return found


def _resolve(text: str, base: int) -> list[int]:
    """Levels of a text without isolates, by python-bidi's rules W, N and I."""
    if base and all(bidirectional(char) in _ONE_WAY for char in text):
        return [1] * len(text)
    from bidi import algorithm as uba  # noqa: PLC0415 (paper only)

    storage = uba.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "R" if base else "L"
    uba.get_embedding_levels(text, storage)
    marks = list(storage["chars"])
    uba.explicit_embed_and_overrides(storage)
    uba.resolve_weak_types(storage, False)
    uba.resolve_neutral_types(storage, False)
    uba.resolve_implicit_levels(storage, False)
    # X9 drops marks and joiners from the storage: they go with the character before them.
    kept = {id(mark) for mark in storage["chars"]}
    found: list[int] = []
    for mark in marks:
        before = found[-1] if found else base
        found.append(mark["level"] if id(mark) in kept else before)
    return found


@lru_cache(maxsize=512)
def levels(text: str, base: int) -> tuple[int, ...]:
    """The embedding level of every character of one paragraph."""
    fenced = _isolates(text)
    outer = list(text)
    for start, end in fenced:
        outer[start] = "\ufffc"  # an isolate counts as one neutral
        for at in range(start + 1, min(end + 1, len(text))):
            outer[at] = "\u200b"
    # What has no partner counts for nothing, what is unassigned for a Latin letter.
    clean = "".join(_STAND_INS.get(char, char if bidirectional(char) else "a") for char in outer)
    found = _resolve(clean, base)
    for start, end in fenced:
        found[start + 1 : end] = _inside(text[start], text[start + 1 : end], found[start])
    return tuple(found)


def _inside(opener: str, text: str, around: int) -> list[int]:
    parity = base_level(text) if opener == "\u2068" else int(opener == "\u2067")
    lift = around + (1 if around % 2 != parity else 2)
    return [level - parity + lift for level in levels(text, parity)]


def visual(stretches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Stretches (start, end, level) of one line in the order they stand on paper (L2)."""
    if not stretches:
        return stretches
    ordered = list(stretches)
    top = max(level for _, _, level in ordered)
    for level in range(top, 0, -1):
        at = 0
        while at < len(ordered):
            end = at
            while end < len(ordered) and ordered[end][2] >= level:
                end += 1
            ordered[at:end] = reversed(ordered[at:end])
            at = end + 1
    return ordered
