"""What the tiles of Today say: a number, and what stands behind it."""

from inteam.caseload.rules import Group
from inteam.caseload.today import Beside, Task
from inteam.clock import LONDON
from inteam.people import dates
from ui.app.messages import plural
from ui.today import words
from ui.today.tiles import Figure

_TILES = (
    ("overdue", "Overdue"),
    ("today", "Due today"),
    ("past", "Past waiting standard"),
    ("referrals", "New referrals"),
    ("drafts", "Drafts to finish"),
)


def figures(tasks: tuple[Task, ...] | None, found: Beside | None) -> list[Figure]:
    """The tiles; before the first reading they stand empty, so that nothing jumps."""
    numbers = {**(_of_list(tasks) if tasks is not None else {}), **(_of_beside(found) if found is not None else {})}
    return [
        Figure(key, str(of[0]), words.say(said), of[1], of[2] if of[0] else "ink")
        if (of := numbers.get(key))
        else Figure(key, "–", words.say(said), "")
        for key, said in _TILES
    ]


def _of_list(tasks: tuple[Task, ...]) -> dict[str, tuple[int, str, str]]:
    overdue = [task for task in tasks if task.group is Group.OVERDUE]
    due = [task for task in tasks if task.group is Group.TODAY]
    return {"overdue": (len(overdue), _oldest(overdue), "red"), "today": (len(due), _appointments(due), "ink")}


def _of_beside(found: Beside) -> dict[str, tuple[int, str, str]]:
    return {
        "past": (found.late_triage + found.late_first_contact, _late(found), "amber_text"),
        "referrals": (found.referral_count, _urgent(found), "blue"),
        "drafts": (len(found.drafts), _drafts(found), "ink"),
    }


def _oldest(overdue: list[Task]) -> str:
    if not overdue:
        return words.say("Nothing is late")
    first = overdue[0]
    return words.say("Oldest due {day}").format(day=dates.short(first.due_on))


def _appointments(due: list[Task]) -> str:
    count = sum(task.time is not None for task in due)
    if not count:
        return words.say("No appointments")
    return plural(count, words.say("1 appointment"), words.say("{n} appointments"))


def _late(found: Beside) -> str:
    return words.say("{triage} triage, {contact} first contact").format(
        triage=found.late_triage, contact=found.late_first_contact
    )


def _urgent(found: Beside) -> str:
    return (
        words.say("{n} urgent").format(n=found.urgent_referrals) if found.urgent_referrals else words.say("None urgent")
    )


def _drafts(found: Beside) -> str:
    if not found.drafts:
        return words.say("Nothing unsaved")
    newest = found.drafts[0].draft.saved_at.astimezone(LONDON)
    return words.say("Last {day}").format(day=f"{dates.short(newest.date())} {newest:%H:%M}")
