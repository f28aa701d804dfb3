"""Everything that happened to a person, newest first, from all parts of the record, paged by moment and id.

Contacts have a read of their own, what else has a time another, what has only a day the third: each is limited and
ordered, and they are merged here. What has a day and no time stands where it was written down on that day, else at the
day's end (entries.py).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Text, Uuid, case, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from inteam import clock
from inteam.careplans.model import CarePlan
from inteam.cases.model import CaseEvent
from inteam.contacts.model import Contact
from inteam.meetings.model import Decision, Meeting
from inteam.needs.model import Action, Outcome, Signpost
from inteam.needs.model_onward import OnwardEvent, OnwardReferral
from inteam.organisations.model import Staff
from inteam.people.model import Risk, RiskReview, SharingDecision, UsualWorkerChange
from inteam.referrals.model import Referral, ReferralEvent
from inteam.store.base import Instant
from inteam.store.reads import Read, my_people, one_of, param
from inteam.timeline.entries import Entry, Key, place

CONTACTS, CHANGES = "contacts", "changes"
_AHEAD = datetime(9999, 1, 1, tzinfo=UTC)


_by, _worker, _to = aliased(Staff), aliased(Staff), aliased(Staff)


def _name(staff: Any) -> Any:
    return func.trim(staff.given_name + " " + staff.family_name, type_=Text())


def _who(staff: Any, key: Any) -> Any:
    return select(_name(staff)).where(staff.id == key).scalar_subquery()


_LABELS = ("id", "kind", "code", "detail", "text", "by", "minutes")
_WORDS = (
    "kind",
    "code",
    "detail",
    "text",
    "by",
)  # of one type in every part, or PostgreSQL refuses to put them together


def _part(
    model: Any, at: Any, columns: Sequence[Any], *where: Any, timed: bool, join: Any = None, written: Any = None
) -> Select[Any]:
    """One kind of line of a person's, before (or at) a moment or day. written: when it was written down."""
    edge = param("until", Instant() if timed else Date())
    when = () if timed else ((model.created_at if written is None else written).label("written"),)
    named = dict(zip(_LABELS, columns, strict=True))
    named |= {label: cast(named[label], Text()) for label in _WORDS}
    statement: Select[Any] = select(
        at.label("at"), *when, *(column.label(label) for label, column in named.items())
    ).select_from(model)
    if join is not None:
        statement = statement.join(*join)
    return statement.join(my_people, my_people.c.person_id == model.person_id).where(
        one_of(model.person_id, "people", Uuid()), model.withdrawn_at.is_(None), at <= edge, *where
    )


def _together(*parts: Select[Any]) -> Select[Any]:
    """The newest lines of all these parts: one read, for each costs more than what it finds of a person."""
    lines = union_all(*parts).subquery("lines")
    return select(*lines.c).order_by(lines.c.at.desc(), lines.c.id.desc())


_NOTHING = cast(null(), Text())
_NEVER = cast(null(), Instant())  # when it was written down is not known
_NO_MINUTES = cast(null(), Contact.duration_min.type)


def _text(value: str) -> Any:
    return literal(value, Text())


