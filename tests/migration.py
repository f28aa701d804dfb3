"""Writes the next migration: what the mapped classes have and the newest migration has not.

Run: make migration m="referral urgency". Read and correct what it wrote.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from inteam import application
from inteam.store import migrations, schema
from inteam.store.base import Base, Folded, Instant

HEAD = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """{message}."""
{body}
'''


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Folded):
        return 'sa.Text().with_variant(sa.Text(collation="C"), "postgresql")'
    return False


def ours(item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Whether a thing of the database is one that the mapped classes describe (the search index is not)."""
    del item
    return not (kind == "table" and name is not None and name.startswith("person_fts"))


def other_type(_context: Any, _column: Any, _mapped: Any, _there: Any, ours: Any) -> bool | None:
    """Folded differs from what is there only in the collation, which the migration sets."""
    return False if isinstance(_there, Folded) or isinstance(ours, Folded) else None


def write(message: str) -> Path:
    """Write the file and give its path."""
    application.load_tables()
    versions = Path(migrations.__path__[0], "versions")
    known = schema.known()
    number = f"{len(known) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/x.db")
        if known:
            migrations.upgrade(engine)
        with engine.connect() as connection:
            options = {"render_item": _render, "render_as_batch": True, "include_object": ours}
            context = MigrationContext.configure(connection, opts={**options, "target_metadata": Base.metadata})
            found = produce_migrations(context, Base.metadata)
            if found.upgrade_ops is None or found.upgrade_ops.is_empty():
                sys.exit("The newest migration has all that the mapped classes have.")
            body = render_python_code(found.upgrade_ops, render_item=_render, render_as_batch=True)
        engine.dispose()
    # The mapped classes hold SQLite's predicate of a partial index only (store/base.py).
    body = re.sub(r"sqlite_where=(sa\.text\((['\"]).*?\2\))", r"sqlite_where=\1, postgresql_where=\1", body)
    slug = re.sub(r"\W+", "_", message.lower()).strip("_")
    path = versions / f"{number}_{slug}.py"
    down = known[-1] if known else None
    path.write_text(
        HEAD.format(message=message[:1].upper() + message[1:], revision=number, down=down, body=body), "utf-8"
    )
    return path


if __name__ == "__main__":
    print(write(sys.argv[1]))  # noqa: T201 (a tool says what it wrote)
