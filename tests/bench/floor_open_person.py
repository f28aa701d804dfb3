"""The floor of opening a person: the rows that the screen shows, by bare SQL on the person's key, in the same file."""

import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from inteam.store import engines

_PEOPLE = "address contact_point access_need reasonable_adjustment risk risk_review sharing_decision related_person"
_CARE = "care_team_member allergy medication care_case need goal action outcome signpost care_plan about_me"
_TIME = "contact referral_event case_event decision usual_worker_change"
TABLES = f"{_PEOPLE} {_CARE} {_TIME}".split()


def floor(path: Path, key: bytes, people: Sequence[UUID]) -> list[float]:
    """Milliseconds for each person."""
    connection = engines.connect(path, bytearray(key))
    taken = []
    for person_id in people:
        start = time.perf_counter()
        connection.execute("SELECT * FROM person WHERE id = ?", (person_id.hex,)).fetchall()
        for table in TABLES:
            connection.execute(f"SELECT * FROM {table} WHERE person_id = ? LIMIT 100", (person_id.hex,)).fetchall()
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return taken
