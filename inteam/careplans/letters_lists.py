"""The lists of a professional paper: changes, actions, needs, contacts, each with its newest four.

Meaning is carried by words, weight and boxes, never by colour.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from uuid import UUID

from inteam.careplans.letters_run_in import run_in
from inteam.careplans.letters_strip import withheld
from inteam.careplans.papers import ActionLine, ChangeKind, ChangeLine, ContactLine, GoalLine, NeedLine, PersonPaper
from inteam.pdf import bidi
from inteam.pdf.faces import MEDIUM, REGULAR, SEMIBOLD
from inteam.pdf.flow import Atom, Column, Mark
from inteam.pdf.setting import lines, width
from inteam.pdf.sheet import INK, MUTED, Sheet, tag_width
from inteam.pdf.words import counted, day, joined

NEWEST = 4  # lines of a list on paper; the rest is counted (decisions 26)
SMALL, SMALL_LEAD = 7.6, 10.5
_HEAD, _NOTE, _NOTE_LEAD = 8.4, 8.3, 10.5  # of a contact
_TAG_COLUMN = 50.0
_UNDER_GOAL = 17.0  # how far in stands what is said of a goal
_SHORT = 2  # lines of what came of a goal, where there is little room
_TAG = 6.6  # points of the words in a tag
_NEW_ROOM = 30.0  # a NEW before a contact, with its gap
_RUN_IN_AT_LEAST = 60.0  # points left on a line for a note to begin on it


def changes(person: PersonPaper, wide: float, contacts: int = NEWEST) -> Column:
    """What is new or changed, but what stands elsewhere on the page with its mark is only counted here.

    contacts: how many of them are shown.
    """
    column = Column(wide)
    marked = marks(person, contacts)
    said = [change for change in person.changes if change.subject_id is None or change.subject_id not in marked]
    on = person.last_discussed_on
    heading = f"Since the last meeting, {day(on)}" if on else "New to the MDT"
    _heading(column, heading, len(said) - NEWEST, person.changes_more)
    for change in said[:NEWEST]:
        _change(column, change)
    if marked:
        column.text(_elsewhere(person, marked), 9, 12, weight=MEDIUM)
    elif not said:
        text = "Nothing recorded since" if person.last_discussed_on else "Not discussed before"
        column.text(text, 9, 12, weight=MEDIUM)
    return column


def marks(person: PersonPaper, contacts: int = NEWEST) -> dict[UUID, ChangeKind]:
    """What is news to the meeting among the contacts and actions that the page shows, by their ids."""
    shown = {row.contact_id for row in person.contacts[:contacts]}
    shown |= {row.action_id for row in person.actions[:NEWEST]}
    return {c.subject_id: c.kind for c in person.changes if c.subject_id is not None and c.subject_id in shown}


def _elsewhere(person: PersonPaper, marked: Mapping[UUID, ChangeKind]) -> str:
    spoken = sum(row.contact_id in marked for row in person.contacts)
    parts = [counted(spoken, "contact")] if spoken else []
    if len(marked) > spoken:
        parts.append(counted(len(marked) - spoken, "action"))
    return f"{' and '.join(parts)}, marked where {'they stand' if len(marked) > 1 else 'it stands'}"


def _change(column: Column, change: ChangeLine) -> None:
    atom = column.item()
    text = withheld(change.withheld) if change.withheld else change.text
    indent = 0.0 if change.kind is ChangeKind.NOTE else _TAG_COLUMN
    column.text(text, 9, 11, weight=MEDIUM, indent=indent, into=atom)
    under = joined(day(change.on), change.by)
    column.text(under, SMALL, SMALL_LEAD, ink=MUTED, indent=indent, into=atom)
    atom.height += 3
    if change.kind is not ChangeKind.NOTE:
        atom.marks.append(_tag(change.kind.upper(), solid=change.kind is ChangeKind.NEW))


def _tag(word: str, *, solid: bool, across: float = 0.0) -> Mark:
    """A tag beside the first line of an atom, so far from its left end."""

    def draw(sheet: Sheet, x: float, top: float) -> None:
        sheet.tag(x + across, top - 9, word, _TAG, solid=solid)

    return draw


def actions(person: PersonPaper, today: date, wide: float) -> Column:
    """What is still to do, and what was done lately, with a box each."""
    column = Column(wide)
    _heading(column, "Still to do", len(person.actions) - NEWEST, person.actions_more)
    if not person.actions:
        column.text("No actions", 9, 12, weight=MEDIUM)
    marked = marks(person)
    for action in person.actions[:NEWEST]:
        add_action(column, action, today, marked.get(action.action_id) if action.action_id else None)
    add_onward(column, person)
    return column


def add_onward(column: Column, person: PersonPaper, most: int = NEWEST) -> None:
    """One line of what was referred on and is open: neither an action nor a service that they have."""
    beyond = len(person.onward) - most
    rest = f"{counted(beyond, 'more', 'more')}, see record" if beyond > 0 else ""
    run_in(column, [("Referred on:", joined(*person.onward[:most], rest, by="; "))], _NOTE, _NOTE_LEAD)


def add_action(column: Column, action: ActionLine, today: date, mark: ChangeKind | None = None) -> None:
    """An action with its box, owner, day and, where it is late, by how much; whether it is new or changed."""
    if action.withheld:
        ticked(column, withheld(action.withheld), "", done=False)
        return
    open_ = action.done_on is None and not action.status
    when = f"done {day(action.done_on)}" if action.done_on else action.status
    if not when:
        when = f"due {day(action.due_on)}" if action.due_on else "no date"
    carried = f"carried ×{action.carried}" if action.carried else ""
    under = joined(action.owner or "no owner", when, carried, "priority" if action.priority else "")
    late = (today - action.due_on).days if open_ and action.due_on else 0
    tags = [(f"{counted(late, 'DAY', 'DAYS')} LATE", True)] if late > 0 else []
    if mark is not None:
        tags.append((mark.upper(), mark is ChangeKind.NEW))
    ticked(column, action.text, under, done=action.done_on is not None, tags=tags)


def ticked(column: Column, text: str, under: str, *, done: bool, tags: Sequence[tuple[str, bool]] = ()) -> None:
    """A box to tick, what is to be done, and beneath it who and when; tags from the right, solid or not."""
    atom = column.item()
    less = sum(tag_width(word, _TAG) + 4 for word, _ in tags)
    column.text(text, 9, 11, weight=MEDIUM, indent=13, less=less, into=atom)
    column.text(under, SMALL, SMALL_LEAD, ink=MUTED, indent=13, less=less, into=atom)
    atom.height += 3
    atom.marks.append(lambda sheet, x, top: sheet.tick_box(x, top - 9, done=done))
    edge = column.width
    for word, solid in tags:
        edge -= tag_width(word, _TAG)
        atom.marks.append(_tag(word, solid=solid, across=edge))
        edge -= 4


def _heading(column: Column, heading: str, in_list: int, beyond: int) -> None:
    """A heading, and at the right how many lines more the record has; nothing where there are none."""
    column.heading(heading)
    count = max(0, in_list) + beyond
    if count:
        row = lines(f"{count} more, see record", SEMIBOLD, size=SMALL, within=column.width)[0]
        column.atoms[-1].rows.append((column.width, 9.2, row, SMALL, MUTED, True))


def more(column: Column, in_list: int, beyond: int) -> None:
    """How many lines more the record has; nothing where there are none."""
    count = max(0, in_list) + beyond
    if count:
        column.text(f"{count} more, see record", SMALL, SMALL_LEAD, weight=SEMIBOLD, ink=MUTED)


class Came(Enum):
    """How much is said of what came of a goal. Words are printed whole or not at all, and then it is said where."""

    WHOLE = "whole"
    SHORT = "short"  # where two lines of a column, one of a side, are enough for the words
    MENTIONED = "mentioned"


def needs(person: PersonPaper, wide: float, came: Came = Came.WHOLE) -> Column | None:
    """Needs with their goals and what came of these; None where there are none."""
    if not person.needs:
        return None
    column = Column(wide)
    _heading(column, "Needs and goals", len(person.needs) - NEWEST, person.needs_more)
    for need in person.needs[:NEWEST]:
        add_need(column, need, came)
    return column


def add_need(column: Column, need: NeedLine, came: Came = Came.WHOLE) -> None:
    """A need with its goals under it, the newest four."""
    atom = column.item()
    text = withheld(need.withheld) if need.withheld else joined(need.text, need.state)
    column.text(text, 8.6, 11, weight=MEDIUM, into=atom)
    for goal in () if need.withheld else need.goals[:NEWEST]:
        if goal.withheld:
            _goal(column, atom, withheld(goal.withheld), "")
            continue
        by = f"by {day(goal.target_on)}" if goal.target_on else ""
        said = _outcome(goal, came, column.width - _UNDER_GOAL)
        elsewhere = "outcome in record" if goal.outcome and not said else ""
        _goal(column, atom, goal.text, joined(goal.progress, by, elsewhere))
        column.text(said, SMALL, SMALL_LEAD, ink=MUTED, indent=_UNDER_GOAL, into=atom)
    if not need.withheld and len(need.goals) > NEWEST:
        beyond = f"{counted(len(need.goals) - NEWEST, 'more goal')}, see record"
        column.text(beyond, SMALL, SMALL_LEAD, ink=MUTED, indent=6, into=atom)
    atom.height += 3


def _outcome(goal: GoalLine, came: Came, room: float) -> str:
    """What came of a goal last, with its day; nothing where it is only mentioned."""
    if not goal.outcome or came is Came.MENTIONED:
        return ""
    said = f"Outcome {day(goal.outcome_on)}: {bidi.isolate(' '.join(goal.outcome.split()))}"
    if came is Came.SHORT and len(lines(said, REGULAR, size=SMALL, within=room)) > _SHORT:
        return ""
    return said


def _goal(column: Column, atom: Atom, words: str, under: str) -> None:
    """A goal, and how it stands after it where both have room on the line."""
    last = column.text(f"→ {bidi.isolate(words)}", 8.4, 11, indent=6, into=atom) and atom.rows[-1]
    if last and not last[5]:
        x = last[0] + last[2].width * 8.4 / 1000 + 5
        if under and x + width(under, REGULAR, SMALL) <= column.width:
            row = lines(under, REGULAR, size=SMALL, within=column.width)[0]
            atom.rows.append((x, last[1], row, SMALL, MUTED, False))
            return
    column.text(under, SMALL, SMALL_LEAD, ink=MUTED, indent=_UNDER_GOAL, into=atom)


def contacts(person: PersonPaper, wide: float, count: int = NEWEST) -> Column:
    """The newest so many contacts, their notes in full, those that are news marked NEW."""
    column = Column(wide)
    _heading(column, "Last contacts", len(person.contacts) - count, person.contacts_more)
    if not person.contacts:
        column.text("No contact recorded", 8.6, 11, weight=MEDIUM)
    marked = marks(person, count)
    for contact in person.contacts[:count]:
        add_contact(column, contact, new=contact.contact_id in marked)
    return column


def add_contact(column: Column, contact: ContactLine, *, new: bool = False) -> None:
    """A contact: day, how, who and outcome, and its note in full, begun on the same line where that has room."""
    said = withheld(contact.withheld) if contact.withheld else joined(contact.how, contact.who, contact.outcome)
    head = joined(day(contact.on), said)
    note = "" if contact.withheld else contact.note.strip()
    lead = _NEW_ROOM if new else 0.0
    start = len(column.atoms)
    used = lead + width(head, MEDIUM, _HEAD) + 5
    if note and column.width - used >= _RUN_IN_AT_LEAST and _runs_on(note, column.width, used):
        column.text(note, _NOTE, _NOTE_LEAD, first=used)
        row = lines(head, MEDIUM, size=_HEAD, within=column.width)[0]
        column.atoms[start].rows.insert(0, (lead, _NOTE, row, _HEAD, INK, False))
    else:
        atom = column.item()
        column.text(head, _HEAD, 11, weight=MEDIUM, first=lead, into=atom)
        atom.glued = bool(note)
        column.text(note, _NOTE, _NOTE_LEAD)
    if new:
        column.atoms[start].marks.append(_tag("NEW", solid=True))
        column.atoms[start].height += 1.5  # the tag is taller than the line
    column.space(3)


def _runs_on(note: str, within: float, used: float) -> bool:
    """Whether a note may begin on its head's line: not one that is read from the right, nor one whose word is long."""
    first = lines(note, REGULAR, size=_NOTE, within=within, first=used)[0]
    return bool(first.text) and not first.rtl


def listed(wide: float, heading: str, rows: Sequence[str], *, whole: bool = False) -> Column | None:
    """A heading and its rows, the newest four or the `whole` list; None where there are none."""
    if not rows:
        return None
    column = Column(wide)
    column.heading(heading)
    for row in rows if whole else rows[:NEWEST]:
        column.text(row, 8.6, 11.5)
        column.space(2)
    more(column, 0 if whole else len(rows) - NEWEST, 0)
    return column
