"""Needs, goals and outcomes: adding, changing, answering."""

from uuid import UUID

from sqlalchemy import func, select

from inteam import audit
from inteam.errors import InputError
from inteam.needs import rules
from inteam.needs.model import Action, Goal, Need, Outcome, Signpost
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.rules import Achieved, GoalEntry, GoalStatus, NeedEntry, NeedStatus, OutcomeEntry
from inteam.people.model import Person
from inteam.store import mistakes
from inteam.store.base import require
from inteam.store.database import Work


def add_need(work: Work, person_id: UUID, entry: NeedEntry) -> UUID:
    """Write down a need; gives its id. Raises DeniedError, InputError."""
    work.actor.require("needs.write")
    person = require(work.session, Person, person_id)
    if problems := rules.need_problems(entry, work.today):
        raise InputError(**problems)
    last = work.session.scalar(select(func.max(Need.position)).where(Need.person_id == person.id))
    need = Need(
        person_id=person.id,
        status=NeedStatus.OPEN,
        identified_on=entry.identified_on or work.today,
        position=(last or 0) + 1,
        case_id=entry.case_id,
        referral_id=entry.referral_id,
    )
    _fill_need(need, entry)
    work.session.add(need)
    work.session.flush()
    audit.note(work, "needs.added", subject=need, detail={"code": need.code})
    return need.id


def change_need(work: Work, need_id: UUID, version: int, entry: NeedEntry) -> None:
    """Correct a need that was read at version. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("needs.write")
    need = require(work.session, Need, need_id, version)
    if problems := rules.need_problems(entry, work.today):
        raise InputError(**problems)
    need.identified_on = entry.identified_on or need.identified_on
    _fill_need(need, entry)
    audit.note(work, "needs.changed", subject=need)


def answer_need(work: Work, need_id: UUID, version: int, status: NeedStatus, reason: str = "") -> None:
    """Say how the need stands; open again is allowed. Not met or no longer wanted asks for a reason."""
    work.actor.require("needs.write")
    need = require(work.session, Need, need_id, version)
    if status in (NeedStatus.NOT_MET, NeedStatus.NO_LONGER_WANTED) and not reason.strip():
        raise InputError(status_reason="required")
    need.status, need.status_on = status, work.today
    need.status_reason = reason.strip() or None
    audit.note(work, "needs.answered", subject=need, detail={"status": status})


def withdraw_need(work: Work, need_id: UUID, version: int, reason: str) -> None:
    """The need was a wrong entry: its goals and what came of them go with it.

    Its actions, what was referred on and the signposts stay, under no need.
    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("needs.write")
    need = require(work.session, Need, need_id, version)
    mistakes.withdraw(work, need, reason)
    goals = list(work.session.scalars(select(Goal).where(Goal.need_id == need.id, Goal.withdrawn_at.is_(None))))
    for goal in goals:
        _withdraw_goal(work, goal, reason)
    for action in work.session.scalars(select(Action).where(Action.need_id == need.id, Action.withdrawn_at.is_(None))):
        action.need_id = action.goal_id = None
    onward = select(OnwardReferral).where(OnwardReferral.need_id == need.id, OnwardReferral.withdrawn_at.is_(None))
    told = select(Signpost).where(Signpost.need_id == need.id, Signpost.withdrawn_at.is_(None))
    for beside in (*work.session.scalars(onward), *work.session.scalars(told)):
        beside.need_id = None
    audit.note(work, "needs.withdrawn", subject=need, detail={"goals": len(goals)})


def withdraw_goal(work: Work, goal_id: UUID, version: int, reason: str) -> None:
    """The goal was a wrong entry: what came of it goes with it, its actions stay with the need.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("needs.write")
    goal = require(work.session, Goal, goal_id, version)
    _withdraw_goal(work, goal, reason)
    audit.note(work, "needs.goal_withdrawn", subject=goal)


def add_goal(work: Work, need_id: UUID, entry: GoalEntry) -> UUID:
    """Set a goal under a need; gives its id. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("needs.write")
    need = require(work.session, Need, need_id)
    if problems := rules.goal_problems(entry, work.today):
        raise InputError(**problems)
    last = work.session.scalar(select(func.max(Goal.position)).where(Goal.need_id == need.id))
    agreed = entry.agreed_on or (work.today if entry.status is not GoalStatus.PROPOSED else None)
    goal = Goal(need_id=need.id, person_id=need.person_id, position=(last or 0) + 1, agreed_on=agreed)
    _fill_goal(goal, entry)
    work.session.add(goal)
    work.session.flush()
    audit.note(work, "needs.goal_added", subject=goal)
    return goal.id


