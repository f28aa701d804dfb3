"""One definition of a read, answered by both databases.

A read is a ``select()`` with named parameters, written once in its feature's ``queries.py``. On the local file it
runs as it is. On the shared PostgreSQL each of its sort orders becomes a function of the same name (functions.py);
what the shared database's security adds (tickets, audit, who is in scope) belongs in that function's frame, once, and
changes neither a query nor a screen.

Three things vary in a list and are part of the definition:

- ``optional`` filters: added to the local statement only when a value is given, so that SQLite can choose the index
  that fits; in the function they stand as ``in_x IS NULL OR …``;
- lists of values (``one_of``): a JSON array for SQLite, an array parameter for PostgreSQL;
- ``sorts``: each a stored, never-null key and then the id, with keyset paging in both directions.

Scope stands once: each read about people joins ``my_people``, a view of everybody locally and a WITH clause on
the server. ``standing`` and ``of_person`` begin a statement so, without what was withdrawn.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

my_people = sa.table("my_people", sa.column("person_id", sa.Uuid))

Statement = sa.Select[*tuple[Any, ...]]
_AFTER_VALUE, _AFTER_ID, _LIMIT = "after_value", "after_id", "most"


def param(name: str, kind: sa.types.TypeEngine[Any]) -> sa.BindParameter[Any]:
    """A named parameter of a read."""
    return sa.bindparam(name, type_=kind, required=False)


def standing(model: Any, *columns: Any) -> sa.Select[Any]:
    """A select of what stands (nothing withdrawn) of one kind of record, about the people in my scope."""
    mine = sa.select(*columns).join(my_people, my_people.c.person_id == model.person_id)
    return mine.where(model.withdrawn_at.is_(None))


def of_person(model: Any, *columns: Any) -> sa.Select[Any]:
    """``standing`` of one person: the parameter ``person_id``."""
    return standing(model, *columns).where(model.person_id == param("person_id", sa.Uuid()))


def of_people(model: Any, *columns: Any) -> sa.Select[Any]:
    """``standing`` of the people in the list ``people``, with whom each row is about."""
    return standing(model, model.person_id, *columns).where(one_of(model.person_id, "people", sa.Uuid()))


def one_of(column: Any, name: str, kind: sa.types.TypeEngine[Any]) -> "_OneOf":
    """``column`` is one of the values of the list parameter ``name``, whose values are of type ``kind``."""
    return _OneOf(column, sa.bindparam(name, type_=_ListOf(kind), required=False))


class _OneOf(FunctionElement[bool]):
    type = sa.Boolean()
    name = "one_of"
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002 (SQLAlchemy's signature)
        """Itself: else SQLAlchemy compares it with 1, because SQLite has no truths, and no index answers that."""
        return self


class _ListOf(sa.types.TypeDecorator[Any]):
    """A list of values: JSON text on SQLite, an array on PostgreSQL."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects import postgresql  # noqa: PLC0415 (slow to import, and a local file needs none of it)

            return dialect.type_descriptor(postgresql.ARRAY(self.kind))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return list(value)
        make = self.kind.dialect_impl(dialect).bind_processor(dialect)
        return json.dumps([make(v) if make else v for v in value])


