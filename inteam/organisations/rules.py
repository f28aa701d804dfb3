"""Dated memberships, teams inside teams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

# domain.md 2.1; the value is what is stored, the words are in ui/app/roles.py
ORGANISATION_KINDS = (
    "gp_practice",
    "branch_surgery",
    "pcn",
    "gp_federation",
    "super_practice",
    "community_trust",
    "acute_trust",
    "mental_health_trust",
    "ambulance",
    "local_authority",
    "vcse",
    "community_pharmacy",
    "care_home",
    "hospice",
    "housing",
    "gambling_service",
    "place_partnership",
    "icb",
    "other",
)
NOT_STATUTORY = frozenset({"vcse", "care_home", "hospice", "housing", "gambling_service", "other"})
LONGEST = {"name": 200, "short_name": 60, "ods_code": 12, "postcode": 10, "phone": 40, "address": 300}


@dataclass(frozen=True)
class Link:
    """outer contains inner from a day to a day (both included; to_on None: until further notice)."""

    outer_id: UUID
    inner_id: UUID
    from_on: date
    to_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the link is in force on the day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


def teams_within(team_id: UUID, links: Iterable[Link], on: date) -> frozenset[UUID]:
    """The team and all teams that it contains on the day, at any depth."""
    inner: dict[UUID, set[UUID]] = {}
    for link in links:
        if link.holds(on):
            inner.setdefault(link.outer_id, set()).add(link.inner_id)
    found: set[UUID] = set()
    waiting = [team_id]
    while waiting:
        team = waiting.pop()
        if team not in found:
            found.add(team)
            waiting.extend(inner.get(team, ()))
    return frozenset(found)


def closes_a_circle(new: Link, links: Iterable[Link]) -> bool:
    """Whether adding the link would make a team contain itself on any day on which both ends overlap."""
    overlapping = [link for link in links if _overlap(link, new)]
    always = [Link(link.outer_id, link.inner_id, date.min) for link in overlapping]
    return new.outer_id in teams_within(new.inner_id, always, date.max)


def _overlap(one: Link, other: Link) -> bool:
    end, other_end = one.to_on or date.max, other.to_on or date.max
    return one.from_on <= other_end and other.from_on <= end


def staying_problem(left_on: date | None, today: date) -> str | None:
    """Why work cannot be given to a member of staff with this last day: they have left, or are about to.

    From the moment a last day is known nothing new may become theirs, or it would have no owner the day after.
    """
    if left_on is None:
        return None
    return "owner_left" if left_on < today else "owner_leaving"


def organisation_problems(kind: str, values: Mapping[str, str | None]) -> dict[str, str]:
    """Field name → code for an organisation as entered: its name is required, and everything fits its column."""
    found = {name: "too_long" for name, most in LONGEST.items() if len(values.get(name) or "") > most}
    if not values.get("name"):
        found["name"] = "required"
    if kind not in ORGANISATION_KINDS:
        found["kind"] = "unknown"
    return found


def period_problems(from_on: date | None, to_on: date | None) -> dict[str, str]:
    """Field name → code for a period."""
    if from_on is None:
        return {"from_on": "required"}
    if to_on is not None and to_on < from_on:
        return {"to_on": "before_start"}
    return {}
