"""Words and tones for the codes of meetings."""

from datetime import date, time

from PySide6.QtCore import QCoreApplication

from inteam.careplans.papers import PersonPaper
from inteam.meetings.queries import AttendanceRow, MeetingRow
from inteam.people import nhs_number
from ui.widgets import dates
from ui.widgets.identity import Identity

STATUS = {
    "planned": ("Planned", "blue"),
    "papers_frozen": ("Papers frozen", "violet"),
    "in_progress": ("Meeting in progress", "red"),
    "minutes_draft": ("Minutes in draft", "amber"),
    "minutes_agreed": ("Minutes agreed", "green"),
    "cancelled": ("Cancelled", "plain"),
}
KINDS = {
    "new": "New",
    "review": "Review",
    "carry_forward": "Carried forward",
    "for_information": "For information",
    "deceased_review": "Review after a death",
    "system_topic": "Topic",
}
TOLD = {
    "not_asked": "Not asked about this yet",
    "yes": "Knows and agrees",
    "no": "Does not want to be named",
    "not_possible": "Could not be told of this",
}
PRIORITY = {1: "Urgent", 2: "Usual", 3: "When there is time"}
NEED_TONES = {"Open": "blue", "Met": "green", "Partly met": "amber", "Not met": "plain"}


def say(words: str) -> str:
    """The words in the language of the program, with {names} still to be filled."""
    return QCoreApplication.translate("meetings", words)


def when(row: MeetingRow) -> str:
    """Tue 24-Nov-2026, 10:00 to 11:00, Quayside Surgery."""
    whole = say("{day}, {start} to {end}")
    parts = [whole.format(day=weekday(row.held_on), start=clock(row.starts), end=clock(row.ends))]
    return ", ".join([*parts, row.place]) if row.place else parts[0]


def weekday(day: date) -> str:
    """Tue 24-Nov-2026."""
    return f"{day:%a} {dates.shown(day)}"


def clock(moment: time) -> str:
    """10:00."""
    return f"{moment:%H:%M}"


def minutes(seconds: int) -> str:
    """04:38."""
    return f"{seconds // 60:02}:{seconds % 60:02}"


def identity(paper: PersonPaper) -> Identity:
    """Who a panel is about."""
    family = paper.family_name.upper()
    title = f" ({paper.title})" if paper.title else ""
    return Identity(family, f"{paper.given_name}{title}", paper.born, nhs_number.stated(paper.nhs_number))


def counted(count: int, one: str, many: str) -> str:
    """1 change, 4 changes."""
    return say("{n} {things}").format(n=count, things=say(one if count == 1 else many))


def attendee(one: AttendanceRow) -> str:
    """A name of the meeting's list with what they are: "Mina Patel (Student, observer)"."""
    what = ", ".join(filter(None, (one.role, say("observer") if one.observer else "")))
    return f"{one.name} ({what})" if what else one.name


def initials(name: str) -> str:
    """PN for Priya Nair."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()
