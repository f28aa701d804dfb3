"""What Today shows, as rows; nothing here needs a database."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from inteam.caseload.rules import Group

if TYPE_CHECKING:
    from inteam.drafts.queries import DraftRow


@dataclass(frozen=True)
class Who:
    """Whom a line is about, with the three identifiers that each line needs."""

    person_id: UUID
    family_name: str
    given_name: str | None
    nhs_number: str | None
    born_on: date | None


@dataclass(frozen=True)
class Task:
    """One line of My list. time: of an appointment; action_id None: it is an appointment, not an action.

    owner: whose it is, when it is not the reader's own. waiting: (day, of how many) of what somebody else does.
    """

    group: Group
    who: Who
    text: str
    due_on: date
    time: str | None
    kind: str
    action_id: UUID | None
    version: int
    case_id: UUID | None
    owner: str | None
    waiting: tuple[int, int] | None
    first_contact: tuple[int, int] | None = None


@dataclass(frozen=True)
class NewReferral:
    """A referral nobody has triaged; hours since it came, and the standard in days."""

    referral_id: UUID
    who: Who
    source: str
    organisation: str | None
    urgent: bool
    hours: int
    standard_days: int


@dataclass(frozen=True)
class AgendaLine:
    """One of my people on the next meeting's agenda; ready: the question to the team is written."""

    number: int
    who: Who
    ready: bool


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting, how many people are on its agenda, and which of them are mine."""

    meeting_id: UUID
    name: str
    held_on: date
    starts: str
    people: int
    mine: tuple[AgendaLine, ...]


@dataclass(frozen=True)
class Dropped:
    """Work that is about to fall between people: whose, and since when.

    why: leaver, handover (offered, not answered), unanswered (closed, still with the sender), with_lead, no_owner.
    """

    why: str
    who: Who
    what: str
    since: date | None


@dataclass(frozen=True)
class DraftLine:
    """Words that were typed and not saved, and whom they are about, if that is known."""

    draft: "DraftRow"
    who: Who | None


@dataclass(frozen=True)
class Beside:
    """All that stands around My list: the tiles' other figures and the cards. anybody: there are people in the file."""

    referrals: tuple[NewReferral, ...]
    referral_count: int
    urgent_referrals: int
    late_triage: int
    late_first_contact: int
    feedback_due: int
    reviews_due: int
    meeting: NextMeeting | None
    dropped: tuple[Dropped, ...]
    drafts: tuple[DraftLine, ...]
    people: int
    people_capacity: int
    anybody: bool


def who(row: Any) -> Who:
    """Of a row that has the columns of a person's identity."""
    return Who(row.person_id, row.family_name, row.given_name, row.nhs_number, row.born_on)
