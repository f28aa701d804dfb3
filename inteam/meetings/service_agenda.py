"""Building the agenda: people and topics, their order, what earlier meetings left over, suggestions declined."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from inteam import audit, policy
from inteam.errors import ConflictError, InputError
from inteam.meetings import rules
from inteam.meetings.loading import items_of, open_meeting
from inteam.meetings.model import AgendaItem, Decision, Meeting, SuggestionRejection
from inteam.meetings.rules import Again, ItemEntry, ItemKind, ItemStatus, Told
from inteam.meetings.service_papers import keep_summaries
from inteam.needs.model import Action
from inteam.people.choices import DeathStatus, SharingAnswer, SharingScope
from inteam.people.model import Person, SharingDecision
from inteam.store.base import require
from inteam.store.database import Work


def add_item(work: Work, meeting_id: UUID, entry: ItemEntry) -> UUID:
    """Put a person or a topic on the agenda, last. The question may follow until the papers are frozen.

    Raises DeniedError, InputError (a person who declined to be discussed, or is there already), ConflictError.
    """
    work.actor.require("meetings.write")
    meeting = open_meeting(work, meeting_id)
    if found := rules.item_problems(entry):
        raise InputError(**found)
    items = items_of(work, meeting_id)
    if entry.person_id is not None:
        _check_person(work, entry, [item.person_id for item in items])
    item = AgendaItem(meeting_id=meeting.id, position=len(items), status=ItemStatus.WAITING)
    _fill_item(item, entry)
    work.session.add(item)
    work.session.flush()
    if meeting.frozen_at is not None:
        keep_summaries(work, [item])  # somebody added late is compared with too, next time
    audit.note(work, "meetings.item_added", subject=item, detail={"kind": str(entry.kind)})
    return item.id


def change_item(work: Work, item_id: UUID, version: int, entry: ItemEntry) -> None:
    """Change an item; whose it is stays. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id, version)
    open_meeting(work, item.meeting_id)
    if found := rules.item_problems(entry):
        raise InputError(**found)
    if entry.person_id != item.person_id:
        raise InputError(person_id="item_keeps_person")
    _fill_item(item, entry)
    audit.note(work, "meetings.item_changed", subject=item)


def remove_item(work: Work, item_id: UUID, version: int) -> None:
    """Take an item off the agenda under which nothing was decided. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id, version)
    open_meeting(work, item.meeting_id)
    if item.status == ItemStatus.DISCUSSED or _has_come_to_something(work, item_id):
        raise InputError("item_discussed")
    item.withdrawn_at, item.withdrawn_by, item.withdrawn_reason = work.now, work.actor.staff_id, "removed"
    for place, other in enumerate(i for i in items_of(work, item.meeting_id) if i.id != item.id):
        other.position = place
    audit.note(work, "meetings.item_removed", subject=item)


def _has_come_to_something(work: Work, item_id: UUID) -> bool:
    """Whether a decision or an action stands under an item: it would lead to no meeting any more."""
    found = (
        select(model.id).where(model.agenda_item_id == item_id, model.withdrawn_at.is_(None)).limit(1)
        for model in (Decision, Action)
    )
    return any(work.session.scalar(one) is not None for one in found)


def move_item(work: Work, item_id: UUID, to: int) -> None:
    """Move an item to a place, counted from 0. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("meetings.write")
    item = require(work.session, AgendaItem, item_id)
    open_meeting(work, item.meeting_id)
    items = {i.id: i for i in items_of(work, item.meeting_id)}
    for place, other in enumerate(rules.moved(list(items), item_id, to)):
        items[other].position = place
    audit.note(work, "meetings.item_moved", subject=item)


def sort_agenda(work: Work, meeting_id: UUID) -> None:
    """Put the agenda into its usual order: urgent new ones, carried ones, reviews, the rest."""
    work.actor.require("meetings.write")
    open_meeting(work, meeting_id)
    items = {i.id: i for i in items_of(work, meeting_id)}
    for place, item_id in enumerate(rules.agenda_order([(i.id, i.kind, i.priority) for i in items.values()])):
        items[item_id].position = place


def add_people(work: Work, meeting_id: UUID, people: Sequence[UUID], *, question: str = "", reason: str = "") -> int:
    """Put several people on the agenda, as from the caseload; who is there already is passed over. Gives how many."""
    work.actor.require("meetings.write")
    there = {item.person_id for item in items_of(work, meeting_id)}
    minutes = int(policy.value(work.session, "meetings.item_minutes", work.today))
    fresh = [person_id for person_id in dict.fromkeys(people) if person_id not in there]
    for person_id in fresh:
        add_item(work, meeting_id, ItemEntry(question, person_id, reason=reason, minutes=minutes))
    return len(fresh)


