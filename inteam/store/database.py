"""The one place where transactions begin and end, and what each of them changed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, UpdateBase, event, exc, inspect
from sqlalchemy.orm import Session as Session
from sqlalchemy.orm.exc import StaleDataError

from inteam import clock
from inteam.access import Actor
from inteam.clock import Clock
from inteam.errors import ConflictError, DeniedError, InputError, StoreError
from inteam.store.base import Record
from inteam.store.connection import store_code


@dataclass(frozen=True)
class Change:
    """One row that a transaction added (before is None) or changed, with the columns that differ."""

    model: type[Record]
    id: UUID
    version: int
    before: dict[str, Any] | None


@dataclass
class Changes:
    """What a transaction did: the rows, in order, and the names of all changed tables."""

    rows: dict[tuple[str, UUID], Change] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    people: set[UUID] = field(default_factory=set)


@dataclass(frozen=True)
class Work:
    """One open transaction: its session, who acts, when it began (UTC) and what it has changed so far."""

    session: Session
    actor: Actor
    now: datetime
    changes: Changes = field(default_factory=Changes)

    @property
    def today(self) -> date:
        """The day in London."""
        return clock.day(self.now)


Hook = Callable[[Work, frozenset[UUID]], None]
Listener = Callable[[frozenset[str]], None]


class Database:
    """A local encrypted file or a shared server. May be used from any thread.

    hooks: called before each commit that changes records, with the ids of the people whose rows changed, to make
    derived rows again and to refuse what must not be.
    tables: loads all mapped classes; called before the first record is written, for it may point at any of them.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        reader: Engine | None = None,
        now: Clock = clock.system,
        hooks: Sequence[Hook] = (),
        tables: Callable[[], None] = lambda: None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.engine = engine
        self.now = now
        self._reader = reader or engine
        self._hooks = tuple(hooks)
        self._tables = tables
        self._close = close
        self._listeners: list[Listener] = []

    @property
    def shared(self) -> bool:
        """Whether this is a PostgreSQL server that others use too."""
        return self.engine.dialect.name == "postgresql"

    def on_change(self, listener: Listener) -> None:
        """Call listener after each commit, in its thread, with the names of the changed tables."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that saves nothing. Raises StoreError."""
        with own_errors(), Session(self._reader) as session:
            yield session

    @contextmanager
    def write(self, actor: Actor) -> Iterator[Work]:
        """One transaction: all of it is saved, or none. Raises ConflictError, StoreError.

        When the block has ended without an error, ``work.changes`` is what ``undo.restore`` can put back.
        """
        with own_errors(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            work = Work(session, actor, self.now())
            event.listen(session, "before_flush", lambda *_: self._tables())
            watch(work)
            yield work
            session.flush()
            if work.changes.rows:
                people = frozenset(work.changes.people)
                for hook in self._hooks:
                    hook(work, people)
        if work.changes.tables:
            self.tell(frozenset(work.changes.tables))

    def tell(self, tables: frozenset[str]) -> None:
        """Tell the listeners that these tables changed."""
        for listener in self._listeners:
            listener(tables)

    def close(self) -> None:
        """Let go of all connections and of the file's lock."""
        self._reader.dispose()
        self.engine.dispose()
        self._close()


def watch(work: Work) -> None:
    """Fill in who and when at each flush, and collect what changes."""
    event.listen(work.session, "before_flush", lambda session, *_: _stamp(work, session))
    event.listen(work.session, "after_flush", lambda session, *_: _collect(work.changes, session))
    event.listen(work.session.connection(), "after_execute", lambda _c, statement, *_: _name(work.changes, statement))


def _stamp(work: Work, session: Session) -> None:
    for record in session.new:
        if isinstance(record, Record):
            record.created_at = record.updated_at = work.now
            record.created_by = record.updated_by = work.actor.staff_id
    for record in _modified(session):
        record.updated_at, record.updated_by = work.now, work.actor.staff_id


def _modified(session: Session) -> list[Record]:
    return [record for record in session.dirty if isinstance(record, Record) and session.is_modified(record)]


def _collect(changes: Changes, session: Session) -> None:
    for record in session.new:
        if isinstance(record, Record):
            _note(changes, record, added=True)
    for record in _modified(session):
        _note(changes, record, added=False)


def _name(changes: Changes, statement: Any) -> None:
    if isinstance(statement, UpdateBase) and statement.is_dml:
        changes.tables.add(str(getattr(statement.table, "name", "")))


def _note(changes: Changes, record: Record, *, added: bool) -> None:
    mapper = inspect(type(record))
    state = inspect(record)
    key = (str(mapper.local_table.name), record.id)  # type: ignore[attr-defined]  # (a table, never a join)
    known = changes.rows.get(key)
    before: dict[str, Any] | None = None
    if not added and (known is None or known.before is not None):
        before = dict(known.before or {}) if known else {}
        for attribute in mapper.column_attrs:
            old = state.attrs[attribute.key].history.deleted
            if old and attribute.key not in before:
                before[attribute.key] = old[0]
    changes.rows[key] = Change(type(record), record.id, record.version, before)
    person_id = record.id if key[0] == "person" else getattr(record, "person_id", None)
    if person_id is not None:
        changes.people.add(person_id)


@contextmanager
def own_errors() -> Iterator[None]:
    """Turn what the databases raise into failures that a person can be told."""
    try:
        yield
    except StaleDataError as error:
        raise ConflictError("changed_since") from error
    except exc.IntegrityError as error:
        raise ConflictError(str(_constraint(error))) from error
    except exc.DBAPIError as error:
        raise _own(error) from error


_BY_SQLSTATE = {"42501": DeniedError, "IT403": DeniedError, "IT409": ConflictError, "IT422": InputError}


def _constraint(_error: exc.IntegrityError) -> str:
    return "ConflictError"


def _own(error: exc.DBAPIError) -> Exception:
    if kind := _BY_SQLSTATE.get(getattr(error.orig, "sqlstate", None) or ""):
        return kind()
    return StoreError(store_code(error.orig))


__all__ = ["Change", "Changes", "Database", "Work", "own_errors", "store_code", "watch"]
