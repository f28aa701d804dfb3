"""What was written about one person so far, for the next writer to build on."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from inteam.demo.scripts import Script
from inteam.demo.somebody import Somebody
from inteam.demo.words import Theme
from inteam.referrals.choices import State


@dataclass
class Story:
    """What was written about one person, for plans and meetings to build on."""

    one: Somebody
    pathway: str
    referral_id: UUID | None = None
    case_id: UUID | None = None
    state: State = State.RECEIVED
    contacts: list[date] = field(default_factory=list)
    needs: list[tuple[UUID, Theme, str]] = field(default_factory=list)  # id, theme, status
    goals: list[tuple[UUID, UUID, str, str]] = field(default_factory=list)  # id, need, text, status
    actions: list[tuple[UUID, UUID | None, UUID | None, str, date, str]] = field(default_factory=list)
    made: dict[UUID, date] = field(default_factory=dict)  # when each need, goal and action was written
    active_from: date | None = None
    script: Script | None = None
