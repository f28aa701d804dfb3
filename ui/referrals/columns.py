"""The columns of the list of referrals."""

from inteam.people import dates, nhs_number
from inteam.referrals import words
from inteam.referrals.queries import CardRow
from ui.referrals import cards
from ui.widgets.delegates import Cell, ClockCell, DateCell, Look, NameCell, Waiting
from ui.widgets.models import Column


def columns() -> list[Column[CardRow]]:
    """Who, since when, and with whom: in a narrow window what does not fit stands under the name."""
    return [
        Column("Person", _person, NameCell(), 160, small=216),
        Column("Born", lambda c: Look(_born(c)), DateCell(), 100, small=0),
        Column("NHS No.", lambda c: Look(_number(c), "muted"), Cell(), 112, small=0),
        Column("Stage", lambda c: Look(words.STATES[c.state]), Cell(), 98, small=90),
        Column("Reasons", lambda c: Look(cards.why(c)), Cell(), 0),
        Column("Waiting", _waiting, ClockCell(), 96),
        Column("With", lambda c: Look(c.owner_given or "–"), Cell(), 76, 0, small=0),
    ]


def _born(card: CardRow) -> str:
    return dates.short(card.born_on, card.dob_precision) or "–"


def _number(card: CardRow) -> str:
    return nhs_number.stated(card.nhs_number)


def _person(card: CardRow) -> Look:
    return Look(cards.name(card), None, f"{nhs_number.bare(card.nhs_number)} · {_born(card)}")


def _waiting(card: CardRow) -> Look:
    return Look(words.waited(card.days, card.hours), value=Waiting(card.days, card.standard))