@compiles(_OneOf)
def _in_json(element: _OneOf, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 (compiled parts)


@compiles(_OneOf, "postgresql")
def _in_array(element: _OneOf, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY({values})"


@dataclass(frozen=True)
class Sort:
    """An order that pages by key: a stored key that is never null, then the row's id.

    Both must stand in the index that the list is meant to walk.
    """

    key: Any
    id: Any

    def order(self, *, descending: bool) -> list[Any]:
        """The ORDER BY terms."""
        return [self.key.desc(), self.id.desc()] if descending else [self.key.asc(), self.id.asc()]

    def beyond(self, *, descending: bool) -> Any:
        """Rows after the row whose key and id are in the parameters."""
        here = sa.tuple_(self.key, self.id)
        last = sa.tuple_(param(_AFTER_VALUE, self.key.type), param(_AFTER_ID, self.id.type))
        return here < last if descending else here > last


@dataclass(frozen=True, eq=False)
class Read:
    """A named, parametrised query that both databases answer.

    ``scope_first`` is for searches: the server gathers my people before it looks at a name, so that neither time
    nor buffers tell anything about strangers. A read with ``sorts`` takes ``sort``, ``descending``, ``after`` and
    ``limit``; one without takes ``limit`` only if its statement has none.
    """

    name: str
    statement: Statement
    optional: Mapping[str, Any] = field(default_factory=dict)
    sorts: Mapping[str, Sort] = field(default_factory=dict)
    scope_first: bool = False

    def run(
        self,
        session: Session | Connection,
        *,
        sort: str | None = None,
        descending: bool = False,
        after: tuple[Any, Any] | None = None,
        limit: int | None = None,
        **values: Any,
    ) -> list[Any]:
        """The rows, on whichever database the session belongs to.

        after: the sort value and the id of the last row seen. Raises TypeError for an unknown parameter.
        """
        if unknown := values.keys() - self.parameters.keys():
            raise TypeError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        sort = sort or next(iter(self.sorts), None)
        if limit is not None:
            values[_LIMIT] = limit
        if after is not None:
            values[_AFTER_VALUE], values[_AFTER_ID] = after
        connection = session.connection() if isinstance(session, Session) else session
        if connection.dialect.name == "postgresql":
            return self._call(connection, sort, descending=descending, values=values)
        given = frozenset(name for name in self.optional if values.get(name) is not None)
        statement = self.local(given, sort, descending=descending, paged=after is not None, limited=limit is not None)
        # All at once: row by row, SQLAlchemy goes round a Python loop for each.
        return list(connection.execute(statement, {**self._nothing, **values}).all())

    @cached_property
    def parameters(self) -> dict[str, sa.types.TypeEngine[Any]]:
        """Name → type of what a caller may give."""
        found: dict[str, sa.types.TypeEngine[Any]] = {}
        for clause in (self.statement, *self.optional.values()):
            found |= binds(clause)
        return {name: kind for name, kind in sorted(found.items()) if name not in (_AFTER_VALUE, _AFTER_ID, _LIMIT)}

    @cached_property
    def _nothing(self) -> dict[str, None]:
        return dict.fromkeys(self.parameters)

    @cached_property
    def _statements(self) -> dict[Any, Statement]:
        return {}

    def local(
        self, given: frozenset[str], sort: str | None, *, descending: bool, paged: bool, limited: bool
    ) -> Statement:
        """The statement for SQLite with just these optional filters."""
        key = (given, sort, descending, paged, limited)
        if key not in self._statements:
            statement = self.statement.where(*(self.optional[name] for name in sorted(given)))
            if sort is not None:
                order = self.sorts[sort]
                statement = statement.order_by(*order.order(descending=descending))
                if paged:
                    statement = statement.where(order.beyond(descending=descending))
            if limited:
                statement = statement.limit(param(_LIMIT, sa.Integer()))
            self._statements[key] = statement
        return self._statements[key]

    def on_server(self, sort: str | None, *, descending: bool) -> Statement:
        """The statement of one order with every filter in it, an absent one as ``IS NULL OR``: a function's body."""
        statement = self.statement
        for name, clause in self.optional.items():
            absent = sa.bindparam(name, type_=binds(clause)[name], required=False).is_(None)
            statement = statement.where(sa.or_(absent, clause))
        if sort is not None:
            order = self.sorts[sort]
            statement = statement.order_by(*order.order(descending=descending))
            statement = statement.where(
                sa.or_(param(_AFTER_ID, order.id.type).is_(None), order.beyond(descending=descending))
            )
        if sort is not None or self.statement._limit_clause is None:  # noqa: SLF001 (SQLAlchemy offers no other way to ask)
            statement = statement.limit(param(_LIMIT, sa.Integer()))
        return statement

    def variants(self) -> list[tuple[str, str | None, bool]]:
        """(function, sort, descending) of each order."""
        if not self.sorts:
            return [(self.name, None, False)]
        return [
            (f"{self.name}_by_{sort}{'_down' if descending else ''}", sort, descending)
            for sort in self.sorts
            for descending in (False, True)
        ]

    @cached_property
    def _calls(self) -> dict[tuple[str | None, bool], tuple[str, dict[str, Any]]]:
        return {
            (sort, descending): (name, dict(sorted(binds(self.on_server(sort, descending=descending)).items())))
            for name, sort, descending in self.variants()
        }

    def _call(self, connection: Connection, sort: str | None, *, descending: bool, values: dict[str, Any]) -> list[Any]:
        name, kinds = self._calls[sort, descending and sort is not None]
        arguments = [sa.bindparam(n, values.get(n), t) for n, t in kinds.items()]
        function = getattr(sa.func.api, name)(*arguments)
        columns = [sa.column(c.name, c.type) for c in self.statement.selected_columns]
        return list(connection.execute(sa.select(function.table_valued(*columns))))


_CALLS = 8


class TooLongError(Exception):
    """A read of the local file was given up, as it took more steps than it was given."""


@contextmanager
def at_most(session: Session, steps: int) -> Iterator[None]:
    """Gives a read on the local file up after so many steps of SQLite (about forty a row). Raises TooLongError."""
    connection = session.connection().connection.driver_connection
    if connection is None:
        raise TypeError("the connection is closed")
    # SQLite counts on from the last run of the same statement, so one call may come early: several are waited for.
    calls = iter(range(_CALLS))
    connection.set_progress_handler(lambda: next(calls, None) is None, max(1, steps // _CALLS))
    try:
        yield
    except sa.exc.OperationalError as error:
        if "interrupted" not in str(error.orig):
            raise
        raise TooLongError from error
    finally:
        connection.set_progress_handler(None, 0)


def binds(clause: Any) -> dict[str, sa.types.TypeEngine[Any]]:
    """Name → type of the named parameters in a statement or clause; values written into it are not among them."""
    found = (part for part in sa.sql.visitors.iterate(clause) if isinstance(part, sa.BindParameter))
    return {bind.key: bind.type for bind in found if not bind.unique}
