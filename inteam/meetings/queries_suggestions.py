"""Whom the criteria suggest for an agenda, and why. People accept or decline; nothing is added by itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Uuid, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from inteam import policy
from inteam.careplans.model import CarePlan
from inteam.cases.model import CareCase
from inteam.contacts.model import Contact
from inteam.meetings.model import AgendaItem, Attendance, Meeting, SuggestionRejection
from inteam.needs.model import Action, Need
from inteam.people import dates, names
from inteam.people.banner import Identity, identity_line
from inteam.people.model import Person, Risk
from inteam.referrals.clocks import Clock
from inteam.referrals.model import Referral, ReferralClock
from inteam.store.reads import Read, my_people, param


class Criterion(StrEnum):
    """A rule that suggests people; version 1 of each, numbers from local policy (domain.md 7.1 [C])."""

    PLAN_OVERDUE = "plan_overdue"
    QUIET_WITH_NEEDS = "quiet_with_needs"
    RISK_RAISED = "risk_raised"
    SAFEGUARDING = "safeguarding_opened"
    ACTION_CARRIED = "action_carried"
    WAIT_OVER = "wait_over"
    CARER_STRAIN = "carer_strain"
    FREQUENT_ATTENDANCE = "frequent_attendance"


@dataclass(frozen=True)
class SuggestionRow:
    """A person whom a criterion suggests, and why in words."""

    person_id: UUID
    case_id: UUID
    name: str
    identity: str
    criterion: Criterion
    why: str


def _people(criterion: Criterion, *columns: Any) -> Any:
    team, meeting, today = param("team_id", Uuid()), param("meeting_id", Uuid()), param("today", Date())
    listed = AgendaItem.__table__.alias("listed")
    on_agenda = exists().where(
        listed.c.person_id == Person.id, listed.c.meeting_id == meeting, listed.c.withdrawn_at.is_(None)
    )
    # A neighbourhood's meeting is of several teams: whoever is expected brings the people they work with.
    at_the_table = select(Attendance.staff_id).where(
        Attendance.meeting_id == meeting, Attendance.staff_id.is_not(None), Attendance.withdrawn_at.is_(None)
    )
    # An affected other's record is theirs alone: no meeting may learn from a suggestion that there is one.
    isolated = exists().where(Referral.id == CareCase.referral_id, Referral.isolated)
    declined = exists().where(
        SuggestionRejection.person_id == Person.id,
        SuggestionRejection.team_id == team,
        SuggestionRejection.criterion == str(criterion),
        SuggestionRejection.until >= today,
        SuggestionRejection.withdrawn_at.is_(None),
    )
    return (
        select(
            Person.id.label("person_id"),
            CareCase.id.label("case_id"),
            Person.family_name,
            Person.given_name,
            Person.born_on,
            Person.dob_precision,
            Person.nhs_number,
            *columns,
        )
        .join(my_people, my_people.c.person_id == Person.id)
        .join(CareCase, CareCase.person_id == Person.id)
        .where(
            or_(CareCase.team_id == team, CareCase.owner_id.in_(at_the_table)),
            CareCase.status == "open",
            CareCase.withdrawn_at.is_(None),
            ~isolated,
            Person.withdrawn_at.is_(None),
            Person.death_status == "alive",
            ~on_agenda,
            ~declined,
        )
    )


PLAN_OVERDUE = Read(
    "suggest_plan_overdue",
    _people(Criterion.PLAN_OVERDUE, CarePlan.review_due.label("on"))
    .join(CarePlan, CarePlan.person_id == Person.id)
    .where(
        CarePlan.status.in_(("active", "under_review")),
        CarePlan.review_due < param("today", Date()),
        CarePlan.withdrawn_at.is_(None),
    )
    .order_by(CarePlan.review_due, Person.sort_key, Person.id, CareCase.id),
)
_open_needs = (
    select(func.count())
    .select_from(Need)
    .where(Need.person_id == Person.id, Need.status == "open", Need.withdrawn_at.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
_last_contact = (
    select(func.max(Contact.occurred_on))
    .where(Contact.person_id == Person.id, Contact.withdrawn_at.is_(None), Contact.attempt_result.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
QUIET = Read(
    "suggest_quiet",
    _people(Criterion.QUIET_WITH_NEEDS, _open_needs.label("needs"), _last_contact.label("on"))
    .where(
        _open_needs >= param("least", Integer()),
        or_(_last_contact.is_(None), _last_contact < param("since", Date())),
    )
    .order_by(Person.sort_key, Person.id, CareCase.id),
)


def _risk_raised(criterion: Criterion, kind: Any) -> Any:
    return (
        _people(criterion, Risk.raised_on.label("on"), Risk.level)
        .join(
            Risk,
            and_(Risk.person_id == Person.id, Risk.withdrawn_at.is_(None), Risk.status != "closed", kind),
        )
        .where(Risk.raised_on >= param("since", Date()))
        .order_by(Risk.raised_on.desc(), Person.sort_key, Person.id, CareCase.id)
    )


RISK = Read(
    "suggest_risk",
    _risk_raised(Criterion.RISK_RAISED, and_(Risk.kind != "safeguarding", Risk.level == "high")),
)
SAFEGUARDING = Read("suggest_safeguarding", _risk_raised(Criterion.SAFEGUARDING, Risk.kind == "safeguarding"))
CARRIED = Read(
    "suggest_carried",
    _people(Criterion.ACTION_CARRIED, Action.due_on.label("on"), Action.carried)
    .join(Action, Action.person_id == Person.id)
    .join(AgendaItem, AgendaItem.id == Action.agenda_item_id)
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .where(
        Meeting.team_id == param("team_id", Uuid()),
        Action.status.in_(("planned", "started")),
        Action.due_on < param("today", Date()),
        Action.withdrawn_at.is_(None),
    )
    .order_by(Action.carried.desc(), Action.due_on, Person.sort_key, Person.id, CareCase.id),
)
WAIT_OVER = Read(
    "suggest_wait_over",
    _people(Criterion.WAIT_OVER, ReferralClock.started_on.label("on"))
    .join(ReferralClock, ReferralClock.person_id == Person.id)
    .where(
        ReferralClock.clock == str(Clock.FIRST_CONTACT),
        ReferralClock.stopped_on.is_(None),
        ReferralClock.started_on < param("since", Date()),
        ReferralClock.withdrawn_at.is_(None),
        exists().where(Referral.id == ReferralClock.referral_id, Referral.withdrawn_at.is_(None), ~Referral.isolated),
    )
    .order_by(ReferralClock.started_on, Person.sort_key, Person.id, CareCase.id),
)


def _need_raised(criterion: Criterion, code: str) -> Any:
    return (
        _people(criterion, Need.identified_on.label("on"))
        .join(Need, and_(Need.person_id == Person.id, Need.withdrawn_at.is_(None), Need.status == "open"))
        .where(Need.code == code, Need.identified_on >= param("since", Date()))
        .order_by(Need.identified_on.desc(), Person.sort_key, Person.id, CareCase.id)
    )


CARER = Read("suggest_carer", _need_raised(Criterion.CARER_STRAIN, "carer_stress"))
FREQUENT = Read("suggest_frequent", _need_raised(Criterion.FREQUENT_ATTENDANCE, "frequent_attender"))
READS = (PLAN_OVERDUE, QUIET, RISK, SAFEGUARDING, CARRIED, WAIT_OVER, CARER, FREQUENT)
_MOST = 40


def suggestions(session: Session, team_id: UUID, meeting_id: UUID, today: date) -> list[SuggestionRow]:
    """Whom the criteria suggest, one line a person and criterion, safeguarding first. At most 40 of each."""
    asked: dict[str, Any] = {"team_id": team_id, "meeting_id": meeting_id, "today": today, "limit": _MOST}
    quiet_since = today - timedelta(days=int(policy.value(session, "meetings.criterion_no_contact_days", today)))
    risk_since = today - timedelta(days=int(policy.value(session, "meetings.criterion_risk_days", today)))
    least = int(policy.value(session, "meetings.criterion_open_needs", today))
    wait_since = today - timedelta(days=int(policy.value(session, "referrals.first_contact_days", today)))
    found = [
        *_rows(SAFEGUARDING.run(session, **asked, since=risk_since), Criterion.SAFEGUARDING, _why_safeguarding),
        *_rows(RISK.run(session, **asked, since=risk_since), Criterion.RISK_RAISED, _why_risk),
        *_rows(CARER.run(session, **asked, since=risk_since), Criterion.CARER_STRAIN, _why_carer),
        *_rows(FREQUENT.run(session, **asked, since=risk_since), Criterion.FREQUENT_ATTENDANCE, _why_frequent),
        *_rows(CARRIED.run(session, **asked), Criterion.ACTION_CARRIED, _why_carried),
        *_rows(WAIT_OVER.run(session, **asked, since=wait_since), Criterion.WAIT_OVER, _why_wait),
        *_rows(PLAN_OVERDUE.run(session, **asked), Criterion.PLAN_OVERDUE, _why_plan),
        *_rows(QUIET.run(session, **asked, since=quiet_since, least=least), Criterion.QUIET_WITH_NEEDS, _why_quiet),
    ]
    once = {(row.person_id, row.criterion): row for row in reversed(found)}
    return [row for row in found if once[row.person_id, row.criterion] is row]


def _rows(rows: list[Any], criterion: Criterion, why: Any) -> list[SuggestionRow]:
    return [
        SuggestionRow(
            row.person_id,
            row.case_id,
            names.display(row.family_name, row.given_name),
            identity_line(
                Identity(
                    row.family_name,
                    row.given_name,
                    born_on=row.born_on,
                    dob_precision=row.dob_precision,
                    nhs_number=row.nhs_number,
                )
            ),
            criterion,
            why(row),
        )
        for row in rows
    ]


def _why_safeguarding(row: Any) -> str:
    return f"Safeguarding opened {dates.short(row.on)}"


def _why_risk(row: Any) -> str:
    return f"High risk raised {dates.short(row.on)}"


def _why_carer(row: Any) -> str:
    return f"Carer under strain, raised {dates.short(row.on)}"


def _why_frequent(row: Any) -> str:
    return f"Attends often, raised {dates.short(row.on)}"


def _why_wait(row: Any) -> str:
    return f"No first contact since the referral of {dates.short(row.on)}"


def _why_carried(row: Any) -> str:
    carried = f", carried ×{row.carried}" if row.carried else ""
    return f"MDT action overdue since {dates.short(row.on)}{carried}"


def _why_plan(row: Any) -> str:
    return f"Plan review was due {dates.short(row.on)}"


def _why_quiet(row: Any) -> str:
    last = f"last contact {dates.short(row.on)}" if row.on else "no contact yet"
    return f"{row.needs} open needs, {last}"
