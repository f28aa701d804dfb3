"""The tables of MDT meetings. Actions agreed at a meeting are rows of ``action`` with its agenda item."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Time
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Instant, Record, once


class Meeting(Record):
    """One meeting of a team; ``starts`` and ``ends`` are wall-clock times in London."""

    __tablename__ = "meeting"
    __table_args__ = (Index(None, "team_id", "held_on", "id"), Index(None, "status", "held_on", "id"))

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str] = mapped_column(Text)
    held_on: Mapped[date]
    starts: Mapped[time] = mapped_column(Time())
    ends: Mapped[time] = mapped_column(Time())
    place: Mapped[str] = mapped_column(Text, default="")
    chair_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    note_taker_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    status: Mapped[str] = mapped_column(String(40))
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    frozen_at: Mapped[datetime | None] = mapped_column(Instant())
    papers_hash: Mapped[str | None] = mapped_column(String(64))
    began_at: Mapped[datetime | None] = mapped_column(Instant())
    ended_at: Mapped[datetime | None] = mapped_column(Instant())
    quorum_lost_at: Mapped[datetime | None] = mapped_column(Instant())
    notes_held_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    learning: Mapped[str] = mapped_column(Text, default="")
    other_business: Mapped[str] = mapped_column(Text, default="")
    next_on: Mapped[date | None]
    minutes_agreed_at: Mapped[datetime | None] = mapped_column(Instant())
    minutes_agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    packs_out: Mapped[int | None]
    packs_back: Mapped[int | None]
    packs_destroyed: Mapped[int | None]


class Attendance(Record):
    """Somebody who is expected at, was at, or sent apologies to a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (once("meeting_id", "staff_id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text, default="")
    clinician: Mapped[bool] = mapped_column(default=False)
    coordinator: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[str] = mapped_column(String(40))
    remote: Mapped[bool] = mapped_column(default=False)
    observer: Mapped[bool] = mapped_column(default=False)
    confidentiality: Mapped[bool] = mapped_column(default=False)
    came_at: Mapped[datetime | None] = mapped_column(Instant())
    left_at: Mapped[datetime | None] = mapped_column(Instant())


class AgendaItem(Record):
    """One person, or one topic of the system, on a meeting's agenda."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        Index(None, "meeting_id", "position", "id"),
        Index(None, "person_id", "meeting_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    topic: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    priority: Mapped[int] = mapped_column(default=2)
    minutes: Mapped[int] = mapped_column(default=6)
    position: Mapped[int]
    presenter_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    told: Mapped[str] = mapped_column(String(40), default="not_asked")
    told_reason: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(40), default="waiting")
    source_item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    carried: Mapped[int] = mapped_column(default=0)
    discussion: Mapped[str] = mapped_column(Text, default="")
    situation: Mapped[str] = mapped_column(Text, default="")
    background: Mapped[str] = mapped_column(Text, default="")
    assessment: Mapped[str] = mapped_column(Text, default="")
    recommendation: Mapped[str] = mapped_column(Text, default="")
    seconds: Mapped[int] = mapped_column(default=0)
    open_since: Mapped[datetime | None] = mapped_column(Instant())
    discussed_at: Mapped[datetime | None] = mapped_column(Instant())
    again: Mapped[str | None] = mapped_column(String(40))
    again_on: Mapped[date | None]
    leave_room: Mapped[str | None] = mapped_column(Text)


class Decision(Record):
    """What the meeting decided about one agenda item, and why."""

    __tablename__ = "decision"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    rationale: Mapped[str] = mapped_column(Text, default="")
    dissent: Mapped[str | None] = mapped_column(Text)
    with_person: Mapped[str] = mapped_column(String(40), default="to_be_told")
    tell_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(Instant())
    quorate: Mapped[bool] = mapped_column(default=True)


class ActionAnswer(Record):
    """What became of an earlier action when the meeting asked: done, carried, or dropped with a reason."""

    __tablename__ = "action_answer"
    __table_args__ = (once("action_id", "meeting_id"),)

    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    answer: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Text)
    due_before: Mapped[date]
    due_after: Mapped[date]


class SuggestionRejection(Record):
    """A suggestion for the agenda that was declined, remembered until ``until``."""

    __tablename__ = "suggestion_rejection"
    __table_args__ = (Index(None, "team_id", "person_id"),)

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date]


class MeetingSummary(Record):
    """One person's summary as frozen for a meeting; the next meeting compares with it."""

    __tablename__ = "meeting_summary"
    __table_args__ = (once("meeting_id", "person_id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    agenda_item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    taken_at: Mapped[datetime] = mapped_column(Instant())
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))


class MinutesChange(Record):
    """A correction to draft minutes (before and after kept) or, once they are agreed, an addendum."""

    __tablename__ = "minutes_change"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(40), default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant())
    author_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)


class PrintRecord(Record):
    """Something identifiable that was printed, previewed as PDF or saved: who, what, when."""

    __tablename__ = "print_record"
    __table_args__ = (Index(None, "printed_at", "id"),)

    document: Mapped[str] = mapped_column(String(40))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_plan.id"), index=True)
    printed_at: Mapped[datetime] = mapped_column(Instant())
    # None: the command line, where nobody has said who they are; created_by keeps the program's own id.
    printed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    copy_number: Mapped[int]
    copies: Mapped[int] = mapped_column(default=1)
    people: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    target: Mapped[str] = mapped_column(String(40))
    result: Mapped[str] = mapped_column(String(40), default="made")


class PrintPerson(Record):
    """A person who stands in a print."""

    __tablename__ = "print_person"
    __table_args__ = (once("print_record_id", "person_id"),)

    print_record_id: Mapped[UUID] = mapped_column(ForeignKey("print_record.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)


class Handover(Record):
    """A transfer of responsibility for one person; the sender stays the owner until it is accepted."""

    __tablename__ = "handover"
    __table_args__ = (
        Index(None, "person_id", "status"),
        Index(None, "to_staff_id", "status"),
        Index(None, "status", "answer_by", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("care_case.id"), index=True)
    from_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    from_team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), index=True)
    to_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    to_team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    effective_from: Mapped[date]
    status: Mapped[str] = mapped_column(String(40))
    offered_at: Mapped[datetime | None] = mapped_column(Instant())
    answer_by: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant())
    transferred_at: Mapped[datetime | None] = mapped_column(Instant())
    refusal_reason: Mapped[str | None] = mapped_column(Text)
    risks_read: Mapped[bool] = mapped_column(default=False)
    next_7_days: Mapped[str] = mapped_column(Text, default="")
    told_and_wants: Mapped[str] = mapped_column(Text, default="")
    outstanding: Mapped[str] = mapped_column(Text, default="")
    situation: Mapped[str] = mapped_column(Text, default="")
    background: Mapped[str] = mapped_column(Text, default="")
    assessment: Mapped[str] = mapped_column(Text, default="")
    recommendation: Mapped[str] = mapped_column(Text, default="")


class HandoverAction(Record):
    """An open action in a handover, and who is to own it after."""

    __tablename__ = "handover_action"
    __table_args__ = (once("handover_id", "action_id"),)

    handover_id: Mapped[UUID] = mapped_column(ForeignKey("handover.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), index=True)
    new_owner_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    new_team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"), index=True)
