"""Signposts: what a person was told about, and what became of it. Neither a referral nor an action (domain 3.6)."""

from datetime import date
from uuid import UUID

from inteam import audit
from inteam.cases.model import CareCase
from inteam.cases.rules import CaseStatus
from inteam.errors import InputError
from inteam.needs import planning, rules
from inteam.needs.model import Action, Need, Signpost
from inteam.needs.rules import OPEN_ACTIONS, ActionEntry, ActionStatus, SignpostEntry, follow_up_id
from inteam.people.model import Person
from inteam.store import mistakes
from inteam.store.base import find, require
from inteam.store.database import Work

ASK = "Ask what became of {service}"
"""What somebody does on the day of the follow-up: an action, so that it stands where work that is due stands."""


def add_signpost(work: Work, person_id: UUID, entry: SignpostEntry) -> UUID:
    """Note what the person was told about; gives its id. With a day to ask again, somebody is asked to.

    Raises DeniedError, InputError.
    """
    work.actor.require("needs.write")
    person = require(work.session, Person, person_id)
    problems = rules.signpost_problems(entry, work.today)
    if rules.after_death(person.death_status, person.died_on, entry.given_on or work.today):
        problems["given_on"] = "after_death"
    if problems:
        raise InputError(**problems)
    need = require(work.session, Need, entry.need_id) if entry.need_id is not None else None
    signpost = Signpost(
        person_id=person.id,
        case_id=entry.case_id,
        need_id=need.id if need is not None else None,
        contact_id=entry.contact_id,
        service_name=entry.service_name.strip(),
        told=entry.told.strip(),
        given_on=entry.given_on or work.today,
        given_by_id=work.actor.staff_id,
        follow_up_on=entry.follow_up_on,
    )
    work.session.add(signpost)
    work.session.flush()
    if entry.follow_up_on is not None and person.death_status == "alive":
        _plan(work, signpost, entry.follow_up_on)
    audit.note(work, "needs.signposted", subject=signpost)
    return signpost.id


def follow_up_signpost(work: Work, signpost_id: UUID, version: int, note: str, *, on: date | None = None) -> None:
    """Note what became of a signpost; nobody is asked to ask any more. on: the day, without one today.

    Raises InputError, ConflictError.
    """
    work.actor.require("needs.write")
    signpost = require(work.session, Signpost, signpost_id, version)
    day = on or work.today
    if problems := rules.follow_up_problems(note, day, signpost.given_on, work.today):
        raise InputError(**problems)
    signpost.followed_up_on, signpost.follow_up_note = day, note.strip()
    action = _open_action(work, signpost)
    if action is not None:
        action.status, action.done_on = ActionStatus.DONE, work.today
    audit.note(work, "needs.signpost_followed_up", subject=signpost)


def withdraw_signpost(work: Work, signpost_id: UUID, version: int, reason: str) -> None:
    """It was a wrong entry: nobody is asked to ask after it. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("needs.write")
    signpost = require(work.session, Signpost, signpost_id, version)
    mistakes.withdraw(work, signpost, reason)
    action = _open_action(work, signpost)
    if action is not None:
        mistakes.withdraw(work, action, reason)
    audit.note(work, "needs.signpost_withdrawn", subject=signpost)


def _open_action(work: Work, signpost: Signpost) -> Action | None:
    action = find(work.session, Action, follow_up_id(signpost.id))
    return action if action is not None and action.status in OPEN_ACTIONS else None


def _plan(work: Work, signpost: Signpost, due_on: date) -> None:
    case = find(work.session, CareCase, signpost.case_id) if signpost.case_id is not None else None
    entry = ActionEntry(
        ASK.format(service=signpost.service_name),
        due_on=due_on,
        owner_id=work.actor.staff_id,
        case_id=case.id if case is not None and case.status == CaseStatus.OPEN else None,
        need_id=signpost.need_id,
    )
    action = planning.plan_action(work, signpost.person_id, entry)
    action.id = follow_up_id(signpost.id)
    work.session.flush()
