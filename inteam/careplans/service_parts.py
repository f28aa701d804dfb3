"""What a plan is made of beside needs and actions: about me, contingency, words for the copy, withholding, copies."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from inteam import audit
from inteam.careplans import rules
from inteam.careplans.model import (
    AboutMe,
    AboutMeAddendum,
    CarePlan,
    Contingency,
    ContingencyStep,
    PlanAction,
    PlanGoal,
    PlanNeed,
    SharedDecision,
    WithheldItem,
)
from inteam.careplans.rules import (
    ContingencyEntry,
    Section,
    SectionState,
    SharedDecisionEntry,
    Subject,
    WithholdEntry,
)
from inteam.careplans.service import draft
from inteam.errors import ConflictError, InputError
from inteam.needs.model import Action, Goal, Need
from inteam.people.model import Person
from inteam.store.base import require
from inteam.store.database import Work


def write_about_me(
    work: Work,
    person_id: UUID,
    section: Section,
    text: str,
    *,
    version: int | None = None,
    own_words: bool = True,
    state: SectionState = SectionState.SAID,
    supported_by: str = "",
) -> UUID:
    """Write one section of "about me"; agreed versions keep theirs.

    version: as it was read, None for a section that nobody has written. The person's own words can be changed only
    by who wrote them down; others add (``add_to_about_me``). Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("careplans.write")
    require(work.session, Person, person_id)
    if problem := rules.text_problem(text):
        raise InputError(text=problem)
    row = _section(work, person_id, section)
    if row is None and version is None:
        row = AboutMe(person_id=person_id, section=section, author_id=work.actor.staff_id)
        work.session.add(row)
    elif row is None or row.version != version:
        raise ConflictError("changed_since")
    elif row.own_words and row.text.strip() and row.author_id != work.actor.staff_id and row.text != text.strip():
        raise InputError(text="own_words_of_another")
    said = state is SectionState.SAID
    row.text, row.state, row.own_words = text.strip() if said else "", state, own_words
    row.said_on, row.supported_by = work.today, supported_by.strip() or None
    work.session.flush()
    audit.note(work, "careplans.about_me_written", subject=row, detail={"section": str(section)})
    return row.id


def write_section(work: Work, person_id: UUID, section: Section, text: str, *, version: int | None = None) -> int:
    """``write_about_me`` for a box that saves itself; gives the section's new version."""
    row_id = write_about_me(work, person_id, section, text, version=version)
    work.session.flush()
    return require(work.session, AboutMe, row_id).version


def add_to_about_me(work: Work, about_me_id: UUID, text: str) -> UUID:
    """Add under the person's own words, which stay as they are. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("careplans.write")
    row = require(work.session, AboutMe, about_me_id)
    if not text.strip():
        raise InputError(text="required")
    addendum = AboutMeAddendum(
        about_me_id=row.source_id or row.id,
        person_id=row.person_id,
        text=text.strip(),
        added_on=work.today,
        author_id=work.actor.staff_id,
    )
    work.session.add(addendum)
    audit.note(work, "careplans.about_me_added_to", subject=addendum)
    return addendum.id


def write_contingency(
    work: Work, person_id: UUID, entry: ContingencyEntry, *, contingency_id: UUID | None = None, version: int = 0
) -> UUID:
    """Write what happens if things get worse; contingency_id None makes a new one.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("careplans.write")
    require(work.session, Person, person_id)
    if found := rules.contingency_problems(entry):
        raise InputError(**found)
    row = _contingency(work, person_id, contingency_id, version)
    row.trigger = entry.trigger.strip()
    row.early_signs = entry.early_signs.strip() or None
    row.coping = entry.coping.strip() or None
    row.medicines = entry.medicines.strip() or None
    row.escalation = entry.escalation.strip() or None
    row.valid_to = entry.valid_to
    work.session.flush()
    for old in work.session.scalars(
        select(ContingencyStep).where(ContingencyStep.contingency_id == row.id, ContingencyStep.withdrawn_at.is_(None))
    ):
        old.withdrawn_at, old.withdrawn_by, old.withdrawn_reason = work.now, work.actor.staff_id, "rewritten"
    for position, step in enumerate(entry.steps):
        work.session.add(
            ContingencyStep(
                contingency_id=row.id,
                person_id=person_id,
                position=position,
                text=step.text.strip(),
                who=step.who.strip(),
                phone=step.phone.strip() or None,
            )
        )
    audit.note(work, "careplans.contingency_written", subject=row, detail={"steps": len(entry.steps)})
    return row.id


def remove_contingency(work: Work, contingency_id: UUID, version: int) -> None:
    """Take a contingency plan out of the living record; agreed versions keep theirs."""
    work.actor.require("careplans.write")
    row = require(work.session, Contingency, contingency_id, version)
    if row.plan_id is not None:
        raise InputError("plan_locked")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = work.now, work.actor.staff_id, "removed"
    audit.note(work, "careplans.contingency_removed", subject=row)


def say_plainly(
    work: Work, plan_id: UUID, subject: Subject, subject_id: UUID, words: str, *, was: str | None = None
) -> None:
    """How a need, goal or action stands in the person's own copy; "" for the record's own words.

    was: the words as they were read (None: whatever they are). Raises DeniedError, InputError when the version is
    locked, ConflictError.
    """
    work.actor.require("careplans.write")
    plan = draft(work, plan_id)
    if problem := rules.text_problem(words):
        raise InputError(words=problem)
    part = _part(work, plan, subject, subject_id)
    _unchanged(part.plain_text, was, words)
    part.plain_text = words.strip() or None
    audit.note(work, "careplans.said_plainly", subject=plan, detail={"part": str(subject)})


