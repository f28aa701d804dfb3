"""A person of the demo while their story is written."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from inteam.demo.notes import NoteWriter
from inteam.demo.world import Practice, Worker


@dataclass
class Somebody:
    """A person while their story is written."""

    id: UUID
    family: str
    given: str
    sex: str
    born_on: date | None
    practice: Practice
    street: str
    worker: Worker
    relative: str
    notes: NoteWriter
    since: date
    needs: tuple[str, ...] = ()
    risks: list[UUID] = field(default_factory=list)
    heritage: str = "english"
    in_mockups: bool = False
