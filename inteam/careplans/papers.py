"""What a printed paper says about one person: frozen, complete, ready to be set in type.

The queries fill these; the letters draw them and read nothing else. Dates are days, moments are
aware UTC. Words come as staff see them ("Female", "Complex care"), never as codes.

`withheld` on a line is the role to ask ("safeguarding lead"). A line with it prints as
"[Item withheld – contact safeguarding lead]" and nothing of its text reaches the file.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class RiskState(StrEnum):
    """Whether risks were looked at; an empty list alone cannot tell (domain 7.2)."""

    LISTED = "listed"
    NONE_KNOWN = "none_known"
    NOT_ASSESSED = "not_assessed"


class ChangeKind(StrEnum):
    """How a line differs from the last meeting at which the person was discussed."""

    NEW = "new"
    CHANGED = "changed"
    NOTE = "note"  # no tag: "No change since 10-Nov-2026"


class Confidentiality(StrEnum):
    """`sensitive` and `restricted` keep address, phone, practice and base off every output."""

    NORMAL = "normal"
    SENSITIVE = "sensitive"
    RESTRICTED = "restricted"


@dataclass(frozen=True, kw_only=True)
class RiskLine:
    """One current risk."""

    text: str
    level: str = ""  # "high", "medium", "low" or none
    since: date | None = None
    to_staff: bool = False  # "do not visit alone": shown to all who may contact the person
    withheld: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """Something new or changed since the last meeting, newest first."""

    text: str
    kind: ChangeKind = ChangeKind.NEW
    on: date | None = None
    by: str = ""
    withheld: str = ""
    subject_id: UUID | None = None  # of the contact, risk, need or action that it is about


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """An action with its owner and day; open ones first, then by due date."""

    text: str
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None
    status: str = ""  # in words, when it is neither plainly open nor done: "cancelled, moved away"
    carried: int = 0  # meetings it was carried over
    priority: bool = False
    withheld: str = ""
    action_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """A goal under a need, in the person's words where they are known."""

    text: str
    progress: str = ""  # "importance 9, confidence 4; partly met"
    target_on: date | None = None
    outcome: str = ""  # what came of it last; never shortened
    outcome_on: date | None = None
    actions: tuple[ActionLine, ...] = ()  # used by the person's copy and the handover summary
    withheld: str = ""


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """A need and its goals."""

    text: str
    state: str = ""  # "open", "no action wanted, their choice"
    goals: tuple[GoalLine, ...] = ()
    withheld: str = ""


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """One contact or attempt, newest first."""

    on: date
    how: str = ""  # "Phone, 12 min", "Home visit"
    who: str = ""
    outcome: str = ""  # "Did not attend"
    note: str = ""  # never shortened
    withheld: str = ""
    contact_id: UUID | None = None  # told apart by it: a contact that is news is marked where it stands


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """One measure: "Wellbeing, SWEMWBS", "17 → 22", "of 35, better"."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonPaper:
    """Everything a professional paper prints about one person.

    Lists come newest first and may be whole: the paper prints the newest four and says how many
    more there are. The `…_more` counts are of rows that the query did not bring along.
    """

    person_id: UUID
    family_name: str
    given_name: str
    title: str = ""
    preferred_name: str = ""  # only when it differs
    born: str = ""  # as in the banner: "14-Mar-1957 (69y)"; empty prints "Not known"
    died: str = ""  # "03-Mar-2026 (82y)"
    sex: str = ""
    nhs_number: str = ""  # ten digits, or empty
    nhs_number_unverified: bool = False
    confidentiality: Confidentiality = Confidentiality.NORMAL
    lead: str = ""  # usual worker
    pathway: str = ""
    stage: str = ""
    practice: str = ""  # "Dr S. Bello, Quayside Surgery"
    address: str = ""
    phone: str = ""
    contact_note: str = ""  # safe to call, who answers, best times
    # the question, the plan and what is asked
    question: str = ""
    presenter: str = ""
    reason: str = ""  # why on the agenda
    minutes: int = 0
    plan: str = ""
    requests: tuple[str, ...] = ()
    what_matters: str = ""
    # risks
    risk_state: RiskState = RiskState.NOT_ASSESSED
    risks: tuple[RiskLine, ...] = ()
    risks_assessed_on: date | None = None
    risks_assessed_by: str = ""
    # since last time
    last_discussed_on: date | None = None  # None: new to the MDT
    changes: tuple[ChangeLine, ...] = ()
    changes_more: int = 0
    actions: tuple[ActionLine, ...] = ()
    actions_more: int = 0
    onward: tuple[str, ...] = ()  # open referrals to providers: "Citizens Advice, acknowledged 12-Nov-2026"
    needs: tuple[NeedLine, ...] = ()
    needs_more: int = 0
    contacts: tuple[ContactLine, ...] = ()
    contacts_more: int = 0
    # how to reach and treat the person
    access_needs: tuple[str, ...] = ()
    adjustments: tuple[str, ...] = ()
    language: str = ""  # with interpreter, when not English: "Polish, interpreter needed"
    consent: tuple[str, ...] = ()  # "Agreed, Harbour Vale VCSE, 02-Sep-2026"
    told: str = ""  # "Knows and agrees to be discussed"
    open_questions: tuple[str, ...] = ()
    situation: str = ""
    background: str = ""
    notes: str = ""
    allergies: str = ""  # a list, "No known allergies" or "Allergies not recorded"
    medicines: tuple[str, ...] = ()
    services: tuple[str, ...] = ()  # care team: "Hana Wells, OT, Harbour Vale"
    contingency: tuple[str, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    amendments: tuple[str, ...] = ()  # corrections since the papers were frozen, each dated


@dataclass(frozen=True, kw_only=True)
class Printing:
    """Who prints, when and why: stands on every page (domain 7.5)."""

    by: str
    at: str  # "23-Nov-2026 16:05", London time, as it is to stand on the page
    team: str
    purpose: str  # "meeting Tue 24-Nov-2026", "caseload of Priya Nair"
    document: str = ""  # short document id of the print record
    copy: int = 1
    copies: int = 1
    destroy_after: date | None = None
    rehearsal: str = ""  # "Synthetic people." on a demo or rehearsal file


@dataclass(frozen=True, kw_only=True)
class HandoverPaper:
    """A single-person handover (SBAR, domain 7.6). `person.situation/background` are S and B."""

    person: PersonPaper
    printing: Printing
    kind: str = "Handover summary"  # "Temporary cover", "Permanent"
    from_worker: str = ""
    to_worker: str = ""
    effective_from: date | None = None
    status: str = ""  # "offered", "accepted 19-Nov-2026 10:42"
    urgent: tuple[str, ...] = ()  # next seven days
    assessment: str = ""
    recommendation: str = ""
    has_been_told: str = ""
    outstanding: tuple[str, ...] = ()  # results and referrals awaited
    who_knows: str = ""


class Tint(StrEnum):
    """Coloured paper or overlay that the person reads best on; each keeps at least 7:1."""

    NONE = "none"
    CREAM = "cream"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    PINK = "pink"
    PEACH = "peach"


@dataclass(frozen=True, kw_only=True)
class CopyFormat:
    """How the person's copy is to look (domain 1.7). `points` is 12 to 28."""

    points: int = 12
    easy_read: bool = False
    tint: Tint = Tint.NONE
    language: str = "en-GB"
    translation_needed: str = ""  # language name: English text is not sufficient
    other_format: str = ""  # "braille", "audio", "BSL video": made elsewhere


