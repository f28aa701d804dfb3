"""The floor of the search: a bare FTS5 query for the same letters, over the same names, in the same kind of file."""

import time
from collections.abc import Sequence
from pathlib import Path

from inteam.store import engines


def floor(path: Path, key: bytes, typed: Sequence[str]) -> list[float]:
    """Milliseconds of each query. The file is a copy: the table of names is made in it."""
    connection = engines.connect(path, bytearray(key))
    connection.execute("CREATE VIRTUAL TABLE floor USING fts5(name, tokenize='unicode61', prefix='2 3')")
    connection.execute("INSERT INTO floor SELECT family_name || ' ' || coalesce(given_name, '') FROM person")
    statement = "SELECT rowid, name FROM floor WHERE floor MATCH ? ORDER BY rank LIMIT 20"
    taken = []
    for words in typed:
        asked = " ".join(f'"{word}"*' for word in words.replace("-", " ").split())
        start = time.perf_counter()
        connection.execute(statement, (asked,)).fetchall()
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return taken
