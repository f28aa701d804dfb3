"""One referral whole, as the panel beside the board shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from inteam.people import names


@dataclass(frozen=True)
class ReasonRow:
    """One reason, the referrer's or the person's."""

    said_by: str
    code: str
    note: str | None
    reported_on: date | None


@dataclass(frozen=True)
class EventRow:
    """One move in the history; late: it was recorded after the day on which it happened."""

    occurred_at: datetime
    recorded_at: datetime
    from_state: str | None
    to_state: str
    by: str | None
    reason: str | None
    note: str | None
    late_reason: str | None


@dataclass(frozen=True)
class ClockRow:
    """One clock; days are stored when it has stopped."""

    clock: str
    started_on: date
    stopped_on: date | None
    calendar_days: int | None
    working_days: int | None
    delay_days: int | None


@dataclass(frozen=True)
class QuestionRow:
    """A question asked before triage could end."""

    id: UUID
    question: str
    asked_of: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True)
class DelayRow:
    """Days on which the person chose to wait."""

    id: UUID
    version: int
    from_on: date
    to_on: date
    reason: str


@dataclass(frozen=True)
class PanelRow:
    """The referral and its person, without what there can be several of."""

    id: UUID
    version: int
    person_id: UUID
    family_name: str
    given_name: str | None
    title: str | None
    preferred_name: str | None
    born_on: date | None
    dob_precision: str
    nhs_number: str | None
    nhs_number_status: str
    interpreter_required: str
    language_code: str | None
    death_status: str
    practice_id: UUID | None
    practice: str | None
    team_id: UUID
    team: str
    owner_id: UUID | None
    owner_given: str | None
    owner_family: str | None
    state: str
    direction: str
    received_at: datetime
    received_on: date
    received_via: str
    written_on: date | None
    source: str
    referrer_name: str | None
    referrer_role: str | None
    referrer_organisation: str | None
    referrer_contact: str | None
    letter: str | None
    goals: str | None
    exclusions: str | None
    urgency: str | None
    person_agrees: str
    agreed_on: date | None
    risk_state: str
    risk_summary: str | None
    need_kind: str | None
    pathway_key: str | None
    triaged_at: datetime | None
    accepted_at: datetime | None
    offered_for: datetime | None
    offered_mode: str | None
    waiting_list: str | None
    priority: int | None
    outcome: str | None
    outcome_reason: str | None
    closing_summary: str | None
    onward_advice: str | None
    closed_on: date | None

    @property
    def owner_name(self) -> str:
        """Given name and family name of the owner; empty when the team has it."""
        return names.full(self.owner_family, self.owner_given)


@dataclass(frozen=True)
class Panel:
    """All of one referral. other_open: how many other open referrals the person has; on_caseload: open cases."""

    referral: PanelRow
    reasons: tuple[ReasonRow, ...]
    person_issues: tuple[ReasonRow, ...]
    questions: tuple[QuestionRow, ...]
    events: tuple[EventRow, ...]
    clocks: tuple[ClockRow, ...]
    safeguarding_open: bool
    other_open: int
    delays: tuple[DelayRow, ...] = ()
