"""What a professional paper says about one person, in the order of the MDT.

Reading order (domain 7.2): who, risks, the question, plan and requests, what matters, what changed,
what is open, needs and contacts, background. On half a side the same parts stand closer.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import product

from inteam.careplans.letters_lists import NEWEST, SMALL, SMALL_LEAD, Came, actions, changes, contacts, needs, ticked
from inteam.careplans.letters_run_in import run_in
from inteam.careplans.letters_strip import PAD, alerts, guarded
from inteam.careplans.papers import PersonPaper
from inteam.pdf import bidi
from inteam.pdf.faces import BOLD, REGULAR, SEMIBOLD
from inteam.pdf.flow import Column, Section
from inteam.pdf.setting import lines, width
from inteam.pdf.sheet import MUTED
from inteam.pdf.words import counted, joined

_TOO_TALL = 150.0  # points: above this, one under the other is tried
_BODY, _LEAD = 8.8, 12.0
_FEWEST_CONTACTS = 1  # on half a side: without the last one nobody would know how the person is
_BRIEF, _FULL = (7.8, 10.0), (8.6, 12.0)  # size and lead of the background
_BETWEEN = 5.0  # points between lists under one another

Maker = Callable[[float], Column | None]  # a column of the given width


def sections(
    person: PersonPaper, across: float, today: date, *, dense: bool = False, came: Came = Came.WHOLE
) -> list[Section]:
    """Everything that is said of a person on a whole side, in the order of the meeting, empty parts left out.

    `came`: how much is said of what came of goals. `dense` lets the two columns run on under one another instead of
    beginning again side by side.
    """
    what_changed, to_do = partial(changes, person), partial(actions, person, today)
    wanted, spoken = partial(needs, person, came=came), partial(contacts, person)
    middle = (
        beside(across, _one_below(what_changed, wanted), _one_below(to_do, spoken))
        if dense
        else [*beside(across, what_changed, to_do), *beside(across, wanted, spoken)]
    )
    return _present([*_first(person, across), *middle, *_last(person, across)])


def half(person: PersonPaper, across: float, today: date, room: float) -> list[Section] | None:
    """The same on half a side, if it fits in the room: only the contacts may be fewer than the newest four, and what
    came of a goal may be left to the record.

    None where there is more to say: that person gets a whole side.
    """
    first, last = _present(_first(person, across)), _present(_last(person, across, brief=True))
    left = room - sum(section.height for section in (*first, *last))
    column = across / 2 - 2 * PAD
    to_do = actions(person, today, column)
    for count, wanted in _ways(person, column):
        what_changed, spoken = changes(person, column, count), contacts(person, column, count)
        wide = _whole(contacts(person, across - 2 * PAD, count), below=2)
        for middle in (
            [_pair(across, what_changed, to_do), _pair(across, wanted, spoken) if wanted else wide],
            [_pair(across, _under(what_changed, wanted), to_do), wide],
            [_pair(across, _under(what_changed, to_do), wanted), wide],
            [_pair(across, _under(what_changed, wanted), _under(to_do, spoken))],
            [_pair(across, _under(what_changed, to_do, wanted), spoken)],
        ):
            if sum(section.height for section in middle if section) <= left:
                return [*first, *_present(middle), *last]
    return None


def _ways(person: PersonPaper, wide: float) -> Iterator[tuple[int, Column | None]]:
    """How many contacts, and needs and goals, the best first.

    What came of a goal, said shortly, is worth the last contact, but no second one.
    """
    counts = range(min(NEWEST, max(len(person.contacts), _FEWEST_CONTACTS)), _FEWEST_CONTACTS - 1, -1)
    mentioned = needs(person, wide, Came.MENTIONED)
    if not has_outcomes(person):
        yield from product(counts, (mentioned,))
        return
    said = needs(person, wide, Came.SHORT)
    for some in (counts[:2], *([count] for count in counts[2:])):
        yield from product(some, (said,))
        yield from product(some, (mentioned,))


def has_outcomes(person: PersonPaper) -> bool:
    """Whether there is something to say of what came of a goal."""
    return any(goal.outcome for need in person.needs for goal in need.goals)


def _pair(across: float, left: Column | None, right: Column | None) -> Section:
    half_way = across / 2
    both = [(PAD, left), (half_way + PAD, right)]
    return Section([(at, column) for at, column in both if column is not None], below=3, walls=(half_way,))


def _under(*columns: Column | None) -> Column | None:
    """The columns under one another, a little apart."""
    there = [column for column in columns if column is not None]
    made = Column(there[0].width)
    for column in there:
        if made.atoms:
            made.space(_BETWEEN)
        made.atoms += column.atoms
    return made


def _first(person: PersonPaper, across: float) -> list[Section | None]:
    return [alerts(person, across), _question(person, across)]


def _last(person: PersonPaper, across: float, *, brief: bool = False) -> list[Section | None]:
    return [measures(person, across), _about(person, across, brief=brief), _texts(person, across)]


def _present(made: Sequence[Section | None]) -> list[Section]:
    return [section for section in made if section is not None]


def _one_below(first: Maker, second: Maker) -> Maker:
    def make(wide: float) -> Column | None:
        return _under(first(wide), second(wide))

    return make


def _inner(across: float) -> Column:
    return Column(across - 2 * PAD)


def _whole(column: Column, below: float = 5.0) -> Section | None:
    return Section([(PAD, column)], below=below) if column.atoms else None


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
    """The question, then the plan and what is asked of the meeting, then what matters to the person."""
    column = _inner(across)
    words = joined(person.reason, f"presented by {bidi.isolate(person.presenter)}" if person.presenter else "")
    if person.question:
        atom = column.text("The question", 8, 11.5, weight=SEMIBOLD, ink=MUTED)
        lead = width("The question", SEMIBOLD, 8) + 8
        row = lines(words, REGULAR, size=SMALL, within=column.width - lead)
        if atom:
            atom.glued = True
        if atom and len(row) == 1:
            atom.rows.append((lead, 8, row[0], SMALL, MUTED, False))
            words = ""
        column.text(person.question, 12, 15, weight=BOLD)
    column.text(words, SMALL, SMALL_LEAD, ink=MUTED)
    if column.atoms:
        column.space(2)
    _plan(column, person, "Asked of the meeting")
    what_matters(column, person)
    return _whole(column)


def what_matters(column: Column, person: PersonPaper) -> None:
    """What matters to the person, by the name they go by; said where it is not recorded."""
    name = bidi.isolate(person.preferred_name or person.given_name) or "the person"
    run_in(column, [(f"What matters to {name}:", person.what_matters or "Not recorded")], _BODY, _LEAD)


def plan(person: PersonPaper, across: float, asked: str) -> Section | None:
    """The plan and what is asked of those who read, as a part of its own."""
    column = _inner(across)
    _plan(column, person, asked)
    return _whole(column)


def _plan(column: Column, person: PersonPaper, asked: str) -> None:
    run_in(column, [("Plan:", person.plan)], _BODY, _LEAD)
    for at, request in enumerate(person.requests):
        if at == 0:
            column.heading(asked, 8.8, 13)
        ticked(column, request, "", done=False)
    run_in(column, [("Open questions:", _some(person.open_questions))], 8.6, _LEAD)


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


def _about(person: PersonPaper, across: float, *, brief: bool) -> Section | None:
    """What they take, what to do if it goes wrong, who is there for them and where they are, one after another.

    `brief`, for half a side: smaller, without those of the care team who stand at the top, and for a meeting
    without the address, which nobody at the table needs.
    """
    column = _inner(across)
    hidden = guarded(person) or (brief and person.question)
    said = [
        ("Allergies:", without_label(person.allergies)),
        ("Medicines:", _some(person.medicines)),
        ("If things go wrong:", _some(person.contingency)),
        ("Care team:", _some(_others(person) if brief else person.services)),
        ("Address and phone:", "" if hidden else _some((person.address, person.phone, person.contact_note))),
    ]
    run_in(column, said, *(_BRIEF if brief else _FULL))
    return _whole(column, below=3 if brief else 5)


def _others(person: PersonPaper) -> list[str]:
    """The care team but for the lead and the GP, whom the top of the page names."""
    gp = person.practice.split(", ", 1)[0]
    named = {person.lead, gp} - {""}
    return [row for row in person.services if row.split(", ", 1)[0] not in named]


def without_label(allergies: str) -> str:
    """What the banner says of allergies, without the word that is printed before it."""
    return allergies.removeprefix("Allergies").lstrip(": ")


def _some(rows: Sequence[str]) -> str:
    """The newest four of the rows on a line, and how many more there are."""
    said = [row for row in rows if row.strip()]
    beyond = f"{counted(len(said) - NEWEST, 'more', 'more')}, see record" if len(said) > NEWEST else ""
    return joined(*said[:NEWEST], beyond, by="; ")


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
