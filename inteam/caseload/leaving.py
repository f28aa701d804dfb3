"""A member of staff leaves: all that is open and theirs goes to a colleague or a team, in one act with one undo."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from inteam import audit
from inteam.careplans.model import CarePlan
from inteam.careplans.rules import PlanStatus
from inteam.cases import service as cases
from inteam.cases.model import CareCase
from inteam.cases.rules import CaseStatus
from inteam.errors import InputError
from inteam.meetings.model import AgendaItem, Handover, Meeting
from inteam.needs import actions, closing, onward
from inteam.needs.model import Action
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.rules import OPEN_ACTIONS
from inteam.needs.rules_onward import OPEN_ONWARD
from inteam.organisations.model import Staff, Team, TeamMember
from inteam.organisations.rules import staying_problem
from inteam.people import service as people
from inteam.people import service_circle as circle
from inteam.people.choices import WorkerChange
from inteam.people.model import CareTeamMember, Person
from inteam.referrals import course, feedback
from inteam.referrals.choices import OPEN
from inteam.referrals.model import Feedback, Referral
from inteam.store.base import Record, find, require
from inteam.store.database import Work


class Kind(StrEnum):
    """What somebody can answer for, in the order in which it is handed over: a case takes its referrals along."""

    CASE = "case"
    REFERRAL = "referral"
    ACTION = "action"
    ONWARD = "onward"
    FEEDBACK = "feedback"
    USUAL_WORKER = "usual_worker"
    CARE_TEAM = "care_team"
    PLAN = "plan"
    HANDOVER = "handover"
    AGENDA = "agenda"
    MEETING = "meeting"
    TEAM_LEAD = "team_lead"


@dataclass(frozen=True)
class Leaving:
    """The last day, and who takes everything over: a colleague or a team.

    A team takes actions, referrals in and out, and feedback as a team; what needs one person goes to whoever leads it.
    """

    on: date | None
    staff_id: UUID | None = None
    team_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True)
class _Taker:
    """Who takes over: person holds what needs one owner; owner and team what a team may hold (owner None)."""

    person: Staff
    owner_id: UUID | None
    team_id: UUID | None
    why: str


_LIVE_PLANS = (PlanStatus.DRAFT, PlanStatus.AGREED, PlanStatus.ACTIVE, PlanStatus.UNDER_REVIEW)
_NOT_HELD = ("planned", "papers_frozen", "in_progress")
Held = dict[Kind, tuple[type[Record], ColumnElement[bool]]]


def held_by(staff_id: Any, on: Any) -> Held:
    """Kind → model and condition of what somebody answers for on a day; for the act and for the screen's list."""
    ahead = select(Meeting.id).where(
        Meeting.status.in_(_NOT_HELD), Meeting.held_on >= on, Meeting.withdrawn_at.is_(None)
    )
    return {
        Kind.CASE: (CareCase, (CareCase.owner_id == staff_id) & (CareCase.status == CaseStatus.OPEN.value)),
        Kind.REFERRAL: (Referral, (Referral.owner_id == staff_id) & Referral.state.in_(tuple(OPEN))),
        Kind.ACTION: (Action, (Action.owner_id == staff_id) & Action.status.in_(tuple(OPEN_ACTIONS))),
        Kind.ONWARD: (
            OnwardReferral,
            (OnwardReferral.owner_id == staff_id) & OnwardReferral.state.in_(tuple(OPEN_ONWARD)),
        ),
        Kind.FEEDBACK: (Feedback, (Feedback.owner_id == staff_id) & Feedback.sent_on.is_(None)),
        Kind.USUAL_WORKER: (Person, Person.usual_worker_id == staff_id),
        Kind.CARE_TEAM: (
            CareTeamMember,
            (CareTeamMember.staff_id == staff_id)
            & or_(CareTeamMember.valid_to.is_(None), CareTeamMember.valid_to > on),
        ),
        Kind.PLAN: (
            CarePlan,
            (CarePlan.lead_worker_id == staff_id) & CarePlan.status.in_([one.value for one in _LIVE_PLANS]),
        ),
        Kind.HANDOVER: (
            Handover,
            Handover.status.in_(("draft", "offered"))
            & or_(Handover.to_staff_id == staff_id, Handover.from_staff_id == staff_id),
        ),
        Kind.AGENDA: (
            AgendaItem,
            (AgendaItem.presenter_id == staff_id)
            & AgendaItem.discussed_at.is_(None)
            & AgendaItem.meeting_id.in_(ahead),
        ),
        Kind.MEETING: (
            Meeting,
            Meeting.id.in_(ahead) & or_(Meeting.chair_id == staff_id, Meeting.note_taker_id == staff_id),
        ),
        Kind.TEAM_LEAD: (Team, (Team.lead_id == staff_id) & or_(Team.to_on.is_(None), Team.to_on > on)),
    }


