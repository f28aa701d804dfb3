"""How a case is said in a list: names, dates, pathways, stages, risks and marks."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from inteam.caseload.queries import CaseloadRow
from inteam.caseload.rules import Column, Flag, RiskRank
from inteam.pathways import current, pathway
from inteam.people import dates, names, nhs_number

TONES = {"social_prescribing": "blue", "gambling_support": "violet", "complex_care": "muted"}
_RISKS = {
    RiskRank.HIGH: ("High", "red"),
    RiskRank.MEDIUM: ("Medium", "amber_text"),
    RiskRank.NOT_ASSESSED: ("Not assessed", "amber_text"),
    RiskRank.LOW: ("Low", None),
    RiskRank.ALL_CLOSED: ("All closed", "muted"),
    RiskRank.NONE_KNOWN: ("None known", "muted"),
}
RISK_CHOICES = tuple(_RISKS)
_MARKS = {
    Flag.RISK_TO_STAFF: "Do not visit alone",
    Flag.SAFEGUARDING: "Safeguarding",
    Flag.SUICIDE_RISK: "Suicide risk",
    Flag.INTERPRETER: "Interpreter",
    Flag.ACCESS_NEED: "Access need",
    Flag.HOMELESS: "No fixed abode",
    Flag.HANDOVER_OFFERED: "Handover offered",
    Flag.SENSITIVE: "Address withheld",
    Flag.RESTRICTED: "Restricted",
    Flag.DECEASED: "Died",
}
FLAG_CHOICES = tuple(_MARKS)
TITLES = {
    Column.PERSON: "Person",
    Column.NHS_NUMBER: "NHS No.",
    Column.BORN: "Born",
    Column.PATHWAY: "Pathway",
    Column.STAGE: "Stage",
    Column.ACTION: "Next action",
    Column.DUE: "Due",
    Column.LAST_CONTACT: "Last contact",
    Column.WAITING: "Waiting",
    Column.RISK: "Risk",
    Column.OWNER: "Worker",
    Column.TEAM: "Team",
    Column.PRACTICE: "Practice",
    Column.REVIEW: "Review due",
    Column.OPENED: "Opened",
    Column.POINTS: "Points",
    Column.MARKS: "Marks",
}


def say(words: str) -> str:
    """Words in the language of the program."""
    return QCoreApplication.translate("caseload", words)


def name(row: CaseloadRow) -> str:
    """PEMBERTON, Margaret."""
    return names.display(row.family_name, row.given_name)


def number(row: CaseloadRow) -> str:
    """999 000 0018, or that it is not known."""
    return say(nhs_number.stated(row.nhs_number))


def born(row: CaseloadRow) -> str:
    """14-Mar-1957, as much of it as is known."""
    return dates.short(row.born_on, row.dob_precision) or say("Not known")


def pathway_title(key: str) -> str:
    """Social prescribing."""
    return current()[key].title if key in current() else key


def stage_title(row: CaseloadRow) -> str:
    """As the version of the pathway that the case began under calls it."""
    return pathway(row.pathway, row.pathway_version).stage(row.stage).title


def risk(rank: int) -> tuple[str, str | None]:
    """The word and its colour."""
    words, token = _RISKS[rank]
    return say(words), token


def flag(one: Flag) -> str:
    """A mark in words."""
    return say(_MARKS[one])


def marks(flags: Flag) -> str:
    """All marks of a row."""
    return ", ".join(flag(one) for one in _MARKS if one in flags)


def waited(row: CaseloadRow, today: date) -> tuple[int, int] | None:
    """Days waited and the standard, while a clock runs."""
    if row.waiting_since is None or row.waiting_until is None:
        return None
    return (today - row.waiting_since).days, (row.waiting_until - row.waiting_since).days


def identity(row: CaseloadRow) -> str:
    """The three identifiers in a line: PEMBERTON, Margaret, born 14-Mar-1957, NHS 999 000 0018."""
    return ", ".join((name(row), say("born {born}").format(born=born(row)), nhs_number.in_line(row.nhs_number)))
