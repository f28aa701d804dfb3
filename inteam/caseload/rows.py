"""What a list of cases gives: a row for each case, and how much the whole list holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from inteam.caseload.rules import NEVER, NOT_YET, Flag


class CaseloadRow(NamedTuple):
    """One case in a list. points: caseload points.

    As the database keeps it, in the order of ``_ROWS``: a list reads thousands of rows and shows forty, so what has
    to be made of a column is made when it is asked for. Days that are None are not there, never a stand-in.
    """

    case_id: UUID
    person_id: UUID
    is_open: bool
    owner_id: UUID
    pathway: str
    stage: str
    risk_rank: int
    action_id: UUID | None
    kept_due: date
    kept_last_contact: date
    kept_since: date
    kept_until: date
    waiting_clock: str
    kept_review: date
    opened_on: date
    thousandths: int
    open_actions: int
    bits: int
    number: str
    version: int
    pathway_version: int
    family_name: str
    given_name: str | None
    born_on: date | None
    dob_precision: str
    dob_estimated: bool
    action: str | None
    action_kind: str | None
    action_version: int | None
    owner_given: str
    owner_family: str
    team: str
    practice: str | None
    place: Any
    """The sort value."""

    @property
    def key(self) -> tuple[Any, UUID]:
        """The sort value and the id: what the next page begins after."""
        return self.place, self.case_id

    @property
    def nhs_number(self) -> str | None:
        """Ten digits."""
        return self.number or None

    @property
    def due_on(self) -> date | None:
        """Of the earliest open action."""
        return _day(self.kept_due)

    @property
    def last_contact_on(self) -> date | None:
        """Two-way, with the person."""
        return _day(self.kept_last_contact)

    @property
    def waiting_since(self) -> date | None:
        """Of the oldest clock that runs."""
        return _day(self.kept_since)

    @property
    def waiting_until(self) -> date | None:
        """The last day within the standard."""
        return _day(self.kept_until)

    @property
    def review_on(self) -> date | None:
        """Of the active plan."""
        return _day(self.kept_review)

    @property
    def points(self) -> float:
        """Caseload points (domain.md 4.9)."""
        return self.thousandths / 1000

    @property
    def flags(self) -> Flag:
        """The marks."""
        return Flag(self.bits)

    @property
    def owner(self) -> str:
        """The worker's name."""
        return f"{self.owner_given} {self.owner_family}".strip()


@dataclass(frozen=True)
class CaseloadCount:
    """How much a list holds: cases, their points, and how many are late in which way."""

    cases: int
    points: float
    overdue: int
    over_standard: int
    reviews: int


def _day(kept: date) -> date | None:
    return None if kept in (NEVER, NOT_YET) else kept
