"""How a person's record is said on screen: dates, states, contacts, and the lines of the timeline."""

from datetime import date

from inteam.contacts.rules import AttemptResult, HowItWent, Mode
from inteam.needs.queries import OutcomeRow
from inteam.people import access_needs, banner, dates, sharing
from inteam.people.choices import RiskAnswer, SafeguardingType, SharingAnswer
from inteam.people.queries import HeaderRow
from inteam.people.risks import SAFEGUARDING_WORDS
from inteam.timeline.queries import Entry
from ui.widgets.identity import Identity

NEED_STATES = {
    "open": ("Open", "blue"),
    "met": ("Met", "green"),
    "partly_met": ("Partly met", "amber"),
    "not_met": ("Not met", "plain"),
    "no_longer_wanted": ("No longer wanted", "plain"),
}
LEVELS = {"high": ("High", "red"), "medium": ("Medium", "amber"), "low": ("Low", "plain")}
MODES: dict[str, tuple[str, str]] = {
    Mode.PHONE: ("Phone call", "phone"),
    Mode.PRACTICE: ("Seen at the practice", "house"),
    Mode.HOME: ("Home visit", "house"),
    Mode.COMMUNITY: ("Seen in the community", "walk"),
    Mode.OTHER_SITE: ("Seen elsewhere", "pin"),
    Mode.VIDEO: ("Video call", "video"),
    Mode.TEXT: ("Text message", "message"),
    Mode.EMAIL: ("Email", "letter"),
    Mode.LETTER: ("Letter", "letter"),
    Mode.PORTAL: ("Portal message", "message"),
}
RESULTS: dict[str, str] = {
    AttemptResult.NO_ANSWER: "no answer",
    AttemptResult.VOICEMAIL_LEFT: "voicemail left",
    AttemptResult.VOICEMAIL_NOT_LEFT: "no voicemail left",
    AttemptResult.WRONG_NUMBER: "wrong number",
    AttemptResult.TEXT_SENT: "text sent",
    AttemptResult.EMAIL_SENT: "email sent",
    AttemptResult.LETTER_SENT: "letter sent",
    AttemptResult.VISITED_NO_REPLY: "no reply at the door",
    AttemptResult.THIRD_PARTY_ANSWERED: "somebody else answered",
    HowItWent.LEFT_MESSAGE: "message left",
    HowItWent.DID_NOT_ATTEND: "did not attend",
    HowItWent.CANCELLED: "cancelled",
}
REFERRAL_STATES = {
    "received": "Referral received",
    "triaged": "Referral triaged",
    "info_requested": "More asked of the referrer",
    "accepted": "Referral accepted",
    "waiting": "On the waiting list",
    "offered": "Appointment offered",
    "tried": "First contact tried",
    "active": "Work began",
    "closed": "Referral closed",
    "rejected": "Referral declined",
    "entered_in_error": "Referral entered by mistake",
}
ONWARD = {
    "sent": ("Referred on", "blue"),
    "chased": ("Asked again after a referral", "plain"),
    "acknowledged": ("Referral acknowledged", "blue"),
    "accepted": ("Referral accepted", "blue"),
    "booked": ("Appointment booked", "blue"),
    "seen": ("Seen", "green"),
    "declined": ("Onward referral declined", "red"),
    "person_told": ("Person told of the refusal", "plain"),
    "outcome_received": ("Outcome received", "green"),
    "no_response": ("Onward referral without response", "amber"),
    "cancelled": ("Onward referral cancelled", "plain"),
}
CASE_EVENTS = {
    "opened": "Case opened",
    "referral_joined": "Referral joined to the case",
    "stage_moved": "Moved to {value}",
    "owner_changed": "Worker of the case changed",
    "team_changed": "Team of the case changed",
    "closed": "Case closed",
    "reopened": "Case opened again",
}
ACHIEVED = {
    "yes": "Goal reached",
    "partly": "Goal partly reached",
    "no": "Goal not reached",
    "unknown": "Outcome noted",
}
WORKER_REASONS = {
    "staff_left": "the worker left",
    "request": "asked for",
    "caseload": "caseload",
    "skill": "skill",
    "first": "first worker",
    "other": "other reason",
}
SYSTEMS = {
    "phone": ("Phone", "phone"),
    "mobile": ("Mobile", "phone"),
    "email": ("Email", "letter"),
    "sms": ("Text message", "message"),
    "video": ("Video", "video"),
    "letter": ("Letter", "letter"),
}
SAFE = {
    "yes": "Safe to leave a message",
    "no": "Not safe to leave a message",
    "unknown": "Not known whether a message is safe",
}
ADDRESS_USES = {"home": "Home", "temporary": "Temporary", "correspondence": "Letters", "work": "Work"}
NAME_USES = {"maiden": "Maiden name", "former": "Former name", "alias": "Also known as"}
ROLES = {
    "next_of_kin": "next of kin",
    "emergency_contact": "emergency contact",
    "unpaid_carer": "unpaid carer",
    "lpa_health": "LPA health",
    "lpa_finance": "LPA finance",
    "deputy": "deputy",
    "advocate": "advocate",
    "parental_responsibility": "parental responsibility",
}
LANGUAGES = {
    "en": "English",
    "pl": "Polish",
    "ro": "Romanian",
    "pa": "Panjabi",
    "ur": "Urdu",
    "bn": "Bengali",
    "gu": "Gujarati",
    "ar": "Arabic",
    "fa": "Persian",
    "so": "Somali",
    "pt": "Portuguese",
    "es": "Spanish",
    "it": "Italian",
    "fr": "French",
    "tr": "Turkish",
    "ta": "Tamil",
    "hi": "Hindi",
    "zh": "Chinese",
    "uk": "Ukrainian",
    "ru": "Russian",
    "cy": "Welsh",
    "bfi": "British Sign Language",
}
BODIES = {
    "gp_practice": "All GP practices",
    "pcn": "All primary care networks",
    "community_trust": "Community services",
    "acute_trust": "Hospitals",
    "mental_health_trust": "Mental health services",
    "local_authority": "The council",
    "vcse": "All voluntary organisations",
    "community_pharmacy": "Pharmacies",
    "care_home": "Care homes",
    "hospice": "Hospices",
    "housing": "Housing",
    "gambling_service": "Gambling services",
}
SAFEGUARDING: dict[str, str] = {
    key: words[0].upper() + words[1:] for key, words in ((str(k), SAFEGUARDING_WORDS[k]) for k in SafeguardingType)
}


