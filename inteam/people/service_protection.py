"""Use cases of what protects a person: needs for access, adjustments, risks and their reviews."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from inteam import policy
from inteam.errors import InputError
from inteam.people import records, risks, texts
from inteam.people.access_needs import CATEGORIES, Need
from inteam.people.choices import (
    AccessNeedCategory,
    Answer,
    RiskAnswer,
    RiskKind,
    RiskLevel,
    RiskStatus,
    SafeguardingType,
)
from inteam.people.dates import add_months
from inteam.people.model import AccessNeed, ReasonableAdjustment, Risk, RiskReview
from inteam.store.database import Work


@dataclass(frozen=True)
class AccessNeedEntry:
    """A need as it is chosen; OTHER needs its words and a category."""

    need_code: str
    category: str | None = None
    detail: str | None = None
    source: str | None = None
    consent_to_share: str = Answer.UNKNOWN
    recorded_on: date | None = None
    review_due: date | None = None


@dataclass(frozen=True)
class AdjustmentEntry:
    """A reasonable adjustment; the condition behind it may stay unsaid."""

    adjustment: str
    impairment: str | None = None
    condition: str | None = None
    consent_to_share: str = Answer.UNKNOWN
    review_due: date | None = None


@dataclass(frozen=True)
class RiskEntry:
    """A risk as it is typed."""

    title: str
    level: str
    kind: str = RiskKind.GENERAL
    detail: str | None = None
    safeguarding_type: str | None = None
    status: str = RiskStatus.OPEN
    review_due: date | None = None


def access_need_problems(entry: AccessNeedEntry, today: date) -> dict[str, str]:
    """Field → code of what cannot be accepted."""
    found: dict[str, str | None] = {
        "need_code": None if entry.need_code in set(Need) else "unknown",
        "detail": texts.problem(entry.detail, 500),
        "recorded_on": "in_future" if entry.recorded_on and entry.recorded_on > today else None,
    }
    if entry.need_code == Need.OTHER:
        found["category"] = None if entry.category in set(AccessNeedCategory) else "required"
        found["detail"] = found["detail"] or (None if texts.tidy(entry.detail) else "required")
    return {name: code for name, code in found.items() if code}


def _need_values(work: Work, entry: AccessNeedEntry) -> dict[str, Any]:
    recorded = entry.recorded_on or work.today
    return {
        "need_code": entry.need_code,
        "category": entry.category if entry.need_code == Need.OTHER else CATEGORIES[Need(entry.need_code)],
        "detail": texts.tidy(entry.detail),
        "source": texts.tidy(entry.source),
        "consent_to_share": entry.consent_to_share,
        "recorded_on": recorded,
        "review_due": entry.review_due or need_review_due(work, recorded),
    }


def record_access_need(work: Work, person_id: UUID, entry: AccessNeedEntry) -> UUID:
    """Record a need of the Accessible Information Standard; it is looked at again after a year."""
    records.check(access_need_problems(entry, work.today))
    return records.add(work, AccessNeed, person_id, _need_values(work, entry), "access_need_recorded").id


def amend_access_need(work: Work, need_id: UUID, version: int, entry: AccessNeedEntry) -> None:
    """Change a need or its words."""
    records.check(access_need_problems(entry, work.today))
    records.amend(work, AccessNeed, need_id, version, _need_values(work, entry), "access_need_amended")


def end_access_need(work: Work, need_id: UUID, version: int, on: date) -> None:
    """The person does not need it any more."""
    records.end(work, AccessNeed, need_id, version, "ended_on", on, "access_need_ended")


def adjustment_problems(entry: AdjustmentEntry) -> dict[str, str]:
    """Field → code of what cannot be accepted."""
    found: dict[str, str | None] = {
        "adjustment": texts.problem(entry.adjustment, 500) if entry.adjustment.strip() else "required",
        "impairment": texts.problem(entry.impairment, 200),
        "condition": texts.problem(entry.condition, 200),
    }
    return {name: code for name, code in found.items() if code}


def _adjustment_values(entry: AdjustmentEntry) -> dict[str, Any]:
    return {
        "adjustment": entry.adjustment.strip(),
        "impairment": texts.tidy(entry.impairment),
        "condition": texts.tidy(entry.condition),
        "consent_to_share": entry.consent_to_share,
        "review_due": entry.review_due,
    }


def record_adjustment(work: Work, person_id: UUID, entry: AdjustmentEntry) -> UUID:
    """Record a reasonable adjustment (DAPB4019)."""
    records.check(adjustment_problems(entry))
    values = _adjustment_values(entry) | {"recorded_on": work.today}
    return records.add(work, ReasonableAdjustment, person_id, values, "adjustment_recorded").id


def amend_adjustment(work: Work, adjustment_id: UUID, version: int, entry: AdjustmentEntry) -> None:
    """Change an adjustment."""
    records.check(adjustment_problems(entry))
    values = _adjustment_values(entry)
    records.amend(work, ReasonableAdjustment, adjustment_id, version, values, "adjustment_amended")


def end_adjustment(work: Work, adjustment_id: UUID, version: int, on: date) -> None:
    """The adjustment is not needed any more."""
    records.end(work, ReasonableAdjustment, adjustment_id, version, "ended_on", on, "adjustment_ended")


def risk_problems(entry: RiskEntry) -> dict[str, str]:
    """Field → code of what cannot be accepted."""
    found: dict[str, str | None] = {
        "title": texts.problem(entry.title, 100) if entry.title.strip() else "required",
        "detail": texts.problem(entry.detail, 20_000),
        "level": None if entry.level in set(RiskLevel) else "required",
        "kind": None if entry.kind in set(RiskKind) else "unknown",
        "status": None if entry.status in set(RiskStatus) else "unknown",
    }
    if entry.kind == RiskKind.SAFEGUARDING:
        found["safeguarding_type"] = None if entry.safeguarding_type in set(SafeguardingType) else "required"
    elif entry.status in risks.SAFEGUARDING_STEPS:
        found["status"] = "unknown"
    return {name: code for name, code in found.items() if code}


def _risk_values(work: Work, entry: RiskEntry) -> dict[str, Any]:
    return {
        "title": entry.title.strip(),
        "level": entry.level,
        "kind": entry.kind,
        "detail": texts.tidy(entry.detail),
        "safeguarding_type": entry.safeguarding_type if entry.kind == RiskKind.SAFEGUARDING else None,
        "status": entry.status,
        "review_due": entry.review_due or _review_due(work, entry.level),
    }


def need_review_due(work: Work, recorded: date) -> date:
    """When a need for access is looked at again by local policy."""
    return add_months(recorded, int(policy.value(work.session, "people.access_need_review_months", work.today)))


def _review_due(work: Work, level: str) -> date:
    """The day by which a risk of this level, seen today, is to be looked at again."""
    return work.today + timedelta(days=int(policy.value(work.session, risks.review_setting(level), work.today)))


def record_risk(work: Work, person_id: UUID, entry: RiskEntry) -> UUID:
    """Record a risk; it stands in the banner at once."""
    records.check(risk_problems(entry))
    values = _risk_values(work, entry) | {"raised_on": work.today, "raised_by_id": work.actor.staff_id}
    return records.add(work, Risk, person_id, values, "risk_recorded").id


def amend_risk(work: Work, risk_id: UUID, version: int, entry: RiskEntry) -> None:
    """Change what a risk is, or how serious."""
    records.check(risk_problems(entry))
    records.amend(work, Risk, risk_id, version, _risk_values(work, entry), "risk_amended")


def close_risk(work: Work, risk_id: UUID, version: int, reason: str) -> None:
    """The risk stands no more; it stays readable."""
    records.check({"reason": texts.problem(reason, 200) if reason.strip() else "required"})
    values = {"status": RiskStatus.CLOSED, "closed_on": work.today, "closed_reason": reason.strip(), "review_due": None}
    records.amend(work, Risk, risk_id, version, values, "risk_closed")


def withdraw_risk(work: Work, risk_id: UUID, version: int, reason: str) -> None:
    """The risk was a wrong entry: it leaves the banner, every list and every print. Raises InputError."""
    records.withdraw(work, Risk, risk_id, version, reason, "risk_withdrawn")


def reopen_risk(work: Work, risk_id: UUID, version: int) -> None:
    """The risk stands again."""
    risk = records.amend(work, Risk, risk_id, version, {"status": RiskStatus.OPEN}, "risk_reopened")
    risk.closed_on, risk.closed_reason = None, None
    risk.review_due = _review_due(work, risk.level)


def review_risk(
    work: Work, risk_id: UUID, version: int, *, note: str | None = None, review_due: date | None = None
) -> None:
    """One risk was looked at again and stands as it is. review_due: None takes the policy's days for its level."""
    records.check({"note": texts.problem(note, 500)})
    risk = records.amend(work, Risk, risk_id, version, {}, "risk_looked_at")
    risk.review_due = review_due or _review_due(work, risk.level)
    _review(work, risk.person_id, RiskAnswer.REVIEWED, note, risk_id)


