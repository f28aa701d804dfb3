"""One session of a group: a contact for each person on its list, saved together, put back together."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from inteam.contacts import service
from inteam.contacts.model import Contact
from inteam.contacts.rules import AttendedCode, ContactEntry, ContactType, HowItWent
from inteam.errors import InputError
from inteam.store.database import Work
from inteam.store.ids import new_id


class Came(StrEnum):
    """What became of one person on the list."""

    ON_TIME = "on_time"
    LATE = "late"
    DID_NOT_ATTEND = "did_not_attend"
    CANCELLED = "cancelled"


_READING = {
    Came.ON_TIME: (ContactType.GROUP_SESSION, AttendedCode.ON_TIME, HowItWent.REACHED),
    Came.LATE: (ContactType.GROUP_SESSION, AttendedCode.LATE_SEEN, HowItWent.REACHED),
    # Who did not come was not in contact: nothing may count it as one (domain 3.5, 4.8).
    Came.DID_NOT_ATTEND: (ContactType.ATTEMPT, AttendedCode.DID_NOT_ATTEND, HowItWent.DID_NOT_ATTEND),
    Came.CANCELLED: (ContactType.NO_CONTACT_NOTE, AttendedCode.CANCELLED_BY_PERSON, HowItWent.CANCELLED),
}


def log_group_session(work: Work, entry: ContactEntry, attendance: Sequence[tuple[UUID, Came]]) -> list[UUID]:
    """Save one session as a row for each person of the list; minutes are the whole session's for each who came.

    Gives the ids in the order of the list. All or none is saved. Raises DeniedError, InputError (nobody, somebody
    twice, what a contact lacks), ConflictError.
    """
    work.actor.require("contacts.write")
    people = [person_id for person_id, _ in attendance]
    if not people or len(set(people)) != len(people):
        raise InputError(person_id="required" if not people else "twice")
    group_id = new_id()
    saved = []
    for person_id, came in attendance:
        contact_id = service.log_contact(work, _of_one(entry, person_id, came))
        work.session.get_one(Contact, contact_id).group_id = group_id
        saved.append(contact_id)
    return saved


def _of_one(entry: ContactEntry, person_id: UUID, came: Came) -> ContactEntry:
    type_, attended, how = _READING[came]
    return replace(
        entry,
        person_id=person_id,
        type=type_,
        attended_code=attended,
        quick_code=how,
        planned=True,
        duration_min=entry.duration_min if type_ is ContactType.GROUP_SESSION else None,
        case_id=None,
        referral_id=None,
    )


__all__ = ["Came", "log_group_session"]
