"""Signposts: what a person was told about, and what became of it. Neither a referral nor an action (domain 3.6)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from inteam import audit
from inteam.errors import InputError
from inteam.needs import rules, signposts_asking
from inteam.needs.model import Need, Signpost
from inteam.needs.rules import ActionStatus, SignpostEntry
from inteam.people.model import Person
from inteam.store import mistakes
from inteam.store.base import require
from inteam.store.database import Work


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
        signposts_asking.plan(work, signpost, entry.follow_up_on)
    audit.note(work, "needs.signposted", subject=signpost)
    return signpost.id


def change_signpost(work: Work, signpost_id: UUID, version: int, entry: SignpostEntry) -> None:
    """Correct what the person was told about, and when somebody is to ask what became of it; None: nobody is.

    The action that asks goes with it, until what became of it is known.
    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("needs.write")
    signpost = require(work.session, Signpost, signpost_id, version)
    entry = replace(entry, given_on=entry.given_on or signpost.given_on)
    person = require(work.session, Person, signpost.person_id)
    if signpost.followed_up_on is not None:
        entry = replace(entry, follow_up_on=None)  # it has been asked
    problems = rules.signpost_change_problems(entry, signpost.followed_up_on, work.today)
    moved = entry.given_on is not None and entry.given_on != signpost.given_on
    if moved and rules.after_death(person.death_status, person.died_on, entry.given_on or work.today):
        problems["given_on"] = "after_death"
    if problems:
        raise InputError(**problems)
    need = require(work.session, Need, entry.need_id) if entry.need_id is not None else None
    before, signpost.service_name = signpost.service_name, entry.service_name.strip()
    signpost.told, signpost.given_on = entry.told.strip(), entry.given_on or signpost.given_on
    signpost.need_id = need.id if need is not None else None
    if signpost.followed_up_on is None:
        alive = person.death_status == "alive"
        signposts_asking.follow(work, signpost, entry.follow_up_on, service_before=before, alive=alive)
    audit.note(work, "needs.signpost_changed", subject=signpost)


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
    action = signposts_asking.open_one(work, signpost)
    if action is not None:
        action.status, action.done_on = ActionStatus.DONE, work.today
    audit.note(work, "needs.signpost_followed_up", subject=signpost)


def withdraw_signpost(work: Work, signpost_id: UUID, version: int, reason: str) -> None:
    """It was a wrong entry: nobody is asked to ask after it. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("needs.write")
    signpost = require(work.session, Signpost, signpost_id, version)
    mistakes.withdraw(work, signpost, reason)
    action = signposts_asking.open_one(work, signpost)
    if action is not None:
        mistakes.withdraw(work, action, reason)
    audit.note(work, "needs.signpost_withdrawn", subject=signpost)
