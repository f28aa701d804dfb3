"""Everything that happened to a person, newest first, from all parts of the record, paged by moment and id.

Each part has its own read, limited and ordered; they are merged here. What has a day and no time stands at the
beginning of its day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Text, Uuid, case, cast, func, literal, null, select
from sqlalchemy.orm import Session, aliased

from inteam import clock
from inteam.careplans.model import CarePlan
from inteam.cases.model import CaseEvent
from inteam.contacts.model import Contact
from inteam.meetings.model import Decision, Meeting
from inteam.needs.model import Action, Outcome
from inteam.needs.model_onward import OnwardEvent, OnwardReferral
from inteam.organisations.model import Staff
from inteam.people.model import Risk, RiskReview, SharingDecision, UsualWorkerChange
from inteam.referrals.model import Referral, ReferralEvent
from inteam.store.base import Instant
from inteam.store.reads import Read, my_people, one_of, param

CONTACTS, CHANGES = "contacts", "changes"
_AHEAD = datetime(9999, 1, 1, tzinfo=UTC)

Key = tuple[datetime, UUID]


@dataclass(frozen=True)
class Entry:
    """One line. kind: contact, attempt, referral, case, decision, plan, action, outcome, onward, risk, sharing, worker.

    code and detail say what happened, in the codes of its feature; text is what somebody wrote; day is London's.
    """

    at: datetime
    id: UUID
    kind: str
    code: str
    detail: str | None
    text: str | None
    by: str | None
    minutes: int | None
    timed: bool

    @property
    def key(self) -> Key:
        """For the page after this one."""
        return self.at, self.id

    @property
    def day(self) -> date:
        """The day in London."""
        return clock.day(self.at)


_by, _worker, _to = aliased(Staff), aliased(Staff), aliased(Staff)


def _name(staff: Any) -> Any:
    return func.trim(staff.given_name + " " + staff.family_name, type_=Text())


def _who(staff: Any, key: Any) -> Any:
    return select(_name(staff)).where(staff.id == key).scalar_subquery()


def _read(name: str, model: Any, at: Any, columns: Sequence[Any], *where: Any, timed: bool, join: Any = None) -> Read:
    """At most so many rows of a person's before (or at) a moment or day, newest first."""
    edge = param("until", Instant() if timed else Date())
    labels = ("id", "kind", "code", "detail", "text", "by", "minutes")
    statement: Select[Any] = select(
        at.label("at"), *(column.label(label) for column, label in zip(columns, labels, strict=True))
    ).select_from(model)
    if join is not None:
        statement = statement.join(*join)
    statement = (
        statement.join(my_people, my_people.c.person_id == model.person_id)
        .where(one_of(model.person_id, "people", Uuid()), model.withdrawn_at.is_(None), at <= edge, *where)
        .order_by(at.desc(), model.id.desc())
    )
    return Read(name, statement)


_NOTHING = cast(null(), Text())
_NO_MINUTES = cast(null(), Contact.duration_min.type)


def _text(value: str) -> Any:
    return literal(value, Text())


