"""The functions of the shared database that answer the reads, one for each order; a migration makes them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDialect

from inteam.store.reads import Read, Statement

# Who I may see, once, for every read. The owner sees everybody; the shared database's security replaces this line.
SCOPE = "SELECT id AS person_id FROM inteam.person"


class _FunctionBody(PGCompiler):
    """Writes a statement as a function's body: named parameters as arguments, other values as literals."""

    def visit_bindparam(self, bindparam: sa.BindParameter[Any], **options: Any) -> str:  # type: ignore[override]  # (fewer arguments)
        if bindparam.unique:
            return str(super().visit_bindparam(bindparam, **{**options, "literal_binds": True}))  # type: ignore[no-untyped-call]  # (SQLAlchemy's)
        self.binds[bindparam.key] = bindparam
        return f"in_{bindparam.key}"


def create(read: Read) -> list[str]:
    """The statements that make a read's functions. Raises TypeError for a column without a type."""
    untyped = [column.name for column in read.statement.selected_columns if isinstance(column.type, sa.types.NullType)]
    if untyped:
        raise TypeError(f"{read.name}: give a type to {', '.join(untyped)}")
    return [
        _function(read, name, read.on_server(sort, descending=descending)) for name, sort, descending in read.variants()
    ]


def _function(read: Read, name: str, statement: Statement) -> str:
    dialect = PGDialect(paramstyle="named")  # type: ignore[no-untyped-call]  # (SQLAlchemy's)
    dialect.statement_compiler = _FunctionBody
    body: Any = statement.compile(dialect=dialect, schema_translate_map={None: "inteam"}, render_schema_translate=True)
    arguments = ", ".join(f"in_{n} {_typed(b.type, dialect)} DEFAULT NULL" for n, b in sorted(body.binds.items()))
    columns = ", ".join(f'"{c.name}" {_typed(c.type, dialect)}' for c in read.statement.selected_columns)
    first = "MATERIALIZED " if read.scope_first else ""
    return (
        f"CREATE OR REPLACE FUNCTION api.{name}({arguments}) RETURNS TABLE ({columns})\n"
        f"LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp\n"
        f"AS $read$\nWITH my_people AS {first}(\n{SCOPE}\n)\n{body}\n$read$"
    )


def _typed(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> str:
    # A collation is not part of a function's signature.
    return kind.compile(dialect).split(" COLLATE ")[0]
