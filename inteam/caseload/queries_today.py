"""Reading Today around My list: what came in, what is owed, the next meeting, what the team is about to drop."""

from datetime import date, datetime

from sqlalchemy import Date, Uuid, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from inteam import clock
from inteam.access import Actor
from inteam.caseload import queries
from inteam.caseload.filtering import VISIBLE
from inteam.caseload.model import CaseWork
from inteam.caseload.my_list import owners_of
from inteam.caseload.queries_list import WHO, not_restricted
from inteam.caseload.rules import Filters
from inteam.caseload.today import AgendaLine, Beside, DraftLine, Dropped, NewReferral, NextMeeting, who
from inteam.cases.model import CareCase
from inteam.drafts.queries import my_drafts
from inteam.meetings.model import AgendaItem, Handover, Meeting
from inteam.meetings.queries_handover_late import SEEN_FOR, unsettled
from inteam.needs.model import Action
from inteam.organisations.model import Staff, TeamMember
from inteam.people.model import Person
from inteam.policy import service as policy
from inteam.referrals.model import Feedback, Referral
from inteam.store.reads import Read, my_people, one_of, param

_MOST = 500
_NEW_REFERRALS = Read(
    "today_referrals",
    select(
        Referral.id,
        *WHO,
        Referral.received_at,
        Referral.source,
        Referral.referrer_organisation,
        Referral.urgency,
        Referral.pathway_key,
    )
    .join(Person, Person.id == Referral.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(Referral.withdrawn_at.is_(None), Referral.state == "received", not_restricted(Referral.owner_id))
    .order_by(
        case({"same_day_safety": 0, "urgent": 1}, value=Referral.urgency, else_=2), Referral.received_at, Referral.id
    ),
)
_FEEDBACK = Read(
    "today_feedback",
    select(Feedback.id, Feedback.referral_id, *WHO, Feedback.kind, Feedback.due_on)
    .join(Person, Person.id == Feedback.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(Feedback.withdrawn_at.is_(None), Feedback.sent_on.is_(None), not_restricted(Feedback.owner_id))
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
        *WHO,
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
        *WHO,
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
        *WHO,
        (Staff.given_name + literal(" ") + Staff.family_name).label("what"),
        Handover.answer_by.label("since"),
        case(
            (Handover.status == "offered", "handover"),
            (Handover.transferred_at.is_(None), "unanswered"),
            else_="with_lead",
        ).label("why"),
    )
    .join(Person, Person.id == Handover.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .join(Staff, Staff.id == Handover.to_staff_id)
    .where(
        Handover.withdrawn_at.is_(None),
        or_(
            and_(Handover.status == "offered", Handover.answer_by <= param("on", Date())),
            and_(unsettled(), Handover.answer_by >= param("since", Date())),
        ),
        not_restricted(Handover.to_staff_id),
    )
    .order_by(Handover.answer_by, Handover.id),
)
_OWNERLESS = Read(
    "dropped_actions",
    select(Action.case_id, *WHO, Action.text.label("what"), Action.due_on.label("since"))
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


def beside(session: Session, actor: Actor, now: datetime, *, whole_team: bool = False) -> Beside:
    """What stands around My list of the actor and those they cover for, or of everybody (whole_team)."""
    on = clock.day(now)
    owners = None if whole_team else owners_of(session, actor, on)
    referrals = _referrals(session, actor, now, on)
    mine = queries.count(session, actor, Filters(owner_id=None if whole_team else actor.staff_id), today=on)
    feedback = _FEEDBACK.run(session, me=actor.staff_id, owners=owners, limit=_MOST)
    return Beside(
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
        anybody=bool(mine.cases or _ANYBODY.run(session, limit=1)),
    )


def _referrals(session: Session, actor: Actor, now: datetime, on: date) -> list[NewReferral]:
    standard = int(policy.value(session, "referrals.new_days", on))
    return [
        NewReferral(
            row.id,
            who(row),
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
        AgendaLine(number, who(row), bool(row.asked))
        for number, row in enumerate(lines, 1)
        if actor.staff_id == (row.presenter_id or row.owner_id)
    )
    return NextMeeting(meeting.id, meeting.name, meeting.held_on, f"{meeting.starts:%H:%M}", len(lines), mine)


def _dropped(session: Session, actor: Actor, on: date) -> list[Dropped]:
    leavers = _LEAVERS.run(session, me=actor.staff_id, on=on, limit=_MOST)
    handovers = _UNANSWERED.run(session, me=actor.staff_id, on=on, since=on - SEEN_FOR, limit=_MOST)
    ownerless = _OWNERLESS.run(session, limit=_MOST)
    found = [("leaver", row) for row in leavers]
    found += [(row.why, row) for row in handovers] + [("no_owner", row) for row in ownerless]
    return [Dropped(why, who(row), row.what, row.since) for why, row in found]


_NAMES = Read(
    "today_names",
    select(*WHO).join(my_people, my_people.c.person_id == Person.id).where(one_of(Person.id, "people", Uuid())),
)


def _drafts(session: Session, actor: Actor) -> list[DraftLine]:
    drafts = my_drafts(session, actor.staff_id)
    people = [draft.person_id for draft in drafts if draft.person_id is not None]
    known = {row.person_id: who(row) for row in _NAMES.run(session, people=people, limit=len(people))} if people else {}
    return [DraftLine(draft, known.get(draft.person_id) if draft.person_id else None) for draft in drafts]


_ANYBODY = Read("today_anybody", select(my_people.c.person_id).select_from(my_people))
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


READS = (
    _NEW_REFERRALS,
    _FEEDBACK,
    _MEETING,
    _AGENDA,
    _LEAVERS,
    _UNANSWERED,
    _OWNERLESS,
    _NAMES,
    _ANYBODY,
    _WTE,
)
