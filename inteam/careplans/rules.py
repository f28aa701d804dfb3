"""What makes a care plan complete, which version is which, and what is entered (domain.md 6)."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class PlanKind(StrEnum):
    """What a plan is for; one active version of each kind a person."""

    PCSP = "pcsp"
    SOCIAL_PRESCRIBING = "sp_plan"
    GAMBLING_RECOVERY = "gambling_recovery"
    CANCER = "cancer_personalised"
    MDT_SHARED = "mdt_shared"


class PlanStatus(StrEnum):
    """A version's life; only a draft can be changed."""

    DRAFT = "draft"
    AGREED = "agreed"
    ACTIVE = "active"
    UNDER_REVIEW = "under_review"
    SUPERSEDED = "superseded"
    ENDED = "ended"


class Section(StrEnum):
    """The parts of "about me" (PRSB v2.0), strengths, and what the family says, in the order of reading."""

    WHAT_MATTERS = "what_matters"
    PEOPLE = "people_important"
    COMMUNICATION = "communication"
    WELLNESS = "wellness"
    PLEASE_DO = "please_do"
    PLEASE_DONT = "please_dont"
    SUPPORT = "how_to_support"
    ALSO = "also_worth_knowing"
    STRENGTHS = "strengths"
    CARERS = "carers_and_family"


class SectionState(StrEnum):
    """Why a section is as it is: an empty one says whether the person was asked."""

    SAID = "said"
    NOT_OFFERED = "not_yet_offered"
    DECLINED = "declined"


class SignoffRole(StrEnum):
    """Who agrees to a plan."""

    PERSON = "person"
    CARER = "carer"
    LPA = "lpa"
    PROFESSIONAL = "professional"


class SignoffMethod(StrEnum):
    """How they agreed; unable needs a reason."""

    IN_PERSON = "in_person"
    VERBAL = "verbal"
    ELECTRONIC = "electronic"
    UNABLE = "unable"


class WithheldReason(StrEnum):
    """Why an item is left out of copies."""

    SERIOUS_HARM = "serious_harm"
    THIRD_PARTY = "third_party"
    SAFEGUARDING = "safeguarding"
    LEGAL = "legal"
    PERSON_REQUEST = "person_request"


class Subject(StrEnum):
    """What kind of item can be withheld; the value is the table it stands in."""

    NEED = "need"
    GOAL = "goal"
    ACTION = "action"
    ABOUT_ME = "about_me"
    CONTINGENCY = "contingency"
    CONTACT = "contact"
    RISK = "risk"
    DECISION = "decision"


class Capacity(StrEnum):
    """On what a shared decision rests."""

    ASSUMED = "assumed"
    ASSESSED = "assessed"
    BEST_INTERESTS = "best_interests"


MOVES: dict[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.AGREED}),
    PlanStatus.AGREED: frozenset({PlanStatus.ACTIVE, PlanStatus.ENDED, PlanStatus.SUPERSEDED}),
    PlanStatus.ACTIVE: frozenset({PlanStatus.UNDER_REVIEW, PlanStatus.SUPERSEDED, PlanStatus.ENDED}),
    PlanStatus.UNDER_REVIEW: frozenset({PlanStatus.ACTIVE, PlanStatus.SUPERSEDED, PlanStatus.ENDED}),
    PlanStatus.SUPERSEDED: frozenset(),
    PlanStatus.ENDED: frozenset(),
}
"""Which status may follow which (domain.md 6.2)."""

IN_FORCE = frozenset({PlanStatus.ACTIVE, PlanStatus.UNDER_REVIEW})
"""The statuses of the one version that is followed."""

OPEN_ACTION = frozenset({"planned", "started"})
LONGEST = 20_000  # letters of one text; the papers print all of it


@dataclass(frozen=True)
class SignoffEntry:
    """One signature as it is entered; name is of the one who signed or could not."""

    role: SignoffRole
    name: str
    method: SignoffMethod
    signed_on: date
    unable_reason: str = ""
    staff_id: UUID | None = None
    related_person_id: UUID | None = None


@dataclass(frozen=True)
class StepEntry:
    """One step of a contingency plan as it is entered."""

    text: str
    who: str
    phone: str = ""


@dataclass(frozen=True)
class ContingencyEntry:
    """A contingency plan as it is entered."""

    trigger: str
    steps: tuple[StepEntry, ...]
    early_signs: str = ""
    coping: str = ""
    medicines: str = ""
    escalation: str = ""
    valid_to: date | None = None


