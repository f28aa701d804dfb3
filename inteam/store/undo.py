"""Putting back what one transaction changed."""

from sqlalchemy import select

from inteam.errors import ConflictError
from inteam.store.database import Changes, Work


def restore(work: Work, changes: Changes) -> None:
    """Give each row that ``changes`` names the values it had before; withdraw the rows that it added.

    All or nothing, in the caller's transaction. Raises ConflictError when somebody has changed one of the rows
    since: their words are worth more than the undo.
    """
    for change in reversed(changes.rows.values()):
        record = work.session.scalars(select(change.model).where(change.model.id == change.id)).one_or_none()
        if record is None or record.version != change.version:
            raise ConflictError("cannot_undo")
        if change.before is None:
            record.withdrawn_at, record.withdrawn_by = work.now, work.actor.staff_id
            record.withdrawn_reason = "undone"
            continue
        for name, value in change.before.items():
            if name not in ("version", "updated_at", "updated_by"):
                setattr(record, name, value)
