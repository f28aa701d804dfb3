"""How single rows of the record are said in a summary: a contact, an address, a plan, an owner."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from inteam.meetings.queries_person import PersonRows
from inteam.meetings.words import MODES, outcome, spoken
from inteam.needs import onward_words
from inteam.pathways.files import pathway
from inteam.people import dates, names, risks
from inteam.people.access_needs import RecordedNeed
from inteam.people.languages import language_name
from inteam.referrals.words import ISSUES

RECENT = timedelta(days=60)
"""How long an answered action stays on the papers of somebody who is new to the MDT."""
_HEADLINE = 90  # letters; a longer first sentence is read in full under the last contacts


def risk_words(row: Any, *, detail: bool) -> str:
    """A risk as those who read may have it."""
    line = risks.RiskLine(row.kind, row.title, row.level, row.status, row.safeguarding_type)
    return risks.title(line, safeguarding_detail=detail)


def headline(contact: Any) -> str:
    """The first sentence of a contact, where it is short, or how it went."""
    first = contact.summary.strip().split("\n", 1)[0].split(". ", 1)[0].strip().rstrip(".")
    if first and len(first) <= _HEADLINE:
        return str(first)
    came = outcome(contact.attempt_result, contact.attended_code)
    return f"{how(contact)}: {came.lower()}" if came else how(contact)


def how(contact: Any) -> str:
    """ "Phone, 12 min"."""
    how = MODES.get(contact.mode) or spoken(contact.mode)
    return f"{how}, {contact.duration_min} min" if contact.duration_min else how


def plan(rows: PersonRows) -> str:
    """The plan in force, or that none is agreed."""
    if not rows.of("plans"):
        return "No care plan agreed"
    plan = rows.of("plans")[0]
    words = f"Care plan version {plan.number}, agreed {dates.short(plan.agreed_on)}"
    return f"{words}, review due {dates.short(plan.review_due)}" if plan.review_due else words


def what_matters(rows: PersonRows, withheld: Mapping[Any, str]) -> str:
    """In the words of the person."""
    return next(
        (a.text for a in rows.of("about") if a.section == "what_matters" and a.id not in withheld),
        "",
    )


def address(rows: PersonRows) -> str:
    """On one line."""
    if not rows.of("addresses"):
        return ""
    a = rows.of("addresses")[0]
    if a.no_fixed_abode:
        return "No fixed abode"
    return ", ".join(filter(None, (a.line1, a.line2, a.line3, a.line4, a.line5, a.postcode)))


def contact_note(rows: PersonRows) -> str:
    """Whether a message may be left, when to ring, who answers."""
    if not rows.of("phones"):
        return ""
    phone = rows.of("phones")[0]
    message = {"yes": "Safe to leave a message", "no": "Do not leave a message"}.get(phone.safe_to_leave_message, "")
    times = f"Safe to ring: {phone.safe_times}" if phone.safe_times else ""
    answers = f"{phone.who_answers} may answer" if phone.who_answers else ""
    return "; ".join(filter(None, (message, times, answers)))


def language(person: Any) -> str:
    """Where it is not English, and whether an interpreter is needed."""
    if not person.language_code or person.language_code == "en":
        return "Interpreter needed" if person.interpreter_required == "yes" else ""
    name = language_name(person.language_code) or person.language_code
    return f"{name}, interpreter needed" if person.interpreter_required == "yes" else name


def consent(rows: PersonRows, today: date) -> tuple[str, ...]:
    """What stands about sharing today."""
    standing = [
        s
        for s in rows.of("sharing")
        if (s.ended_on is None or s.ended_on > today) and (s.expires_on is None or s.expires_on >= today)
    ]
    if not standing:
        return ("Not asked about sharing beyond the health and care team",)
    return tuple(
        ", ".join(filter(None, (spoken(s.decision), s.organisation or spoken(s.category), dates.short(s.given_on))))
        for s in standing
    )


def services(rows: PersonRows, *, open_to_all: bool) -> tuple[str, ...]:
    """The care team; of a sensitive person without bases, which would tell where the person lives (domain 1.8)."""
    return tuple(
        ", ".join(filter(None, (s.name, s.role, s.organisation if open_to_all else ""))) for s in rows.of("services")
    )


def onward(rows: PersonRows, withheld: Mapping[Any, str], *, open_to_all: bool) -> tuple[str, ...]:
    """What was referred on and is open; of a sensitive person without the provider, which tells where they live."""
    return tuple(
        f"{one.provider_name if open_to_all else ISSUES.get(one.code, one.code)}, "
        f"{onward_words.STATES[one.state].lower()} {dates.short(one.state_on)}"
        for one in rows.of("onward")
        if one.id not in withheld
    )


def contingency(row: Any, withheld: Mapping[Any, str]) -> str:
    """What happens if, and whom to ring."""
    if row.id in withheld:
        return f"[Item withheld – contact {withheld[row.id]}]"
    return ": ".join(filter(None, (row.trigger, row.escalation)))


def on_pathway(case: Any) -> str:
    """The title of a case's pathway."""
    return pathway(case.pathway_key, case.pathway_version).title


def stage(case: Any) -> str:
    """The title of a case's stage."""
    stages = {s.key: s.title for s in pathway(case.pathway_key, case.pathway_version).stages}
    return stages.get(case.stage, spoken(case.stage))


def need(row: Any) -> RecordedNeed:
    """A need for access as it was recorded."""
    return RecordedNeed(row.need_code, row.category, row.detail)


def owner(row: Any) -> str:
    """Who does it: whoever is named, the owner, or the team."""
    done_by = getattr(row, "done_by", None)
    return str(done_by or names.full(row.owner_family, row.owner_given) or getattr(row, "team", ""))


def by(row: Any) -> str:
    """Who recorded it."""
    return names.full(row.by_family, row.by_given)
