"""The same few steps for each record that belongs to a person: permission, load, version, change, audit."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from inteam import audit
from inteam.errors import InputError
from inteam.people.model import Person
from inteam.store import mistakes
from inteam.store.base import Record, require
from inteam.store.database import Work

M = TypeVar("M", bound=Record)


def check(problems: Mapping[str, str | None]) -> None:
    """Raise InputError for the fields that have a code."""
    found = {name: code for name, code in problems.items() if code}
    if found:
        raise InputError(**found)


def add(work: Work, model: type[M], person_id: UUID, values: Mapping[str, Any], action: str) -> M:
    """A new record of the person, after the rules."""
    work.actor.require("people.write")
    require(work.session, Person, person_id)
    record = model(person_id=person_id, **values)
    work.session.add(record)
    work.session.flush()
    audit.note(work, f"people.{action}", person_id=person_id, subject=record)
    return record


def amend(work: Work, model: type[M], record_id: UUID, version: int, values: Mapping[str, Any], action: str) -> M:
    """Change a record as it was read at version. Raises ConflictError."""
    work.actor.require("people.write")
    record = require(work.session, model, record_id, version)
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, values[name])
    audit.note(work, f"people.{action}", subject=record, detail={"fields": changed})
    return record


def end(work: Work, model: type[M], record_id: UUID, version: int, field: str, on: date, action: str) -> M:
    """Say that a record was true until a day."""
    check({field: "in_future" if on > work.today else None})
    return amend(work, model, record_id, version, {field: on}, action)


def withdraw(work: Work, model: type[M], record_id: UUID, version: int, reason: str, action: str) -> None:
    """Take back a record that was never right; it stays in the trail."""
    work.actor.require("people.write")
    record = require(work.session, model, record_id, version)
    mistakes.withdraw(work, record, reason)
    audit.note(work, f"people.{action}", subject=record)
