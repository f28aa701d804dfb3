"""How a line of Today is said: when, who, how."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from inteam.caseload.rules import Group
from inteam.caseload.today import Dropped, NewReferral, Task, Who
from inteam.people import dates, names, nhs_number
from inteam.referrals.clocks import NEAR_FROM
from ui.app import acts
from ui.app.messages import plural

_HOW = {
    "worker_does": ("check", "To do"),
    "accompany": ("walk", "Together"),
    "person_does": ("person", "By them"),
    "onward_referral": ("arrow_right", "Referral"),
    "signpost": ("info", "Signpost"),
    "other_professional": ("clock", "By others"),
    "phone": ("phone", "Phone"),
    "video": ("video", "Video"),
    "face_to_face_home": ("house", "Home visit"),
    "face_to_face_practice": ("person", "In person"),
    "face_to_face_community": ("walk", "Outside"),
    "face_to_face_other_site": ("pin", "Elsewhere"),
    "letter": ("letter", "Letter"),
    "text": ("message", "Text"),
    "email": ("letter", "Email"),
}
_GROUPS = {
    Group.OVERDUE: "Overdue",
    Group.TODAY: "Due today",
    Group.SOON: "In the next 7 days",
    Group.WAITING: "Waiting for someone else",
}
_SOURCES = {
    "gp": "GP",
    "self": "Self-referral",
    "family_carer": "Family or carer",
    "social_care": "Adult social care",
    "ambulance": "Ambulance service",
    "hospital": "Hospital",
    "housing": "Housing",
    "vcse": "Voluntary service",
    "mdt": "MDT",
}
_DRAFTS = {"contacts.log": "Contact", "contact_addendum": "Added to a contact", "person_add": "New person"}
_DROPPED = {
    "leaver": "Worker has left: {what}",
    "handover": "Handover not accepted: {what}",
    "unanswered": "Handover not answered, still with the sender: {what}",
    "with_lead": "Handover not answered, now with the lead: {what}",
    "no_owner": "No owner: {what}",
}


def say(words: str) -> str:
    """Words in the language of the program."""
    return QCoreApplication.translate("today", words)


def name(who: Who) -> str:
    """PEMBERTON, Margaret."""
    return names.display(who.family_name, who.given_name)


def number(who: Who) -> str:
    """999 000 0018, or that it is not known."""
    return say(nhs_number.stated(who.nhs_number))


def born(who: Who) -> str:
    """14-Mar-1957."""
    return dates.short(who.born_on) or say("Not known")


def identity(who: Who) -> str:
    """Born and NHS number, for the second line of a card."""
    return ", ".join((say("Born {born}").format(born=born(who)), nhs_number.in_line(who.nhs_number)))


def about(task: Task) -> str:
    """Whose action it is, and which: PEMBERTON, Margaret. Born …, NHS no. …: Ring Ruth."""
    return say("{who}: {action}").format(who=f"{name(task.who)}. {identity(task.who)}", action=task.text)


def group(one: Group) -> str:
    """The head over a part of My list."""
    return say(_GROUPS[one])


def when(task: Task, today: date) -> str:
    """09:30, 6 days over, Any time, or the day."""
    if task.group is Group.OVERDUE:
        late = (today - task.due_on).days
        return plural(late, say("1 day over"), say("{n} days over"))
    if task.due_on != today:
        return dates.short(task.due_on)
    return task.time or say("Any time")


def text(task: Task) -> str:
    """What is to be done."""
    words = task.text or say("First appointment")
    return say("{words} ({owner})").format(words=words, owner=task.owner) if task.owner else words


def how(task: Task) -> tuple[str, str, str | None]:
    """An icon, by which way or by whom, and its colour; a wait for the first contact says how long it is."""
    if task.first_contact is not None:
        day, days = task.first_contact
        token = "red" if day > days else "amber_text" if day >= NEAR_FROM * days else None
        return "clock", say("Day {day}/{days}").format(day=day, days=days), token
    if task.waiting is not None and task.group is Group.WAITING:
        return "clock", say("Day {day}/{days}").format(day=task.waiting[0], days=task.waiting[1]), None
    icon, words = _HOW.get(task.kind, ("calendar", "Booked"))
    return icon, say(words), None


def source(one: NewReferral) -> str:
    """From whom it came: the organisation if it is known."""
    kind = say(_SOURCES.get(one.source, one.source.replace("_", " ").capitalize()))
    return one.organisation or kind


def waited(hours: int) -> str:
    """6 h, then 1 d."""
    return say("{n} h").format(n=hours) if hours < 24 else say("{n} d").format(n=hours // 24)


def dropped(one: Dropped) -> str:
    """Why this may be dropped."""
    return say(_DROPPED[one.why]).format(what=one.what)


def draft_title(form: str, fields: dict[str, object]) -> str:
    """What was being written."""
    if form in _DRAFTS:
        return say(_DRAFTS[form])
    if fields.get("title"):
        return str(fields["title"])
    title = next((one.title for one in acts.ACTS if one.key == form), "")
    return say(title or form.partition("_")[2].replace("_", " ").capitalize() or "Form")
