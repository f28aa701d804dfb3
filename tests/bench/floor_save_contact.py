"""The floor of saving a contact: one bare insert of such a row and its commit, in the same file and settings."""

import time
from pathlib import Path
from uuid import uuid4

from inteam.store import engines


def floor(path: Path, key: bytes, runs: int) -> list[float]:
    """Milliseconds of each of so many saves: the row of a contact that is there, under a new id."""
    connection = engines.connect(path, bytearray(key))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(contact)")]
    row = connection.execute("SELECT * FROM contact WHERE length(summary) > 40 LIMIT 1").fetchone()
    statement = f"INSERT INTO contact VALUES ({', '.join('?' * len(columns))})"
    taken = []
    for _ in range(runs):
        new = [uuid4().hex if name == "id" else value for name, value in zip(columns, row, strict=True)]
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement, new)
        connection.execute("COMMIT")
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return taken
