"""Finding a person from whatever is known of them: one box, best first, with the reason for each.

What is known beside the name goes first: a birth date, a number, a postcode (search_called.py). Names alone: exact
beginnings come from an index; only when these are few are words looked at that are one letter away (decision 19).
Ranking is the same on both databases.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from inteam.access import Actor
from inteam.people import nhs_number, search_keys
from inteam.people import queries_search as reads
from inteam.people.choices import Confidentiality, TokenKind
from inteam.people.folding import is_cjk
from inteam.people.near_words import END, Near, near_words
from inteam.people.ranking import Score, rank
from inteam.people.search_called import called, is_close
from inteam.people.search_query import Query, is_too_short, parse

FEW = 5  # people for one word
CANDIDATES = 40  # of one kind of name; enough to choose the best twenty from
TOGETHER = 80  # people who have several words; the nearest in the list's order come first
SHORT = 2  # letters; a second word so short is looked for in family and given name only
BORN = 1_500  # people of a birth date or year who are looked at for a name
NEAREST = 6  # near words that are followed up
MOST = 20


@dataclass(frozen=True)
class Match:
    """One person who was found, with the reason; a locked one shows nothing but that they are there."""

    person_id: UUID
    family_name: str
    given_name: str | None
    title: str | None
    preferred_name: str | None
    born_on: date | None
    dob_precision: str
    nhs_number: str | None
    sex: str
    death_status: str
    died_on: date | None
    confidentiality: str
    usual_worker_id: UUID | None
    reason: str
    same_name: bool = False
    locked: bool = False


@dataclass(frozen=True)
class Found:
    """The people, best first. hint: the code of what to do when nothing was asked. more: there are others."""

    matches: tuple[Match, ...] = ()
    hint: str | None = None
    more: bool = False


def search(session: Session, text: str, *, actor: Actor, limit: int = MOST) -> Found:
    """The people whom the text may mean, best first. Writes nothing: opening a result is what is audited."""
    query = parse(text)
    if not query.asks:
        short = is_too_short(text) or bool(text.strip())
        return Found(hint="search_one_letter" if short else "search_empty")
    asked = _Asked(session, query, actor)
    rows = search_keys.candidates(asked.keys, query, asked.near) if asked.keys else {}
    if not rows:
        rows = _candidates(asked)
    ranked = rank(rows.values(), query, near=asked.near)
    shown = ranked[:limit]
    postcodes = _postcodes(asked, {score.row.id: score.row for score in shown})
    same = Counter(score.row.sort_key for score in shown)
    matches = tuple(
        _match(score.row, actor, asked.reason(score, postcodes), same=same[score.row.sort_key] > 1) for score in shown
    )
    return Found(matches, more=len(ranked) > limit)


class _Asked:
    """One search: the query, who asks, and the near words once they were looked up."""

    def __init__(self, session: Session, query: Query, actor: Actor) -> None:
        self.session, self.query, self.actor = session, query, actor
        self.former = actor.may("people.previous_names")
        self.near: dict[str, Near] = {}
        self.otherwise: set[UUID] = set()  # whose NHS number is one mistake away from what was typed
        self.keys = search_keys.of(session, actor, self.kinds)

    @property
    def kinds(self) -> list[str]:
        """The names that may be matched by this person."""
        kinds = [TokenKind.FAMILY, TokenKind.GIVEN, TokenKind.PREFERRED]
        return [str(kind) for kind in (*kinds, *([TokenKind.FORMER] if self.former else []))]

    def reason(self, score: Score, postcodes: dict[UUID, str]) -> str:
        """Why somebody is in the list, in words."""
        person_id = score.row.id
        return score.reason(self.query, postcodes.get(person_id), otherwise=person_id in self.otherwise)


Rows = dict[UUID, Row[Any]]


def _candidates(asked: _Asked) -> Rows:
    query = asked.query
    if not query.words:
        return _narrowed(asked, _by_the_rest(asked, CANDIDATES)) or _by_close_number(asked)
    if query.says_more:
        rows = called(_narrowed(asked, _by_the_rest(asked, BORN)), query.words, asked.near)
        if rows:
            return rows
    rows = _by_names(asked)
    kept = _narrowed(asked, rows)
    if query.says_more and not kept:
        kept = called(_by_close_number(asked), query.words, asked.near) or _close_birth(asked, rows)
    return kept


def _by_names(asked: _Asked) -> Rows:
    words = sorted(asked.query.words, key=len, reverse=True)
    rows = _by_words(asked, words)
    if len(rows) < _few(words):
        rows.update(_by_near_words(asked, words, deep=not rows))
    return rows


def _by_the_rest(asked: _Asked, most: int) -> Rows:
    """People of the number, birth date or postcode that was typed, whatever their names are."""
    query, session, me = asked.query, asked.session, asked.actor.staff_id
    rows: Rows = {}
    if query.number:
        rows.update(_by_number(asked))
    if born := query.born or query.born_in:
        found = reads.BY_BIRTH.run(session, me=me, born_from=born[0], born_to=born[1], limit=most)
        rows.update(_by_id(found))
    elif query.postcode_key:
        end = query.postcode_key + reads.TOP
        found = reads.BY_POSTCODE.run(session, me=me, postcode=query.postcode_key, postcode_end=end, each=most)
        rows.update(_by_id(found))
    return rows


def _by_close_number(asked: _Asked) -> Rows:
    """People whose NHS number is one mistake away from what was typed, where nobody has that one."""
    rows: Rows = {}
    for number in nhs_number.one_mistake_away(asked.query.number):
        found = reads.BY_NUMBER.run(asked.session, number=number, number_end=number + ":", limit=1)
        rows.update(_by_id(row for row in found if row.merged_into_id is None))
    asked.otherwise.update(rows)
    return rows


def _close_birth(asked: _Asked, rows: Rows) -> Rows:
    """Of the people who are called so, those whose birth date is one mistake away from what was typed."""
    typed = asked.query.born
    return {id_: row for id_, row in rows.items() if typed and is_close(row, typed)}


def _by_number(asked: _Asked) -> Rows:
    number, session, me = asked.query.number, asked.session, asked.actor.staff_id
    rows = reads.BY_NUMBER.run(session, number=number, number_end=number + ":", limit=CANDIDATES)
    kept = [row for row in rows if len(number) == 10 or _by_name(row, me)]
    found = _by_id(row for row in kept if row.merged_into_id is None)
    if merged := [row.merged_into_id for row in kept if row.merged_into_id is not None]:
        found.update(_by_id(reads.SURVIVORS.run(session, ids=merged, limit=CANDIDATES)))
    if len(number) < 10:
        back = number[::-1]
        ends = reads.BY_NUMBER_END.run(session, me=me, w0=back, w0_end=back + reads.TOP, each=CANDIDATES)
        found.update(_by_id(ends))
    return found


def _by_name(row: Row[Any], me: UUID) -> bool:
    return bool(row.confidentiality == Confidentiality.NORMAL or row.usual_worker_id == me)


def _few(words: Sequence[str]) -> int:
    """With fewer people than this, words one letter away are looked at too; several words that all fit say enough."""
    return max(1, FEW - 2 * (len(words) - 1))


def _by_words(asked: _Asked, words: Sequence[str]) -> Rows:
    """People all of whose words begin as typed; first those whose family and given name already say so."""
    rows = _run(asked, words, near=_no(words), in_key=True)
    if len(words) > 1 and len(rows) < _few(words):
        rows.update(_run(asked, words, near=_no(words)))
    return rows


def _by_near_words(asked: _Asked, words: Sequence[str], *, deep: bool) -> Rows:
    """People some of whose words are one typing error away; first those with an error in the longest word only."""
    for word in words:
        asked.near[word] = near_words(asked.session, word, deep=deep)
    first = list(asked.near[words[0]])[:NEAREST]
    rows: Rows = {}
    if len(words) > 1:
        for meant in first:
            rows.update(_run(asked, words, near=_no(words), meant=meant, in_key=True))
        if len(rows) >= _few(words):
            return rows
    others = [list(asked.near[word]) for word in words[1:]]
    if any(others):
        rows.update(_run(asked, words, near=others))
    if first:
        rows.update(_run(asked, words, near=others, instead=first))
    return rows


def _no(words: Sequence[str]) -> list[list[str]]:
    """For each word but the first: none that are near it."""
    return [[] for _ in words[1:]]


def _run(
    asked: _Asked,
    words: Sequence[str],
    *,
    near: Sequence[Sequence[str]],
    instead: Sequence[str] = (),
    meant: str = "",
    in_key: bool = False,
) -> Rows:
    """People who have the first word (or the one that was meant, or one of those instead of it) and all the others,
    or words near them.

    in_key: the others are looked for in the sort key only, which is quick.
    """
    given: dict[str, Any] = {"me": asked.actor.staff_id, "former": asked.former}
    if instead:
        given["near0"] = instead
    else:
        given["w0"] = meant or words[0]
        given["w0_end"] = meant + END if meant else words[0] + reads.TOP
    given["each"] = CANDIDATES if len(words) == 1 else TOGETHER
    if len(words) > 1:
        given["kinds"] = asked.kinds
    for place, word in enumerate(words[1:], start=1):
        short = in_key or (len(word) <= SHORT and not is_cjk(word))
        given[f"short{place}"] = f"% {word}%" if short else None
        given[f"w{place}"], given[f"w{place}_end"] = ("", "") if short else (word, word + reads.TOP)
        given[f"near{place}"] = near[place - 1]
    read = (reads.NEAR_WORDS if instead else reads.BY_WORDS)[len(words)]
    return _by_id(read.run(asked.session, limit=4 * given["each"], **given))


def _narrowed(asked: _Asked, rows: Rows) -> Rows:
    """Only those who have the number, the birth date and the postcode that were typed too."""
    query = asked.query
    if query.number:
        rows = {id_: row for id_, row in rows.items() if search_keys.has_number(row, query.number)}
    if query.born:
        first, last = query.born
        rows = {id_: row for id_, row in rows.items() if row.born_on and first <= row.born_on <= last}
    if query.postcode_key:
        lives = _postcodes(asked, rows)
        rows = {id_: row for id_, row in rows.items() if id_ in lives}
    return rows


def _postcodes(asked: _Asked, rows: Rows) -> dict[UUID, str]:
    key = asked.query.postcode_key
    if not key or not rows:
        return {}
    if asked.keys and (known := asked.keys.living_at(key, rows)):
        return known
    found = reads.LIVES_AT.run(asked.session, ids=list(rows), postcode=key, postcode_end=key + reads.TOP, limit=200)
    return {row.person_id: row.postcode for row in found}


def _by_id(rows: Iterable[Row[Any]]) -> Rows:
    return {row.id: row for row in rows}


def _match(row: Row[Any], actor: Actor, reason: str, *, same: bool) -> Match:
    if row.confidentiality == Confidentiality.RESTRICTED and row.usual_worker_id != actor.staff_id:
        return Match(
            row.id, "", None, None, None, None, "unknown", row.nhs_number, "X", "alive", None,
            row.confidentiality, None, reason, locked=True,
        )  # fmt: skip
    return Match(
        row.id,
        row.family_name,
        row.given_name,
        row.title,
        row.preferred_name,
        row.born_on,
        row.dob_precision,
        row.nhs_number,
        row.sex,
        row.death_status,
        row.died_on,
        row.confidentiality,
        row.usual_worker_id,
        reason,
        same_name=same,
    )
