"""The tables of care plans.

About-me sections and contingency plans live with the person (``plan_id`` empty) and are copied into each
version when it is agreed, as needs, goals and actions are: what was agreed never changes afterwards.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Record, once


class CarePlan(Record):
    """One version of a plan; ``number`` counts the versions of a kind, ``version`` the saves of this row."""

    __tablename__ = "care_plan"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "number"),
        Index(None, "person_id", "status"),
        Index(None, "team_id", "status", "review_due", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(40))
    previous_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_plan.id"), index=True)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    lead_worker_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    agreed_on: Mapped[date | None]
    active_on: Mapped[date | None]
    review_due: Mapped[date | None]
    high_risk: Mapped[bool] = mapped_column(default=False)
    no_what_matters: Mapped[str | None] = mapped_column(Text)
    not_agreed: Mapped[str | None] = mapped_column(Text)
    superseded_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(Text)


class PlanNeed(Record):
    """A need as it stood when the version was agreed; in a draft only the words for the person's copy."""

    __tablename__ = "plan_need"
    __table_args__ = (once("plan_id", "need_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    plain_text: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(40), default="")
    no_action_reason: Mapped[str | None] = mapped_column(Text)


class PlanGoal(Record):
    """A goal as it stood when the version was agreed; in a draft only the words for the person's copy."""

    __tablename__ = "plan_goal"
    __table_args__ = (once("plan_id", "goal_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    plain_text: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(40), default="")
    target_on: Mapped[date | None]


class PlanAction(Record):
    """An action as it stood when the version was agreed; in a draft only the words for the person's copy."""

    __tablename__ = "plan_action"
    __table_args__ = (once("plan_id", "action_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), index=True)
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"), index=True)
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goal.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    plain_text: Mapped[str | None] = mapped_column(Text)
    owner_name: Mapped[str] = mapped_column(Text, default="")
    owner_kind: Mapped[str] = mapped_column(String(40), default="")
    due_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(40), default="")


class AboutMe(Record):
    """One section of "about me"; without a plan it is the living text, with one what was agreed."""

    __tablename__ = "about_me"
    __table_args__ = (
        once("plan_id", "section"),
        Index(None, "person_id", "plan_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_plan.id"))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("about_me.id"), index=True)
    section: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(40), default="said")
    text: Mapped[str] = mapped_column(Text, default="")
    own_words: Mapped[bool] = mapped_column(default=True)
    said_on: Mapped[date | None]
    supported_by: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)


class AboutMeAddendum(Record):
    """What another author adds under the person's own words, which only their first author may change."""

    __tablename__ = "about_me_addendum"

    about_me_id: Mapped[UUID] = mapped_column(ForeignKey("about_me.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    added_on: Mapped[date]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)


class Contingency(Record):
    """What should happen if things get worse; without a plan it is the living text."""

    __tablename__ = "contingency"
    __table_args__ = (Index(None, "person_id", "plan_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_plan.id"), index=True)
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("contingency.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    trigger: Mapped[str] = mapped_column(Text)
    early_signs: Mapped[str | None] = mapped_column(Text)
    coping: Mapped[str | None] = mapped_column(Text)
    medicines: Mapped[str | None] = mapped_column(Text)
    escalation: Mapped[str | None] = mapped_column(Text)
    valid_to: Mapped[date | None]


class ContingencyStep(Record):
    """One step of a contingency plan: what, who, and the phone number to ring."""

    __tablename__ = "contingency_step"
    __table_args__ = (Index(None, "contingency_id", "position"),)

    contingency_id: Mapped[UUID] = mapped_column(ForeignKey("contingency.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(40))


class Signoff(Record):
    """One person's agreement to a version, or why it could not be had."""

    __tablename__ = "signoff"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    related_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("related_person.id"), index=True)
    method: Mapped[str] = mapped_column(String(40))
    unable_reason: Mapped[str | None] = mapped_column(Text)
    signed_on: Mapped[date]


class SharedDecision(Record):
    """A decision made with the person: the options, what mattered, what was preferred, capacity."""

    __tablename__ = "shared_decision"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_plan.id"), index=True)
    decided_on: Mapped[date]
    decision: Mapped[str] = mapped_column(Text)
    options: Mapped[str] = mapped_column(Text)
    what_mattered: Mapped[str] = mapped_column(Text)
    preference: Mapped[str | None] = mapped_column(Text)
    support_used: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[int | None]
    capacity: Mapped[str] = mapped_column(String(40))
    capacity_on: Mapped[date | None]
    capacity_note: Mapped[str | None] = mapped_column(Text)


class PlanCopy(Record):
    """A copy that was given to somebody, so that holders of old copies can be told."""

    __tablename__ = "plan_copy"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    given_to: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(String(40))
    format: Mapped[str] = mapped_column(String(40))
    how: Mapped[str] = mapped_column(String(40))
    given_on: Mapped[date]
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    recalled_on: Mapped[date | None]  # told that this version no longer holds
    told_how: Mapped[str | None] = mapped_column(String(40))
    told_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)


class WithheldItem(Record):
    """One item of a person's record that is left out of copies; the reason never leaves the record."""

    __tablename__ = "withheld_item"
    __table_args__ = (Index(None, "person_id", "subject", "subject_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(String(40))
    from_person: Mapped[bool] = mapped_column(default=True)
    from_professionals: Mapped[bool] = mapped_column(default=False)
    without_trace: Mapped[bool] = mapped_column(default=False)
    ask_role: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    decided_on: Mapped[date]
    review_on: Mapped[date]
    ended_on: Mapped[date | None]
