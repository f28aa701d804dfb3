"""Reading what could be marked as entered in error about a person, what goes with each, and what has been marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, Text, Uuid, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from inteam.cases.model import CareCase, CaseReferral
from inteam.contacts.model import Contact
from inteam.needs.model import Action, Goal, Need, Outcome, Signpost
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.rules import OPEN_ACTIONS
from inteam.organisations.model import Staff
from inteam.people.model import Risk
from inteam.referrals.model import ChoiceDelay, Feedback, Referral, ReferralEvent
from inteam.store.reads import Read, my_people, one_of
from inteam.timeline.mistakes import Kind

MOST = 300


@dataclass(frozen=True)
class MarkableRow:
    """One entry of the record. words: somebody's, or a code where there are none; on: the day it is about."""

    kind: Kind
    id: UUID
    version: int
    person_id: UUID
    on: date | None
    words: str
    hangs: Counter[str]


@dataclass(frozen=True)
class MarkedRow:
    """What was marked before: why, by whom and when."""

    kind: Kind
    id: UUID
    on: date | None
    words: str
    reason: str
    by: str | None
    at: datetime


# Kind → (model, the day it is about, its words). A safeguarding risk's words are for those who may read them.
_SOURCES: dict[Kind, tuple[Any, Any, Any]] = {
    Kind.CONTACT: (Contact, Contact.occurred_on, func.coalesce(func.nullif(Contact.summary, ""), Contact.mode)),
    Kind.NEED: (Need, Need.identified_on, Need.statement),
    Kind.GOAL: (Goal, Goal.agreed_on, Goal.text),
    Kind.OUTCOME: (Outcome, Outcome.observed_on, Outcome.what_changed),
    Kind.ACTION: (Action, Action.due_on, Action.text),
    Kind.RISK: (Risk, Risk.raised_on, case((Risk.kind == "safeguarding", literal("safeguarding")), else_=Risk.title)),
    Kind.CASE: (CareCase, CareCase.opened_on, CareCase.pathway_key),
    Kind.REFERRAL: (
        Referral,
        Referral.received_on,
        func.coalesce(Referral.referrer_organisation, Referral.referrer_name, Referral.source),
    ),
    Kind.ONWARD: (OnwardReferral, OnwardReferral.sent_on, OnwardReferral.provider_name),
    Kind.SIGNPOST: (Signpost, Signpost.given_on, Signpost.service_name),
    Kind.DELAY: (ChoiceDelay, ChoiceDelay.from_on, ChoiceDelay.reason),
}


_ERROR = "entered_in_error"
_error = aliased(ReferralEvent)


def _mark(kind: Kind) -> tuple[Any, Any, Any]:
    """Why, by whom and when."""
    if kind is Kind.REFERRAL:
        return _error.note.label("reason"), _error.by_id.label("by_id"), _error.recorded_at.label("at")
    model = _SOURCES[kind][0]
    return (
        cast(model.withdrawn_reason, Text()).label("reason"),
        model.withdrawn_by.label("by_id"),
        model.withdrawn_at.label("at"),
    )


def _part(kind: Kind, *more: Any, marked: bool) -> Any:
    model, on, words = _SOURCES[kind]
    statement = (
        select(
            literal(kind.value, String()).label("kind"),
            model.id.label("id"),
            model.version.label("version"),
            model.person_id.label("person_id"),
            on.label("on"),
            cast(words, Text()).label("words"),
            *more,
        )
        .join(my_people, my_people.c.person_id == model.person_id)
        .where(one_of(model.person_id, "people", Uuid()))
    )
    if kind is Kind.REFERRAL:
        statement = statement.where(Referral.isolated.is_(False))
        # A referral says so by its state, which has a history of its own.
        if marked:
            return statement.join(_error, (_error.referral_id == Referral.id) & (_error.to_state == _ERROR)).where(
                Referral.state == _ERROR, _error.withdrawn_at.is_(None)
            )
        statement = statement.where(Referral.state != _ERROR)
    return statement.where(model.withdrawn_at.is_not(None) if marked else model.withdrawn_at.is_(None))


_STANDING = union_all(*(_part(kind, marked=False) for kind in _SOURCES)).subquery("standing")
_MARKABLE = Read(
    "markable_of_person",
    select(*_STANDING.c).order_by(_STANDING.c.kind, _STANDING.c.on.desc(), _STANDING.c.id),
)
_by = aliased(Staff)
_MARKS = union_all(*(_part(kind, *_mark(kind), marked=True) for kind in _SOURCES)).subquery("marked")
_MARKED = Read(
    "marked_of_person",
    select(
        _MARKS.c.kind,
        _MARKS.c.id,
        _MARKS.c.on,
        _MARKS.c.words,
        _MARKS.c.reason,
        func.trim(_by.given_name + " " + _by.family_name, type_=Text()).label("by"),
        _MARKS.c.at,
    )
    .outerjoin(_by, _by.id == _MARKS.c.by_id)
    .where(_MARKS.c.reason.is_not(None), _MARKS.c.reason != "undone")
    .order_by(_MARKS.c.at.desc(), _MARKS.c.id),
)


def _hanging(name: str, on: Any, model: Any, *where: Any) -> Any:
    return (
        select(on.label("on_id"), literal(name, String()).label("what"), func.count(type_=Integer()).label("how_many"))
        .select_from(model)
        .where(model.withdrawn_at.is_(None), one_of(model.person_id, "people", Uuid()), on.is_not(None), *where)
        .group_by(on)
    )


_OPEN = Action.status.in_(tuple(OPEN_ACTIONS))
_HANGS = union_all(
    _hanging("goals", Goal.need_id, Goal),
    _hanging("actions", Action.need_id, Action),
    _hanging("actions", Action.goal_id, Action),
    _hanging("open_actions", Action.case_id, Action, _OPEN),
    _hanging("open_actions", Action.contact_id, Action, _OPEN),
    _hanging("cases", CaseReferral.referral_id, CaseReferral),
    _hanging("referrals", CaseReferral.case_id, CaseReferral),
    _hanging("feedback", Feedback.referral_id, Feedback, Feedback.sent_on.is_(None)),
).subquery("hangs")
_HANGING = Read("hanging_on_entries", select(*_HANGS.c))


def markable(session: Session, people: Sequence[UUID]) -> list[MarkableRow]:
    """Every entry of these people that stands, the newest of each kind first, with what hangs on it."""
    hangs: dict[UUID, Counter[str]] = {}
    for on_id, what, how_many in _HANGING.run(session, people=list(people), limit=20_000):
        hangs.setdefault(on_id, Counter())[what] += how_many
    found = _MARKABLE.run(session, people=list(people), limit=20_000)
    rows = [
        MarkableRow(Kind(row.kind), row.id, row.version, row.person_id, row.on, row.words, hangs.get(row.id, Counter()))
        for row in found
    ]
    order = list(Kind)
    return sorted(rows, key=lambda row: order.index(row.kind))


def marked(session: Session, people: Sequence[UUID]) -> list[MarkedRow]:
    """What was marked as entered in error about these people, the latest first; what was undone is not among them."""
    return [MarkedRow(Kind(row[0]), *row[1:]) for row in _MARKED.run(session, people=list(people), limit=MOST)]


READS = (_MARKABLE, _MARKED, _HANGING)
