"""Words of names that are one typing error away from a word, also while it is still being typed."""

from collections.abc import Iterable
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from inteam.people import queries_search as reads
from inteam.people.folding import SHORTEST_TO_MISTYPE, is_cjk, variants

MOST = 24  # words that go on to the search for people
LONG = 8  # letters; a word as long may have two errors
_EACH = 60
_SCAN = 400
_TOO_LONG = 24  # letters; two left out of so long a word are hundreds of ways
END = "\x01"  # sorts after the word itself and before every longer one
_UNFINISHED = 5  # letters; a shorter beginning with an error may be almost anything

Near = dict[str, int]
"""Word → how many letters are wrong, best first."""

_PARTS = text("SELECT word FROM person_fts WHERE person_fts MATCH :parts ORDER BY rank LIMIT :most").bindparams(
    bindparam("parts"), bindparam("most")
)


def near_words(session: Session, word: str, *, deep: bool) -> Near:
    """The words that may have been meant; empty for a word too short to be mistyped.

    deep: nobody was found as typed, so that it is worth looking for two wrong letters, and for parts of words.
    """
    shortest = SHORTEST_TO_MISTYPE - 1 if deep else SHORTEST_TO_MISTYPE
    if len(word) < shortest or is_cjk(word):
        return {}
    near = _best(word, _beginning_so(session, word))
    if near or not deep:
        return near
    if LONG <= len(word) <= _TOO_LONG:
        twice = {shorter for once in variants(word) for shorter in variants(once)}
        rows = reads.WORDS_LIKE.run(session, variants=sorted(twice), limit=_SCAN)
        near = _best(word, (row.word for row in rows))
    if not near and session.get_bind().dialect.name == "sqlite":
        near = _best(word, session.scalars(_PARTS, {"parts": _trigrams(word), "most": _SCAN}))
    return near


def _beginning_so(session: Session, word: str) -> set[str]:
    """Words that begin like this one, or like it with a letter left out; their own letter may be left out too."""
    # A word may go on behind what is typed, once that is long enough to mean something.
    unfinished = reads.TOP if len(word) >= _UNFINISHED else END
    ranges = [(word, word + reads.TOP)]
    ranges += [(start, start + unfinished) for start in sorted(variants(word) - {word})]
    found: set[str] = set()
    for first in range(0, len(ranges), reads.BEGINNINGS):
        part = ranges[first : first + reads.BEGINNINGS]
        part += [("", "")] * (reads.BEGINNINGS - len(part))
        asked: dict[str, Any] = {f"start{place}": start for place, (start, _) in enumerate(part)}
        asked |= {f"start{place}_end": end for place, (_, end) in enumerate(part)}
        found.update(row.word for row in reads.WORDS_FROM.run(session, each=_EACH, limit=_SCAN, **asked))
    return found


def _best(word: str, candidates: Iterable[str]) -> Near:
    allowed = 2 if len(word) >= LONG else 1
    wrong = {found: distance(word, found) for found in candidates if found != word}
    # A whole word before one of which this is only the beginning: names in parts would fill the list.
    near = sorted((count, len(found) > len(word) + 1, found) for found, count in wrong.items() if count <= allowed)
    return {found: count for count, _longer, found in near[:MOST]}


def distance(typed: str, word: str) -> int:
    """Letters wrong between what was typed and the word, or the beginning of it that was meant."""
    whole = OSA.distance(typed, word, score_cutoff=2)
    if whole <= 1 or len(word) <= len(typed):
        return whole
    begun = min(OSA.distance(typed, word[:size], score_cutoff=2) for size in (len(typed), len(typed) + 1))
    return min(whole, begun)


def _trigrams(word: str) -> str:
    parts = {word[start : start + 3] for start in range(len(word) - 2)}
    return " OR ".join(f'"{part}"' for part in sorted(parts))
