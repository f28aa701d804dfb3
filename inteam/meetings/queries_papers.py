"""Making the papers: the pack of a meeting, a caseload or some people, and the minutes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Session

from inteam import policy
from inteam.access import Actor
from inteam.careplans.papers import ActionLine, PersonPaper, Printing
from inteam.cases.model import CareCase
from inteam.clock import LONDON
from inteam.errors import InputError
from inteam.meetings import queries, queries_live, queries_record, summaries
from inteam.meetings.papers import (
    AttendanceLine,
    Attending,
    DecisionLine,
    MinutesItem,
    MinutesPaper,
    OverdueLine,
    PackPaper,
    PreviousAction,
    TopicLine,
)
from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.meetings.queries_live import ActionRow, ItemView
from inteam.meetings.queries_person import gather
from inteam.meetings.summaries import Reader
from inteam.meetings.words import AGAIN, ANSWERS, DECISIONS, quorum_sentence
from inteam.organisations import queries as organisations
from inteam.people import dates
from inteam.people.model import Person
from inteam.store.kind import Kind, kind_of
from inteam.store.reads import Read, my_people, param

CASELOAD_PEOPLE = Read(
    "caseload_pack_people",
    select(Person.id.label("person_id"), Person.sort_key)
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        Person.withdrawn_at.is_(None),
        Person.id.in_(
            select(CareCase.person_id).where(
                CareCase.owner_id == param("owner_id", Uuid()),
                CareCase.status == "open",
                CareCase.withdrawn_at.is_(None),
            )
        ),
    )
    .order_by(Person.sort_key, Person.id),
)
BY_NUMBER = Read(
    "pack_person_by_number",
    select(Person.id.label("person_id"))
    .join(my_people, my_people.c.person_id == Person.id)
    .where(
        Person.nhs_number == param("number", String(10)),
        Person.withdrawn_at.is_(None),
        Person.merged_into_id.is_(None),
    )
    .order_by(Person.nhs_number_status, Person.id),
)
READS = (CASELOAD_PEOPLE, BY_NUMBER)
TITLE = "MDT handover pack"


def printing(
    session: Session,
    actor: Actor,
    now: datetime,
    *,
    purpose: str,
    team: str,
    copy: int = 1,
    copies: int = 1,
    held_on: date | None = None,
) -> Printing:
    """Who prints, when and why, as every page says it; now: aware. Kept until some days after it is used."""
    local = now.astimezone(LONDON)
    days = int(policy.value(session, "meetings.destroy_days", local.date()))
    kind = kind_of(session)
    return Printing(
        by=actor.name,
        at=f"{dates.short(local.date())} {local:%H:%M}",
        team=team,
        purpose=purpose,
        copy=copy,
        copies=copies,
        destroy_after=max(local.date(), held_on or local.date()) + timedelta(days=days),
        rehearsal="" if kind is Kind.LIVE else "Synthetic people." if kind is Kind.DEMO else "Rehearsal file.",
    )


def next_copy(session: Session, meeting_id: UUID | None, document: str) -> int:
    """The number of the next copy of a meeting's paper; papers of no meeting begin with 1 each time."""
    if meeting_id is None:
        return 1
    made = [row for row in queries_record.prints(session, meeting_id) if row.document == document]
    return max((row.copy_number + row.copies - 1 for row in made), default=0) + 1


def meeting_pack(session: Session, meeting_id: UUID, actor: Actor, now: datetime, *, copy: int = 1) -> PackPaper:
    """The pack of a meeting, people in the order of its agenda. Raises InputError for a meeting that is not there."""
    row = queries.meeting(session, meeting_id)
    if row is None:
        raise InputError(meeting="meeting_unknown")
    today = now.astimezone(LONDON).date()
    views = queries_live.live(session, meeting_id, Reader(today, actor.may("safeguarding.detail")))
    people = [_with_earlier(view, number) for number, view in enumerate(views, 1) if view.paper is not None]
    return PackPaper(
        title=TITLE,
        heading=row.team,
        on=row.held_on,
        when_where=_when_where(row),
        printing=printing(
            session,
            actor,
            now,
            purpose=f"meeting {_weekday(row.held_on)}",
            team=row.team,
            copy=copy,
            held_on=row.held_on,
        ),
        people=tuple(people),
        after=tuple(
            TopicLine(text=v.item.topic, minutes=v.item.minutes, presenter=v.item.presenter)
            for v in views
            if v.paper is None
        ),
        overdue=_overdue(views, row.held_on),
        attendance=tuple(_attending(a) for a in queries.attendance(session, meeting_id)),
    )


