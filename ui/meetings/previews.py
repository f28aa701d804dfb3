"""Previews that other screens open by their act's key: a pack of people, one person's summary, a plan's copy."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from inteam.careplans.queries_copy import CopyLook
from ui.app.shell import Shell, as_widget
from ui.meetings import paper
from ui.meetings.preview import Preview


class PeoplePackPreview(Preview):
    """The handover pack of some people, in the order given, or of whom a read finds."""

    def __init__(self, shell: Shell, people: Sequence[UUID] | Callable[[Any], Sequence[UUID]]) -> None:
        super().__init__(as_widget(shell), paper.people_pack(people))


class CaseloadPackPreview(Preview):
    """The handover pack of everybody whose open case a worker owns."""

    def __init__(self, shell: Shell, owner_id: UUID, owner: str) -> None:
        super().__init__(as_widget(shell), paper.caseload_pack(owner_id, owner))


class HandoverPreview(Preview):
    """The handover summary of the person whose record is open."""

    def __init__(self, shell: Shell, person_id: UUID | None = None) -> None:
        super().__init__(as_widget(shell), paper.handover(person_id, shell.background.today()))


class PlanCopyPreview(Preview):
    """The person's own copy of a version of their care plan."""

    def __init__(self, shell: Shell, plan_id: UUID, person_id: UUID, look: CopyLook | None = None) -> None:
        super().__init__(as_widget(shell), paper.plan_copy(plan_id, person_id, shell.background.today(), look))