def want_no_action(work: Work, plan_id: UUID, need_id: UUID, reason: str, *, was: str | None = None) -> None:
    """Say that the person wants no action about a need, and why; "" takes it back.

    was: the reason as it was read (None: whatever it is). Raises DeniedError, InputError when the version is locked,
    ConflictError.
    """
    work.actor.require("careplans.write")
    plan = draft(work, plan_id)
    row = _part(work, plan, Subject.NEED, need_id)
    assert isinstance(row, PlanNeed)  # noqa: S101 (a need gives a PlanNeed)
    _unchanged(row.no_action_reason, was, reason)
    row.no_action_reason = reason.strip() or None
    audit.note(work, "careplans.no_action_wanted", subject=plan)


def _unchanged(now: str | None, was: str | None, words: str) -> None:
    """Texts that have no version of their own are compared with what was read."""
    if was is not None and (now or "") not in (was.strip(), words.strip()):
        raise ConflictError("changed_since")


def withhold(work: Work, person_id: UUID, entry: WithholdEntry) -> UUID:
    """Leave an item out of copies, for a reason that is not printed. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("careplans.write")
    require(work.session, Person, person_id)
    if found := rules.withhold_problems(entry, work.today):
        raise InputError(**found)
    row = WithheldItem(
        person_id=person_id,
        subject=entry.subject,
        subject_id=entry.subject_id,
        reason=entry.reason,
        from_person=entry.from_person,
        from_professionals=entry.from_professionals,
        without_trace=entry.without_trace,
        ask_role=entry.ask_role.strip(),
        decided_by_id=work.actor.staff_id,
        decided_on=work.today,
        review_on=entry.review_on,
    )
    work.session.add(row)
    detail = {"subject": str(entry.subject), "reason": str(entry.reason)}
    audit.note(work, "careplans.withheld", subject=row, detail=detail)
    return row.id


def end_withholding(work: Work, withheld_id: UUID, version: int) -> None:
    """Print an item again. Raises DeniedError, ConflictError."""
    work.actor.require("careplans.write")
    row = require(work.session, WithheldItem, withheld_id, version)
    row.ended_on = work.today
    audit.note(work, "careplans.withholding_ended", subject=row)


def record_shared_decision(
    work: Work, person_id: UUID, entry: SharedDecisionEntry, *, plan_id: UUID | None = None
) -> UUID:
    """Record a decision made with the person. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("careplans.write")
    require(work.session, Person, person_id)
    if found := rules.shared_decision_problems(entry, work.today):
        raise InputError(**found)
    row = SharedDecision(
        person_id=person_id,
        plan_id=plan_id,
        decided_on=entry.decided_on,
        decision=entry.decision.strip(),
        options=entry.options.strip(),
        what_mattered=entry.what_mattered.strip(),
        preference=entry.preference.strip() or None,
        support_used=entry.support_used.strip() or None,
        result=entry.result.strip() or None,
        confidence=entry.confidence,
        capacity=entry.capacity,
        capacity_on=entry.capacity_on,
        capacity_note=entry.capacity_note.strip() or None,
    )
    work.session.add(row)
    audit.note(work, "careplans.decision_shared", subject=row)
    return row.id


def _section(work: Work, person_id: UUID, section: Section) -> AboutMe | None:
    return work.session.scalars(
        select(AboutMe).where(
            AboutMe.person_id == person_id,
            AboutMe.plan_id.is_(None),
            AboutMe.section == section,
            AboutMe.withdrawn_at.is_(None),
        )
    ).one_or_none()


def _contingency(work: Work, person_id: UUID, contingency_id: UUID | None, version: int) -> Contingency:
    if contingency_id is not None:
        row = require(work.session, Contingency, contingency_id, version)
        if row.plan_id is not None:
            raise InputError("plan_locked")
        flag_modified(row, "trigger")  # other steps are another version too
        return row
    highest = work.session.scalar(
        select(func.max(Contingency.position)).where(Contingency.person_id == person_id, Contingency.plan_id.is_(None))
    )
    row = Contingency(person_id=person_id, position=0 if highest is None else highest + 1)
    work.session.add(row)
    return row


_PARTS: dict[Subject, tuple[Any, Any, str, Any]] = {
    Subject.NEED: (PlanNeed, PlanNeed.need_id, "need_id", Need),
    Subject.GOAL: (PlanGoal, PlanGoal.goal_id, "goal_id", Goal),
    Subject.ACTION: (PlanAction, PlanAction.action_id, "action_id", Action),
}


def _part(work: Work, plan: CarePlan, subject: Subject, subject_id: UUID) -> PlanNeed | PlanGoal | PlanAction:
    if subject not in _PARTS:
        raise InputError(subject="unknown")
    model, column, name, source = _PARTS[subject]
    if require(work.session, source, subject_id).person_id != plan.person_id:
        raise InputError(subject_id="unknown")
    statement = select(model).where(model.plan_id == plan.id, column == subject_id, model.withdrawn_at.is_(None))
    row = work.session.scalars(statement).one_or_none()
    if row is None:
        row = model(plan_id=plan.id, person_id=plan.person_id, **{name: subject_id})
        work.session.add(row)
        work.session.flush()
    found: PlanNeed | PlanGoal | PlanAction = row
    return found
