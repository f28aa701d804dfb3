"""Changing a team, and saying to which team it belongs."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from inteam import audit
from inteam.errors import InputError
from inteam.organisations.model import Team, TeamInTeam
from inteam.organisations.service import put_team_in_team
from inteam.store.base import require
from inteam.store.database import Work


def amend_team(work: Work, team_id: UUID, version: int, *, name: str, kind: str, lead_id: UUID | None) -> None:
    """Correct a team as read at version. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("organisations.write")
    record = require(work.session, Team, team_id, version)
    if not name.strip():
        raise InputError(name="required")
    record.name, record.sort_key = name.strip(), name.strip().casefold()
    record.kind, record.lead_id = kind, lead_id
    audit.note(work, "team.amended", subject=record)


def place_team(work: Work, team_id: UUID, outer_id: UUID | None, on: date) -> None:
    """Say to which team (None: to none) a team belongs from a day on; where it belonged until then ends the day before.

    A place that would only begin on that day or later is taken back, and so is a later beginning in the same team.
    Raises DeniedError, InputError(outer_id="cycle").
    """
    work.actor.require("organisations.write")
    before = select(TeamInTeam).where(
        TeamInTeam.inner_id == team_id,
        TeamInTeam.withdrawn_at.is_(None),
        or_(TeamInTeam.to_on.is_(None), TeamInTeam.to_on >= on),
    )
    for place in work.session.scalars(before).all():
        if place.from_on >= on:
            place.withdrawn_at, place.withdrawn_by, place.withdrawn_reason = work.now, work.actor.staff_id, "corrected"
        else:
            place.to_on = on - timedelta(days=1)
        audit.note(work, "team.place_ended", subject=place)
    if outer_id is None:
        return
    try:
        put_team_in_team(work, outer_id, team_id, from_on=on)
    except InputError as refused:
        raise InputError(outer_id=refused.problems.get("inner_id", "unknown")) from refused