@dataclass(frozen=True, kw_only=True)
class ContingencyLine:
    """What to do if: trigger, early signs, steps in order, whom to call."""

    trigger: str
    early_signs: str = ""
    steps: tuple[str, ...] = ()  # "Ring Tom Okafor, 0191 498 0123"
    escalation: str = ""


@dataclass(frozen=True, kw_only=True)
class SignoffLine:
    """Who agreed the plan, how and when; or why not."""

    role: str
    name: str = ""
    method: str = ""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlanCopy:
    """The person's own copy of a care plan: first person, plain words, long dates.

    Items withheld from the person must not be in here at all. `some_not_shown` prints "Some
    information is not shown; ask us" where their mere existence does no harm (domain 6.3).
    """

    person_id: UUID
    family_name: str
    given_name: str
    title: str = ""
    preferred_name: str = ""
    born_on: date | None = None
    nhs_number: str = ""
    team: str
    version: int
    status: str = "active"
    agreed_on: date | None = None
    agreed_with_person: bool = True
    superseded_on: date | None = None  # an old version: watermark SUPERSEDED
    review_on: date | None = None
    lead: str = ""
    lead_role: str = ""
    who_to_call: tuple[str, ...] = ()
    what_matters: str = ""
    about_me: tuple[tuple[str, str], ...] = ()  # heading and own words, in order
    strengths: str = ""
    needs: tuple[NeedLine, ...] = ()
    contingency: tuple[ContingencyLine, ...] = ()
    signoffs: tuple[SignoffLine, ...] = ()
    some_not_shown: bool = False
    how_to_change: str = ""
    how_to_complain: str = ""
    printed_on: date
    form: CopyFormat = CopyFormat()
