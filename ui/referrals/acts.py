"""Which acts a referral offers where it stands."""

from inteam.referrals.choices import State

_DECISIONS = (("referrals.ask", "Ask more"), ("referrals.redirect", "Redirect"), ("referrals.decline", "Decline"))
_COURSE = (("referrals.offer", "Offer"), ("referrals.wait", "Waiting list"), ("referrals.close", "Close"))
_OWED = ("referrals.owed", "Feedback due")
_ERROR = ("people.mistake", "Entered in error")
_WORDS = (("referrals.delay", "Chose to wait"), ("referrals.issues", "Person says"))

PRIMARY: dict[State, str] = {
    State.RECEIVED: "referrals.accept",
    State.TRIAGED: "referrals.accept",
    State.INFO_REQUESTED: "referrals.answer",
    State.ACCEPTED: "contacts.log",
    State.WAITING: "contacts.log",
    State.OFFERED: "contacts.log",
    State.ACTIVE: "contacts.log",
    State.CLOSED: "referrals.reopen",
    State.REJECTED: "contacts.log",
    State.ENTERED_IN_ERROR: "contacts.log",
}
"""State → the one next thing."""

FOR_STATE: dict[State, tuple[tuple[str, str], ...]] = {
    State.RECEIVED: _DECISIONS,
    State.TRIAGED: _DECISIONS,
    State.INFO_REQUESTED: _DECISIONS[1:],
    State.ACCEPTED: _COURSE,
    State.WAITING: (_COURSE[0], _COURSE[2]),
    State.OFFERED: _COURSE[1:],
    State.ACTIVE: (_COURSE[2],),
    State.CLOSED: (_OWED,),
    State.REJECTED: (_OWED,),
    State.ENTERED_IN_ERROR: (),
}

BESIDE: dict[State, tuple[tuple[str, str], ...]] = {
    State.RECEIVED: (_WORDS[1], _ERROR),
    State.TRIAGED: (_WORDS[1], _ERROR),
    State.INFO_REQUESTED: (_WORDS[1], _ERROR),
    State.ACCEPTED: (*_WORDS, _ERROR),
    State.WAITING: (*_WORDS, _ERROR),
    State.OFFERED: (*_WORDS, _ERROR),
    State.ACTIVE: (*_WORDS, _ERROR),
    State.CLOSED: (_ERROR,),
    State.REJECTED: (_ERROR,),
    State.ENTERED_IN_ERROR: (),
}
"""What may be written down beside the course: the person's choice to wait, their own words, a mistake."""