def count_held(work: Work, staff_id: UUID) -> Counter[Kind]:
    """How much of each kind somebody answers for today."""
    counts = Counter[Kind]()
    for kind, (model, clause) in held_by(staff_id, work.today).items():
        counts[kind] = work.session.scalar(select(func.count()).where(model.withdrawn_at.is_(None), clause)) or 0
    return +counts


def leave(work: Work, staff_id: UUID, version: int, entry: Leaving) -> Counter[Kind]:
    """Hand over all that is open and theirs, then record the last day; gives what changed hands.

    Everything moves now, though they stay until the end of the day given. Raises DeniedError, InputError (no day;
    open work and nobody named who takes it, or somebody who leaves too), ConflictError.
    """
    work.actor.require("organisations.write")
    staff = require(work.session, Staff, staff_id, version)
    if entry.on is None:
        raise InputError(left_on="required")
    counts = count_held(work, staff_id)
    if counts:
        taker = _taker(work, staff, entry)
        for kind, rows in _rows(work, staff_id).items():
            for row in rows:
                _HAND_OVER[kind](work, row, staff_id, taker)
        work.session.flush()
    detail = {"to": str(entry.team_id or entry.staff_id), **{kind.value: count for kind, count in counts.items()}}
    audit.note(work, "staff.handed_over", subject=staff, detail=detail)
    closing.leave(work, staff_id, staff.version, entry.on)
    return counts


def lead_of(work: Work, team_id: UUID, *, but: UUID) -> Staff | None:
    """Who leads a team and stays: its lead, else a member marked as one."""
    team = require(work.session, Team, team_id)
    marked = select(TeamMember.staff_id).where(
        TeamMember.team_id == team_id,
        TeamMember.is_lead,
        TeamMember.withdrawn_at.is_(None),
        or_(TeamMember.to_on.is_(None), TeamMember.to_on >= work.today),
    )
    for found in (team.lead_id, *work.session.scalars(marked.order_by(TeamMember.from_on, TeamMember.id))):
        lead = find(work.session, Staff, found) if found is not None and found != but else None
        if lead is not None and lead.left_on is None:
            return lead
    return None


def _taker(work: Work, leaver: Staff, entry: Leaving) -> _Taker:
    why = entry.note.strip() or WorkerChange.STAFF_LEFT.value
    if entry.team_id is not None:
        lead = lead_of(work, entry.team_id, but=leaver.id)
        if lead is None:
            raise InputError(takes_over="team_without_lead")
        return _Taker(lead, None, entry.team_id, why)
    if entry.staff_id is None:
        raise InputError(takes_over="takes_over_needed")
    if entry.staff_id == leaver.id:
        raise InputError(takes_over="takes_over_self")
    person = find(work.session, Staff, entry.staff_id)
    code = "unknown" if person is None else staying_problem(person.left_on, work.today)
    if person is None or code is not None:
        raise InputError(takes_over=code or "unknown")
    return _Taker(person, person.id, None, why)


def _rows(work: Work, staff_id: UUID) -> dict[Kind, list[Any]]:
    # All are looked up before anything moves: a case takes its referrals along, and its own lines must not vanish.
    return {
        kind: list(work.session.scalars(select(model).where(model.withdrawn_at.is_(None), clause).order_by(model.id)))
        for kind, (model, clause) in held_by(staff_id, work.today).items()
    }


# --- each kind ---------------------------------------------------------------------------------------------------


def _case(work: Work, row: CareCase, _leaver: UUID, taker: _Taker) -> None:
    cases.change_owner(work, row.id, row.version, taker.person.id, taker.why)
    work.session.flush()


