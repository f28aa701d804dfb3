"""Marking a record as entered in error: it stays in the database and in the trail, and leaves every list."""

from inteam.errors import InputError
from inteam.store.base import Record
from inteam.store.database import Work

LONGEST_REASON = 200


def check(reason: str) -> None:
    """Raise InputError unless the reason says something and fits."""
    if not reason.strip():
        raise InputError(reason="required")
    if len(reason.strip()) > LONGEST_REASON:
        raise InputError(reason="too_long")


def withdraw(work: Work, record: Record, reason: str) -> None:
    """Take a record back with a reason, in the caller's transaction, so that one undo brings it back."""
    check(reason)
    record.withdrawn_at, record.withdrawn_by, record.withdrawn_reason = work.now, work.actor.staff_id, reason.strip()


__all__ = ["LONGEST_REASON", "check", "withdraw"]
