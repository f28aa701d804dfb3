"""Which teams' referrals a team looks at: its own, and those of the teams inside it on the day."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam.organisations.model import TeamInTeam
from inteam.organisations.rules import Link, teams_within
from inteam.store.reads import Read

_LINKS = Read(
    "team_links",
    select(TeamInTeam.outer_id, TeamInTeam.inner_id, TeamInTeam.from_on, TeamInTeam.to_on)
    .where(TeamInTeam.withdrawn_at.is_(None))
    .order_by(TeamInTeam.outer_id, TeamInTeam.id),
)


def teams_of(session: Session, team_id: UUID | None, on: date) -> list[UUID] | None:
    """The team and all inside it; None (every team) for somebody who is in none."""
    if team_id is None:
        return None
    links = [Link(*row) for row in _LINKS.run(session, limit=5000)]
    return sorted({team_id, *teams_within(team_id, links, on)}, key=str)


READS = (_LINKS,)