def _referral(work: Work, row: Referral, leaver: UUID, taker: _Taker) -> None:
    if row.owner_id == leaver:  # else it went with its case
        course.hand_over_referral(
            work, row.id, row.version, owner_id=taker.owner_id, team_id=taker.team_id, reason=taker.why
        )


def _action(work: Work, row: Action, _leaver: UUID, taker: _Taker) -> None:
    actions.hand_over_action(
        work, row.id, row.version, owner_id=taker.owner_id, team_id=taker.team_id, reason=taker.why
    )


def _onward(work: Work, row: OnwardReferral, _leaver: UUID, taker: _Taker) -> None:
    onward.hand_over_onward(work, row.id, row.version, owner_id=taker.owner_id, team_id=taker.team_id)


def _feedback(work: Work, row: Feedback, _leaver: UUID, taker: _Taker) -> None:
    feedback.hand_over_feedback(work, row.id, row.version, owner_id=taker.owner_id, team_id=taker.team_id)


def _usual_worker(work: Work, row: Person, _leaver: UUID, taker: _Taker) -> None:
    people.set_usual_worker(work, row.id, taker.person.id, reason=WorkerChange.STAFF_LEFT, note=taker.why)


def _care_team(work: Work, row: CareTeamMember, _leaver: UUID, taker: _Taker) -> None:
    there = select(CareTeamMember).where(
        CareTeamMember.person_id == row.person_id,
        CareTeamMember.staff_id == taker.person.id,
        CareTeamMember.valid_to.is_(None),
        CareTeamMember.withdrawn_at.is_(None),
    )
    known = work.session.scalars(there.limit(1)).first()
    was_lead = row.is_lead
    circle.end_care_team_member(work, row.id, row.version, work.today)
    if known is None:
        entry = circle.CareTeamEntry(staff_id=taker.person.id, is_lead=was_lead)
        circle.add_care_team_member(work, row.person_id, entry)
    elif was_lead:
        row.is_lead, known.is_lead = False, True
    work.session.flush()


def _plan(work: Work, row: CarePlan, _leaver: UUID, taker: _Taker) -> None:
    row.lead_worker_id = taker.person.id
    audit.note(work, "careplans.lead_changed", subject=row, detail={"to": str(taker.person.id)})


def _handover(work: Work, row: Handover, _leaver: UUID, _taker: _Taker) -> None:
    # What was offered to or by the leaver has been overtaken: the case and its actions have a new owner now.
    row.status, row.answered_at = "withdrawn", work.now
    audit.note(work, "meetings.handover_withdrawn", subject=row)


def _agenda(work: Work, row: AgendaItem, _leaver: UUID, taker: _Taker) -> None:
    row.presenter_id = taker.person.id
    audit.note(work, "meetings.presenter_changed", subject=row, detail={"to": str(taker.person.id)})


def _meeting(work: Work, row: Meeting, leaver: UUID, taker: _Taker) -> None:
    for role in ("chair_id", "note_taker_id"):
        if getattr(row, role) == leaver:
            setattr(row, role, taker.person.id)
    audit.note(work, "meetings.changed", subject=row, detail={"to": str(taker.person.id)})


def _team_lead(work: Work, row: Team, _leaver: UUID, taker: _Taker) -> None:
    row.lead_id = taker.person.id
    audit.note(work, "team.lead_changed", subject=row, detail={"to": str(taker.person.id)})


_HAND_OVER: dict[Kind, Callable[[Work, Any, UUID, _Taker], None]] = {
    Kind.CASE: _case,
    Kind.REFERRAL: _referral,
    Kind.ACTION: _action,
    Kind.ONWARD: _onward,
    Kind.FEEDBACK: _feedback,
    Kind.USUAL_WORKER: _usual_worker,
    Kind.CARE_TEAM: _care_team,
    Kind.PLAN: _plan,
    Kind.HANDOVER: _handover,
    Kind.AGENDA: _agenda,
    Kind.MEETING: _meeting,
    Kind.TEAM_LEAD: _team_lead,
}

__all__ = ["Kind", "Leaving", "count_held", "held_by", "lead_of", "leave"]
