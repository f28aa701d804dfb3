"""Making the work-list rows again from what they are derived from; set by set, before each commit."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from inteam.careplans.model import CarePlan
from inteam.caseload.model import NEVER, NOT_YET, CaseWork
from inteam.caseload.rules import Flag, RiskRank, complexity
from inteam.cases.model import CareCase
from inteam.cases.queries import weights
from inteam.cases.rules import SHIPPED_WEIGHTS, Intensity, Weights, caseload_points
from inteam.contacts.model import Contact
from inteam.meetings.model import Handover
from inteam.needs.model import Action, Need
from inteam.organisations.model import Staff
from inteam.pathways import pathway
from inteam.people.model import AccessNeed, Address, Person, Risk, RiskReview
from inteam.policy import service as policy
from inteam.policy.model import Setting
from inteam.referrals.model import ReferralClock
from inteam.store.database import Work

_CHUNK = 400  # people in one statement: below SQLite's smallest limit of parameters
_KEYS = tuple(column.name for column in CaseWork.__table__.columns)
_LIMITS = {"triage": "referrals.triage_days", "first_contact": "referrals.first_contact_days"}
_TABLE: Any = CaseWork.__table__
_WEIGHTS_CHANGED = select(Setting.id).where(Setting.key.startswith("cases."), Setting.withdrawn_at.is_(None)).limit(1)
_Own = aliased(Person)  # Person itself is who the record now belongs to, after a merge
_Old = aliased(CaseWork)


def _one(value: Any, model: Any, *clauses: Any, order: tuple[Any, ...] = ()) -> ColumnElement[Any]:
    found = select(value).select_from(model).where(model.withdrawn_at.is_(None), *clauses).correlate(CareCase)
    if order:
        found = found.order_by(*order).limit(1)
    return found.scalar_subquery()


def _bit(clause: Any, bit: int) -> ColumnElement[Any]:
    return func.max(case((clause, bit), else_=0))


_OPEN_ACTION = and_(
    Action.person_id == CareCase.person_id,
    Action.status.in_(("planned", "started")),
    or_(Action.case_id == CareCase.id, Action.case_id.is_(None)),
)
_RUNNING = and_(
    ReferralClock.referral_id == CareCase.referral_id,
    ReferralClock.stopped_on.is_(None),
    ReferralClock.clock.in_(tuple(_LIMITS)),
)
_RANKS = case(
    {"high": RiskRank.HIGH, "medium": RiskRank.MEDIUM, "low": RiskRank.LOW}, value=Risk.level, else_=RiskRank.LOW
)
# The open risks in one number: the highest rank in the last three bits, then what they are.
_RISK_BITS = (
    func.max(_RANKS)
    + _bit(Risk.kind == "safeguarding", 8)
    + _bit(Risk.kind == "to_staff", 16)
    + _bit(func.lower(Risk.title).like("%suicid%"), 32)
)

_FACTS = (
    select(
        CareCase.id.label("case_id"),
        func.coalesce(Person.id, CareCase.person_id).label("person_id"),
        CareCase.withdrawn_at,
        CareCase.status,
        CareCase.team_id,
        CareCase.owner_id,
        CareCase.pathway_key.label("pathway"),
        CareCase.pathway_version,
        CareCase.stage,
        CareCase.opened_on,
        CareCase.intensity,
        CareCase.review_on,
        Person.practice_id,
        Person.born_on,
        Person.nhs_number,
        Person.sort_key.label("sort_name"),
        Person.confidentiality,
        Person.death_status,
        Person.interpreter_required,
        Staff.sort_key.label("sort_owner"),
        _one(Action.id, Action, _OPEN_ACTION, order=(Action.due_on, Action.id)).label("next_action_id"),
        _one(func.min(Action.due_on), Action, _OPEN_ACTION).label("next_due_on"),
        _one(func.count(), Action, _OPEN_ACTION).label("open_actions"),
        _one(func.count(), Need, Need.person_id == CareCase.person_id, Need.status == "open").label("open_needs"),
        _one(
            Contact.occurred_on,
            Contact,
            Contact.person_id == CareCase.person_id,
            Contact.type.in_(("direct", "group_session")),
            order=(Contact.occurred_at.desc(), Contact.id.desc()),
        ).label("last_contact_on"),
        _one(
            ReferralClock.clock, ReferralClock, _RUNNING, order=(ReferralClock.started_on, ReferralClock.clock.desc())
        ).label("waiting_clock"),
        _one(func.min(ReferralClock.started_on), ReferralClock, _RUNNING).label("waiting_since"),
        _one(_RISK_BITS, Risk, Risk.person_id == CareCase.person_id, Risk.status != "closed").label("risk_bits"),
        _one(func.count(), Risk, Risk.person_id == CareCase.person_id).label("risks_ever"),
        _one(
            RiskReview.answer,
            RiskReview,
            RiskReview.person_id == CareCase.person_id,
            RiskReview.risk_id.is_(None),
            order=(RiskReview.reviewed_on.desc(), RiskReview.id),
        ).label("risk_answer"),
        _one(
            func.min(CarePlan.review_due),
            CarePlan,
            CarePlan.person_id == CareCase.person_id,
            CarePlan.status.in_(("active", "under_review", "agreed")),
        ).label("plan_review_on"),
        _one(func.count(), AccessNeed, AccessNeed.person_id == CareCase.person_id, AccessNeed.ended_on.is_(None)).label(
            "access_needs"
        ),
        _one(
            func.count(),
            Address,
            Address.person_id == CareCase.person_id,
            Address.no_fixed_abode,
            Address.valid_to.is_(None),
        ).label("homeless"),
        _one(func.count(), Handover, Handover.person_id == CareCase.person_id, Handover.status == "offered").label(
            "handovers"
        ),
        *(getattr(_Old, key).label(f"old_{key}") for key in _KEYS),
    )
    .join(_Own, _Own.id == CareCase.person_id)
    .join(Person, Person.id == func.coalesce(_Own.merged_into_id, _Own.id))
    .join(Staff, Staff.id == CareCase.owner_id)
    .outerjoin(_Old, _Old.case_id == CareCase.id)
    .where(
        or_(
            CareCase.person_id.in_(bindparam("people", expanding=True)),
            CareCase.person_id.in_(select(_Own.id).where(_Own.merged_into_id.in_(bindparam("people", expanding=True)))),
        )
    )
)


def refresh(work: Work, person_ids: Collection[UUID]) -> None:
    """Make the rows of these people again; writes only what differs. Called before each commit."""
    for people in _chunks(person_ids):
        _refresh(work, people)


def refresh_owners(work: Work, staff_ids: Collection[UUID]) -> None:
    """Sort the cases of members of staff by the names that they have now; called when one is renamed."""
    for ids in _chunks(staff_ids):
        name = select(Staff.sort_key).where(Staff.id == CaseWork.owner_id).scalar_subquery()
        work.session.execute(
            update(CaseWork).where(CaseWork.owner_id.in_(ids)).values(sort_owner=name),
            execution_options={"synchronize_session": False},
        )


def rebuild(work: Work) -> int:
    """Make all rows again, after rows were put in by the thousand. Gives how many there are."""
    work.session.flush()
    for people in _chunks(work.session.scalars(select(CareCase.person_id).distinct()).all()):
        _refresh(work, people)
    return work.session.scalar(select(func.count()).select_from(CaseWork)) or 0


def _chunks(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    ahead = iter(ids)
    while chunk := list(islice(ahead, _CHUNK)):
        yield chunk


def _refresh(work: Work, people: list[UUID]) -> None:
    # By the connection, not the session: columns only, and everything has been flushed.
    connection = work.session.connection()
    found = connection.execute(_FACTS, {"people": people}).mappings().all()
    new, changed, gone = [], [], []
    limits: dict[str, int] = {}
    weigh = _weights(work)
    for facts in found:
        there = facts["old_case_id"] is not None
        if facts["withdrawn_at"] is not None:
            gone += [facts["case_id"]] if there else []
            continue
        values = _values(dict(facts), _limit(work, facts["waiting_clock"], limits), weigh)
        if not there:
            new.append(values)
        elif differs := {k: v for k, v in values.items() if facts[f"old_{k}"] != v}:
            changed.append((facts["case_id"], differs))
    if new:
        connection.execute(insert(_TABLE), new)
    for case_id, differs in changed:
        connection.execute(update(_TABLE).where(_TABLE.c.case_id == case_id).values(**differs))
    if gone:
        connection.execute(delete(_TABLE).where(_TABLE.c.case_id.in_(gone)))


def _limit(work: Work, clock: str | None, known: dict[str, int]) -> int:
    if clock is None:
        return 0
    if clock not in known:
        known[clock] = int(policy.value(work.session, _LIMITS[clock], work.today))
    return known[clock]


def _weights(work: Work) -> Weights:
    # One question for all nine settings: a save must not wait for each of them.
    changed = work.session.connection().scalar(_WEIGHTS_CHANGED)
    return SHIPPED_WEIGHTS if changed is None else weights(work.session)


def _values(facts: Mapping[str, Any], limit: int, weigh: Weights) -> dict[str, Any]:
    flags = _flags(facts)
    since: date | None = facts["waiting_since"]
    stage = pathway(facts["pathway"], facts["pathway_version"]).stage(facts["stage"])
    hard = complexity(flags, facts["open_needs"], weigh.needs)
    same = ("case_id", "person_id", "team_id", "owner_id", "practice_id", "pathway", "stage", "opened_on")
    more = ("next_action_id", "open_actions", "open_needs", "sort_name", "sort_owner")
    return {
        **{name: facts[name] for name in (*same, *more)},
        "is_open": facts["status"] == "open",
        "risk_rank": _risk_rank(facts),
        "next_due_on": facts["next_due_on"] or NEVER,
        "last_contact_on": facts["last_contact_on"] or NOT_YET,
        "waiting_since": since or NEVER,
        "waiting_until": since + timedelta(days=limit) if since else NEVER,
        "waiting_clock": facts["waiting_clock"] or "",
        "plan_review_on": facts["plan_review_on"] or facts["review_on"] or NEVER,
        "born_on": facts["born_on"] or NOT_YET,
        "nhs_number": facts["nhs_number"] or "",
        "points": int(caseload_points(Intensity(facts["intensity"]), stage.kind, hard, weigh) * 1000),
        "flags": int(flags),
    }


def _risk_rank(facts: Mapping[str, Any]) -> int:
    if facts["risk_bits"]:
        return int(facts["risk_bits"]) & 7
    if facts["risk_answer"] == "no_known_risks":
        return RiskRank.NONE_KNOWN
    return RiskRank.ALL_CLOSED if facts["risks_ever"] else RiskRank.NOT_ASSESSED


def _flags(facts: Mapping[str, Any]) -> Flag:
    bits = facts["risk_bits"] or 0
    marks = (
        (Flag.ACCESS_NEED, facts["access_needs"]),
        (Flag.INTERPRETER, facts["interpreter_required"] == "yes"),
        (Flag.SAFEGUARDING, bits & 8),
        (Flag.RISK_TO_STAFF, bits & 16),
        (Flag.SUICIDE_RISK, bits & 32),
        (Flag.HOMELESS, facts["homeless"]),
        (Flag.DECEASED, facts["death_status"] != "alive"),
        (Flag.SENSITIVE, facts["confidentiality"] == "sensitive"),
        (Flag.RESTRICTED, facts["confidentiality"] == "restricted"),
        (Flag.HANDOVER_OFFERED, facts["handovers"]),
    )
    flags = Flag(0)
    for flag, marked in marks:
        if marked:
            flags |= flag
    return flags
