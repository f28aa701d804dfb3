"""Keeping, offering and letting go of drafts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from inteam.drafts.model import Draft
from inteam.store.database import Work


def keep(
    work: Work,
    draft_id: UUID,
    *,
    form: str,
    fields: Mapping[str, Any],
    person_id: UUID | None = None,
    record_id: UUID | None = None,
) -> None:
    """Save what stands in a form, over what this draft held before. The id is made by the form when it opens."""
    draft = work.session.get(Draft, draft_id) or Draft(id=draft_id)
    draft.staff_id, draft.form, draft.fields = work.actor.staff_id, form, dict(fields)
    draft.person_id, draft.record_id, draft.saved_at = person_id, record_id, work.now
    work.session.add(draft)


def discard(work: Work, draft_id: UUID) -> None:
    """Let a draft go: its form was saved, or the person said so."""
    work.session.execute(delete(Draft).where(Draft.id == draft_id, Draft.staff_id == work.actor.staff_id))