def caseload_pack(session: Session, owner_id: UUID, owner: str, actor: Actor, now: datetime) -> PackPaper:
    """The pack of everybody whose open case a worker owns, by name. Raises InputError when there is nobody."""
    rows = CASELOAD_PEOPLE.run(session, owner_id=owner_id)
    return people_pack(session, [row.person_id for row in rows], actor, now, purpose=f"caseload of {owner}")


def people_pack(
    session: Session, people: Sequence[UUID], actor: Actor, now: datetime, *, purpose: str = "people chosen"
) -> PackPaper:
    """The pack of some people, in the order given. Raises InputError when there is nobody to print."""
    today = now.astimezone(LONDON).date()
    rows, before = gather(session, people), queries_live.last_discussed(session, people)
    reader = Reader(today, actor.may("safeguarding.detail"))
    papers = [summaries.paper(rows[p], reader, before.get(p)) for p in dict.fromkeys(people) if p in rows]
    if not papers:
        raise InputError("nobody_to_print")
    return PackPaper(
        title="Handover pack",
        heading=f"{purpose[:1].upper()}{purpose[1:]}",
        on=today,
        when_where=f"Printed {_weekday(today)}.",
        printing=printing(session, actor, now, purpose=purpose, team=_team(session, actor, today)),
        people=tuple(papers),
        of_meeting=False,
    )


def _team(session: Session, actor: Actor, today: date) -> str:
    """The team for which somebody prints; empty where it is the program, which belongs to none."""
    found = organisations.teams(session, on=today, team_id=actor.team_id) if actor.team_id else []
    return found[0].name if found else ""


def minutes_paper(session: Session, meeting_id: UUID, actor: Actor, now: datetime) -> MinutesPaper:
    """The minutes, from the items of the meeting. Raises InputError for a meeting that is not there."""
    row = queries.meeting(session, meeting_id)
    if row is None:
        raise InputError(meeting="meeting_unknown")
    today = now.astimezone(LONDON).date()
    views = queries_live.live(session, meeting_id, Reader(today, actor.may("safeguarding.detail")))
    addenda = tuple(
        f"{dates.short(c.made_at.astimezone(LONDON).date())}, {c.author}: {c.after}"
        for c in queries_record.minutes_changes(session, meeting_id)
        if c.kind == "addendum"
    )
    agreed = row.minutes_agreed_at
    return MinutesPaper(
        title="Minutes",
        heading=row.team,
        on=row.held_on,
        when_where=_when_where(row),
        agreed_on=agreed.astimezone(LONDON).date() if agreed else None,
        printing=printing(session, actor, now, purpose=f"minutes of {_weekday(row.held_on)}", team=row.team),
        attendance=tuple(_attending(a) for a in queries.attendance(session, meeting_id)),
        items=tuple(_minutes_item(view) for view in views),
        quorum=_quorum(row),
        next_meeting=_weekday(row.next_on) if row.next_on else "",
        addenda=addenda,
    )


def _with_earlier(view: ItemView, number: int) -> PersonPaper:
    assert view.paper is not None  # noqa: S101 (asked for people only)
    if view.item.told == "no":
        return summaries.anonymous(view.paper, number)
    if not view.since_papers:
        return view.paper
    return replace(view.paper, amendments=(f"{view.since_papers} changes recorded since the papers were frozen",))


