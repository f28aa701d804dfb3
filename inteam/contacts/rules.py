"""What may be entered about a contact, and what it counts as (domain 3.4, 3.5, 4.8)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from inteam import clock
from inteam.needs.rules import ActionEntry

LONGEST_NOTE = 100_000
"""Letters of a note: pages of it, but not a pasted file."""


class ContactType(StrEnum):
    """What took place."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    ATTEMPT = "attempt"
    GROUP_SESSION = "group_session"
    NO_CONTACT_NOTE = "no_contact_note"


class Mode(StrEnum):
    """How."""

    PHONE = "phone"
    PRACTICE = "face_to_face_practice"
    HOME = "face_to_face_home"
    COMMUNITY = "face_to_face_community"
    OTHER_SITE = "face_to_face_other_site"
    VIDEO = "video"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    PORTAL = "portal"


class Direction(StrEnum):
    """Who began it."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class WithWhom(StrEnum):
    """With whom."""

    PERSON = "person"
    PERSON_WITH_CARER = "person_with_carer"
    CARER_ONLY = "carer_only"
    PROFESSIONAL = "professional"
    PROVIDER = "provider"
    OTHER = "other"


class AttendedCode(StrEnum):
    """NHS Data Dictionary: attended or did not attend; 2 and 4 are not a DNA."""

    NOT_APPLICABLE = "0"
    CANCELLED_BY_PERSON = "2"
    DID_NOT_ATTEND = "3"
    CANCELLED_BY_SERVICE = "4"
    ON_TIME = "5"
    LATE_SEEN = "6"
    LATE_NOT_SEEN = "7"


class AttemptResult(StrEnum):
    """What came of trying to reach the person."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    VOICEMAIL_LEFT = "voicemail_left"
    VOICEMAIL_NOT_LEFT = "voicemail_not_left"
    WRONG_NUMBER = "wrong_number"
    TEXT_SENT = "text_sent"
    EMAIL_SENT = "email_sent"
    LETTER_SENT = "letter_sent"
    VISITED_NO_REPLY = "visited_no_reply"
    THIRD_PARTY_ANSWERED = "third_party_answered"


class RiskChange(StrEnum):
    """Whether anything about risk is new."""

    NONE = "none"
    NEW = "new"
    CHANGED = "changed"


class Visibility(StrEnum):
    """Who may read the note."""

    TEAM = "team"
    RESTRICTED = "restricted"


class HowItWent(StrEnum):
    """The one question of quick entry; type, attended code and attempt result follow from it."""

    REACHED = "reached"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    DID_NOT_ATTEND = "did_not_attend"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class GoalProgress:
    """How far a goal is after a contact, in per cent."""

    goal_id: UUID
    version: int
    progress: int


@dataclass(frozen=True)
class ContactEntry:
    """What is entered about one contact. occurred_at None: now; worker_id None: the actor.

    next_action, or no_action said outright: one of the two is needed. done_action: (id, version) of an open
    action that the contact has answered.
    """

    person_id: UUID | None = None
    occurred_at: datetime | None = None
    type: ContactType | None = None
    mode: Mode | None = None
    direction: Direction = Direction.OUTBOUND
    with_whom: WithWhom = WithWhom.PERSON
    with_names: str = ""
    duration_min: int | None = None
    planned: bool = False
    attended_code: AttendedCode | None = None
    attempt_result: AttemptResult | None = None
    meaningful: bool = False
    summary: str = ""
    quick_code: HowItWent | None = None
    location: str = ""
    interpreter_used: bool | None = None
    language: str | None = None
    purposes: tuple[str, ...] = ()
    risk_change: RiskChange = RiskChange.NONE
    visibility: Visibility = Visibility.TEAM
    next_contact_on: date | None = None
    worker_id: UUID | None = None
    for_worker_id: UUID | None = None
    team_id: UUID | None = None
    case_id: UUID | None = None
    referral_id: UUID | None = None
    next_action: ActionEntry | None = None
    no_action: bool = False
    done_action: tuple[UUID, int] | None = None
    goal_progress: GoalProgress | None = None


@dataclass(frozen=True)
class Reading:
    """What quick entry stands for in the record."""

    type: ContactType
    attended_code: AttendedCode | None
    attempt_result: AttemptResult | None


