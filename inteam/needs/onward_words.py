"""The words on screen and paper for onward referrals."""

from collections.abc import Mapping
from datetime import date

from inteam.needs.rules_onward import Cancelled, OnwardOutcome, OnwardState, SentVia
from inteam.referrals.words import REFUSALS

STATES: Mapping[str, str] = {
    OnwardState.SENT: "Sent",
    OnwardState.ACKNOWLEDGED: "Acknowledged",
    OnwardState.ACCEPTED: "Accepted",
    OnwardState.BOOKED: "Booked",
    OnwardState.SEEN: "Seen",
    OnwardState.DECLINED: "Declined, tell the person",
    OnwardState.PERSON_TOLD: "Declined, person told",
    OnwardState.OUTCOME_RECEIVED: "Outcome received",
    OnwardState.NO_RESPONSE: "No response",
    OnwardState.CANCELLED: "Cancelled",
}
STEPS: Mapping[str, str] = {
    OnwardState.ACKNOWLEDGED: "They have it (acknowledged)",
    OnwardState.ACCEPTED: "They accepted it",
    OnwardState.BOOKED: "An appointment was booked",
    OnwardState.SEEN: "They have seen the person",
    OnwardState.DECLINED: "They declined it",
    OnwardState.PERSON_TOLD: "The person has been told",
    OnwardState.OUTCOME_RECEIVED: "They told us what came of it",
    OnwardState.NO_RESPONSE: "Nobody answers: end it",
    OnwardState.CANCELLED: "We took it back",
}
"""What happened, as one chooses it."""
FOLLOW_UPS: Mapping[OnwardState, str] = {
    OnwardState.SENT: "Ask {provider} whether the referral arrived",
    OnwardState.ACKNOWLEDGED: "Ask {provider} whether they accept the referral",
    OnwardState.ACCEPTED: "Ask {provider} when the first appointment is",
    OnwardState.BOOKED: "Ask {provider} whether the appointment took place",
    OnwardState.SEEN: "Ask {provider} what came of the referral",
    OnwardState.DECLINED: "Tell the person that {provider} declined, and agree what comes next",
}
OF_DEATH = "Tell {provider} that the person has died"
OUTCOMES: Mapping[str, str] = {
    OnwardOutcome.NEEDS_MET: "Needs met",
    OnwardOutcome.PARTLY_MET: "Needs partly met",
    OnwardOutcome.NOT_MET: "Needs not met",
    OnwardOutcome.REFERRED_ON: "They referred the person on",
}
CANCELLED: Mapping[str, str] = {
    Cancelled.PERSON_CHANGED_MIND: "The person changed their mind",
    Cancelled.OTHER_SERVICE: "Another service has taken it on",
    Cancelled.NO_LONGER_NEEDED: "No longer needed",
    Cancelled.MOVED_AWAY: "Moved away",
    Cancelled.DIED: "The person has died",
    Cancelled.OTHER: "Another reason",
}
VIAS: Mapping[str, str] = {
    SentVia.EMAIL: "Email",
    SentVia.FORM: "Their form",
    SentVia.LETTER: "Letter",
    SentVia.PHONE: "Phone",
    SentVia.NHS_SERVICE: "NHS e-referral",
    SentVia.IN_PERSON: "In person",
}


def why(state: str, reason: str | None) -> str:
    """The reason of a refusal or of a taking back, in words; empty where there is none."""
    if not reason:
        return ""
    return CANCELLED.get(reason, reason) if state == OnwardState.CANCELLED else REFUSALS.get(reason, reason)


def days(number: int) -> str:
    """1 day, 12 days."""
    return "1 day" if number == 1 else f"{number} days"


def clock_words(sent_on: date, seen_on: date | None, calendar_days: int | None, working_days: int, today: date) -> str:
    """C6 in words: seen after 12 days (8 working days); sent 3 days ago (2 working days), not seen yet."""
    working = f"{working_days} working {'day' if working_days == 1 else 'days'}"
    if seen_on is not None:
        return f"Seen after {days(calendar_days)} ({working})" if calendar_days else "Seen on the day it was sent"
    since = (today - sent_on).days
    return f"Sent {days(since)} ago ({working}), not seen yet" if since else "Sent today, not seen yet"
