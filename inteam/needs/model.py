"""The tables of needs, goals, actions, outcomes and signposts (domain 3.6, 4.1)."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Record


class Need(Record):
    """What the person needs, in the person's words; two 1 to 10 scales, never averaged."""

    __tablename__ = "need"
    __table_args__ = (Index(None, "person_id", "status", "position", "id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    statement: Mapped[str] = mapped_column(Text)
    identified_on: Mapped[date]
    identified_by: Mapped[str] = mapped_column(String(40))
    importance: Mapped[int | None]
    confidence: Mapped[int | None]
    confidence_note: Mapped[str | None] = mapped_column(Text)  # what would make it a 7
    status: Mapped[str] = mapped_column(String(40))
    status_on: Mapped[date | None]
    status_reason: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)


class Goal(Record):
    """What matters about a need; ratings 0 to 10, progress in per cent."""

    __tablename__ = "goal"

    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    person_words: Mapped[bool] = mapped_column(default=True)
    target_on: Mapped[date | None]
    baseline_rating: Mapped[int | None]
    current_rating: Mapped[int | None]
    progress: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(40))
    agreed_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class Action(Record):
    """A step with one owner (the worker, else the team) and a due day."""

    __tablename__ = "action"
    __table_args__ = (
        Index(None, "owner_id", "status", "due_on", "id"),
        Index(None, "team_id", "status", "due_on", "id"),
        Index(None, "person_id", "status", "due_on", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"), index=True)
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goal.id"), index=True)
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id"), index=True)
    agenda_item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    done_by: Mapped[str | None] = mapped_column(String(200))  # who does it when not the owner
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(40))
    status_reason: Mapped[str | None] = mapped_column(Text)
    started_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id"), index=True)
    priority: Mapped[int] = mapped_column(default=2)  # 1 first, 3 last
    carried: Mapped[int] = mapped_column(default=0)  # meetings it was carried over
    ongoing: Mapped[bool] = mapped_column(default=False)
    review_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class ActionDueChange(Record):
    """One move of an action's due day: an old promise stays readable."""

    __tablename__ = "action_due_change"

    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)


class Outcome(Record):
    """What came of a goal, on one day."""

    __tablename__ = "outcome"

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    observed_on: Mapped[date]
    achieved: Mapped[str] = mapped_column(String(40))
    what_changed: Mapped[str] = mapped_column(Text)
    rating: Mapped[int | None]
    progress: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(40))


class Signpost(Record):
    """Information given to the person; no data leave. Neither a referral nor an action."""

    __tablename__ = "signpost"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    need_id: Mapped[UUID | None] = mapped_column(ForeignKey("need.id"), index=True)
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id"), index=True)
    service_name: Mapped[str] = mapped_column(String(200))
    told: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date]
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    follow_up_on: Mapped[date | None]
    followed_up_on: Mapped[date | None]
    follow_up_note: Mapped[str | None] = mapped_column(Text)
