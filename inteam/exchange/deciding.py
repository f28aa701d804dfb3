"""Deciding rows that wait: the same person, the same with new values, or somebody else."""

from dataclasses import replace
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select

from inteam import audit
from inteam.errors import ConflictError
from inteam.exchange import keeping, known, new_people, state
from inteam.exchange.incoming import IncomingPerson, Key
from inteam.exchange.model import HeldRow, SourceKey
from inteam.exchange.practices import Organisations
from inteam.people.model import Person
from inteam.people.service_protection import need_review_due
from inteam.store.base import Record, require
from inteam.store.database import Work

WAITING = "waiting"


class Choice(StrEnum):
    """What a person decided about a row that waits."""

    SAME_KEEP = "same_keep"
    SAME_UPDATE = "same_update"
    DIFFERENT = "different"


def decide(work: Work, held_id: UUID, choice: Choice, version: int | None = None) -> UUID:
    """Decide a row that waits; gives the person it belongs to. Raises DeniedError, ConflictError."""
    work.actor.require("exchange.import")
    held = require(work.session, HeldRow, held_id, version)
    if held.decision != WAITING:
        raise ConflictError("already_decided")
    incoming = keeping.person_from(held.incoming)
    person_id = held.candidate_id
    if choice is Choice.DIFFERENT:
        person_id = _create(work, incoming)
    elif choice is Choice.SAME_UPDATE:
        _update(work, person_id, incoming)
    _remember(work, incoming, person_id)
    held.decision = choice
    audit.note(work, "exchange.decided", person_id=person_id, subject=held, detail={"choice": str(choice)})
    return person_id


def waiting_row(work: Work, fingerprint: str) -> UUID | None:
    """The row that waits and says this, None where none does."""
    statement = select(HeldRow.id).where(
        HeldRow.fingerprint == fingerprint, HeldRow.decision == WAITING, HeldRow.withdrawn_at.is_(None)
    )
    return work.session.scalars(statement.order_by(HeldRow.id)).first()


def _update(work: Work, person_id: UUID, incoming: IncomingPerson) -> None:
    practices = Organisations(work.session)
    stands = known.states(work.session, [person_id], practices)[person_id]
    if found := state.difference(stands, incoming, work.today):
        known.Records(work, [person_id]).update(person_id, found, incoming, practices)


def _create(work: Work, incoming: IncomingPerson) -> UUID:
    practices = Organisations(work.session)
    code = incoming.practice_code
    practice_id = practices.practice(code, incoming.practice_name) if code else None
    practices.write(work)
    if incoming.nhs_number and _has_number(work, incoming.nhs_number):
        # Two people cannot both be verified under one number: somebody has to trace it.
        incoming = replace(incoming, nhs_number_status="05")
    person_id = uuid4()
    collected = _Collected(work)
    due = need_review_due(work, work.today)
    new_people.add_person(collected, incoming, person_id, practice_id, work.today, review_due=due, keyed=False)
    return person_id


class _Collected:
    """Adds the rows of one person in the usual way, so that the decision can be undone like any save."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, model: type[Record], values: dict[str, object], row_id: UUID | None = None) -> UUID:
        record = model(id=row_id or uuid4(), **values)
        self._work.session.add(record)
        if model is Person:
            self._work.session.flush()  # the others refer to it
        return record.id


def _has_number(work: Work, number: str) -> bool:
    statement = select(Person.id).where(Person.nhs_number == number, Person.withdrawn_at.is_(None)).limit(1)
    return work.session.scalar(statement) is not None


def _remember(work: Work, incoming: IncomingPerson, person_id: UUID) -> None:
    """Know the row from now on, so that the same file changes nothing."""
    for key in (incoming.key, Key("row", incoming.fingerprint)):
        statement = select(SourceKey).where(
            SourceKey.system == key.system, SourceKey.value == key.value, SourceKey.withdrawn_at.is_(None)
        )
        known_as = work.session.scalars(statement).one_or_none()
        if known_as is None:
            work.session.add(SourceKey(**new_people.key_values(replace(incoming, key=key), person_id)))
            return
        if known_as.person_id == person_id:
            known_as.fingerprint = incoming.fingerprint
            return
