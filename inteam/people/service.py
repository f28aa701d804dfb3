"""Use cases of a person's identity: register, amend, usual worker, practice, access class, opening."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from inteam import audit
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.organisations.model import Organisation, Staff
from inteam.people import entries, texts
from inteam.people.choices import PROTECTION, Confidentiality, NameUse, NhsNumberStatus, WorkerChange
from inteam.people.entries import PersonEntry
from inteam.people.folding import fold, sort_key
from inteam.people.model import NamedStaff, Person, PersonName, Registration, UsualWorkerChange
from inteam.store.base import find, require
from inteam.store.database import Work
from inteam.store.kind import is_live

LEAST_REASON = 12  # characters of the reason for opening a restricted record (decision 17)


def register_person(
    work: Work, entry: PersonEntry, *, practice_id: UUID | None = None, usual_worker_id: UUID | None = None
) -> UUID:
    """Add a person and give their id; duplicates are suggested before, and never stop it (decision 34)."""
    work.actor.require("people.write")
    entry = _checked(work, entry)
    person = Person(
        **{name: getattr(entry, name) for name in entries.FIELDS},
        nhs_number_status=entries.status_of(entry),
        sort_key=sort_key(entry.family_name, entry.given_name),
    )
    work.session.add(person)
    work.session.flush()
    if practice_id is not None:
        register_with_practice(work, person.id, practice_id)
    if usual_worker_id is not None:
        set_usual_worker(work, person.id, usual_worker_id, reason=WorkerChange.FIRST)
    audit.note(work, "people.registered", person_id=person.id, subject=person)
    return person.id


def _checked(work: Work, entry: PersonEntry) -> PersonEntry:
    entry = entries.tidied(entry)
    if found := entries.problems(entry, work.today, live=is_live(work.session)):
        raise InputError(**found)
    return entry


def amend_person(
    work: Work, person_id: UUID, version: int, entry: PersonEntry, *, keep_former: NameUse | None = NameUse.FORMER
) -> None:
    """Change the particulars. A name that was right before is kept as a former one; None: it was a mistake."""
    work.actor.require("people.write")
    person = require(work.session, Person, person_id, version)
    entry = _checked(work, entry)
    same_number = person.nhs_number == entry.nhs_number
    status = entries.status_of(entry, person.nhs_number_status, same_number=same_number)
    if status == NhsNumberStatus.VERIFIED and not same_number:
        raise ConflictError("changed_since")
    changed = [name for name in entries.FIELDS if getattr(person, name) != getattr(entry, name)]
    if keep_former is not None:
        _keep_name(work, person, entry, keep_former)
    for name in changed:
        setattr(person, name, getattr(entry, name))
    person.nhs_number_status = status
    person.sort_key = sort_key(entry.family_name, entry.given_name)
    audit.note(work, "people.amended", person_id=person.id, subject=person, detail={"fields": changed})


def _keep_name(work: Work, person: Person, entry: PersonEntry, use: NameUse) -> None:
    family = person.family_name if fold(person.family_name) != fold(entry.family_name) else ""
    given = person.given_name if fold(person.given_name or "") != fold(entry.given_name or "") else None
    if family or given:
        former = PersonName(person_id=person.id, family_name=family, given_name=given, use=use, valid_to=work.today)
        work.session.add(former)


def add_name(work: Work, person_id: UUID, *, family_name: str, given_name: str | None, use: str) -> UUID:
    """Keep another name by which the person was or is known."""
    work.actor.require("people.write")
    require(work.session, Person, person_id)
    checked = _checked(work, PersonEntry(family_name=family_name, given_name=given_name))
    if use not in set(NameUse):
        raise InputError(use="unknown")
    name = PersonName(
        person_id=person_id, family_name=checked.family_name, given_name=checked.given_name, use=NameUse(use)
    )
    work.session.add(name)
    work.session.flush()
    audit.note(work, "people.name_added", person_id=person_id, subject=name, detail={"use": use})
    return name.id


def withdraw_name(work: Work, name_id: UUID, version: int) -> None:
    """Take back a name that was kept by mistake."""
    work.actor.require("people.write")
    name = require(work.session, PersonName, name_id, version)
    name.withdrawn_at, name.withdrawn_by, name.withdrawn_reason = work.now, work.actor.staff_id, "mistake"
    audit.note(work, "people.name_withdrawn", person_id=name.person_id, subject=name)


def register_with_practice(
    work: Work, person_id: UUID, practice_id: UUID | None, *, version: int | None = None, on: date | None = None
) -> None:
    """End the present registration and begin one with this practice; None: not registered any more.

    version: of the person as the editor saw them. Raises ConflictError, InputError for a day to come, or one before
    the present registration began.
    """
    work.actor.require("people.write")
    person = require(work.session, Person, person_id, version)
    if practice_id is not None and find(work.session, Organisation, practice_id) is None:
        raise InputError(practice_id="unknown")
    if person.practice_id == practice_id:
        return
    day = on or work.today
    if day > work.today:
        raise InputError(on="in_future")
    current = select(Registration).where(
        Registration.person_id == person_id, Registration.valid_to.is_(None), Registration.withdrawn_at.is_(None)
    )
    for registration in work.session.scalars(current):
        if on is not None and registration.valid_from is not None and day < registration.valid_from:
            raise InputError(on="before_registration")
        registration.valid_to = max(day, registration.valid_from or day)
    if practice_id is not None:
        work.session.add(Registration(person_id=person_id, practice_id=practice_id, valid_from=day))
    person.practice_id = practice_id
    audit.note(work, "people.practice_changed", person_id=person_id, subject=person)


def set_usual_worker(
    work: Work,
    person_id: UUID,
    staff_id: UUID | None,
    *,
    reason: str,
    note: str | None = None,
    version: int | None = None,
) -> None:
    """Name the worker for continuity; a change has a reason and stands on the timeline. Cover never comes here.

    version: of the person as the editor saw them. Raises ConflictError, InputError.
    """
    work.actor.require("people.write")
    person = require(work.session, Person, person_id, version)
    staff = find(work.session, Staff, staff_id) if staff_id is not None else None
    if staff_id is not None and (staff is None or staff.left_on is not None):
        raise InputError(usual_worker_id="staff_left")
    if reason not in set(WorkerChange):
        raise InputError(reason="required")
    if person.usual_worker_id == staff_id:
        return
    change = UsualWorkerChange(
        person_id=person_id,
        from_staff_id=person.usual_worker_id,
        to_staff_id=staff_id,
        changed_at=work.now,
        reason=WorkerChange(reason),
        note=texts.tidy(note),
    )
    work.session.add(change)
    person.usual_worker_id = staff_id
    audit.note(work, "people.usual_worker_changed", person_id=person_id, subject=person, detail={"reason": reason})


def set_confidentiality(
    work: Work, person_id: UUID, version: int, level: str, *, staff_ids: tuple[UUID, ...] = ()
) -> None:
    """Change the access class; a restricted record names who may open it, the one who restricts it included."""
    work.actor.require("people.write")
    person = require(work.session, Person, person_id, version)
    if level not in PROTECTION:
        raise InputError(confidentiality="unknown")
    person.confidentiality = Confidentiality(level)
    if level == Confidentiality.RESTRICTED:
        named = set(named_staff(work, person_id))
        for staff_id in {*staff_ids, work.actor.staff_id} - named:
            work.session.add(NamedStaff(person_id=person_id, staff_id=staff_id))
    audit.note(work, "people.confidentiality_changed", person_id=person_id, subject=person, detail={"level": level})


def named_staff(work: Work, person_id: UUID) -> list[UUID]:
    """Who may open a restricted record."""
    return list(
        work.session.scalars(
            select(NamedStaff.staff_id).where(
                NamedStaff.person_id == person_id, NamedStaff.withdrawn_at.is_(None), NamedStaff.ended_on.is_(None)
            )
        )
    )


def open_person(work: Work, person_id: UUID, *, reason: str | None = None) -> None:
    """Record that the person's record was opened; a restricted one by somebody not named needs a reason."""
    work.actor.require("people.read")
    person = require(work.session, Person, person_id)
    restricted = person.confidentiality == Confidentiality.RESTRICTED
    mine = person.usual_worker_id == work.actor.staff_id or not restricted
    if mine or work.actor.staff_id in named_staff(work, person_id):
        audit.note(work, "people.opened", person_id=person_id)
        return
    if reason is None:
        raise DeniedError("restricted")
    if len(reason.strip()) < LEAST_REASON:
        raise InputError(reason="reason_too_short")
    # The words of the reason are kept with the act, for the privacy officer; nothing else of a record is.
    audit.note(work, "people.emergency_access", person_id=person_id, detail={"reason": reason.strip()})