def _overdue(views: Sequence[ItemView], on: date) -> tuple[OverdueLine, ...]:
    late = [
        OverdueLine(
            text=action.text,
            person=view.item.name if view.item.told != "no" else "Discussed without a name",
            owner=action.owner,
            due_on=action.due_on,
            days_late=action.days_over(on),
            carried=action.carried,
        )
        for view in views
        for action in view.earlier
        if action.days_over(on)
    ]
    return tuple(sorted(late, key=lambda line: line.due_on))


def _attending(row: AttendanceRow) -> AttendanceLine:
    states = {
        "expected": Attending.EXPECTED,
        "present": Attending.OBSERVER if row.observer else Attending.ATTENDED,
        "apologies": Attending.APOLOGIES,
        "absent": Attending.ABSENT,
    }
    times = ""
    if row.came_at and row.left_at:
        times = f"{row.came_at.astimezone(LONDON):%H:%M} to {row.left_at.astimezone(LONDON):%H:%M}"
    watching = "observer" if row.observer and row.state != "present" else ""  # one who is there observes, in a line
    return AttendanceLine(
        name=row.name,
        role=", ".join(filter(None, (row.role, watching))),
        organisation=row.organisation,
        state=states[row.state],
        remote=row.remote,
        times=times,
    )


def _minutes_item(view: ItemView) -> MinutesItem:
    item = view.item
    outcome = {"not_reached": "Not reached", "waiting": "Not yet discussed"}.get(item.status, "")
    if item.status == "discussed" and item.again:
        outcome = AGAIN[item.again]
        if item.again_on:
            outcome = f"{outcome}, by {dates.short(item.again_on)}"
    return MinutesItem(
        person=view.paper,
        topic=item.topic,
        question=item.question,
        situation=item.situation,
        background=item.background,
        assessment=item.assessment,
        recommendation=item.recommendation,
        discussion=item.discussion,
        previous=tuple(_previous(a) for a in view.earlier),
        decisions=tuple(
            DecisionLine(
                text=d.text,
                kind=DECISIONS[d.kind],
                rationale=d.rationale,
                dissent=d.dissent,
                told="Decided with the person" if d.with_person == "yes" else _to_be_told(d.tell_by),
                by_quorum=d.quorate,
            )
            for d in view.decisions
        ),
        actions=tuple(_action(a) for a in view.agreed),
        outcome=outcome,
        minutes_spent=round(item.seconds / 60),
    )


def _to_be_told(by: str) -> str:
    return f"{by} will tell the person" if by else "The person is to be told"


def _previous(action: ActionRow) -> PreviousAction:
    answer = ANSWERS.get(action.answer, "")
    if action.answer == "carry":
        answer = f"{answer} ×{action.carried}"
    if not answer:
        answer = "Done" if action.status == "done" else "Not answered"
    return PreviousAction(
        text=action.text, owner=action.owner, due_on=action.due_on, answer=answer, reason=action.answer_reason
    )


def _action(action: ActionRow) -> ActionLine:
    return ActionLine(
        text=action.text, owner=action.owner, due_on=action.due_on, done_on=action.done_on, carried=action.carried
    )


def _quorum(row: MeetingRow) -> str:
    if row.quorum_lost_at is None:
        return quorum_sentence(())
    lost = f"{row.quorum_lost_at.astimezone(LONDON):%H:%M}"
    return f"No quorum from {lost}; decisions after that are marked."


def _when_where(row: MeetingRow) -> str:
    when = f"{_weekday(row.held_on)}, {_clock(row.starts)} to {_clock(row.ends)}"
    return f"{'. '.join(filter(None, (when, row.place, f'Chair {row.chair}', f'Notes {row.note_taker}')))}."


def _weekday(day: date) -> str:
    return f"{day:%a} {dates.short(day)}"


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


def by_numbers(session: Session, numbers: Sequence[str]) -> dict[str, UUID]:
    """Number → person, for people named by NHS number; a number that nobody has is missing."""
    found = {}
    for number in numbers:
        if rows := BY_NUMBER.run(session, number=number):
            found[number] = rows[0].person_id
    return found
