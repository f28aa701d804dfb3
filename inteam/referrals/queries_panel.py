"""Reading one referral whole: what the panel beside the board shows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Date, Uuid, func, or_, select
from sqlalchemy.orm import Session, aliased

from inteam import clock
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people.model import Person, Risk
from inteam.referrals.choices import SaidBy
from inteam.referrals.model import ChoiceDelay, Referral, ReferralClock, ReferralEvent, ReferralQuestion
from inteam.referrals.queries import REASONS
from inteam.referrals.rows import ClockRow, DelayRow, EventRow, Panel, PanelRow, QuestionRow, ReasonRow
from inteam.store.reads import Read, my_people, param, standing

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