def day(value: date | None) -> str:
    """14-Mar-1957 with hyphens at which no line breaks, "" for none."""
    return dates.short(value).replace("-", "\u2011")


def due(value: date, today: date) -> tuple[str, str]:
    """A due day and its tone: red when past, blue today."""
    if value == today:
        return "Today", "blue"
    return dates.short(value), "red" if value < today else ""


def due_words(value: date, today: date) -> str:
    """Due today, due 27-Nov-2026, 3 days overdue."""
    late = (today - value).days
    if late > 0:
        return "1 day overdue" if late == 1 else f"{late} days overdue"
    return "due today" if late == 0 else "due tomorrow" if late == -1 else f"due {dates.short(value)}"


def identity(person: HeaderRow, today: date) -> Identity:
    """Who a sheet is about."""
    shown = banner.banner(person.identity, today)
    given = person.given_name or ""
    title = f" ({person.title})" if person.title else ""
    return Identity(
        person.family_name.upper() or given,
        f"{given}{title}" if person.family_name else "",
        shown.born,
        shown.nhs_number,
    )


def consent(decision: str | None, given_on: date | None) -> tuple[str, str, str]:
    """Words, tone and icon of the banner's line about sharing."""
    if decision == SharingAnswer.AGREED:
        return f"Sharing agreed {dates.short(given_on)}", "green", "check"
    if decision == SharingAnswer.DECLINED:
        return f"Sharing declined {dates.short(given_on)}", "red", "alert"
    return "Sharing not asked", "amber", "info"


def need_name(code: str, detail: str | None) -> str:
    """A need for access, beginning with a capital."""
    words = access_needs.WORDS.get(code) or detail or "other need"
    return words[0].upper() + words[1:]


def risk_answer(answer: str) -> str:
    """What was said of all risks."""
    return "No known risks" if answer == RiskAnswer.NO_KNOWN_RISKS else "Risks looked at again"


def language(code: str | None) -> str:
    """A language's name."""
    return LANGUAGES.get(code or "", code or "")


def plain(code: str) -> str:
    """A code of a pathway or list in words, for what has none of its own."""
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]


