"""The search keys of the people in my scope, kept in memory: on the shared database typing asks nobody (decision 18).

They are fetched when the first letter is typed, again a minute later, and after each save of this program. In a scope
of more people than fit, and where memory finds nobody, the database is asked.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Row, event
from sqlalchemy.orm import Session

from inteam.access import Actor
from inteam.people import queries_search as reads
from inteam.people.near_words import LONG, Near, distance
from inteam.people.search_called import called, is_close
from inteam.people.search_query import Query

MOST_PEOPLE = 5_000
FRESH_S = 60.0
TOO_MANY_S = 900.0  # until a scope that was too large is counted again
_FEW = 5  # people; with fewer, words one letter away are looked at too
_SHORTEST_NEAR = 3  # letters
Rows = dict[UUID, Row[Any]]


@dataclass(frozen=True)
class Keys:
    """What the people of one scope are found by. words: (folded word, person), sorted."""

    rows: Rows
    words: list[tuple[str, UUID]] = field(default_factory=list)
    postcodes: dict[UUID, list[tuple[str, str]]] = field(default_factory=dict)

    def having(self, word: str) -> set[UUID]:
        """The people one of whose words begins so."""
        low = bisect_left(self.words, word, key=lambda pair: pair[0])
        high = bisect_left(self.words, word + reads.TOP, key=lambda pair: pair[0])
        return {person_id for _, person_id in self.words[low:high]}

    def near(self, word: str) -> Near:
        """The words one typing error away, two in a long one."""
        if len(word) < _SHORTEST_NEAR:
            return {}
        wrong = {other: distance(word, other) for other in dict.fromkeys(other for other, _ in self.words)}
        allowed = 2 if len(word) >= LONG else 1
        return {other: count for other, count in wrong.items() if 0 < count <= allowed}

    def living_at(self, postcode_key: str, people: Iterable[UUID]) -> dict[UUID, str]:
        """Of these people, those who live in a postcode or its beginning, with the postcode."""
        found: dict[UUID, str] = {}
        for person_id in people:
            for key, shown in self.postcodes.get(person_id, ()):
                if key.startswith(postcode_key):
                    found.setdefault(person_id, shown)
        return found


_Who = tuple[UUID, tuple[str, ...]]
_kept: WeakKeyDictionary[Engine, dict[_Who, tuple[float, Keys | None]]] = WeakKeyDictionary()


def of(session: Session, actor: Actor, kinds: Sequence[str]) -> Keys | None:
    """The keys of this person's scope; None in a local file, which has its index, and for a scope too large.

    kinds: the names that may be matched by this person (decision 15).
    """
    bind = session.get_bind()
    if not isinstance(bind, Engine) or bind.dialect.name == "sqlite":
        return None
    kept = _kept.setdefault(bind, {})
    who = (actor.staff_id, tuple(kinds))
    until, keys = kept.get(who, (0.0, None))
    if monotonic() > until:
        keys = _fetch(session, actor, kinds)
        kept[who] = (monotonic() + (FRESH_S if keys else TOO_MANY_S), keys)
    return keys


def forget_after(session: Session) -> None:
    """Once this session's transaction is committed, fetch the keys again when they are next needed."""
    bind = session.get_bind()
    if isinstance(bind, Engine) and bind.dialect.name != "sqlite":
        event.listen(session, "after_commit", lambda _session: _kept.pop(bind, None), once=True)


def _fetch(session: Session, actor: Actor, kinds: Sequence[str]) -> Keys | None:
    found = reads.KEYS.run(session, me=actor.staff_id, limit=MOST_PEOPLE + 1)
    if len(found) > MOST_PEOPLE:
        return None
    keys = Keys({row.id: row for row in found})
    words = reads.KEY_WORDS.run(session, kinds=list(kinds))
    keys.words.extend(sorted({(row.token, row.person_id) for row in words if row.person_id in keys.rows}))
    for row in reads.KEY_POSTCODES.run(session):
        keys.postcodes.setdefault(row.person_id, []).append((row.postcode_key, row.postcode))
    return keys


def candidates(keys: Keys, query: Query, near: dict[str, Near]) -> Rows:
    """The people in memory whom the query may mean, typing errors included; what is near is added to near."""
    rows = _with_the_rest(keys, query)
    if not query.words:
        return rows
    if query.says_more and (found := called(rows, query.words, near)):
        return found
    named = _named(keys, query, near)
    found = {person_id: row for person_id, row in named.items() if person_id in rows}
    typed = query.born
    if not found and typed:
        found = {person_id: row for person_id, row in named.items() if is_close(row, typed)}
    return found


def _named(keys: Keys, query: Query, near: dict[str, Near]) -> Rows:
    people = set.intersection(*(keys.having(word) for word in query.words))
    if len(people) < max(1, _FEW - 2 * (len(query.words) - 1)):
        people |= set.intersection(*(_having_near(keys, word, near) for word in query.words))
    return {person_id: keys.rows[person_id] for person_id in people}


def _having_near(keys: Keys, word: str, near: dict[str, Near]) -> set[UUID]:
    near[word] = keys.near(word)
    by_word = defaultdict(set)
    for other, person_id in keys.words:
        if other in near[word]:
            by_word[other].add(person_id)
    return keys.having(word).union(*by_word.values())


def _with_the_rest(keys: Keys, query: Query) -> Rows:
    rows = keys.rows
    if query.number:
        rows = {person_id: row for person_id, row in rows.items() if has_number(row, query.number)}
    if query.born:
        first, last = query.born
        rows = {id_: row for id_, row in rows.items() if row.born_on and first <= row.born_on <= last}
    if query.postcode_key:
        rows = {person_id: rows[person_id] for person_id in keys.living_at(query.postcode_key, rows)}
    return rows


def has_number(row: Row[Any], digits: str) -> bool:
    """Whether digits begin or end somebody's NHS number, or are their year of birth."""
    number = row.nhs_number or ""
    born = str(row.born_on.year) if row.born_on else ""
    return number.startswith(digits) or number.endswith(digits) or born == digits


__all__ = ["FRESH_S", "MOST_PEOPLE", "Keys", "candidates", "forget_after", "has_number", "of"]
