"""Changing what was logged: 24 hours for the author, each version kept; addenda afterwards; withdrawal."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from inteam import audit, policy
from inteam.contacts import rules, service, waits
from inteam.contacts.model import Contact, ContactAddendum, ContactVersion
from inteam.contacts.rules import ContactEntry
from inteam.errors import InputError
from inteam.store import mistakes
from inteam.store.base import BOOKKEEPING, require
from inteam.store.database import Work

_NOT_KEPT = BOOKKEEPING | {"id", "withdrawn_at", "withdrawn_by", "withdrawn_reason"}


def amend_contact(work: Work, contact_id: UUID, version: int, entry: ContactEntry) -> None:
    """Correct a contact within the time of decision 16; the earlier words are kept.

    The next action is not part of an amendment: it has become an action. Raises DeniedError, InputError
    ("amend_too_late", "amend_not_author"), ConflictError.
    """
    work.actor.require("contacts.write")
    contact = require(work.session, Contact, contact_id, version)
    _may_amend(work, contact)
    found = rules.problems(entry, work.now)
    found.pop("next_action", None)
    found.pop("person_id", None)
    if found:
        raise InputError(**found)
    if entry.attempt_result is not None and entry.attempt_result != contact.attempt_result:
        service.refuse_unsafe_message(work, contact.person_id, entry.attempt_result)
    _keep(work, contact)
    service.fill(work, contact, entry, entry.occurred_at or contact.occurred_at)
    waits.recount_person(work, contact.person_id)
    audit.note(work, "contacts.amended", subject=contact)


def add_addendum(work: Work, contact_id: UUID, text: str) -> UUID:
    """Add to a contact, by anybody at any time; the original stays as it is. Gives the addendum's id."""
    work.actor.require("contacts.write")
    contact = require(work.session, Contact, contact_id)
    if not text.strip():
        raise InputError(text="required")
    if len(text) > rules.LONGEST_NOTE:
        raise InputError(text="too_long")
    addendum = ContactAddendum(
        contact_id=contact.id,
        person_id=contact.person_id,
        text=text.strip(),
        added_at=work.now,
        by_id=work.actor.staff_id,
    )
    work.session.add(addendum)
    work.session.flush()
    audit.note(work, "contacts.addendum_added", subject=addendum)
    return addendum.id


def withdraw_contact(work: Work, contact_id: UUID, version: int, reason: str) -> None:
    """A wrong entry (another person's, a double): left out of every list, still in the trail. Raises InputError."""
    work.actor.require("contacts.write")
    contact = require(work.session, Contact, contact_id, version)
    mistakes.withdraw(work, contact, reason)
    waits.recount_person(work, contact.person_id)
    audit.note(work, "contacts.withdrawn", subject=contact)


def _may_amend(work: Work, contact: Contact) -> None:
    author = contact.created_by == work.actor.staff_id
    hours = policy.value(work.session, "contacts.amend_hours")
    if not author:
        raise InputError("amend_not_author")
    if not rules.may_amend(contact.recorded_at, work.now, author=author, hours=hours):
        raise InputError("amend_too_late")


def _keep(work: Work, contact: Contact) -> None:
    last = work.session.scalar(select(func.max(ContactVersion.number)).where(ContactVersion.contact_id == contact.id))
    work.session.add(
        ContactVersion(
            contact_id=contact.id,
            person_id=contact.person_id,
            number=(last or 0) + 1,
            content=_content(contact),
            kept_at=work.now,
            by_id=work.actor.staff_id,
        )
    )


def _content(contact: Contact) -> dict[str, Any]:
    values = {c.key: getattr(contact, c.key) for c in contact.__mapper__.column_attrs if c.key not in _NOT_KEPT}
    plain = (str, int, bool, type(None))
    return {name: value if isinstance(value, plain) else str(value) for name, value in values.items()}
