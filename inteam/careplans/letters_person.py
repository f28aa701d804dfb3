"""What a professional paper says about one person, in the order of the MDT.

Reading order (domain 7.2): who, risks, the question, plan and requests, what matters, what changed,
what is open, needs and contacts, background. Meaning is carried by words, weight and boxes, never
by colour.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from inteam.careplans.letters_strip import PAD, alerts, guarded, withheld
from inteam.careplans.papers import ActionLine, ChangeKind, ContactLine, NeedLine, PersonPaper
from inteam.pdf import bidi
from inteam.pdf.faces import BOLD, MEDIUM, REGULAR, SEMIBOLD
from inteam.pdf.flow import Column, Mark, Section
from inteam.pdf.setting import lines, width
from inteam.pdf.sheet import INK, MUTED, Sheet, tag_width
from inteam.pdf.words import counted, day, joined

NEWEST = 4  # lines of a list on paper; the rest is counted (decisions 26)
_TOO_TALL = 150.0  # points: above this, one under the other is tried
_BODY, _LEAD = 8.8, 12.0
_SMALL, _SMALL_LEAD = 7.6, 10.5
_TAG_COLUMN = 54.0

Maker = Callable[[float], Column | None]  # a column of the given width


def sections(person: PersonPaper, across: float, today: date, *, dense: bool = False) -> list[Section]:
    """Everything that is said of a person, in the order of the meeting, empty parts left out.

    `dense` lets the two columns run on under one another instead of beginning again side by side.
    """
    made: list[Section | None] = [alerts(person, across), _question(person, across), plan(person, across)]
    changes, actions = partial(_changes, person), partial(_actions, person, today)
    needs, contacts = partial(_needs, person), partial(_contacts, person)
    if dense:
        made += beside(across, _one_below(changes, needs), _one_below(actions, contacts))
    else:
        made += [*beside(across, changes, actions), *beside(across, needs, contacts)]
    made += [measures(person, across), _about(person, across), _texts(person, across)]
    return [section for section in made if section is not None]


def _one_below(first: Maker, second: Maker) -> Maker:
    def make(wide: float) -> Column | None:
        column, below = first(wide), second(wide)
        if column and below:
            column.space(6)
            column.atoms += below.atoms
        return column or below

    return make


def _inner(across: float) -> Column:
    return Column(across - 2 * PAD)


def _whole(column: Column) -> Section | None:
    return Section([(PAD, column)]) if column.atoms else None


def _tagged(sheet: Sheet, x: float, y: float, tag: str, *, solid: bool) -> None:
    sheet.tag(x, y, tag, 6.6, solid=solid)


def beside(across: float, left: Maker, right: Maker) -> list[Section | None]:
    """Two columns with a wall between; one under the other where one is very much the longer."""
    half = across / 2
    first, second = left(half - 2 * PAD), right(half - 2 * PAD)
    if first is None or second is None:
        alone = left if second is None else right
        return [_whole(column) for column in (alone(across - 2 * PAD),) if column]
    if max(first.height, second.height) > _TOO_TALL:
        stacked = [_whole(column) for column in (left(across - 2 * PAD), right(across - 2 * PAD)) if column]
        if sum(section.height for section in stacked if section) < max(first.height, second.height):
            return stacked
    return [Section([(PAD, first), (half + PAD, second)], walls=(half,))]


def _question(person: PersonPaper, across: float) -> Section | None:
    column = _inner(across)
    if person.question:
        atom = column.text("The question", 8, 11.5, weight=SEMIBOLD, ink=MUTED)
        if atom:
            atom.glued = True
        column.text(person.question, 12, 15, weight=BOLD)
    words = joined(person.reason, f"presented by {bidi.isolate(person.presenter)}" if person.presenter else "")
    column.text(words, _SMALL, _SMALL_LEAD, ink=MUTED)
    if column.atoms:
        column.space(3)
    what_matters(column, person)
    return _whole(column)


def what_matters(column: Column, person: PersonPaper) -> None:
    """What matters to the person, by the name they go by; said where it is not recorded."""
    name = bidi.isolate(person.preferred_name or person.given_name) or "the person"
    _labelled(column, f"What matters to {name}:", person.what_matters or "Not recorded")


def _labelled(column: Column, label: str, text: str, size: float = _BODY) -> None:
    """A bold label and the text after it on the same line."""
    lead = width(label, SEMIBOLD, size) + 3
    start = len(column.atoms)
    if lead > column.width / 2:
        column.text(label, size, _LEAD, weight=SEMIBOLD)
        column.text(text, size, _LEAD)
        return
    column.text(text, size, _LEAD, first=lead)
    if len(column.atoms) > start:
        row = lines(label, SEMIBOLD, size=size, within=column.width)[0]
        column.atoms[start].rows.insert(0, (0.0, size, row, size, INK, False))


def plan(person: PersonPaper, across: float, asked: str = "Asked of the meeting") -> Section | None:
    """The plan and what is asked of those who read."""
    column = _inner(across)
    if person.plan:
        _labelled(column, "Plan:", person.plan)
    for at, request in enumerate(person.requests):
        if at == 0:
            column.heading(asked, 8.8, 13)
        _ticked(column, request, "", done=False)
    _list_on_a_line(column, "Open questions:", person.open_questions)
    return _whole(column)


def _changes(person: PersonPaper, wide: float) -> Column:
    column = Column(wide)
    if person.last_discussed_on:
        column.heading(f"Since the last meeting, {day(person.last_discussed_on)}")
    else:
        column.heading("New to the MDT")
    if not person.changes:
        text = "Nothing recorded since" if person.last_discussed_on else "First discussion"
        column.text(text, 9, _LEAD, weight=MEDIUM)
    for change in person.changes[:NEWEST]:
        atom = column.item()
        text = withheld(change.withheld) if change.withheld else change.text
        indent = 0.0 if change.kind is ChangeKind.NOTE else _TAG_COLUMN
        column.text(text, 9, 11, weight=MEDIUM, indent=indent, into=atom)
        under = joined(day(change.on), change.by)
        column.text(under, _SMALL, _SMALL_LEAD, ink=MUTED, indent=indent, into=atom)
        atom.height += 3
        if change.kind is not ChangeKind.NOTE:
            atom.marks.append(_change_tag(change.kind))
    more(column, len(person.changes) - NEWEST, person.changes_more)
    return column


def _change_tag(kind: ChangeKind) -> Mark:
    solid = kind is ChangeKind.NEW
    return lambda sheet, x, top: _tagged(sheet, x, top - 9, kind.upper(), solid=solid)


def _actions(person: PersonPaper, today: date, wide: float) -> Column:
    column = Column(wide)
    column.heading("Still to do")
    if not person.actions:
        column.text("No actions", 9, _LEAD, weight=MEDIUM)
    for action in person.actions[:NEWEST]:
        add_action(column, action, today)
    more(column, len(person.actions) - NEWEST, person.actions_more)
    return column


def add_action(column: Column, action: ActionLine, today: date) -> None:
    """An action with its box, owner, day and, where it is late, by how much."""
    if action.withheld:
        _ticked(column, withheld(action.withheld), "", done=False)
        return
    open_ = action.done_on is None and not action.status
    when = f"done {day(action.done_on)}" if action.done_on else action.status
    if not when:
        when = f"due {day(action.due_on)}" if action.due_on else "no date"
    carried = f"carried ×{action.carried}" if action.carried else ""
    under = joined(action.owner or "no owner", when, carried, "priority" if action.priority else "")
    late = (today - action.due_on).days if open_ and action.due_on else 0
    tag = f"{counted(late, 'DAY', 'DAYS')} LATE" if late > 0 else ""
    _ticked(column, action.text, under, done=action.done_on is not None, tag=tag)


def _ticked(column: Column, text: str, under: str, *, done: bool, tag: str = "") -> None:
    """A box to tick, what is to be done, and beneath it who and when."""
    atom = column.item()
    less = tag_width(tag, 6.6) + 5 if tag else 0.0
    column.text(text, 9, 11, weight=MEDIUM, indent=13, less=less, into=atom)
    column.text(under, _SMALL, _SMALL_LEAD, ink=MUTED, indent=13, less=less, into=atom)
    atom.height += 3
    atom.marks.append(lambda sheet, x, top: sheet.tick_box(x, top - 9, done=done))
    if tag:
        edge = column.width - tag_width(tag, 6.6)
        atom.marks.append(lambda sheet, x, top: _tagged(sheet, x + edge, top - 9, tag, solid=True))


def more(column: Column, in_list: int, beyond: int) -> None:
    """How many lines more the record has; nothing where there are none."""
    count = max(0, in_list) + beyond
    if count:
        column.text(f"{count} more, see record", _SMALL, _SMALL_LEAD, weight=SEMIBOLD, ink=MUTED)


def _needs(person: PersonPaper, wide: float) -> Column | None:
    if not person.needs:
        return None
    column = Column(wide)
    column.heading("Needs and goals")
    for need in person.needs[:NEWEST]:
        add_need(column, need)
    more(column, len(person.needs) - NEWEST, person.needs_more)
    return column


def add_need(column: Column, need: NeedLine) -> None:
    """A need with its goals under it, the newest four."""
    atom = column.item()
    text = withheld(need.withheld) if need.withheld else joined(need.text, need.state)
    column.text(text, 8.6, 11, weight=MEDIUM, into=atom)
    for goal in () if need.withheld else need.goals[:NEWEST]:
        words = withheld(goal.withheld) if goal.withheld else goal.text
        column.text(f"→ {bidi.isolate(words)}", 8.4, 11, indent=6, into=atom)
        by = f"by {day(goal.target_on)}" if goal.target_on else ""
        under = "" if goal.withheld else joined(goal.progress, by)
        column.text(under, _SMALL, _SMALL_LEAD, ink=MUTED, indent=17, into=atom)
    if not need.withheld and len(need.goals) > NEWEST:
        more = f"{counted(len(need.goals) - NEWEST, 'more goal')}, see record"
        column.text(more, _SMALL, _SMALL_LEAD, ink=MUTED, indent=6, into=atom)
    atom.height += 3


def _contacts(person: PersonPaper, wide: float) -> Column | None:
    column = Column(wide)
    column.heading("Last contacts")
    if not person.contacts:
        column.text("No contact recorded", 8.6, 11, weight=MEDIUM)
    for contact in person.contacts[:NEWEST]:
        add_contact(column, contact)
    more(column, len(person.contacts) - NEWEST, person.contacts_more)
    return column


def add_contact(column: Column, contact: ContactLine) -> None:
    """A contact: day, how, who and outcome, and its note in full."""
    if contact.withheld:
        text = f"{day(contact.on)}, {withheld(contact.withheld)}"
        column.text(text, 8.6, 11, weight=MEDIUM)
        column.space(3)
        return
    head = column.item()
    words = joined(day(contact.on), contact.how, contact.who, contact.outcome)
    column.text(words, 8.6, 11, weight=MEDIUM, into=head)
    head.glued = bool(contact.note.strip())
    column.text(contact.note, 8.4, 11)
    column.space(3)


def measures(person: PersonPaper, across: float) -> Section | None:
    """Up to four measures side by side: name, value, and how it stands."""
    shown = person.measures[:NEWEST]
    if not shown:
        return None
    wide = across / NEWEST
    columns = []
    for at, measure in enumerate(shown):
        column = Column(wide - 2 * PAD)
        column.text(measure.name, 7.8, 13, ink=MUTED)
        value = column.text(measure.value, 13, 15, weight=BOLD)
        lead = width(measure.value, BOLD, 13) + 4
        if value and measure.note and lead + width(measure.note, REGULAR, 7.8) <= column.width:
            note = lines(measure.note, size=7.8, within=column.width)[0]
            value.rows.append((lead, 13, note, 7.8, MUTED, False))
        else:
            column.text(measure.note, 7.8, 10, ink=MUTED)
        columns.append((at * wide + PAD, column))
    walls = tuple(at * wide for at in range(1, len(shown)))
    return Section(columns, walls=walls)


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


def _about(person: PersonPaper, across: float) -> Section | None:
    """How to reach the person, who is there for them, what they take: a line each."""
    column = _inner(across)
    if not guarded(person):
        _list_on_a_line(column, "Address and phone:", (person.address, person.phone, person.contact_note))
    _list_on_a_line(column, "Care team:", person.services)
    _list_on_a_line(column, "Allergies:", (without_label(person.allergies),))
    _list_on_a_line(column, "Medicines:", person.medicines)
    _list_on_a_line(column, "If things go wrong:", person.contingency)
    return _whole(column)


def without_label(allergies: str) -> str:
    """What the banner says of allergies, without the word that is printed before it."""
    return allergies.removeprefix("Allergies").lstrip(": ")


def _list_on_a_line(column: Column, label: str, rows: Sequence[str]) -> None:
    """A label and its rows one after another, the newest four and how many more there are."""
    said = [row for row in rows if row.strip()]
    if said:
        beyond = f"{len(said) - NEWEST} more, see record" if len(said) > NEWEST else ""
        _labelled(column, label, joined(*said[:NEWEST], beyond, by="; "), 8.6)


def _texts(person: PersonPaper, across: float) -> Section | None:
    """Free texts, whole, one under another."""
    column = _inner(across)
    for heading, text in (
        ("Situation", person.situation),
        ("Background", person.background),
        ("Notes", person.notes),
        ("Corrected since the papers were frozen", "\n".join(person.amendments)),
    ):
        if text.strip():
            column.heading(heading)
            column.text(text, 9, 12)
    return _whole(column)
