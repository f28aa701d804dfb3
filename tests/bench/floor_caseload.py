"""The floor of a caseload page: bare SQL for the same hundred rows, in the same order, in the same file."""

import time
from collections.abc import Sequence
from pathlib import Path

from inteam.store import engines

COLUMNS = "p.family_name, p.given_name, w.nhs_number, w.born_on, w.pathway, w.stage, w.next_due_on, w.last_contact_on"


def floor(path: Path, key: bytes, orders: Sequence[tuple[str, bool]]) -> list[float]:
    """Milliseconds of each page in each of the orders: column of case_work, and whether descending."""
    connection = engines.connect(path, bytearray(key))
    taken = []
    for column, descending in orders:
        way = "DESC" if descending else "ASC"
        sql = (
            f"SELECT {COLUMNS} FROM (SELECT case_id FROM case_work WHERE is_open = 1 "
            f"ORDER BY {column} {way}, case_id {way} LIMIT 100) AS page JOIN case_work AS w USING (case_id) "
            "JOIN person AS p ON p.id = w.person_id"
        )
        start = time.perf_counter()
        connection.execute(sql).fetchall()
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return taken