def entry_look(entry: Entry) -> tuple[str, str, str]:
    """Icon, tone and title of a line of the timeline."""
    made = _LOOKS.get(entry.kind)
    return made(entry) if made else ("info", "plain", plain(entry.kind))


def _contact(entry: Entry) -> tuple[str, str, str]:
    words, icon = MODES.get(entry.code, (plain(entry.code), "phone"))
    first = (entry.by or "").split(" ")[0]
    minutes = f"{entry.minutes} min" if entry.minutes else ""
    return icon, "blue", ", ".join(part for part in (words, minutes, first) if part)


def _attempt(entry: Entry) -> tuple[str, str, str]:
    words, icon = MODES.get(entry.code, (plain(entry.code), "phone"))
    return icon, "plain", f"{words}, {RESULTS.get(entry.detail or '', 'not reached')}"


def _referral(entry: Entry) -> tuple[str, str, str]:
    words = REFERRAL_STATES.get(entry.code, plain(entry.code))
    from_whom = f", {entry.detail}" if entry.code == "received" and entry.detail else ""
    return "inbox", "plain" if entry.code in ("closed", "rejected") else "blue", f"{words}{plain_source(from_whom)}"


def plain_source(words: str) -> str:
    """A referrer's name as it is; a code of a source in words."""
    return words.replace("_", " ")


def _case(entry: Entry) -> tuple[str, str, str]:
    words = CASE_EVENTS.get(entry.code, plain(entry.code))
    return "folder", "blue", words.format(value=(entry.detail or "").replace("_", " "))


def _decision(entry: Entry) -> tuple[str, str, str]:
    return "calendar", "violet", f"MDT decision, {entry.detail}" if entry.detail else "MDT decision"


def _plan(entry: Entry) -> tuple[str, str, str]:
    return "document", "green", f"Care plan version {entry.detail} agreed"


def _action(_entry: Entry) -> tuple[str, str, str]:
    return "check", "green", "Action done"


def _outcome(entry: Entry) -> tuple[str, str, str]:
    return "target", "green", ACHIEVED.get(entry.code, "Outcome noted")


def outcome(row: OutcomeRow) -> str:
    """Goal reached on 14-Mar-2026: goes each week."""
    return f"{ACHIEVED.get(row.achieved, ACHIEVED['unknown'])} on {day(row.observed_on)}: {row.what_changed}"


def _onward(entry: Entry) -> tuple[str, str, str]:
    said, tone = ONWARD.get(entry.code, (plain(entry.code), "plain"))
    return "arrow_right", tone, f"{said}: {entry.detail}"


def _signpost(entry: Entry) -> tuple[str, str, str]:
    return "info", "plain", f"Signposted to: {entry.detail}"


def _became(entry: Entry) -> tuple[str, str, str]:
    return "info", "green", f"What became of: {entry.detail}"


def _risk(entry: Entry) -> tuple[str, str, str]:
    if entry.detail == "safeguarding":
        return "shield", "red", "Safeguarding concern raised"
    level, tone = LEVELS.get(entry.code, ("", "amber"))
    return "alert", tone, f"{level} risk recorded"


def _review(entry: Entry) -> tuple[str, str, str]:
    if entry.detail:
        return "eye", "plain", f"Risk looked at again: {entry.detail}"
    return "eye", "plain", risk_answer(entry.code)


def _sharing(entry: Entry) -> tuple[str, str, str]:
    answer = sharing.ANSWER_WORDS.get(entry.code, entry.code).lower()
    scope = sharing.SCOPE_WORDS.get(entry.detail or "", "Sharing")
    return "lock", "green" if entry.code == SharingAnswer.AGREED else "amber", f"{scope}: {answer}"


def _worker(entry: Entry) -> tuple[str, str, str]:
    to = f"Usual worker: {entry.detail}" if entry.detail else "No usual worker"
    return "person", "plain", f"{to} ({WORKER_REASONS.get(entry.code, entry.code)})"


_LOOKS = {
    "contact": _contact,
    "attempt": _attempt,
    "referral": _referral,
    "case": _case,
    "decision": _decision,
    "plan": _plan,
    "action": _action,
    "outcome": _outcome,
    "onward": _onward,
    "signpost": _signpost,
    "became": _became,
    "risk": _risk,
    "risk_review": _review,
    "sharing": _sharing,
    "worker": _worker,
}