_CONTACTS = _part(
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
_REFERRALS = _part(
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
_CASES = _part(
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
_DECISIONS = _part(
    Decision,
    Decision.decided_at,
    (Decision.id, _text("decision"), Decision.kind, Meeting.name, Decision.text, _NOTHING, _NO_MINUTES),
    timed=True,
    join=(Meeting, Meeting.id == Decision.meeting_id),
)
_PLANS = _part(
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
_ACTIONS = _part(
    Action,
    Action.done_on,
    (Action.id, _text("action"), Action.status, Action.done_by, Action.text, _who(_by, Action.owner_id), _NO_MINUTES),
    Action.done_on.is_not(None),
    Action.status == "done",
    timed=False,
)
_OUTCOMES = _part(
    Outcome,
    Outcome.observed_on,
    (Outcome.id, _text("outcome"), Outcome.achieved, Outcome.source, Outcome.what_changed, _NOTHING, _NO_MINUTES),
    timed=False,
)
_ONWARD = _part(
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
_SIGNPOSTS = _part(
    Signpost,
    Signpost.given_on,
    (
        Signpost.id,
        _text("signpost"),
        _text("told"),
        Signpost.service_name,
        Signpost.told,
        _who(_by, Signpost.given_by_id),
        _NO_MINUTES,
    ),
    timed=False,
)
_BECAME = _part(
    Signpost,
    Signpost.followed_up_on,
    (
        Signpost.id,
        _text("became"),
        _text("followed_up"),
        Signpost.service_name,
        Signpost.follow_up_note,
        _NOTHING,
        _NO_MINUTES,
    ),
    Signpost.followed_up_on.is_not(None),
    timed=False,
    written=_NEVER,
)
_RISKS = _part(
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
_ONE_RISK = (
    select(case((Risk.kind == "safeguarding", _text("safeguarding")), else_=Risk.title))
    .where(Risk.id == RiskReview.risk_id)
    .scalar_subquery()
)
"""The risk of a review that was of one, where all may read it; nothing for a review of all."""
_REVIEWS = _part(
    RiskReview,
    RiskReview.reviewed_on,
    (
        RiskReview.id,
        _text("risk_review"),
        RiskReview.answer,
        _ONE_RISK,
        RiskReview.note,
        _who(_by, RiskReview.staff_id),
        _NO_MINUTES,
    ),
    timed=False,
)
_SHARING = _part(
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
_WORKERS = _part(
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
_OF_CONTACTS = Read("timeline_contacts", _CONTACTS.order_by(Contact.occurred_at.desc(), Contact.id.desc()))
_TIMED = Read("timeline_timed", _together(_REFERRALS, _CASES, _DECISIONS, _WORKERS))
_BY_DAY = Read(
    "timeline_by_day",
    _together(_PLANS, _ACTIONS, _OUTCOMES, _ONWARD, _SIGNPOSTS, _BECAME, _RISKS, _REVIEWS, _SHARING),
)
_PARTS: dict[str, tuple[tuple[Read, ...], tuple[Read, ...]]] = {
    "": ((_OF_CONTACTS, _TIMED), (_BY_DAY,)),
    CONTACTS: ((_OF_CONTACTS,), ()),
    CHANGES: ((_TIMED,), (_BY_DAY,)),
}


def timeline(
    session: Session, people: list[UUID], *, only: str = "", after: Key | None = None, limit: int = 50
) -> list[Entry]:
    """Up to limit lines older than ``after``, newest first. only: CONTACTS, CHANGES or "" for all."""
    timed, by_day = _PARTS[only]
    until = after[0] if after else _AHEAD
    found = [_timed(read.run(session, people=people, until=until, limit=limit + 1)) for read in timed]
    kept = [[entry for entry in part if after is None or entry.key < after] for part in found]
    kept += [_by_day(session, read, people, after, limit) for read in by_day]
    return list(islice(merge(*kept, key=lambda entry: entry.key, reverse=True), limit))


def _timed(rows: Sequence[Any]) -> list[Entry]:
    return _newest_first([Entry(*(*row, True)) for row in rows])


def _by_day(session: Session, read: Read, people: list[UUID], after: Key | None, limit: int) -> list[Entry]:
    """The newest of one part before a key. A day is taken whole or not at all: its order is not the database's."""
    day, most = clock.day(after[0]) if after else date(9999, 1, 1), limit + 1
    while True:
        rows = read.run(session, people=people, until=day, limit=most)
        whole = rows if len(rows) < most else [row for row in rows if row[0] > rows[-1][0]]
        entries = [Entry(*(place(on, written, row[1]), *row, False)) for on, written, *row in whole]
        kept = [entry for entry in entries if after is None or entry.key < after]
        if len(rows) < most or len(kept) >= limit:
            return _newest_first(kept)
        most *= 2


def _newest_first(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.key, reverse=True)


READS = (_OF_CONTACTS, _TIMED, _BY_DAY)
__all__ = ["CHANGES", "CONTACTS", "READS", "Entry", "timeline"]
