"""Use cases of a death: reported, confirmed, and undone when the report was wrong. domain.md 1.9.

What stops with it (letters, reminders, referrals, plans) reads death_status; what is closed for it is closed by
the caller in the same transaction.
"""

from datetime import date
from uuid import UUID

from inteam import audit
from inteam.errors import InputError
from inteam.people import records
from inteam.people.choices import DeathStatus
from inteam.people.model import Person
from inteam.store.base import require
from inteam.store.database import Work


def report_death(work: Work, person_id: UUID, version: int, *, died_on: date | None = None) -> None:
    """Somebody says that the person has died: everything that would go to them stops from now on."""
    person = _changed(work, person_id, version, died_on)
    if person.death_status == DeathStatus.CONFIRMED:
        raise InputError("death_confirmed")
    person.death_status, person.died_on = DeathStatus.REPORTED, died_on
    audit.note(work, "people.death_reported", person_id=person_id, subject=person)


def confirm_death(work: Work, person_id: UUID, version: int, *, died_on: date) -> None:
    """The death is known formally, with its date; the age stands still."""
    person = _changed(work, person_id, version, died_on)
    person.death_status, person.died_on = DeathStatus.CONFIRMED, died_on
    audit.note(work, "people.death_confirmed", person_id=person_id, subject=person)


def undo_death(work: Work, person_id: UUID, version: int) -> None:
    """The report was wrong: what was paused goes on; what was closed stays closed."""
    person = _changed(work, person_id, version, None)
    if person.death_status == DeathStatus.ALIVE:
        raise InputError("death_not_reported")
    before = person.death_status
    person.death_status, person.died_on = DeathStatus.ALIVE, None
    audit.note(work, "people.death_undone", person_id=person_id, subject=person, detail={"was": before})


def _changed(work: Work, person_id: UUID, version: int, died_on: date | None) -> Person:
    work.actor.require("people.write")
    person = require(work.session, Person, person_id, version)
    born_after = died_on is not None and person.born_on is not None and died_on < person.born_on
    records.check(
        {"died_on": "in_future" if died_on and died_on > work.today else "died_before_birth" if born_after else None}
    )
    return person
