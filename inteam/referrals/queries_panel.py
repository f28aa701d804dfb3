"""Reading one referral whole: what the panel beside the board shows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Uuid, func, or_, select
from sqlalchemy.orm import Session, aliased

from inteam import clock
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people import names
from inteam.people.model import Person, Risk
from inteam.referrals.choices import SaidBy
from inteam.referrals.model import ChoiceDelay, Referral, ReferralClock, ReferralEvent, ReferralQuestion
from inteam.referrals.queries import REASONS
from inteam.store.reads import Read, my_people, param, standing


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


_owner = aliased(Staff)
_PANEL = Read(
    "referral_panel",
    standing(
        Referral,
        Referral.id,
        Referral.version,
        Referral.person_id,
        Person.family_name,
        Person.given_name,
        Person.title,
        Person.preferred_name,
        Person.born_on,
        Person.dob_precision,
        Person.nhs_number,
        Person.nhs_number_status,
        Person.interpreter_required,
        Person.language_code,
        Person.death_status,
        Person.practice_id,
        Organisation.short_name.label("practice"),
        Referral.team_id,
        Team.name.label("team"),
        Referral.owner_id,
        _owner.given_name.label("owner_given"),
        _owner.family_name.label("owner_family"),
        Referral.state,
        Referral.direction,
        Referral.received_at,
        Referral.received_on,
        Referral.received_via,
        Referral.written_on,
        Referral.source,
        Referral.referrer_name,
        Referral.referrer_role,
        Referral.referrer_organisation,
        Referral.referrer_contact,
        Referral.letter,
        Referral.goals,
        Referral.exclusions,
        Referral.urgency,
        Referral.person_agrees,
        Referral.agreed_on,
        Referral.risk_state,
        Referral.risk_summary,
        Referral.need_kind,
        Referral.pathway_key,
        Referral.triaged_at,
        Referral.accepted_at,
        Referral.offered_for,
        Referral.offered_mode,
        Referral.waiting_list,
        Referral.priority,
        Referral.outcome,
        Referral.outcome_reason,
        Referral.closing_summary,
        Referral.onward_advice,
        Referral.closed_on,
    )
    .join(Person, Person.id == Referral.person_id)
    .join(Team, Team.id == Referral.team_id)
    .outerjoin(Organisation, Organisation.id == Person.practice_id)
    .outerjoin(_owner, _owner.id == Referral.owner_id)
    .where(Referral.id == param("referral_id", Uuid())),
)
_by = aliased(Staff)
_EVENTS = Read(
    "referral_events",
    standing(
        ReferralEvent,
        ReferralEvent.occurred_at,
        ReferralEvent.recorded_at,
        ReferralEvent.from_state,
        ReferralEvent.to_state,
        (_by.given_name + " " + _by.family_name).label("by_name"),
        ReferralEvent.reason,
        ReferralEvent.note,
        ReferralEvent.late_reason,
    )
    .outerjoin(_by, _by.id == ReferralEvent.by_id)
    .where(ReferralEvent.referral_id == param("referral_id", Uuid()))
    .order_by(ReferralEvent.position, ReferralEvent.id),
)
_CLOCKS = Read(
    "referral_clocks",
    standing(
        ReferralClock,
        ReferralClock.clock,
        ReferralClock.started_on,
        ReferralClock.stopped_on,
        ReferralClock.calendar_days,
        ReferralClock.working_days,
        ReferralClock.delay_days,
    )
    .where(ReferralClock.referral_id == param("referral_id", Uuid()))
    .order_by(ReferralClock.started_on, ReferralClock.clock, ReferralClock.id),
)
_QUESTIONS = Read(
    "referral_questions",
    standing(
        ReferralQuestion,
        ReferralQuestion.id,
        ReferralQuestion.question,
        ReferralQuestion.asked_of,
        ReferralQuestion.asked_at,
        ReferralQuestion.answer,
        ReferralQuestion.answered_at,
    )
    .where(ReferralQuestion.referral_id == param("referral_id", Uuid()))
    .order_by(ReferralQuestion.asked_at, ReferralQuestion.id),
)
_DELAYS = Read(
    "referral_delays",
    standing(
        ChoiceDelay, ChoiceDelay.id, ChoiceDelay.version, ChoiceDelay.from_on, ChoiceDelay.to_on, ChoiceDelay.reason
    )
    .where(ChoiceDelay.referral_id == param("referral_id", Uuid()))
    .order_by(ChoiceDelay.from_on, ChoiceDelay.id),
)
_CHECKS = Read(
    "referral_checks",
    select(
        select(func.count())
        .where(
            Risk.person_id == param("person_id", Uuid()),
            Risk.kind == "safeguarding",
            Risk.withdrawn_at.is_(None),
            or_(Risk.closed_on.is_(None), Risk.closed_on > param("on", Date())),
        )
        .scalar_subquery()
        .label("safeguarding"),
        select(func.count())
        .where(
            Referral.person_id == param("person_id", Uuid()),
            Referral.id != param("referral_id", Uuid()),
            Referral.closed_on.is_(None),
            Referral.state != "entered_in_error",
            Referral.isolated.is_(False),
            Referral.withdrawn_at.is_(None),
        )
        .scalar_subquery()
        .label("other_open"),
    )
    .select_from(my_people)
    .where(my_people.c.person_id == param("person_id", Uuid())),
)


def one_referral(session: Session, referral_id: UUID) -> PanelRow | None:
    """The referral and its person, or None when it is not there."""
    found = _PANEL.run(session, referral_id=referral_id, limit=1)
    return PanelRow(*found[0]) if found else None


def panel(session: Session, referral_id: UUID, *, now: datetime) -> Panel | None:
    """One referral with its reasons, questions, history and clocks, or None when it is not there."""
    referral = one_referral(session, referral_id)
    if referral is None:
        return None
    reasons = [
        ReasonRow(row.said_by, row.code, row.note, row.reported_on)
        for row in REASONS.run(session, referral_ids=[referral_id], limit=500)
    ]
    checks = _CHECKS.run(session, person_id=referral.person_id, referral_id=referral_id, on=clock.day(now), limit=1)
    return Panel(
        referral=referral,
        reasons=tuple(r for r in reasons if r.said_by == SaidBy.REFERRER),
        person_issues=tuple(r for r in reasons if r.said_by == SaidBy.PERSON),
        questions=tuple(QuestionRow(*row) for row in _QUESTIONS.run(session, referral_id=referral_id, limit=200)),
        events=tuple(EventRow(*row) for row in _EVENTS.run(session, referral_id=referral_id, limit=1000)),
        clocks=tuple(ClockRow(*row) for row in _CLOCKS.run(session, referral_id=referral_id, limit=100)),
        safeguarding_open=bool(checks and checks[0].safeguarding),
        other_open=checks[0].other_open if checks else 0,
        delays=tuple(DelayRow(*row) for row in _DELAYS.run(session, referral_id=referral_id, limit=100)),
    )


READS = (_PANEL, _EVENTS, _CLOCKS, _QUESTIONS, _DELAYS, _CHECKS)