@dataclass(frozen=True)
class SharedDecisionEntry:
    """A decision made with the person, as it is entered."""

    decided_on: date
    decision: str
    options: str
    what_mattered: str
    preference: str = ""
    support_used: str = ""
    result: str = ""
    confidence: int | None = None
    capacity: Capacity = Capacity.ASSUMED
    capacity_on: date | None = None
    capacity_note: str = ""


@dataclass(frozen=True)
class WithholdEntry:
    """What to leave out of which copies, and whom to ask."""

    subject: Subject
    subject_id: UUID
    reason: WithheldReason
    ask_role: str
    review_on: date
    from_person: bool = True
    from_professionals: bool = False
    without_trace: bool = False


@dataclass(frozen=True)
class NeedStanding:
    """What decides whether a need is looked after: it is still wanted, and something is done or refused."""

    need_id: UUID
    open: bool
    actions: int
    no_action_reason: str = ""


def may_move(now: PlanStatus, then: PlanStatus) -> bool:
    """Whether a version may go from one status to another."""
    return then in MOVES[now]


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it is shorter.

    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def needs_without_action(needs: Iterable[NeedStanding]) -> list[UUID]:
    """Open needs with neither an action nor the person's own "no action wanted" (domain.md 6.2)."""
    return [n.need_id for n in needs if n.open and not n.actions and not n.no_action_reason.strip()]


def agreed_with_person(roles_and_methods: Iterable[tuple[str, str]]) -> bool:
    """Whether the person, or who may decide for them by law, agreed; else page 1 says so (domain.md 6.2)."""
    return any(
        role in (SignoffRole.PERSON, SignoffRole.LPA) and method != SignoffMethod.UNABLE
        for role, method in roles_and_methods
    )


def signoff_problems(entries: Sequence[SignoffEntry], not_agreed: str, today: date) -> dict[str, str]:
    """Field name → problem code; fields are "signoff.<number>.<field>"."""
    found: dict[str, str] = {}
    if not any(e.role is SignoffRole.PROFESSIONAL and e.method is not SignoffMethod.UNABLE for e in entries):
        found["professional"] = "plan_needs_professional"
    for number, entry in enumerate(entries):
        if not entry.name.strip():
            found[f"signoff.{number}.name"] = "required"
        if entry.signed_on > today:
            found[f"signoff.{number}.signed_on"] = "in_future"
        if entry.method is SignoffMethod.UNABLE and not entry.unable_reason.strip():
            found[f"signoff.{number}.unable_reason"] = "unable_needs_reason"
    if not agreed_with_person((e.role, e.method) for e in entries) and not not_agreed.strip():
        found["not_agreed"] = "not_agreed_needs_reason"
    return found


def contingency_problems(entry: ContingencyEntry) -> dict[str, str]:
    """Field name → problem code."""
    found: dict[str, str] = {}
    if not entry.trigger.strip():
        found["trigger"] = "required"
    if not entry.steps:
        found["steps"] = "contingency_needs_step"
    for number, step in enumerate(entry.steps):
        if not step.text.strip():
            found[f"steps.{number}.text"] = "required"
        if not step.who.strip():
            found[f"steps.{number}.who"] = "step_needs_who"
    return found


def shared_decision_problems(entry: SharedDecisionEntry, today: date) -> dict[str, str]:
    """Field name → problem code."""
    wanted = {"decision": entry.decision, "options": entry.options, "what_mattered": entry.what_mattered}
    found = {name: "required" for name, text in wanted.items() if not text.strip()}
    if entry.decided_on > today:
        found["decided_on"] = "in_future"
    if entry.confidence is not None and not 1 <= entry.confidence <= 10:
        found["confidence"] = "out_of_range"
    if entry.capacity is not Capacity.ASSUMED and entry.capacity_on is None:
        found["capacity_on"] = "required"
    return found


def withhold_problems(entry: WithholdEntry, today: date) -> dict[str, str]:
    """Field name → problem code."""
    found: dict[str, str] = {}
    if not entry.ask_role.strip():
        found["ask_role"] = "withheld_needs_role"
    if entry.review_on <= today:
        found["review_on"] = "review_in_past"
    if not (entry.from_person or entry.from_professionals):
        found["from_person"] = "withheld_from_nobody"
    return found


def text_problem(text: str) -> str | None:
    """The problem code of a free text, or None. Everything but NUL and lone surrogates is kept (decisions.md 13)."""
    if len(text) > LONGEST:
        return "too_long"
    if "\0" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        return "bad_characters"
    return None
