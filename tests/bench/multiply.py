"""A file of many more people, made from a smaller one: the same names and cases again, each somebody else's.

Importing a million people takes hours; what the large bench asks is how a search, a list, a save and a pack grow, for
which the same mixture of names is right. Copies have NHS numbers of their own, in the range that is not for tests.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inteam.people.nhs_number import with_check_digit

# Parents first. Each table: its columns that point at a person, and its own key where it is not the person's.
_TABLES = (
    ("person", "id", ""),
    ("address", "person_id", "id"),
    ("contact_point", "person_id", "id"),
    ("registration", "person_id", "id"),
    ("person_token", "person_id", ""),
    ("care_case", "person_id", "id"),
    ("case_work", "person_id", "case_id"),
)
_FIRST_NUMBER = 400_000_000
_CACHE_KB = 4_000_000


def multiply(path: Path, people: int) -> None:
    """Add people until there are so many, with their addresses, search words and cases."""
    from inteam import clock
    from inteam.store import local
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE

    closed = local.approach(path)
    file = closed.open(closed.key_by_passphrase(DEMO_PASSPHRASE), clock.system)
    try:
        with file.engine.connect() as connection:
            _fill(connection.connection.driver_connection, people)
    finally:
        file.close()


def _fill(raw: Any, people: int) -> None:
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    raw.execute("PRAGMA temp_store = MEMORY")
    indexes = _take_away_indexes(raw)
    numbers = _numbers()
    raw.execute("CREATE TEMP TABLE pattern AS SELECT id FROM person")
    have = _one(raw, "SELECT count(*) FROM person")
    while have < people:
        raw.execute("BEGIN")
        have += _copy(raw, people - have, numbers)
        raw.execute("COMMIT")
        sys.stderr.write(f"… {have:,} people\n")
    for sql in indexes:
        raw.execute(sql)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(raw: Any, most: int, numbers: Iterator[str]) -> int:
    """All the people of the pattern once more, or as many as are still wanted; gives how many."""
    raw.execute("DROP TABLE IF EXISTS twin")
    raw.execute("CREATE TEMP TABLE twin (old PRIMARY KEY, new, number)")
    olds = raw.execute("SELECT id, lower(hex(randomblob(16))) FROM pattern LIMIT ?", (most,)).fetchall()
    raw.executemany("INSERT INTO twin VALUES (?, ?, ?)", ((old, new, next(numbers)) for old, new in olds))
    raw.execute("DROP TABLE IF EXISTS twin_case")
    raw.execute(
        "CREATE TEMP TABLE twin_case AS SELECT care_case.id AS old, lower(hex(randomblob(16))) AS new "
        "FROM care_case JOIN twin ON twin.old = care_case.person_id"
    )
    raw.execute("CREATE UNIQUE INDEX temp.twin_case_old ON twin_case (old)")
    for table, person, key in _TABLES:
        raw.execute(_insert(raw, table, person, key))
    raw.execute(
        "INSERT INTO person_token (person_id, kind, token, sort_key) "
        "SELECT twin.new, 'number_end', reverse_of(twin.number), person.sort_key "
        "FROM twin JOIN person ON person.id = twin.new"
    )
    return len(olds)


def _insert(raw: Any, table: str, person: str, key: str) -> str:
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    new = {person: "twin.new", "nhs_number": "twin.number"}
    join = ""
    if table in ("care_case", "case_work"):
        new |= {key: "twin_case.new", "referral_id": "NULL"}
        join = f" JOIN twin_case ON twin_case.old = {table}.{key}"
    elif key:
        new[key] = "lower(hex(randomblob(16)))"
    values = ", ".join(new.get(name, f'{table}."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    words = " WHERE person_token.kind <> 'number_end'" if table == "person_token" else ""
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} "
        f"JOIN twin ON twin.old = {table}.{person}{join}{words}"
    )


def _take_away_indexes(raw: Any) -> list[str]:
    """Indexes are made quicker over the whole table than row by row; gives what makes them again."""
    raw.create_function("reverse_of", 1, lambda text: text[::-1], deterministic=True)
    tables = ", ".join(f"'{table}'" for table, *_ in _TABLES)
    found = raw.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables})"
    ).fetchall()
    needed = {"ix_care_case_person_id_status", "ix_case_work_person_id", "ix_address_person_id"}
    for name, _sql in found:
        if name not in needed:
            raw.execute(f"DROP INDEX {name}")
    return [sql for name, sql in found if name not in needed]


def _numbers() -> Iterator[str]:
    for nine in range(_FIRST_NUMBER, 10**9):
        if number := with_check_digit(str(nine)):
            yield number


def _one(raw: Any, sql: str) -> int:
    return int(raw.execute(sql).fetchone()[0])
