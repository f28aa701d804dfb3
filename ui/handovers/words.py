"""How handovers are said on screen."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from inteam.meetings.handovers import HandoverKind
from inteam.meetings.queries_handover_board import BoardRow, CaseToOffer
from inteam.pathways import pathway
from inteam.people import dates, nhs_number
from ui.widgets.identity import Identity

KINDS = (
    (HandoverKind.PERMANENT, "For good"),
    (HandoverKind.TEMPORARY_COVER, "Cover for a while"),
    (HandoverKind.LEAVING, "The worker is leaving"),
    (HandoverKind.OUT_OF_HOURS, "Out of hours"),
    (HandoverKind.OTHER_SERVICE, "To another service"),
)
STATUS = {
    "offered": ("Waiting", "amber"),
    "accepted": ("Accepted", "green"),
    "refused": ("Refused", "red"),
    "expired": ("Not answered", "red"),
    "withdrawn": ("Taken back", "plain"),
}


def say(words: str) -> str:
    """The words in the language of the program."""
    return QCoreApplication.translate("handovers", words)


def kind(key: str) -> str:
    """Why responsibility goes to somebody else."""
    return say(dict(KINDS).get(HandoverKind(key), key))


def named(row: BoardRow | CaseToOffer) -> str:
    """FAMILY, Given (Title)."""
    given = f"{row.given_name} ({row.title})" if row.title else row.given_name
    return f"{row.family_name.upper()}, {given}".rstrip(", ")


def identifiers(row: BoardRow | CaseToOffer) -> str:
    """Born 14-Mar-1957 · NHS no. 999 000 0018."""
    return say("Born {born} · {number}").format(born=born(row), number=nhs_number.in_line(row.nhs_number))


def born(row: BoardRow | CaseToOffer) -> str:
    """14-Mar-1957, or that it is not known."""
    return dates.short(row.born_on) if row.born_on else say("not known")


def number(row: BoardRow | CaseToOffer) -> str:
    """999 000 0018, or that it is not known."""
    return say(nhs_number.stated(row.nhs_number))


def standing(row: BoardRow) -> tuple[str, str]:
    """What became of it, and the tone."""
    said, tone = ("With the lead", "red") if row.with_lead else STATUS[row.status]
    return say(said), tone


def next_step(row: BoardRow) -> str:
    """What to do about one that nobody answered; "" where nothing is to be done."""
    if not row.unsettled or row.mine:
        return ""
    if row.with_lead:
        return say("The team’s lead is responsible now. Open the person and offer it to somebody else.")
    return say("{sender} is still responsible. Open the person and offer it again.").format(sender=row.from_worker)


def other_side(row: BoardRow) -> str:
    """Who it comes from, or whom it was offered to."""
    if row.mine:
        return say("from {name}").format(name=row.from_worker)
    return say("to {name}").format(name=row.to_worker)


def identity(row: BoardRow | CaseToOffer) -> Identity:
    """For the head of a sheet."""
    given = f"{row.given_name} ({row.title})" if row.title else row.given_name
    return Identity(row.family_name.upper(), given, born(row), number(row))


def on_pathway(row: BoardRow | CaseToOffer) -> str:
    """The pathway of the case, or that it is about no case."""
    if not row.pathway_key:
        return say("No case")
    return pathway(row.pathway_key, row.pathway_version).title


def answer_by(row: BoardRow, today: date) -> tuple[str, str | None]:
    """By when it is to be answered, and red once that has passed."""
    if not row.waits or row.answer_by is None:
        return "", None
    shown = dates.short(row.answer_by)
    late = row.answer_by < today
    return (say("{day}, late").format(day=shown) if late else shown), ("red" if late else None)
