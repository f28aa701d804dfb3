"""What the second of two editors is told: who saved what and when, and where the words are."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from inteam import clock
from inteam.timeline.queries_saved import LastSave
from ui.app.background import Background
from ui.app.conflict import Version
from ui.app.merging import Merged
from ui.widgets import dates


def say(words: str) -> str:
    """In the language of the program."""
    return QCoreApplication.translate("Editing", words)


def is_mine(last: LastSave | None, background: Background) -> bool:
    """Whether the same person saved it, in another window."""
    return last is not None and last.staff_id == background.actor.staff_id


def _time(moment: datetime, background: Background) -> str:
    """10:42, or 18-Nov-2026, 10:42 when it was another day."""
    at = moment.astimezone(clock.LONDON)
    return f"{at:%H:%M}" if at.date() == background.today() else f"{dates.shown(at.date())}, {at:%H:%M}"


def name_of(last: LastSave | None) -> str:
    """Who saved it."""
    return (last.by if last else None) or say("Somebody else")


def title(what: str, last: LastSave | None, background: Background) -> str:
    """Tom changed this need while you were editing."""
    if is_mine(last, background):
        return say("You changed this {what} in another window").format(what=what)
    first = name_of(last).partition(" ")[0] if last and last.by else name_of(last)
    return say("{name} changed this {what} while you were editing").format(name=first, what=what)


def version_of(last: LastSave | None, background: Background) -> Version:
    """The side that is saved."""
    when = say("{time}, saved").format(time=_time(last.at, background)) if last else say("saved")
    name = name_of(last)
    owned = say("Your other window’s") if is_mine(last, background) else f"{name}’s" if last and last.by else name
    return Version(owned, initials(name), when)


def yours(background: Background) -> Version:
    """The side that is not saved yet."""
    when = say("{time}, not yet saved").format(time=_time(background.now(), background))
    return Version(say("Yours"), initials(background.actor.name), when)


def initials(name: str) -> str:
    """PN."""
    parts = name.split()
    return (parts[0][:1] + parts[-1][:1]).upper() if len(parts) > 1 else name[:2].upper()


def gone(what: str, last: LastSave | None, background: Background) -> str:
    """Why a record can no longer be changed, and where the words are."""
    kept = say("Nothing was saved. Your words stay here and are kept as a draft.")
    if last is None:
        return " ".join((say("This {what} is no longer there.").format(what=what), kept))
    if last.merged_into_id is not None:
        said = say("{name} joined this record with another at {time}. Open that one and enter it there.")
    elif last.withdrawn_at is not None:
        said = say("{name} withdrew this {what} at {time}.")
    else:
        said = say("{name} ended or closed this {what} at {time}.")
    return " ".join((said.format(name=name_of(last), what=what, time=_time(last.at, background)), kept))


def acted(what: str, last: LastSave | None, background: Background) -> str:
    """For what is done to a record that has changed meanwhile."""
    said = say("{name} changed this {what} at {time}. Look at it again, then save: your words are still here.")
    time = _time(last.at, background) if last else ""
    return said.format(name=name_of(last), what=what, time=time)


def kept_words(merged: Merged, last: LastSave | None, background: Background) -> str:
    """What was put together without asking."""
    found = []
    if merged.theirs:
        whose = say("your other window") if is_mine(last, background) else name_of(last)
        found.append(say("From {name}: {fields}.").format(name=whose, fields=", ".join(merged.theirs)))
    if merged.yours and (merged.theirs or merged.asked):
        found.append(say("From you: {fields}.").format(fields=", ".join(merged.yours)))
    return " ".join(found)
