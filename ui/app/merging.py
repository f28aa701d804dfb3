"""Two versions of one record and the one both began with: what can be put together, and what a person must choose.

A field that only one side changed is that side's. Only where both changed it, differently, somebody is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """Which words are kept."""

    YOURS = "yours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One field that differs. joinable: texts that can stand one after the other. chosen: what is proposed.

    The newest is proposed for dates and states, both for notes, nothing where a person must decide. base: the words
    that both began with. between: what stands between two texts that are joined.
    """

    name: str
    label: str
    yours: str
    theirs: str
    joinable: bool = False
    chosen: Side | None = None
    base: str = ""
    between: str = "\n"


Choices = dict[str, Side]


@dataclass(frozen=True)
class Stand:
    """What stands in a field: as a draft keeps it, and in words. between: for texts that can be joined, else None.

    dated: a day or a state, of which the newest is usually right.
    """

    label: str
    kept: Any
    words: str
    between: str | None = None
    dated: bool = False


@dataclass
class Merged:
    """What came of two versions. values: for the form, as a draft keeps them; the names of `asked` are still mine.

    yours, theirs: the labels of fields that only one side changed; agree: of those that both say alike.
    """

    values: dict[str, Any] = field(default_factory=dict)
    asked: list[Difference] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    agree: list[str] = field(default_factory=list)


def merge(
    base: Mapping[str, Any] | None, yours: Mapping[str, Stand], theirs: Mapping[str, Stand], *, newest: Side
) -> Merged:
    """Field by field. base: what stood there when you began, or None where nobody knows; then nothing is taken unasked.

    newest: whose version of a day or a state is proposed.
    """
    found = Merged()
    for name, mine in yours.items():
        other = theirs[name]
        found.values[name] = mine.kept
        if _same(mine.kept, other.kept):
            found.agree.append(mine.label)
        elif base is not None and name in base and _same(base[name], mine.kept):
            found.values[name] = other.kept
            found.theirs.append(mine.label)
        elif base is not None and name in base and _same(base[name], other.kept):
            found.yours.append(mine.label)
        else:
            began = (base or {}).get(name)
            found.asked.append(_difference(name, mine, other, began if isinstance(began, str) else "", newest))
    return found


def _difference(name: str, mine: Stand, other: Stand, base: str, newest: Side) -> Difference:
    joinable = mine.between is not None and bool(mine.words) and bool(other.words)
    chosen = Side.BOTH if joinable else newest if mine.dated else None
    return Difference(name, mine.label, mine.words, other.words, joinable, chosen, base, mine.between or "\n")


def _same(one: Any, other: Any) -> bool:
    """Whether two kept values say the same; a chosen line counts by what it stands for, not by its words."""
    if isinstance(one, dict) and isinstance(other, dict):
        both = one.get("value"), other.get("value")
        return both[0] == both[1] if any(both) else _text(one.get("words")) == _text(other.get("words"))
    return bool(_text(one) == _text(other))


def _text(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else value


def joined(difference: Difference, side: Side) -> str:
    """The words that a choice keeps. Both: what both began with once, then what each has added, yours first."""
    yours, theirs, base = difference.yours, difference.theirs, difference.base.strip()
    if side is not Side.BOTH:
        return yours if side is Side.YOURS else theirs
    if yours in theirs or theirs in yours:
        return max(yours, theirs, key=len)
    if base and yours.startswith(base) and theirs.startswith(base):
        added = [text[len(base) :].strip() for text in (yours, theirs)]
        return difference.between.join([base, *added])
    return f"{yours}{difference.between}{theirs}"


def marks(words: str, other: str) -> list[tuple[int, int]]:
    """Which letters differ from the other text, in whole words: (start, length)."""
    here, there = words.split(" "), other.split(" ")
    found = []
    for kind, start, end, _, _ in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind in ("replace", "delete"):
            first = sum(len(word) + 1 for word in here[:start])
            found.append((first, len(" ".join(here[start:end]))))
    return found