def review_risks(work: Work, person_id: UUID, *, note: str | None = None) -> None:
    """All open risks were looked at again and stand as they are."""
    records.check({"note": texts.problem(note, 500)})
    for risk in _open(work, person_id):
        risk.review_due = _review_due(work, risk.level)
    _review(work, person_id, RiskAnswer.REVIEWED, note, None)


def say_no_known_risks(work: Work, person_id: UUID, *, note: str | None = None) -> None:
    """Somebody looked and knows of none: an answer with a day and a name. Refused while a risk is open."""
    work.actor.require("people.write")
    records.check({"note": texts.problem(note, 500)})
    if _open(work, person_id):
        raise InputError("risks_open")
    _review(work, person_id, RiskAnswer.NO_KNOWN_RISKS, note, None)


def _review(work: Work, person_id: UUID, answer: RiskAnswer, note: str | None, risk_id: UUID | None) -> None:
    values = {
        "reviewed_on": work.today,
        "staff_id": work.actor.staff_id,
        "answer": answer,
        "note": texts.tidy(note),
        "risk_id": risk_id,
    }
    records.add(work, RiskReview, person_id, values, f"risks_{answer}")


def _open(work: Work, person_id: UUID) -> list[Risk]:
    found = select(Risk).where(
        Risk.person_id == person_id, Risk.status != RiskStatus.CLOSED, Risk.withdrawn_at.is_(None)
    )
    return list(work.session.scalars(found))
