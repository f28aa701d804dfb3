"""Previewing and printing the person's own copy; every look and every print is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from inteam.access import Actor
from inteam.careplans import queries_copy
from inteam.careplans.papers import PlanCopy, Printing
from inteam.careplans.queries_copy import CopyLook
from inteam.clock import LONDON
from inteam.meetings import queries_papers
from ui.app import screens


@dataclass(frozen=True)
class Filled:
    """The copy, and who prints it."""

    copy: PlanCopy
    printing: Printing


def preview_copy(owner: Any, plan_id: UUID, person_id: UUID, look: CopyLook | None) -> None:
    """Show the copy as it will print, in the format chosen."""

    def read(session: Any, actor: Actor, now: datetime) -> Filled:
        copy = queries_copy.persons_copy(session, plan_id, now.astimezone(LONDON).date(), look)
        purpose = "the person's own copy"
        return Filled(copy, queries_papers.printing(session, actor, now, purpose=purpose, team=copy.team))

    def draw(filled: Filled, _step: Callable[[int, int], None]) -> bytes:
        from inteam.careplans import letters_copy  # noqa: PLC0415 (draws)

        return letters_copy.persons_copy(filled.copy)

    paper = screens.load("ui.meetings.paper:Paper")
    made = paper("My care and support plan", "person_copy", read, draw, lambda _filled: [person_id])
    screens.load("ui.meetings.preview:Preview")(owner, made).open()
