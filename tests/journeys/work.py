"""The main job, step by step, by keyboard alone: each step is what somebody does between two looks at the screen."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from tests.journeys.desk import Desk

MOST_TABS = 120  # more stops than any page has


@dataclass(frozen=True)
class Somebody:
    """An imported person, as written in the list and as the screens say them."""

    family: str
    given: str
    number: str
    born: str
    sought: str = ""

    @property
    def name(self) -> str:
        """FAMILY, Given: as in lists."""
        return f"{self.family.upper()}, {self.given}"

    @property
    def typed(self) -> str:
        """What somebody would type to find them."""
        return self.sought or f"{self.given} {self.family}"


ROSALIND = Somebody("Thackerbury", "Rosalind", "9997770005", "14-Mar-1951")
OTHER = Somebody("Quillfeather", "Osian", "9997770013", "02-Feb-1948")
QUESTION = "Who can help her to the lunch club while the lift is broken?"
DECIDED = "Ask the housing association for a date for the lift."
DISCUSSED = "She has not been out for three weeks."
NOTE = "Rang Rosalind. The lift is out and she is on her own upstairs."
NEXT = "Ring the housing association about the lift"
NEED = "I want to get out and eat with other people"
GOAL = "Go to the lunch club each Tuesday"
PLANNED = "Book the volunteer driver for Tuesdays"
AGREED = "Write to the housing association"


def write_list(path: Path) -> Path:
    """Two people as a practice exports them."""
    lines = ["NHS Number,Surname,Given Name,Date of Birth,Gender,Postcode,Mobile Telephone"]
    lines += [
        f"{one.number},{one.family},{one.given},{one.born},Female,ZZ99 3WZ,07700 900{100 + place}"
        for place, one in enumerate((ROSALIND, OTHER))
    ]
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8")
    return path


def become(desk: Desk, name: str, role: str) -> None:
    """Work as somebody else: rail, account, menu, name, Enter."""
    desk.press("F6")
    for _ in range(MOST_TABS):
        if desk.focus_name().endswith("link worker"):
            break
        desk.press("Tab")
    assert desk.focus_name() == "Priya Nair, Social prescribing link worker"
    desk.press("Space")
    desk.press("Down", "Return")
    desk.finds("Who are you?")
    desk.until(lambda: desk.focus_name() == "Find your name", "the focus is not where the name is typed")
    desk.write(name)
    desk.press("Return")
    desk.no_longer_sees("Who are you?")
    desk.finds(f"{name}, {role}")


def tab_to(desk: Desk, *names: str) -> None:
    """Press Tab until the focus stands on the control of this name: so it can be reached without a mouse."""
    passed = []
    for _ in range(MOST_TABS):
        if desk.focus_name() in names:
            return
        passed.append(desk.focus_name())
        desk.press("Tab")
    raise AssertionError(f"Tab never came to {' or '.join(names)}. It passed {list(dict.fromkeys(passed))}")


def choose(desk: Desk, name: str, letters: str) -> None:
    """Go to a list by Tab and choose by its first letters."""
    tab_to(desk, name)
    desk.write(letters)


def enter(desk: Desk, name: str, words: str) -> None:
    """Go to a field by Tab and type."""
    tab_to(desk, name)
    desk.write(words)


def import_people(desk: Desk, path: Path) -> None:
    """The list onto the page, then Ctrl+Enter from step to step."""
    desk.press("Ctrl+6")
    desk.finds("What to import")
    desk.drop(path)
    desk.finds("How the text is read", f"{path.name}, 2 rows")
    desk.press("Ctrl+Return")
    desk.finds("Import 2 people")
    desk.press("Ctrl+Return")
    desk.finds("2 new, 0 updated")


def import_source(desk: Desk, path: Path) -> None:
    """Any file or folder: Ctrl+Enter from step to step, whatever is left out or held."""
    desk.press("Ctrl+6")
    desk.finds("What to import")
    desk.drop(path)
    desk.finds("Step 2 of 5")
    desk.press("Ctrl+Return")
    desk.finds("Step 3 of 5")
    desk.press("Ctrl+Return")
    desk.until(lambda: not desk.sees("Step 3 of 5"), "the check of the rows never ended")
    if desk.sees("Step 4 of 5"):
        desk.press("Ctrl+Return")
    desk.finds("Step 5 of 5", " new, ")


def casework(desk: Desk, who: Somebody, pathway: str, reason: str, colleague: str, paper: Path) -> str:
    """From the referral to the end of the meeting; what stood on the pack that was printed before it."""
    open_person(desk, who)
    refer(desk, pathway, reason)
    accept(desk, who)
    log_contact(desk, who)
    plan(desk)
    plan_meeting(desk, who)
    said = print_pack(desk, paper)
    meet(desk, colleague)
    return said


def open_person(desk: Desk, who: Somebody) -> None:
    """Ctrl+K, the name, Enter."""
    open_somebody(desk, who.typed, who.name)


def open_somebody(desk: Desk, typed: str, name: str) -> None:
    """By whatever is typed."""
    desk.press("Ctrl+K")
    desk.write(typed)
    desk.finds_in("Results", name)
    desk.press("Return")
    desk.finds("What matters to me", name.partition(",")[0])


def refer(desk: Desk, pathway: str, reason: str) -> None:
    """A referral for the person whose record is open."""
    desk.press("Ctrl+K")
    desk.write(">add referral")
    desk.finds_in("Results", "Add referral")
    desk.press("Return")
    desk.finds("What is asked for?")
    choose(desk, "What is asked for?", pathway)
    choose(desk, "Who refers?", "GP")
    enter(desk, "Referrer's name", "Dr Ines Calloway")
    choose(desk, "Main reason", reason)
    enter(desk, "Words", "Alone upstairs since the lift broke")
    choose(desk, "How urgent?", "Soon")
    choose(desk, "Does the person agree?", "Agrees")
    choose(desk, "Risks", "No")
    desk.press("Ctrl+Return")
    desk.finds("Referral added")
    desk.no_longer_sees("What is asked for?")


def accept(desk: Desk, who: Somebody) -> None:
    """Down to the card, A."""
    desk.press("Ctrl+3")
    desk.finds("Referral of ")
    for _ in range(MOST_TABS):
        if desk.sees(f"Referral of {who.name}"):
            break
        desk.press("Down")
    desk.finds(f"Referral of {who.name}")
    desk.press("A")
    desk.finds(f"Accepted: {who.name}")


def log_contact(desk: Desk, who: Somebody) -> None:
    """Ctrl+L, what was said, Tab, what follows, Ctrl+Enter."""
    open_person(desk, who)
    desk.press("Ctrl+L")
    desk.finds("Save contact")
    desk.write(NOTE)
    desk.press("Tab")
    desk.write(NEXT)
    desk.press("Ctrl+Return")
    desk.finds("Contact saved")
    desk.no_longer_sees("Save contact")
    desk.finds(NOTE, NEXT)


def plan(desk: Desk) -> None:
    """A need, a goal, an action, what matters; then signed by both."""
    desk.press("Alt+3")
    desk.finds("No care plan yet")
    tab_to(desk, "Start a plan")
    desk.press("Space")
    desk.finds("No needs yet")
    tab_to(desk, "Add need")
    desk.press("Space")
    desk.finds("What is needed")
    desk.write(NEED)
    choose(desk, "What it is about", "Lonel")
    desk.press("Ctrl+Return")
    desk.finds("Need added")
    desk.no_longer_sees("What it is about")
    tab_to(desk, f"Add goal: {NEED}")
    desk.press("Space")
    desk.finds("What the person wants to be able to do.")
    desk.write(GOAL)
    desk.press("Ctrl+Return")
    desk.finds("Goal added")
    desk.no_longer_sees("What the person wants to be able to do.")
    tab_to(desk, f"Add action: {NEED}")
    desk.press("Space")
    desk.finds("Begin with a verb.")
    desk.write(PLANNED)
    enter(desk, "By when", "+2w")
    desk.press("Ctrl+Return")
    desk.finds("Action added")
    desk.no_longer_sees("Begin with a verb.")
    desk.press("Ctrl+Return")
    desk.finds("Who agreed, how and when")
    choose(desk, "The person: how", "By")
    choose(desk, "Professional: how", "By")
    enter(desk, "Why nobody has said what matters", "She will tell us on Tuesday")
    tab_to(desk, "Sign and put into force")
    desk.press("Space")
    desk.finds("Plan signed and in force", "Version 1, signed")


def plan_meeting(desk: Desk, who: Somebody) -> None:
    """A meeting for today with one item, its papers frozen."""
    desk.press("Ctrl+K")
    desk.write(">plan meeting")
    desk.finds_in("Results", "Plan meeting")
    desk.press("Return")
    desk.finds("Note taker")
    desk.write("t")
    desk.press("Ctrl+Return")
    desk.finds("Meeting planned", "Nobody is on the agenda yet")
    tab_to(desk, "Add to agenda")
    desk.press("Space")
    desk.finds("Papers cannot be frozen without it.")
    desk.write(who.typed)
    desk.finds_in("Person: found", who.name)
    desk.press("Return")
    enter(desk, "Question for the team", QUESTION)
    choose(desk, "Does the person know and agree?", "Knows")
    desk.press("Ctrl+Return")
    desk.finds("On the agenda")
    desk.no_longer_sees("Papers cannot be frozen without it.")
    desk.finds_in("Agenda", who.name)
    tab_to(desk, "Freeze papers")
    desk.press("Space")
    desk.finds("Papers frozen")


def print_pack(desk: Desk, path: Path) -> str:
    """Ctrl+P, Ctrl+S, a name, Enter; what stands on the paper."""
    desk.press("Ctrl+P")
    desk.finds("Save as PDF", "A copy gets its number when it is printed")
    desk.press("Ctrl+S")
    desk.until(lambda: desk.focus_name() != "Pages", "no dialog asks for a name")
    desk.press("Ctrl+A")
    desk.write(str(path))
    desk.press("Return")
    desk.finds("Saved as copy ")
    desk.press("Escape")
    desk.no_longer_sees("Save as PDF")
    return text_of(path)


def text_of(path: Path) -> str:
    """All words of a PDF, lines joined."""
    document = pypdfium2.PdfDocument(path)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(words.split())


def pages_of(path: Path) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def meet(desk: Desk, colleague: str) -> None:
    """Discuss, decide, agree an action of a colleague's, save, end."""
    tab_to(desk, "Begin meeting")
    desk.press("Space")
    desk.finds("Meeting in progress", QUESTION)
    desk.press("Alt+N")
    desk.write(DISCUSSED)
    desk.press("Alt+D")
    desk.write(DECIDED)
    desk.press("Alt+A")
    desk.write(f"{AGREED} @{colleague.split()[0]}")
    desk.finds_in("Who can do it", colleague)
    desk.press("Return")
    desk.write("/2w")
    desk.press("Return")
    desk.finds("Action agreed", "1 agreed")
    desk.press("PgDown")
    desk.finds("1 of 1 done")
    tab_to(desk, "End meeting")
    desk.press("Space")
    desk.finds("End the meeting?")
    tab_to(desk, "End meeting")
    desk.press("Space")
    desk.finds("Minutes", DECIDED, DISCUSSED, AGREED)
