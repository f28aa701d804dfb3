"""The words by which people are found: made from the names, and made again whenever these change."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from inteam.people import search_keys
from inteam.people.choices import TokenKind
from inteam.people.folding import family_tokens, sort_key, tokens, variants
from inteam.people.model import Person, PersonName, PersonToken, SearchWord
from inteam.store.database import Work

_SOURCES = frozenset({"person", "person_name"})
_SHOWN = _SOURCES | {"address"}
_ADD_PARTS = text("INSERT INTO person_fts (word) VALUES (:word)")
_ADD_TOKENS = "INSERT INTO person_token (person_id, kind, token, sort_key) VALUES (?, ?, ?, ?)"
_MANY = 10_000  # people whose words are added at once, in the order of their keys
_BATCH = 500  # people a statement; SQLite takes 32,766 values at once


class Named(NamedTuple):
    """All that a person is found by."""

    person_id: UUID
    family_name: str
    given_name: str | None = None
    middle_names: str | None = None
    preferred_name: str | None = None
    nhs_number: str | None = None
    former: Sequence[str] = ()
    sort_key: str | None = None  # of whom the words lead to, where that is somebody else


def person_tokens(named: Named) -> list[dict[str, Any]]:
    """Rows of person_token for one person."""
    key = named.sort_key or sort_key(named.family_name, named.given_name)
    family = family_tokens(named.family_name, named.given_name)
    found: list[tuple[TokenKind, str]] = [(TokenKind.FAMILY, token) for token in family]
    for kind, name in (
        (TokenKind.GIVEN, named.given_name),
        (TokenKind.GIVEN, named.middle_names),
        (TokenKind.PREFERRED, named.preferred_name),
        *((TokenKind.FORMER, name) for name in named.former),
    ):
        found.extend((kind, token) for token in tokens(name))
    if named.nhs_number:
        found.append((TokenKind.NUMBER_END, named.nhs_number[::-1]))
    return [
        {"person_id": named.person_id, "kind": str(kind), "token": token, "sort_key": key}
        for kind, token in dict.fromkeys(found)
    ]


def word_rows(words: Iterable[str]) -> list[dict[str, Any]]:
    """Rows of search_word for words that are not there yet."""
    return [{"variant": variant, "word": word} for word in sorted(set(words)) for variant in sorted(variants(word))]


def add_people(connection: Connection, people: Iterable[Named], known: set[str] | None = None) -> None:
    """Add the words of people who have none yet; for imports.

    known: words that are already in search_word, filled in here; give the same set for each part of an import.
    """
    known = known if known is not None else set()
    several = iter(people)
    while part := list(islice(several, _MANY)):
        rows = [row for named in part for row in person_tokens(named)]
        if not rows:
            continue
        if connection.dialect.name == "sqlite":  # SQLAlchemy takes longer over each value than the database does
            values = sorted((r["person_id"].hex, r["kind"], r["token"], r["sort_key"]) for r in rows)
            connection.exec_driver_sql(_ADD_TOKENS, values)
        else:
            connection.execute(insert(PersonToken), rows)
        new = {row["token"] for row in rows if row["kind"] != TokenKind.NUMBER_END} - known
        if new:
            known |= new
            _add_words(connection, new)


def _add_words(connection: Connection, new: set[str]) -> None:
    local = connection.dialect.name == "sqlite"
    add = sqlite.insert(SearchWord) if local else postgresql.insert(SearchWord)
    connection.execute(add.on_conflict_do_nothing(), word_rows(new))
    if local:  # parts of words, for when nothing else is near
        connection.execute(_ADD_PARTS, [{"word": word} for word in sorted(new)])


def refresh_search(work: Work, person_ids: frozenset[UUID]) -> None:  # noqa: ARG001 (a hook's arguments)
    """Before a commit: make the words of people again whose names or number the transaction changed."""
    changed = {key[0] for key in work.changes.rows}
    if changed & _SHOWN:
        search_keys.forget_after(work.session)
    if changed & _SOURCES:
        _renew(work, sorted(_touched(work)))


def _touched(work: Work) -> set[UUID]:
    """The people whose names or number this transaction changed, and those from whom one was parted."""
    found: set[UUID] = set()
    names: set[UUID] = set()
    for (table, row_id), change in work.changes.rows.items():
        if table == "person":
            found.add(row_id)
            if parted := (change.before or {}).get("merged_into_id"):
                found.add(parted)
        elif table == "person_name":
            names.add(row_id)
    if names:
        found.update(work.session.scalars(select(PersonName.person_id).where(PersonName.id.in_(names))))
    return found


def _renew(work: Work, person_ids: Sequence[UUID]) -> None:
    connection = work.session.connection()
    for start in range(0, len(person_ids), _BATCH):
        part = _with_merged(connection, person_ids[start : start + _BATCH])
        connection.execute(delete(PersonToken).where(PersonToken.person_id.in_(part)))
        _add_distinct(connection, list(_named(connection, part)))


def _with_merged(connection: Connection, person_ids: Sequence[UUID]) -> list[UUID]:
    """The people, and those into whom they were merged, whose words these are too."""
    into = select(Person.merged_into_id).where(Person.id.in_(person_ids), Person.merged_into_id.is_not(None))
    return sorted({*person_ids, *(found for found in connection.scalars(into) if found is not None)})


def _add_distinct(connection: Connection, people: Iterable[Named]) -> None:
    rows = {(r["person_id"], r["kind"], r["token"]): r for named in people for r in person_tokens(named)}
    if not rows:
        return
    connection.execute(insert(PersonToken), list(rows.values()))
    words = {token for _, kind, token in rows if kind != TokenKind.NUMBER_END}
    have = set(connection.scalars(select(SearchWord.word).where(SearchWord.variant.in_(words))))
    if words - have:
        _add_words(connection, words - have)


def _named(connection: Connection, person_ids: Sequence[UUID]) -> Iterator[Named]:
    """What these people are found by; a merged record's names lead to the survivor."""
    columns = (
        Person.id,
        Person.family_name,
        Person.given_name,
        Person.middle_names,
        Person.preferred_name,
        Person.nhs_number,
        Person.merged_into_id,
        Person.sort_key,
    )
    mine = Person.id.in_(person_ids) & Person.merged_into_id.is_(None)
    wanted = (mine | Person.merged_into_id.in_(person_ids)) & Person.withdrawn_at.is_(None)
    people = connection.execute(select(*columns).where(wanted)).all()
    keys = {row.id: row.sort_key for row in people}
    former = _former(connection, [row.id for row in people])
    for row in people:
        leads_to = row.merged_into_id or row.id
        yield Named(
            leads_to,
            row.family_name,
            row.given_name,
            row.middle_names,
            row.preferred_name,
            row.nhs_number,
            former.get(row.id, ()),
            keys.get(leads_to, row.sort_key),
        )


def _former(connection: Connection, person_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = connection.execute(
        select(PersonName.person_id, PersonName.family_name, PersonName.given_name).where(
            PersonName.person_id.in_(person_ids), PersonName.withdrawn_at.is_(None)
        )
    )
    for row in rows:
        found.setdefault(row.person_id, []).extend(name for name in (row.family_name, row.given_name) if name)
    return found


def rebuild_search(work: Work) -> int:
    """Make all words again, for instance after a mending of names; gives the number of people."""
    connection = work.session.connection()
    connection.execute(delete(PersonToken))
    connection.execute(delete(SearchWord))
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM person_fts"))
    ids = list(connection.scalars(select(Person.id).order_by(Person.id)))
    for start in range(0, len(ids), _BATCH):
        _add_distinct(connection, list(_named(connection, ids[start : start + _BATCH])))
    return len(ids)