_CONTACTS = _read(
    "timeline_contacts",
    Contact,
    Contact.occurred_at,
    (
        Contact.id,
        case((Contact.type == "attempt", "attempt"), else_="contact"),
        Contact.mode,
        func.coalesce(Contact.attempt_result, Contact.quick_code, Contact.type, type_=Text()),
        Contact.summary,
        _who(_worker, Contact.worker_id),
        Contact.duration_min,
    ),
    timed=True,
)
_REFERRALS = _read(
    "timeline_referrals",
    ReferralEvent,
    ReferralEvent.occurred_at,
    (
        ReferralEvent.id,
        _text("referral"),
        case((ReferralEvent.reason == "attempt", "tried"), else_=ReferralEvent.to_state),  # nothing was offered
        func.coalesce(Referral.referrer_organisation, Referral.referrer_name, Referral.source, type_=Text()),
        ReferralEvent.note,
        _who(_by, ReferralEvent.by_id),
        _NO_MINUTES,
    ),
    timed=True,
    join=(Referral, Referral.id == ReferralEvent.referral_id),
)
_CASES = _read(
    "timeline_cases",
    CaseEvent,
    CaseEvent.occurred_at,
    (
        CaseEvent.id,
        _text("case"),
        CaseEvent.kind,
        CaseEvent.to_value,
        CaseEvent.reason,
        _who(_by, CaseEvent.by_id),
        _NO_MINUTES,
    ),
    timed=True,
)
_DECISIONS = _read(
    "timeline_decisions",
    Decision,
    Decision.decided_at,
    (Decision.id, _text("decision"), Decision.kind, Meeting.name, Decision.text, _NOTHING, _NO_MINUTES),
    timed=True,
    join=(Meeting, Meeting.id == Decision.meeting_id),
)
_PLANS = _read(
    "timeline_plans",
    CarePlan,
    CarePlan.agreed_on,
    (
        CarePlan.id,
        _text("plan"),
        CarePlan.status,
        cast(CarePlan.number, Text()),
        CarePlan.not_agreed,
        _who(_by, CarePlan.lead_worker_id),
        _NO_MINUTES,
    ),
    CarePlan.agreed_on.is_not(None),
    timed=False,
)
_ACTIONS = _read(
    "timeline_actions",
    Action,
    Action.done_on,
    (Action.id, _text("action"), Action.status, Action.done_by, Action.text, _who(_by, Action.owner_id), _NO_MINUTES),
    Action.done_on.is_not(None),
    Action.status == "done",
    timed=False,
)
_OUTCOMES = _read(
    "timeline_outcomes",
    Outcome,
    Outcome.observed_on,
    (Outcome.id, _text("outcome"), Outcome.achieved, Outcome.source, Outcome.what_changed, _NOTHING, _NO_MINUTES),
    timed=False,
)
_ONWARD = _read(
    "timeline_onward",
    OnwardEvent,
    OnwardEvent.occurred_on,
    (
        OnwardEvent.id,
        _text("onward"),
        case((OnwardEvent.reason == "chased", "chased"), else_=OnwardEvent.to_state),
        OnwardReferral.provider_name,
        # What was sent says why; each later step has its own note.
        case((OnwardEvent.position == 1, OnwardReferral.reason), else_=OnwardEvent.note),
        _who(_by, OnwardEvent.by_id),
        _NO_MINUTES,
    ),
    timed=False,
    join=(OnwardReferral, OnwardReferral.id == OnwardEvent.onward_id),
)
_RISKS = _read(
    "timeline_risks",
    Risk,
    Risk.raised_on,
    # A safeguarding risk's words are for those who may read them; here stands only that there is one.
    (
        Risk.id,
        _text("risk"),
        Risk.level,
        Risk.kind,
        case((Risk.kind == "safeguarding", _NOTHING), else_=Risk.title),
        _who(_by, Risk.raised_by_id),
        _NO_MINUTES,
    ),
    timed=False,
)
_REVIEWS = _read(
    "timeline_risk_reviews",
    RiskReview,
    RiskReview.reviewed_on,
    (
        RiskReview.id,
        _text("risk_review"),
        RiskReview.answer,
        _NOTHING,
        RiskReview.note,
        _who(_by, RiskReview.staff_id),
        _NO_MINUTES,
    ),
    timed=False,
)
_SHARING = _read(
    "timeline_sharing",
    SharingDecision,
    SharingDecision.given_on,
    (
        SharingDecision.id,
        _text("sharing"),
        SharingDecision.decision,
        SharingDecision.scope,
        SharingDecision.evidence_note,
        SharingDecision.given_by,
        _NO_MINUTES,
    ),
    timed=False,
)
_WORKERS = _read(
    "timeline_workers",
    UsualWorkerChange,
    UsualWorkerChange.changed_at,
    (
        UsualWorkerChange.id,
        _text("worker"),
        UsualWorkerChange.reason,
        _who(_to, UsualWorkerChange.to_staff_id),
        UsualWorkerChange.note,
        _NOTHING,
        _NO_MINUTES,
    ),
    timed=True,
)
_TIMED = (_REFERRALS, _CASES, _DECISIONS, _WORKERS)
_BY_DAY = (_PLANS, _ACTIONS, _OUTCOMES, _ONWARD, _RISKS, _REVIEWS, _SHARING)
_PARTS: dict[str, tuple[tuple[Read, ...], tuple[Read, ...]]] = {
    "": ((_CONTACTS, *_TIMED), _BY_DAY),
    CONTACTS: ((_CONTACTS,), ()),
    CHANGES: (_TIMED, _BY_DAY),
}


def timeline(
    session: Session, people: list[UUID], *, only: str = "", after: Key | None = None, limit: int = 50
) -> list[Entry]:
    """Up to limit lines older than ``after``, newest first. only: CONTACTS, CHANGES or "" for all."""
    timed, by_day = _PARTS[only]
    until = after[0] if after else _AHEAD
    found = [_entries(read.run(session, people=people, until=until, limit=limit + 1), timed=True) for read in timed]
    day = clock.day(until) if after else date(9999, 1, 1)
    found += [_entries(read.run(session, people=people, until=day, limit=limit + 40), timed=False) for read in by_day]
    kept = [[entry for entry in part if after is None or entry.key < after] for part in found]
    return list(islice(merge(*kept, key=lambda entry: entry.key, reverse=True), limit))


def _entries(rows: Sequence[Any], *, timed: bool) -> list[Entry]:
    moment: Callable[[Any], datetime] = _same if timed else _midnight
    entries = [Entry(*(moment(row[0]), *row[1:], timed)) for row in rows]
    return sorted(entries, key=lambda entry: entry.key, reverse=True)


def _same(moment: datetime) -> datetime:
    return moment


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LONDON).astimezone(UTC)


READS = (_CONTACTS, *_TIMED, *_BY_DAY)
__all__ = ["CHANGES", "CONTACTS", "READS", "Entry", "timeline"]
