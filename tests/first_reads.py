"""Writes resources/first_reads.json: the SQL of the reads that the first list needs, as SQLAlchemy makes it.

Run: make first-reads, whenever one of these reads was changed; tests/inteam/store/test_prepared.py asks for it.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from inteam.caseload import my_list
from inteam.organisations import people_here
from inteam.store.prepared import FILE, Prepared
from inteam.store.reads import Read

KEPT: dict[Prepared, tuple[str, ...]] = {
    people_here.STAFF: (),
    people_here.MEMBERSHIPS: ("staff_id",),
    people_here.COVERING: (),
    my_list.ACTIONS: ("owners",),
    my_list.APPOINTMENTS: ("owners",),
    my_list.WAITS: (),
}
"""Each with the optional filters that are given at the start."""

_KINDS = {
    "Uuid": "uuid",
    "Date": "date",
    "Instant": "instant",
    "Boolean": "bool",
    **dict.fromkeys(("String", "Text", "Integer", "Folded", "Float"), "plain"),
}


def wanted() -> str:
    """What has to stand in the file."""
    forms = {one.name: _form(read_of(one), given) for one, given in KEPT.items()}
    return json.dumps(forms, indent=1, ensure_ascii=False) + "\n"


def read_of(one: Prepared) -> Read:
    """The Read that was prepared."""
    module, _, attribute = one.place.partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, Read) or found.name != one.name:
        raise TypeError(f"{one.place} is not the read {one.name}")
    return found


def _form(read: Read, given: tuple[str, ...]) -> dict[str, Any]:
    sort = next(iter(read.sorts), None)
    statement = read.local(frozenset(given), sort, descending=False, paged=False, limited=True)
    compiled = statement.compile(dialect=SQLiteDialect(), compile_kwargs={"render_postcompile": True})
    asked: list[dict[str, Any]] = []
    for name in compiled.positiontup or ():
        bind = compiled.binds.get(name)
        if bind is None or bind.unique:
            asked.append({"value": compiled.params[name]})
        else:
            asked.append({"name": bind.key, "kind": _kind(bind.type)})
    out = [[column.name, _kind(column.type)] for column in statement.selected_columns]
    return {"sql": str(compiled), "optional": sorted(read.optional), "given": sorted(given), "in": asked, "out": out}


def _kind(of: Any) -> str:
    """What has to be done with a value of a type on its way into SQLite and out of it."""
    name = type(of).__name__
    if name == "_ListOf" and type(of.kind).__name__ == "Uuid":
        return "uuids"
    if name not in _KINDS:
        raise TypeError(f"a first read has no way for a {name}")
    return _KINDS[name]


if __name__ == "__main__":
    import resources

    (Path(resources.__file__).parent / FILE).write_text(wanted(), "utf-8")
    sys.stdout.write(f"{FILE} is written\n")
