"""Reading what the table looks at: one person's summary with what changed, actions of last time, actions agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, Uuid, func, or_, select
from sqlalchemy.orm import Session

from inteam.careplans.papers import PersonPaper
from inteam.meetings import queries, queries_record, summaries
from inteam.meetings.facts import changes as compare
from inteam.meetings.model import ActionAnswer, AgendaItem, Meeting, MeetingSummary
from inteam.meetings.queries import ItemRow
from inteam.meetings.queries_person import gather
from inteam.meetings.queries_record import DecisionRow
from inteam.meetings.summaries import Before, Reader
from inteam.meetings.words import TOLD
from inteam.needs.model import Action
from inteam.organisations.model import Staff, Team
from inteam.people import names
from inteam.store.reads import Read, my_people, one_of, param, standing


@dataclass(frozen=True)
class ActionRow:
    """An action of a meeting. answer: what this meeting said of it, "" for not yet asked."""

    id: UUID
    version: int
    person_id: UUID
    item_id: UUID | None
    text: str
    owner: str
    owner_id: UUID | None
    due_on: date
    done_on: date | None
    status: str
    carried: int
    answer: str = ""
    answer_reason: str = ""

    @property
    def open(self) -> bool:
        """Whether it still has to be done."""
        return self.status in ("planned", "started")

    def days_over(self, today: date) -> int:
        """Days past its due day, 0 when it is not late."""
        return max(0, (today - self.due_on).days) if self.open else 0


@dataclass(frozen=True)
class ItemView:
    """All that the live page shows about one item."""

    item: ItemRow
    paper: PersonPaper | None
    changes: int
    earlier: tuple[ActionRow, ...]
    agreed: tuple[ActionRow, ...]
    decisions: tuple[DecisionRow, ...]
    since_papers: int = 0

    @property
    def unanswered(self) -> tuple[ActionRow, ...]:
        """Actions of last time that must still be answered."""
        return tuple(a for a in self.earlier if a.open and not a.answer)


_COLUMNS = (
    Action.id,
    Action.version,
    Action.person_id,
    Action.agenda_item_id.label("item_id"),
    Action.text,
    Action.done_by,
    Action.owner_id,
    Staff.given_name.label("owner_given"),
    Staff.family_name.label("owner_family"),
    Team.name.label("team"),
    Action.due_on,
    Action.done_on,
    Action.status,
    Action.carried,
)
AGREED = Read(
    "meeting_actions",
    standing(Action, *_COLUMNS)
    .join(AgendaItem, AgendaItem.id == Action.agenda_item_id)
    .join(Team, Team.id == Action.team_id)
    .outerjoin(Staff, Staff.id == Action.owner_id)
    .where(AgendaItem.meeting_id == param("meeting_id", Uuid()))
    .order_by(Action.created_at, Action.id),
)
_earlier = AgendaItem.__table__.alias("earlier_item")
EARLIER = Read(
    "meeting_earlier_actions",
    standing(Action, *_COLUMNS, ActionAnswer.answer, ActionAnswer.reason.label("answer_reason"))
    .join(_earlier, _earlier.c.id == Action.agenda_item_id)
    .join(
        AgendaItem,
        (AgendaItem.person_id == Action.person_id)
        & (AgendaItem.meeting_id == param("meeting_id", Uuid()))
        & AgendaItem.withdrawn_at.is_(None),
    )
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .join(Team, Team.id == Action.team_id)
    .outerjoin(Staff, Staff.id == Action.owner_id)
    .outerjoin(
        ActionAnswer,
        (ActionAnswer.action_id == Action.id)
        & (ActionAnswer.meeting_id == AgendaItem.meeting_id)
        & ActionAnswer.withdrawn_at.is_(None),
    )
    .where(
        _earlier.c.meeting_id != AgendaItem.meeting_id,
        Action.created_at <= func.coalesce(Meeting.ended_at, Action.created_at),
        or_(Action.status.in_(("planned", "started")), ActionAnswer.id.is_not(None), Action.done_on.is_not(None)),
    )
    .order_by(Action.due_on, Action.id),
)
_numbered = (
    select(
        AgendaItem.person_id,
        Meeting.id.label("meeting_id"),
        Meeting.held_on,
        MeetingSummary.facts,
        func.row_number(type_=Integer())
        .over(partition_by=AgendaItem.person_id, order_by=(Meeting.held_on.desc(), Meeting.starts.desc(), Meeting.id))
        .label("place"),
    )
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .outerjoin(
        MeetingSummary,
        (MeetingSummary.meeting_id == Meeting.id)
        & (MeetingSummary.person_id == AgendaItem.person_id)
        & MeetingSummary.withdrawn_at.is_(None),
    )
    .where(
        one_of(AgendaItem.person_id, "people", Uuid()),
        AgendaItem.withdrawn_at.is_(None),
        AgendaItem.status == "discussed",
        Meeting.withdrawn_at.is_(None),
        or_(param("meeting_id", Uuid()).is_(None), Meeting.id != param("meeting_id", Uuid())),
    )
    .subquery()
)
LAST_DISCUSSED = Read(
    "last_discussed",
    select(_numbered.c.person_id, _numbered.c.meeting_id, _numbered.c.held_on, _numbered.c.facts)
    .join(my_people, my_people.c.person_id == _numbered.c.person_id)
    .where(_numbered.c.place == 1),
)
SNAPSHOTS = Read(
    "meeting_snapshots",
    standing(MeetingSummary, MeetingSummary.person_id, MeetingSummary.facts).where(
        MeetingSummary.meeting_id == param("meeting_id", Uuid())
    ),
)
READS = (AGREED, EARLIER, LAST_DISCUSSED, SNAPSHOTS)


def last_discussed(session: Session, people: Sequence[UUID], meeting_id: UUID | None = None) -> dict[UUID, Before]:
    """For each person the last meeting, other than this one, at which they were discussed."""
    if not people:
        return {}
    rows = LAST_DISCUSSED.run(session, people=list(people), meeting_id=meeting_id)
    return {row.person_id: Before(row.held_on, row.facts) for row in rows}


def agreed_actions(session: Session, meeting_id: UUID) -> list[ActionRow]:
    """The actions that a meeting agreed, in the order in which it did."""
    return [_action(row) for row in AGREED.run(session, meeting_id=meeting_id)]


def earlier_actions(session: Session, meeting_id: UUID, since: dict[UUID, date]) -> list[ActionRow]:
    """Actions of earlier meetings about the people of this one; answered ones since they were last discussed."""
    found = []
    for row in EARLIER.run(session, meeting_id=meeting_id):
        action = _action(row, row.answer or "", row.answer_reason or "")
        last = since.get(action.person_id)
        if action.open or action.answer or (action.done_on is not None and (last is None or action.done_on >= last)):
            found.append(action)
    return found


def live(session: Session, meeting_id: UUID, reader: Reader) -> list[ItemView]:
    """The whole meeting, item by item: one read for all, so that the next person is there at a key press."""
    items = queries.agenda(session, meeting_id)
    people = [item.person_id for item in items if item.person_id is not None]
    rows, before = gather(session, people), last_discussed(session, people, meeting_id)
    agreed = agreed_actions(session, meeting_id)
    own = frozenset[object](action.id for action in agreed)
    earlier = earlier_actions(session, meeting_id, {p: b.on for p, b in before.items()})
    taken = queries_record.decisions(session, meeting_id)
    frozen = {row.person_id: row.facts for row in SNAPSHOTS.run(session, meeting_id=meeting_id)}
    views = []
    for item in items:
        paper, since_papers = None, 0
        if item.person_id in rows:
            one = rows[item.person_id]
            paper = _paper(summaries.paper(one, reader, before.get(item.person_id), leave_out=own), item)
            if item.person_id in frozen:
                facts = summaries.facts(one, leave_out=own)
                since_papers = len(compare(frozen[item.person_id], facts))
        views.append(
            ItemView(
                item,
                paper,
                summaries.marks(paper.changes) if paper else 0,
                tuple(a for a in earlier if a.person_id == item.person_id),
                tuple(a for a in agreed if a.item_id == item.id),
                tuple(d for d in taken if d.item_id == item.id),
                since_papers,
            )
        )
    return views


def _paper(shown: PersonPaper, item: ItemRow) -> PersonPaper:
    return replace(
        shown,
        question=item.question,
        presenter=item.presenter,
        reason=item.reason,
        minutes=item.minutes,
        told=": ".join(filter(None, (TOLD[item.told], item.told_reason))),
        situation=item.situation,
        background=item.background,
    )


def _action(row: Row[Any], answer: str = "", reason: str = "") -> ActionRow:
    return ActionRow(
        row.id,
        row.version,
        row.person_id,
        row.item_id,
        row.text,
        row.done_by or names.full(row.owner_family, row.owner_given) or row.team,
        row.owner_id,
        row.due_on,
        row.done_on,
        row.status,
        row.carried,
        answer,
        reason,
    )