_MESSAGE = {
    Mode.TEXT: AttemptResult.TEXT_SENT,
    Mode.EMAIL: AttemptResult.EMAIL_SENT,
    Mode.LETTER: AttemptResult.LETTER_SENT,
    Mode.HOME: AttemptResult.LETTER_SENT,  # a card through the door
}
_FACE_TO_FACE = (Mode.HOME, Mode.PRACTICE, Mode.COMMUNITY, Mode.OTHER_SITE)


def reading(how: HowItWent, mode: Mode, *, planned: bool) -> Reading:
    """Type, attended code and attempt result for an answer of quick entry."""
    if how is HowItWent.REACHED:
        answered = AttemptResult.ANSWERED if mode is Mode.PHONE else None
        return Reading(ContactType.DIRECT, AttendedCode.ON_TIME if planned else None, answered)
    if how is HowItWent.LEFT_MESSAGE:
        return Reading(ContactType.ATTEMPT, _missed(planned), _MESSAGE.get(mode, AttemptResult.VOICEMAIL_LEFT))
    if how is HowItWent.NO_ANSWER:
        result = AttemptResult.VISITED_NO_REPLY if mode in _FACE_TO_FACE else AttemptResult.NO_ANSWER
        return Reading(ContactType.ATTEMPT, _missed(planned), result)
    if how is HowItWent.DID_NOT_ATTEND:
        return Reading(ContactType.ATTEMPT, AttendedCode.DID_NOT_ATTEND, None)
    return Reading(ContactType.NO_CONTACT_NOTE, AttendedCode.CANCELLED_BY_PERSON, None)


def _missed(planned: bool) -> AttendedCode | None:
    return AttendedCode.DID_NOT_ATTEND if planned else None


def whom(*, person: bool, family: int, professionals: int) -> WithWhom:
    """With whom a contact was, from who is ticked; nobody ticked is somebody else."""
    if person:
        return WithWhom.PERSON_WITH_CARER if family else WithWhom.PERSON
    if family:
        return WithWhom.CARER_ONLY
    return WithWhom.PROFESSIONAL if professionals else WithWhom.OTHER


def problems(entry: ContactEntry, now: datetime) -> dict[str, str]:
    """Field name → code; empty when the contact may be saved (the minimum set of domain 4.8)."""
    found = {name: "required" for name in ("person_id", "type", "mode") if getattr(entry, name) is None}
    if entry.occurred_at is not None and entry.occurred_at > now:
        found["occurred_at"] = "moment_in_future"
    if entry.planned and entry.attended_code is None:
        found["attended_code"] = "required"
    if not entry.summary.strip() and entry.quick_code is None:
        found["summary"] = "note_needed"
    if entry.next_action is None and not entry.no_action:
        found["next_action"] = "next_action_needed"
    return found | _limits(entry, clock.day(now))


def _limits(entry: ContactEntry, today: date) -> dict[str, str]:
    found = {}
    if entry.duration_min is not None and not 0 <= entry.duration_min <= 24 * 60:
        found["duration_min"] = "out_of_range"
    if len(entry.summary) > LONGEST_NOTE:
        found["summary"] = "too_long"
    if entry.next_contact_on is not None and entry.next_contact_on < today:
        found["next_contact_on"] = "in_past"
    return found


def is_two_way(type_: str, with_whom: str) -> bool:
    """Whether it was with the person: only these count as contact, never an attempt or liaison."""
    return type_ in (ContactType.DIRECT, ContactType.GROUP_SESSION) and with_whom in (
        WithWhom.PERSON,
        WithWhom.PERSON_WITH_CARER,
    )


def is_meaningful(type_: str, with_whom: str, duration_min: int | None, *, flagged: bool, minutes: int) -> bool:
    """Whether a contact stops C4: two-way, and long enough or flagged as a "what matters" talk."""
    return is_two_way(type_, with_whom) and (flagged or (duration_min or 0) >= minutes)


def is_attempt(type_: str, direction: str) -> bool:
    """Whether it counts as having sought the person (C2): our own try, or a contact that succeeded."""
    if type_ == ContactType.ATTEMPT:
        return direction == Direction.OUTBOUND
    return type_ == ContactType.DIRECT


def is_late(occurred_at: datetime, now: datetime, days: int) -> bool:
    """Whether it is entered so long after that the record says so."""
    return now - occurred_at > timedelta(days=days)


def may_amend(recorded_at: datetime, now: datetime, *, author: bool, hours: int) -> bool:
    """Whether the words may still be changed: by their author, and for so many hours from their receipt."""
    return author and now - recorded_at <= timedelta(hours=hours)
