"""England's bank holidays, as the team keeps them."""

from datetime import date

from sqlalchemy.orm import Session

from inteam import policy


def bank_holidays(session: Session) -> frozenset[date]:
    """The days on which no clock of working days advances."""
    return frozenset(date.fromisoformat(day) for day in policy.value(session, "calendar.bank_holidays"))
