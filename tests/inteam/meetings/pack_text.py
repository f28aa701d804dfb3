"""The words of a pack, names that are hard to print, and somebody with an ordinary month."""

from uuid import UUID

from inteam.careplans.papers import (
    ActionLine,
    ChangeKind,
    ChangeLine,
    ContactLine,
    PersonPaper,
)
from inteam.meetings.letters_pack import pack
from tests.inteam import pdf_reader
from tests.inteam.paper_samples import ON, a_pack, a_person, day


def text(*people: PersonPaper) -> str:
    return pdf_reader.whole(pack(a_pack(*people)))


NAMES = (
    "O'Neil",
    "Łukasz",
    "<b>bold</b>",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis",
    "D'Angelo-Ng & Söhne",
    "%s {0} \\n $HOME",
    "Ñandú ﬁ",
    "'; DROP TABLE person;--",
)


def busy(**given: object) -> PersonPaper:
    """Someone as they come: a question, three contacts since the meeting, a need, two actions, a care team."""
    contacts = tuple(
        ContactLine(
            on=day(f"2026-11-{20 - at:02d}"),
            how="Phone, 20 min",
            who="Priya Nair",
            note=f"Rang at the agreed time, visit {at}. Went to the group and means to go again.",
            contact_id=UUID(int=100 + at),
        )
        for at in range(4)
    )
    actions = tuple(
        ActionLine(text=f"Task {at}", owner="Priya Nair", due_on=ON, action_id=UUID(int=200 + at)) for at in range(2)
    )
    changes = (
        *(ChangeLine(text=row.note[:24], on=row.on, by=row.who, subject_id=row.contact_id) for row in contacts[:3]),
        ChangeLine(text="Action: Task 0", by="Priya Nair", subject_id=UUID(int=200)),
        ChangeLine(text="Task 1: date moved", kind=ChangeKind.CHANGED, subject_id=UUID(int=201)),
    )
    services = ("Priya Nair, link worker", "Dr S. Bello, GP, Quayside", "Hana Wells, OT, Estuary")
    return a_person(
        plan="Care plan version 2, agreed 25-Oct-2026",
        contacts=contacts,
        contacts_more=7,
        actions=actions,
        changes=changes,
        services=services,
        address="3 Chandlers Court",
        phone="0191 498 0123",
        medicines=("Furosemide 40 mg tablets: one each morning",),
        contingency=("She falls and cannot get up: ring 999",),
        **given,
    )
