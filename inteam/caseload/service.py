"""What is done to many cases at once, each put back by one undo; and keeping views."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from inteam import audit
from inteam.caseload.model import SavedView
from inteam.caseload.rules import View, view_problems
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.errors import InputError
from inteam.meetings import service_agenda
from inteam.meetings.rules import ItemEntry, ItemKind
from inteam.needs import actions, onward
from inteam.needs.model import Action
from inteam.needs.rules import OPEN_ACTIONS, ActionEntry
from inteam.people import service as people
from inteam.people.choices import WorkerChange
from inteam.people.model import Person
from inteam.store.base import require
from inteam.store.database import Work

MOST_AT_ONCE = 500
"""Cases in one act: more is not a decision about people any more, and its undo would hold up everybody."""

Chosen = Sequence[tuple[UUID, int]]
"""Cases and the versions at which they were read."""


@dataclass(frozen=True)
class Outcome:
    """What became of an act on many: how many it changed, and person → code for those it could not."""

    done: int
    refused: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True)
class Reassignment:
    """Who takes over, why, and what the new worker should know."""

    owner_id: UUID | None
    reason: WorkerChange | None
    note: str = ""


def reassign(work: Work, chosen: Chosen, entry: Reassignment) -> Outcome:
    """Give cases to another worker, with their open actions and, where it was theirs, the usual-worker place.

    Cases that the worker has already are left alone. Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("caseload.write")
    _check_many(chosen)
    if entry.owner_id is None or entry.reason is None:
        missing = {"owner_id": entry.owner_id, "reason": entry.reason}
        raise InputError(**{name: "required" for name, value in missing.items() if value is None})
    why = entry.note.strip() or entry.reason.value
    done = 0
    for case_id, version in chosen:
        case = require(work.session, CareCase, case_id, version)
        if case.owner_id != entry.owner_id:
            _hand_over(work, case, entry.owner_id, entry.reason, why)
            done += 1
    audit.note(work, "caseload.reassigned", detail={"cases": done, "to": str(entry.owner_id)})
    return Outcome(done)


def _hand_over(work: Work, case: CareCase, owner_id: UUID, reason: WorkerChange, why: str) -> None:
    before = case.owner_id
    cases.change_owner(work, case.id, case.version, owner_id, why)
    for action in _open_actions(work, case, before):
        actions.hand_over_action(work, action.id, action.version, owner_id=owner_id, reason=why)
    onward.hand_over_all(work, case.person_id, before, case_id=case.id, owner_id=owner_id)
    person = require(work.session, Person, case.person_id)
    if person.usual_worker_id == before:
        people.set_usual_worker(work, person.id, owner_id, reason=reason, note=why)


def _open_actions(work: Work, case: CareCase, owner_id: UUID) -> list[Action]:
    statement = select(Action).where(
        Action.person_id == case.person_id,
        Action.owner_id == owner_id,
        Action.status.in_(tuple(OPEN_ACTIONS)),
        (Action.case_id == case.id) | Action.case_id.is_(None),
        Action.withdrawn_at.is_(None),
    )
    return list(work.session.scalars(statement.order_by(Action.due_on, Action.id)))


def set_action(work: Work, chosen: Chosen, *, text: str, due_on: date | None) -> Outcome:
    """Plan the same action for each case, owned by the case's worker. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("caseload.write")
    _check_many(chosen)
    for case_id, version in chosen:
        case = require(work.session, CareCase, case_id, version)
        entry = ActionEntry(text=text, due_on=due_on, owner_id=case.owner_id, team_id=case.team_id, case_id=case.id)
        actions.add_action(work, case.person_id, entry)
    audit.note(work, "caseload.action_set", detail={"cases": len(chosen)})
    return Outcome(len(chosen))


def snooze(work: Work, next_actions: Chosen, due_on: date | None) -> Outcome:
    """Put off the next action of each case. next_actions: action and version. Raises InputError, ConflictError."""
    work.actor.require("caseload.write")
    _check_many(next_actions)
    if due_on is None:
        raise InputError(due_on="required")
    for action_id, version in next_actions:
        actions.snooze_action(work, action_id, version, due_on)
    return Outcome(len(next_actions))


def add_to_meeting(work: Work, chosen: Chosen, *, meeting_id: UUID | None, question: str) -> Outcome:
    """Put each person on a meeting's agenda; who declined, or is on it already, is left out and told of.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("caseload.write")
    _check_many(chosen)
    if meeting_id is None:
        raise InputError(meeting_id="required")
    refused, added = [], set[UUID]()
    for case_id, version in chosen:
        case = require(work.session, CareCase, case_id, version)
        if case.person_id in added:
            continue
        entry = ItemEntry(
            question,
            case.person_id,
            kind=ItemKind.REVIEW,
            presenter_id=case.owner_id,
            case_id=case.id,
            reason="caseload",
        )
        try:
            service_agenda.add_item(work, meeting_id, entry)
        except InputError as error:
            if "person_id" not in error.problems:
                raise
            refused.append((case.person_id, error.problems["person_id"]))
        else:
            added.add(case.person_id)
    return Outcome(len(added), tuple(refused))


def save_view(work: Work, view: View, view_id: UUID | None = None, version: int | None = None) -> UUID:
    """Keep a view, or keep it anew under its id. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("caseload.read")
    if view.for_team:
        work.actor.require("caseload.write")
    if problems := view_problems(view, _names_beside(work, view, view_id)):
        raise InputError(**problems)
    kept = SavedView() if view_id is None else require(work.session, SavedView, view_id, version)
    kept.name, kept.filters = view.name.strip(), view.filters.kept()
    kept.sort, kept.descending = view.sort.value, view.descending
    kept.columns = [column.value for column in view.columns]
    kept.staff_id = None if view.for_team else work.actor.staff_id
    kept.team_id = work.actor.team_id
    if view_id is None:
        kept.position = len(_names_beside(work, view, None))
        work.session.add(kept)
    work.session.flush()
    return kept.id


def remove_view(work: Work, view_id: UUID, version: int) -> None:
    """Take a view away; it can be put back. Raises DeniedError for another's, ConflictError."""
    work.actor.require("caseload.read")
    kept = require(work.session, SavedView, view_id, version)
    if kept.staff_id is None:
        work.actor.require("caseload.write")
    elif kept.staff_id != work.actor.staff_id:
        raise InputError("view_of_another")
    kept.withdrawn_at, kept.withdrawn_by, kept.withdrawn_reason = work.now, work.actor.staff_id, "removed"


def _names_beside(work: Work, view: View, view_id: UUID | None) -> set[str]:
    beside = SavedView.staff_id.is_(None) if view.for_team else SavedView.staff_id == work.actor.staff_id
    statement = select(SavedView.id, SavedView.name).where(beside, SavedView.withdrawn_at.is_(None))
    return {name.casefold() for found, name in work.session.execute(statement) if found != view_id}


def _check_many(chosen: Chosen) -> None:
    if not chosen:
        raise InputError("nothing_chosen")
    if len(chosen) > MOST_AT_ONCE:
        raise InputError("too_many_chosen").about(most=MOST_AT_ONCE, chosen=len(chosen))