def reject_suggestion(work: Work, team_id: UUID, person_id: UUID, *, criterion: str, reason: str) -> UUID:
    """Decline a suggestion; it is not made again for the policy's days. Raises DeniedError, InputError."""
    work.actor.require("meetings.write")
    if not reason.strip():
        raise InputError(reason="required")
    days = int(policy.value(work.session, "meetings.rejection_days", work.today))
    row = SuggestionRejection(
        team_id=team_id,
        person_id=person_id,
        criterion=criterion,
        reason=reason.strip(),
        until=work.today + timedelta(days=days),
    )
    work.session.add(row)
    audit.note(work, "meetings.suggestion_declined", subject=row, detail={"criterion": criterion})
    return row.id


def carry_forward(work: Work, meeting_id: UUID) -> int:
    """Put on the agenda whom earlier meetings of the team did not reach or wanted back by this day.

    Gives how many were added. Nobody who has died, moved on to a later meeting or is there already.
    """
    work.actor.require("meetings.write")
    meeting = open_meeting(work, meeting_id)
    there = {item.person_id for item in items_of(work, meeting_id)}
    added = 0
    for item in _left_over(work, meeting):
        if item.person_id in there:
            continue
        there.add(item.person_id)
        not_reached = item.status == ItemStatus.NOT_REACHED
        work.session.add(
            AgendaItem(
                meeting_id=meeting.id,
                person_id=item.person_id,
                case_id=item.case_id,
                question=item.question if not_reached else "",
                reason="Not reached last time" if not_reached else "Review asked for last time",
                kind=ItemKind.CARRY_FORWARD if not_reached else ItemKind.REVIEW,
                priority=item.priority,
                minutes=item.minutes,
                position=len(there),
                presenter_id=item.presenter_id,
                told=item.told,
                told_reason=item.told_reason,
                status=ItemStatus.WAITING,
                source_item_id=item.id,
                carried=item.carried + 1 if not_reached else 0,
            )
        )
        added += 1
    work.session.flush()
    for place, item in enumerate(items_of(work, meeting_id)):
        item.position = place
    return added


def _fill_item(item: AgendaItem, entry: ItemEntry) -> None:
    item.person_id, item.case_id = entry.person_id, entry.case_id
    item.topic, item.reason, item.question = entry.topic.strip(), entry.reason.strip(), entry.question.strip()
    item.kind, item.priority, item.minutes = entry.kind, entry.priority, entry.minutes
    item.presenter_id, item.told = entry.presenter_id, entry.told
    item.told_reason = entry.told_reason.strip() or None


def _check_person(work: Work, entry: ItemEntry, there: Sequence[UUID | None]) -> None:
    assert entry.person_id is not None  # noqa: S101 (asked for items about a person only)
    person = require(work.session, Person, entry.person_id)
    if person.id in there:
        raise InputError(person_id="on_agenda_already")
    if person.merged_into_id is not None:
        raise ConflictError("gone")
    if person.death_status == DeathStatus.CONFIRMED and entry.kind is not ItemKind.DECEASED_REVIEW:
        raise InputError(kind="deceased_review_only")
    declined = select(func.count()).where(
        SharingDecision.person_id == person.id,
        SharingDecision.scope == SharingScope.ATTEND_MDT,
        SharingDecision.decision == SharingAnswer.DECLINED,
        SharingDecision.withdrawn_at.is_(None),
        (SharingDecision.ended_on.is_(None)) | (SharingDecision.ended_on > work.today),
        (SharingDecision.expires_on.is_(None)) | (SharingDecision.expires_on >= work.today),
    )
    if work.session.scalar(declined) and entry.told is not Told.NO:
        # They may still be discussed without a name.
        raise InputError(person_id="mdt_declined")


def _left_over(work: Work, meeting: Meeting) -> list[AgendaItem]:
    """The newest item of each person of the team's earlier meetings, where it asks for another."""
    newest = (
        select(
            AgendaItem.id,
            func.row_number()
            .over(partition_by=AgendaItem.person_id, order_by=(Meeting.held_on.desc(), Meeting.starts.desc()))
            .label("place"),
        )
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            Meeting.team_id == meeting.team_id,
            Meeting.id != meeting.id,
            Meeting.held_on <= meeting.held_on,
            Meeting.withdrawn_at.is_(None),
            AgendaItem.withdrawn_at.is_(None),
            AgendaItem.person_id.is_not(None),
        )
        .subquery()
    )
    statement = (
        select(AgendaItem)
        .join(newest, newest.c.id == AgendaItem.id)
        .join(Person, Person.id == AgendaItem.person_id)
        .where(
            newest.c.place == 1,
            Person.withdrawn_at.is_(None),
            Person.merged_into_id.is_(None),
            Person.death_status == DeathStatus.ALIVE,
            (AgendaItem.status == ItemStatus.NOT_REACHED)
            | (
                (AgendaItem.status == ItemStatus.DISCUSSED)
                & AgendaItem.again.in_((Again.TWO_WEEKS, Again.FOUR_WEEKS))
                & (AgendaItem.again_on <= meeting.held_on)
            ),
        )
        .order_by(AgendaItem.priority, AgendaItem.position, AgendaItem.id)
    )
    return list(work.session.scalars(statement))
