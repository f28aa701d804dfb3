"""Reading Today: my list, what came in, what is owed, the next meeting, and what the team is about to drop."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Text, Uuid, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from inteam import clock
from inteam.access import Actor
from inteam.caseload import queries
from inteam.caseload.model import CaseWork
from inteam.caseload.queries import IN_SCOPE, VISIBLE
from inteam.caseload.rules import SOON, Filters, Group, group
from inteam.cases.model import CareCase
from inteam.drafts.queries import DraftRow, my_drafts
from inteam.meetings.model import AgendaItem, Handover, Meeting
from inteam.needs.model import Action
from inteam.organisations.model import Staff, TeamMember
from inteam.organisations.queries import covering
from inteam.people.model import Person
from inteam.policy import service as policy
from inteam.referrals.model import Feedback, Referral
from inteam.store.base import Instant
from inteam.store.reads import Read, my_people, one_of, param

_MOST = 500
_BY_OTHERS = ("person_does", "other_professional", "onward_referral")
_WHO = (
    Person.id.label("person_id"),
    Person.family_name,
    Person.given_name,
    Person.nhs_number,
    Person.born_on,
)


def _not_restricted(owner: Any) -> Any:
    return or_(Person.confidentiality != "restricted", owner == param("me", Uuid()))


_ACTIONS = Read(
    "today_actions",
    select(
        Action.id,
        Action.version,
        *_WHO,
        Action.case_id,
        Action.text,
        Action.kind,
        Action.due_on,
        Action.done_by,
        Action.created_at,
        Action.owner_id,
        Action.carried,
        Staff.given_name.label("owner_given"),
        Staff.family_name.label("owner_family"),
    )
    .join(Person, Person.id == Action.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .outerjoin(Staff, Staff.id == Action.owner_id)
    .where(
        Action.withdrawn_at.is_(None),
        Action.status.in_(("planned", "started")),
        Action.due_on <= param("until", Date()),
        Person.death_status == "alive",
        _not_restricted(Action.owner_id),
    )
    .order_by(Action.due_on, Action.priority, Action.id),
    optional={
        "owners": one_of(Action.owner_id, "owners", Uuid()),
        "team_id": Action.team_id == param("team_id", Uuid()),
    },
)
_APPOINTMENTS = Read(
    "today_appointments",
    select(Referral.id, *_WHO, Referral.offered_for, Referral.offered_mode, Referral.received_on, Referral.owner_id)
    .join(Person, Person.id == Referral.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        Referral.withdrawn_at.is_(None),
        Referral.state == "offered",
        Referral.offered_for >= param("begin", Instant()),
        Referral.offered_for < param("end", Instant()),
        Person.death_status == "alive",
        _not_restricted(Referral.owner_id),
    )
    .order_by(Referral.offered_for, Referral.id),
    optional={"owners": one_of(Referral.owner_id, "owners", Uuid())},
)
_NEW_REFERRALS = Read(
    "today_referrals",
    select(
        Referral.id,
        *_WHO,
        Referral.received_at,
        Referral.source,
        Referral.referrer_organisation,
        Referral.urgency,
        Referral.pathway_key,
    )
    .join(Person, Person.id == Referral.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(Referral.withdrawn_at.is_(None), Referral.state == "received", _not_restricted(Referral.owner_id))
    .order_by(
        case({"same_day_safety": 0, "urgent": 1}, value=Referral.urgency, else_=2), Referral.received_at, Referral.id
    ),
)
_FEEDBACK = Read(
    "today_feedback",
    select(Feedback.id, Feedback.referral_id, *_WHO, Feedback.kind, Feedback.due_on)
    .join(Person, Person.id == Feedback.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(Feedback.withdrawn_at.is_(None), Feedback.sent_on.is_(None), _not_restricted(Feedback.owner_id))
    .order_by(Feedback.due_on, Feedback.id),
    optional={"owners": one_of(Feedback.owner_id, "owners", Uuid())},
)
_MEETING = Read(
    "today_meeting",
    select(Meeting.id, Meeting.name, Meeting.held_on, Meeting.starts, Meeting.status)
    .where(
        Meeting.withdrawn_at.is_(None),
        Meeting.held_on >= param("on", Date()),
        Meeting.status.in_(("planned", "papers_frozen", "in_progress")),
    )
    .order_by(Meeting.held_on, Meeting.starts, Meeting.id),
)
_AGENDA = Read(
    "today_agenda",
    select(
        AgendaItem.id,
        AgendaItem.position,
        *_WHO,
        (func.length(func.trim(AgendaItem.question)) > 0).label("asked"),
        AgendaItem.presenter_id,
        CareCase.owner_id,
    )
    .join(Person, Person.id == AgendaItem.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .outerjoin(CareCase, CareCase.id == AgendaItem.case_id)
    .where(AgendaItem.withdrawn_at.is_(None), AgendaItem.meeting_id == param("meeting_id", Uuid()))
    .order_by(AgendaItem.position, AgendaItem.id),
)
_PRESENT = select(TeamMember.id).where(
    TeamMember.staff_id == CaseWork.owner_id,
    TeamMember.withdrawn_at.is_(None),
    or_(TeamMember.to_on.is_(None), TeamMember.to_on >= param("on", Date())),
)
_LEAVERS = Read(
    "dropped_by_leavers",
    select(
        CaseWork.case_id,
        *_WHO,
        (Staff.given_name + literal(" ") + Staff.family_name).label("what"),
        Staff.left_on.label("since"),
    )
    .join(Person, Person.id == CaseWork.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .join(Staff, Staff.id == CaseWork.owner_id)
    .where(VISIBLE, CaseWork.is_open, or_(Staff.left_on < param("on", Date()), ~_PRESENT.exists()))
    .order_by(CaseWork.sort_name, CaseWork.case_id),
)
_UNANSWERED = Read(
    "dropped_handovers",
    select(
        Handover.case_id,
        *_WHO,
        (Staff.given_name + literal(" ") + Staff.family_name).label("what"),
        Handover.answer_by.label("since"),
    )
    .join(Person, Person.id == Handover.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .join(Staff, Staff.id == Handover.to_staff_id)
    .where(
        Handover.withdrawn_at.is_(None),
        Handover.status == "offered",
        Handover.answer_by <= param("on", Date()),
        _not_restricted(Handover.to_staff_id),
    )
    .order_by(Handover.answer_by, Handover.id),
)
_OWNERLESS = Read(
    "dropped_actions",
    select(Action.case_id, *_WHO, Action.text.label("what"), Action.due_on.label("since"))
    .join(Person, Person.id == Action.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        Action.withdrawn_at.is_(None),
        Action.owner_id.is_(None),
        Action.status.in_(("planned", "started")),
        Person.death_status == "alive",
        Person.confidentiality != "restricted",
    )
    .order_by(Action.due_on, Action.id),
)


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
    """Work that is about to fall between people: why (leaver, handover, no_owner), whose, and since when."""

    why: str
    who: Who
    what: str
    since: date | None


@dataclass(frozen=True)
class DraftLine:
    """Words that were typed and not saved, and whom they are about, if that is known."""

    draft: DraftRow
    who: Who | None


@dataclass(frozen=True)
class Today:
    """All that the page shows."""

    tasks: tuple[Task, ...]
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


def today(session: Session, actor: Actor, now: datetime, *, whole_team: bool = False) -> Today:
    """Today for the actor and those they cover for, or for everybody (whole_team)."""
    on = clock.day(now)
    owners = (
        None
        if whole_team
        else [actor.staff_id, *(a for a, c in covering(session, on=on).items() if c == actor.staff_id)]
    )
    tasks = [*_appointments(session, actor, owners, on), *_actions(session, actor, owners, on)]
    tasks.sort(key=lambda task: (tuple(Group).index(task.group), task.due_on, task.time or "99"))
    referrals = _referrals(session, actor, now, on)
    mine = queries.count(session, actor, Filters(owner_id=None if whole_team else actor.staff_id), today=on)
    feedback = _FEEDBACK.run(session, me=actor.staff_id, owners=owners, limit=_MOST)
    return Today(
        tasks=tuple(tasks),
        referrals=tuple(referrals),
        referral_count=len(referrals),
        urgent_referrals=sum(referral.urgent for referral in referrals),
        late_triage=sum(referral.hours > referral.standard_days * 24 for referral in referrals),
        late_first_contact=mine.over_standard,
        feedback_due=sum(row.due_on <= on for row in feedback),
        reviews_due=mine.reviews,
        meeting=_next_meeting(session, actor, on),
        dropped=tuple(_dropped(session, actor, on)) if whole_team else (),
        drafts=tuple(_drafts(session, actor)),
        people=mine.cases,
        people_capacity=_capacity(session, actor, on),
    )


def _actions(session: Session, actor: Actor, owners: list[UUID] | None, on: date) -> list[Task]:
    rows = _ACTIONS.run(session, me=actor.staff_id, owners=owners, until=on + SOON, limit=_MOST)
    limits = _first_contact_limits(session, actor, [row.case_id for row in rows if row.case_id])
    tasks = []
    for row in rows:
        by_others = row.kind in _BY_OTHERS
        begun = clock.day(row.created_at)
        waiting = ((on - begun).days, max((row.due_on - begun).days, 1)) if by_others else None
        owner = None if row.owner_id == actor.staff_id else f"{row.owner_given or ''} {row.owner_family or ''}".strip()
        since = limits.get(row.case_id) if row.case_id else None
        tasks.append(
            Task(
                group=group(row.due_on, on, by_others=by_others),
                who=_who(row),
                text=row.text,
                due_on=row.due_on,
                time=None,
                kind=row.kind,
                action_id=row.id,
                version=row.version,
                case_id=row.case_id,
                owner=owner or None,
                waiting=waiting,
                first_contact=((on - since[0]).days, (since[1] - since[0]).days) if since else None,
            )
        )
    return tasks


_WAITS = Read(
    "today_waits",
    select(CaseWork.case_id, CaseWork.waiting_since, CaseWork.waiting_until).where(
        IN_SCOPE,
        VISIBLE,
        CaseWork.waiting_clock == param("clock", Text()),
        one_of(CaseWork.case_id, "case_ids", Uuid()),
    ),
)


def _first_contact_limits(session: Session, actor: Actor, case_ids: list[UUID]) -> dict[UUID, tuple[date, date]]:
    if not case_ids:
        return {}
    rows = _WAITS.run(session, me=actor.staff_id, clock="first_contact", case_ids=case_ids, limit=len(case_ids))
    return {row.case_id: (row.waiting_since, row.waiting_until) for row in rows}


def _appointments(session: Session, actor: Actor, owners: list[UUID] | None, on: date) -> list[Task]:
    begin = datetime.combine(on, datetime.min.time(), clock.LONDON)
    rows = _APPOINTMENTS.run(
        session, me=actor.staff_id, owners=owners, begin=begin, end=begin + timedelta(days=1), limit=_MOST
    )
    return [
        Task(
            group=Group.TODAY,
            who=_who(row),
            text="",
            due_on=on,
            time=f"{row.offered_for.astimezone(clock.LONDON):%H:%M}",
            kind=row.offered_mode or "appointment",
            action_id=None,
            version=0,
            case_id=None,
            owner=None,
            waiting=None,
        )
        for row in rows
    ]


def _referrals(session: Session, actor: Actor, now: datetime, on: date) -> list[NewReferral]:
    standard = int(policy.value(session, "referrals.new_days", on))
    return [
        NewReferral(
            row.id,
            _who(row),
            row.source,
            row.referrer_organisation,
            row.urgency in ("urgent", "same_day_safety"),
            max(int((now - row.received_at).total_seconds() // 3600), 0),
            standard,
        )
        for row in _NEW_REFERRALS.run(session, me=actor.staff_id, limit=_MOST)
    ]


def _next_meeting(session: Session, actor: Actor, on: date) -> NextMeeting | None:
    found = _MEETING.run(session, on=on, limit=1)
    if not found:
        return None
    meeting = found[0]
    lines = _AGENDA.run(session, meeting_id=meeting.id, limit=_MOST)
    mine = tuple(
        AgendaLine(number, _who(row), bool(row.asked))
        for number, row in enumerate(lines, 1)
        if actor.staff_id == (row.presenter_id or row.owner_id)
    )
    return NextMeeting(meeting.id, meeting.name, meeting.held_on, f"{meeting.starts:%H:%M}", len(lines), mine)


def _dropped(session: Session, actor: Actor, on: date) -> list[Dropped]:
    leavers = _LEAVERS.run(session, me=actor.staff_id, on=on, limit=_MOST)
    handovers = _UNANSWERED.run(session, me=actor.staff_id, on=on, limit=_MOST)
    ownerless = _OWNERLESS.run(session, limit=_MOST)
    found = [("leaver", row) for row in leavers]
    found += [("handover", row) for row in handovers] + [("no_owner", row) for row in ownerless]
    return [Dropped(why, _who(row), row.what, row.since) for why, row in found]


_NAMES = Read(
    "today_names",
    select(*_WHO).join(my_people, my_people.c.person_id == Person.id).where(one_of(Person.id, "people", Uuid())),
)


def _drafts(session: Session, actor: Actor) -> list[DraftLine]:
    drafts = my_drafts(session, actor.staff_id)
    people = [draft.person_id for draft in drafts if draft.person_id is not None]
    known = (
        {row.person_id: _who(row) for row in _NAMES.run(session, people=people, limit=len(people))} if people else {}
    )
    return [DraftLine(draft, known.get(draft.person_id) if draft.person_id else None) for draft in drafts]


_WTE = Read(
    "today_wte",
    select(func.coalesce(func.sum(TeamMember.wte), 1).label("wte")).where(
        TeamMember.staff_id == param("me", Uuid()),
        TeamMember.withdrawn_at.is_(None),
        and_(or_(TeamMember.to_on.is_(None), TeamMember.to_on >= param("on", Date()))),
    ),
)


def _capacity(session: Session, actor: Actor, on: date) -> int:
    wte = float(_WTE.run(session, me=actor.staff_id, on=on)[0].wte)
    return round(wte * int(policy.value(session, "caseload.people_per_wte", on)))


def _who(row: Any) -> Who:
    return Who(row.person_id, row.family_name, row.given_name, row.nhs_number, row.born_on)


READS = (
    _ACTIONS,
    _APPOINTMENTS,
    _NEW_REFERRALS,
    _FEEDBACK,
    _MEETING,
    _AGENDA,
    _LEAVERS,
    _UNANSWERED,
    _OWNERLESS,
    _WAITS,
    _NAMES,
    _WTE,
)
