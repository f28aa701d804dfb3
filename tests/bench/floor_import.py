"""The floor of an import: executemany of the rows it left, into an empty file of the same settings and indexes."""

import time
from pathlib import Path

from inteam.store import engines


def floor(full: Path, empty: Path, key: bytes) -> float:
    """Milliseconds to insert and commit all rows of full, table by table, into empty."""
    source, target = (engines.connect(path, bytearray(key)) for path in (full, empty))
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%!_fts!_%' ESCAPE '!'"
    tables = [name for (name,) in source.execute(named) if name not in ("alembic_version", "sqlite_sequence")]
    rows = {name: source.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    start = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    target.execute("PRAGMA defer_foreign_keys = ON")
    for name, found in rows.items():
        if found:
            target.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(found[0]))})', found)
    target.execute("COMMIT")
    return (time.perf_counter() - start) * 1000
