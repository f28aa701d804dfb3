"""What the meeting decides about an item, and changing it while the meeting runs."""

from dataclasses import replace
from uuid import UUID

from inteam import audit
from inteam.errors import InputError
from inteam.meetings import rules
from inteam.meetings.loading import running
from inteam.meetings.model import AgendaItem, Decision
from inteam.meetings.rules import (
    DecisionEntry,
)
from inteam.meetings.service_attendance import quorum_missing
from inteam.store.base import require
from inteam.store.database import Work


def decide(work: Work, item_id: UUID, entry: DecisionEntry) -> UUID:
    """Record a decision; it keeps whether there was a quorum. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id)
    meeting = running(work, item.meeting_id)
    if found := rules.decision_problems(entry):
        raise InputError(**found)
    row = Decision(
        meeting_id=meeting.id,
        agenda_item_id=item.id,
        person_id=item.person_id,
        decided_at=work.now,
        quorate=not quorum_missing(work, meeting),
    )
    _fill_decision(row, entry)
    work.session.add(row)
    work.session.flush()
    audit.note(work, "meetings.decided", subject=row, detail={"kind": str(entry.kind), "quorate": row.quorate})
    return row.id


def change_decision(work: Work, decision_id: UUID, version: int, entry: DecisionEntry) -> int:
    """Change a decision while the meeting runs; gives its new version.

    Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("meetings.write")
    row = require(work.session, Decision, decision_id, version)
    running(work, row.meeting_id)
    if found := rules.decision_problems(entry):
        raise InputError(**found)
    _fill_decision(row, entry)
    audit.note(work, "meetings.decision_changed", subject=row)
    work.session.flush()
    return row.version


def change_keeping_both(
    work: Work, decision_id: UUID, version: int, entry: DecisionEntry, *, seen: str
) -> tuple[int, str]:
    """``change_decision`` for somebody who types while others do: gives the new version and the words that stand.

    Where a colleague changed the words since they read `seen`, theirs stay above the new ones. Raises as that does,
    ConflictError only where the decision was taken back.
    """
    row = require(work.session, Decision, decision_id)
    text = entry.text.strip()
    if row.version != version and row.text != seen and row.text != text:
        text = row.text if text == seen.strip() else f"{row.text}\n{text}"
    return change_decision(work, decision_id, row.version, replace(entry, text=text)), text


def withdraw_decision(work: Work, decision_id: UUID, version: int) -> None:
    """Take back a decision while the meeting runs. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    row = require(work.session, Decision, decision_id, version)
    running(work, row.meeting_id)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = work.now, work.actor.staff_id, "taken back"
    audit.note(work, "meetings.decision_withdrawn", subject=row)


def _fill_decision(row: Decision, entry: DecisionEntry) -> None:
    row.text, row.kind, row.rationale = entry.text.strip(), entry.kind, entry.rationale.strip()
    row.dissent, row.with_person = entry.dissent.strip() or None, entry.with_person
    row.tell_by = entry.tell_by.strip() or None