def change_goal(work: Work, goal_id: UUID, version: int, entry: GoalEntry) -> None:
    """Correct a goal that was read at version. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("needs.write")
    goal = require(work.session, Goal, goal_id, version)
    if problems := rules.goal_problems(entry, work.today):
        raise InputError(**problems)
    goal.agreed_on = entry.agreed_on or goal.agreed_on
    _fill_goal(goal, entry)
    audit.note(work, "needs.goal_changed", subject=goal, detail={"status": goal.status})


def set_goal_progress(work: Work, goal_id: UUID, version: int, progress: int) -> None:
    """Set how far a goal is, in per cent; one that had only been agreed is now in progress."""
    work.actor.require("needs.write")
    goal = require(work.session, Goal, goal_id, version)
    if not 0 <= progress <= 100:
        raise InputError(progress="out_of_range")
    goal.progress = progress
    if goal.status in (GoalStatus.PROPOSED, GoalStatus.AGREED):
        goal.status = GoalStatus.IN_PROGRESS
    audit.note(work, "needs.goal_progressed", subject=goal, detail={"progress": progress})


def record_outcome(work: Work, goal_id: UUID, version: int, entry: OutcomeEntry) -> UUID:
    """Write down what came of a goal; the goal's status follows, and one that was reached is at 100 per cent.

    Gives the outcome's id. A goal that was stopped has none until it goes on. Raises DeniedError, InputError,
    ConflictError.
    """
    work.actor.require("needs.write")
    goal = require(work.session, Goal, goal_id, version)
    if goal.status == GoalStatus.STOPPED:
        raise InputError("goal_stopped")
    problems = rules.outcome_problems(entry, work.today)
    person = require(work.session, Person, goal.person_id)
    if rules.after_death(person.death_status, person.died_on, entry.observed_on or work.today):
        problems["observed_on"] = "after_death"
    if problems:
        raise InputError(**problems)
    assert entry.achieved is not None  # noqa: S101 (for the type checker: refused above)
    outcome = Outcome(
        goal_id=goal.id,
        person_id=goal.person_id,
        observed_on=entry.observed_on or work.today,
        achieved=entry.achieved,
        what_changed=entry.what_changed.strip(),
        rating=entry.rating,
        progress=entry.progress,
        source=entry.source,
    )
    work.session.add(outcome)
    goal.status = rules.goal_status_after(entry.achieved) or goal.status
    goal.current_rating = entry.rating if entry.rating is not None else goal.current_rating
    reached = 100 if entry.achieved is Achieved.YES else goal.progress
    goal.progress = entry.progress if entry.progress is not None else reached
    work.session.flush()
    audit.note(work, "needs.outcome_recorded", subject=outcome, detail={"achieved": entry.achieved})
    return outcome.id


def withdraw_outcome(work: Work, outcome_id: UUID, version: int, reason: str) -> None:
    """The outcome was a wrong entry; how its goal stands is for somebody to say again.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("needs.write")
    outcome = require(work.session, Outcome, outcome_id, version)
    mistakes.withdraw(work, outcome, reason)
    audit.note(work, "needs.outcome_withdrawn", subject=outcome)


def _withdraw_goal(work: Work, goal: Goal, reason: str) -> None:
    mistakes.withdraw(work, goal, reason)
    for outcome in work.session.scalars(
        select(Outcome).where(Outcome.goal_id == goal.id, Outcome.withdrawn_at.is_(None))
    ):
        mistakes.withdraw(work, outcome, reason)
    for action in work.session.scalars(select(Action).where(Action.goal_id == goal.id, Action.withdrawn_at.is_(None))):
        action.goal_id = None


def _fill_need(need: Need, entry: NeedEntry) -> None:
    need.code = str(entry.code)
    need.statement = entry.statement.strip()
    need.identified_by = entry.identified_by
    need.importance, need.confidence = entry.importance, entry.confidence
    need.confidence_note = entry.confidence_note.strip() or None


def _fill_goal(goal: Goal, entry: GoalEntry) -> None:
    goal.text = entry.text.strip()
    goal.person_words = entry.person_words
    goal.target_on = entry.target_on
    goal.baseline_rating, goal.current_rating = entry.baseline_rating, entry.current_rating
    goal.progress = entry.progress
    goal.status = entry.status
