"""One definition of a read, answered by both databases.

A read is a ``select()`` with named parameters, written once in its feature's ``queries.py``. On the local file it
runs as it is. On the shared PostgreSQL each of its sort orders becomes a function of the same name, which
``create_functions`` writes; what the shared database's security adds (tickets, audit, who is in scope) belongs in
``SCOPE`` and in the function's frame, once, and changes neither a query nor a screen.

Three things vary in a list and are part of the definition:

- ``optional`` filters: added to the local statement only when a value is given, so that SQLite can choose the index
  that fits; in the function they stand as ``in_x IS NULL OR …``;
- lists of values (``one_of``): a JSON array for SQLite, an array parameter for PostgreSQL;
- ``sorts``: each a stored, never-null key and then the id, with keyset paging in both directions.

Scope stands once: each read about people joins ``my_people``, a view of everybody locally and a WITH clause on
the server.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

# Who I may see, once, for every read. The owner sees everybody; the shared database's security replaces this line.
SCOPE = "SELECT id AS person_id FROM inteam.person"


my_people = sa.table("my_people", sa.column("person_id", sa.Uuid))

Statement = sa.Select[*tuple[Any, ...]]
_AFTER_VALUE, _AFTER_ID, _LIMIT = "after_value", "after_id", "most"


def param(name: str, kind: sa.types.TypeEngine[Any]) -> sa.BindParameter[Any]:
    """A named parameter of a read."""
    return sa.bindparam(name, type_=kind, required=False)


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


class _FunctionBody(PGCompiler):
    """Writes a statement as a function's body: named parameters as arguments, other values as literals."""

    def visit_bindparam(self, bindparam: sa.BindParameter[Any], **options: Any) -> str:  # type: ignore[override]
        if bindparam.unique:
            return str(super().visit_bindparam(bindparam, **{**options, "literal_binds": True}))  # type: ignore[no-untyped-call]
        self.binds[bindparam.key] = bindparam
        return f"in_{bindparam.key}"


def _function_dialect() -> PGDialect:
    dialect = PGDialect(paramstyle="named")  # type: ignore[no-untyped-call]
    dialect.statement_compiler = _FunctionBody
    return dialect


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
        statement = self._local(given, sort, descending, after is not None, limit is not None)
        asked = {name: values.get(name) for name in self._named(statement)}
        return list(connection.execute(statement, asked))

    @cached_property
    def parameters(self) -> dict[str, sa.types.TypeEngine[Any]]:
        """Name → type of what a caller may give."""
        paging = {_AFTER_VALUE, _AFTER_ID, _LIMIT}
        return {name: kind for name, kind in self._all_parameters.items() if name not in paging}

    @cached_property
    def _all_parameters(self) -> dict[str, sa.types.TypeEngine[Any]]:
        first = next(iter(self.sorts), None)
        return {name: bind.type for name, bind in sorted(self._body(first, descending=False).binds.items())}

    @cached_property
    def _statements(self) -> dict[Any, Statement]:
        return {}

    @cached_property
    def _names(self) -> dict[int, frozenset[str]]:
        return {}

    def _local(
        self, given: frozenset[str], sort: str | None, descending: bool, paged: bool, limited: bool
    ) -> Statement:
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

    def _named(self, statement: Statement) -> frozenset[str]:
        known = self._names.get(id(statement))
        if known is None:
            compiled = statement.compile(dialect=_function_dialect())
            known = self._names[id(statement)] = frozenset(cast(PGCompiler, compiled).binds)
        return known

    def _body(self, sort: str | None, *, descending: bool) -> PGCompiler:
        statement = self.statement
        for name, clause in self.optional.items():
            statement = statement.where(sa.or_(_absent(name, clause), clause))
        if sort is not None:
            order = self.sorts[sort]
            statement = statement.order_by(*order.order(descending=descending))
            statement = statement.where(
                sa.or_(param(_AFTER_ID, order.id.type).is_(None), order.beyond(descending=descending))
            )
        if sort is not None or self.statement._limit_clause is None:  # noqa: SLF001 (SQLAlchemy offers no other way to ask)
            statement = statement.limit(param(_LIMIT, sa.Integer()))
        return statement.compile(  # type: ignore[return-value]
            dialect=_function_dialect(), schema_translate_map={None: "inteam"}, render_schema_translate=True
        )

    def _variants(self) -> list[tuple[str, str | None, bool]]:
        if not self.sorts:
            return [(self.name, None, False)]
        return [
            (f"{self.name}_by_{sort}{'_down' if descending else ''}", sort, descending)
            for sort in self.sorts
            for descending in (False, True)
        ]

    def create_functions(self) -> list[str]:
        """The PostgreSQL functions that answer this read, one for each order; a migration runs them."""
        made = []
        for name, sort, descending in self._variants():
            body = self._body(sort, descending=descending)
            dialect = body.dialect
            kinds = {n: b.type for n, b in sorted(body.binds.items())}
            arguments = ", ".join(f"in_{n} {_typed(t, dialect)} DEFAULT NULL" for n, t in kinds.items())
            untyped = [c.name for c in self.statement.selected_columns if isinstance(c.type, sa.types.NullType)]
            if untyped:
                raise TypeError(f"{self.name}: give a type to {', '.join(untyped)}")
            columns = ", ".join(f'"{c.name}" {_typed(c.type, dialect)}' for c in self.statement.selected_columns)
            first = "MATERIALIZED " if self.scope_first else ""
            made.append(
                f"CREATE OR REPLACE FUNCTION api.{name}({arguments}) RETURNS TABLE ({columns})\n"
                f"LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp\n"
                f"AS $read$\nWITH my_people AS {first}(\n{SCOPE}\n)\n{body}\n$read$"
            )
        return made

    @cached_property
    def _calls(self) -> dict[tuple[str | None, bool], tuple[str, dict[str, Any]]]:
        return {
            (sort, descending): (
                name,
                {n: b.type for n, b in sorted(self._body(sort, descending=descending).binds.items())},
            )
            for name, sort, descending in self._variants()
        }

    def _call(self, connection: Connection, sort: str | None, *, descending: bool, values: dict[str, Any]) -> list[Any]:
        name, kinds = self._calls[sort, descending and sort is not None]
        arguments = [sa.bindparam(n, values.get(n), t) for n, t in kinds.items()]
        function = getattr(sa.func.api, name)(*arguments)
        columns = [sa.column(c.name, c.type) for c in self.statement.selected_columns]
        return list(connection.execute(sa.select(function.table_valued(*columns))))


def _typed(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> str:
    # A collation is not part of a function's signature.
    return kind.compile(dialect).split(" COLLATE ")[0]


def _absent(name: str, clause: Any) -> Any:
    kinds = {b.key: b.type for b in sa.sql.visitors.iterate(clause) if isinstance(b, sa.BindParameter)}
    return sa.bindparam(name, type_=kinds[name], required=False).is_(None)
