"""The order of search results, and why each is there. The same on both databases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Row

from inteam.people import dates, nhs_number
from inteam.people.folding import family_tokens, tokens
from inteam.people.near_words import Near
from inteam.people.search_query import Query

# How good a hit a word is; a family name goes before a given name in a list that is sorted by family names.
_WHOLE, _BEGUN, _NEAR, _OTHER = 1.0, 0.9, 0.7, 0.6
_KIND = {"family": 0.03, "preferred": 0.02, "given": 0.01}
_IN_ORDER = 0.02


@dataclass(frozen=True)
class Score:
    """A candidate with its place and the reason; never prints a former name (decision 15)."""

    row: Row[Any]
    points: float
    hits: tuple["_Hit", ...]

    def reason(self, query: Query, postcode: str | None, *, otherwise: bool = False) -> str:
        """Why the person is in the list, in words.

        otherwise: their NHS number is one mistake away from what was typed.
        """
        reasons = [
            *_name_reasons(self.row, self.hits),
            *_other_reasons(self.row, query, postcode, otherwise=otherwise),
        ]
        return " · ".join(dict.fromkeys(reasons))


@dataclass(frozen=True)
class _Hit:
    kind: str  # family, preferred, given, other
    points: float
    near: str = ""


def rank(rows: Iterable[Row[Any]], query: Query, *, near: Mapping[str, Near]) -> list[Score]:
    """The candidates, best first; equal ones in the order of every list."""
    scored = [_score(row, query, near) for row in rows]
    return sorted(scored, key=lambda score: (-score.points, score.row.sort_key, score.row.id))


def _score(row: Row[Any], query: Query, near: Mapping[str, Near]) -> Score:
    names = names_of(row)
    hits = tuple(_hit(word, names, near.get(word, {})) for word in query.words)
    points = sum(hit.points for hit in hits) / len(hits) if hits else 1.0
    if len(hits) > 1:
        points += _IN_ORDER * fuzz.ratio(" ".join(query.words), row.sort_key) / 100
    if query.number and (row.nhs_number or "").startswith(query.number):
        points += 0.01
    return Score(row, round(points, 4), hits)


def names_of(row: Row[Any]) -> dict[str, tuple[str, ...]]:
    """The folded words of a candidate's names, by kind; former names never stand in a row."""
    return {
        "family": family_tokens(row.family_name, row.given_name),
        "preferred": tokens(row.preferred_name),
        "given": (*tokens(row.given_name), *tokens(row.middle_names)),
    }


def _hit(word: str, names: Mapping[str, tuple[str, ...]], near: Near) -> _Hit:
    best = _Hit("other", _OTHER)
    for kind, parts in names.items():
        for part in parts:
            hit = _compare(word, part, near)
            if hit is not None and hit[0] + _KIND[kind] > best.points:
                best = _Hit(kind, hit[0] + _KIND[kind], hit[1])
    return best


def _compare(word: str, part: str, near: Near) -> tuple[float, str] | None:
    if part == word:
        return _WHOLE, ""
    if part.startswith(word):
        return _BEGUN + 0.05 * len(word) / len(part), ""
    if part in near:
        return _NEAR - 0.05 * near[part] + 0.02 * fuzz.ratio(word, part) / 100, part
    return None


_REASONS = {"family": "Family name", "given": "Given name"}


def _name_reasons(row: Row[Any], hits: Sequence[_Hit]) -> list[str]:
    kinds = {hit.kind for hit in hits if not hit.near}
    found = []
    if {"family", "given"} <= kinds:
        found.append("Family and given name")
    else:
        found += [words for kind, words in _REASONS.items() if kind in kinds]
    if "preferred" in kinds:
        found.append(f"Preferred name {row.preferred_name}")
    if any(hit.near for hit in hits):
        found.append("Close spelling")
    if "other" in kinds:
        found.append("Another name")
    return found


def _other_reasons(row: Row[Any], query: Query, postcode: str | None, *, otherwise: bool) -> list[str]:
    found = []
    if query.number:
        found.append(_number_reason(row, query.number, otherwise=otherwise))
    if query.born and row.born_on:
        born = dates.short(row.born_on, row.dob_precision)
        found.append(f"Born {born}" if query.born[0] <= row.born_on <= query.born[1] else f"Close birth date {born}")
    if query.postcode_key and postcode:
        found.append(f"Postcode {postcode}")
    return found


def _number_reason(row: Row[Any], digits: str, *, otherwise: bool) -> str:
    number = row.nhs_number or ""
    if otherwise:
        return f"Close NHS number {nhs_number.shown(number)}"
    if number == digits or (len(digits) == nhs_number.LENGTH):
        return "NHS number"
    if number.startswith(digits):
        return "NHS number begins so"
    if number.endswith(digits):
        return "NHS number ends so"
    return f"Born in {digits}"
