"""Making frozen rows of what a read gives."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row


def values_of(row: Row[Any], *, texts: Iterable[str] = ()) -> dict[str, Any]:
    """The values of a row by name; of ``texts``, what was never said is ""."""
    values = dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's public accessor, named so to keep clear of columns)
    return values | {name: values[name] or "" for name in texts}
