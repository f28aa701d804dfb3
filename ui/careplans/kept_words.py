"""Words that a plan cannot take now, because it was signed or a need is gone: kept as a draft, and offered again."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from inteam.drafts import queries, service
from inteam.drafts.queries import DraftRow
from inteam.errors import InteamError
from ui.app.background import Background
from ui.app.page import Page

FORM = "plan_box"


class KeptWords:
    """The kept words of one person's plan, one draft for each box."""

    def __init__(self, page: Page, failed: Callable[[InteamError], None]) -> None:
        self.page, self.background, self._failed = page, page.background, failed
        self._kept: set[UUID] = set()

    def keep(self, person_id: UUID, plan_id: UUID, label: str, key: str, values: dict[str, Any]) -> None:
        """Keeps what stands in a box."""
        draft_id = _id(self.background, person_id, key)
        self._kept.add(draft_id)
        fields = {"title": label, "key": key, "values": values}
        case = partial(
            service.keep, draft_id=draft_id, form=FORM, fields=fields, person_id=person_id, record_id=plan_id
        )
        self.background.write(self.page, case, _nothing, self._failed)

    def let_go(self, person_id: UUID, key: str) -> None:
        """The record has them now."""
        draft_id = _id(self.background, person_id, key)
        if draft_id in self._kept:
            self._kept.discard(draft_id)
            self.background.write(self.page, partial(service.discard, draft_id=draft_id), _nothing, self._failed)

    def ask(self, person_id: UUID, then: Callable[[list[DraftRow]], None]) -> None:
        """What is kept of this person's plan, the newest first."""

        def take(found: list[DraftRow]) -> None:
            self._kept |= {one.id for one in found}
            then(found)

        staff_id = self.background.actor.staff_id
        query = partial(queries.my_drafts, staff_id=staff_id, form=FORM, person_id=person_id)
        self.background.read(self.page, query, take, self._failed, key="kept", after_writes=True)


def _id(background: Background, person_id: UUID, key: str) -> UUID:
    """Mine alone: a colleague's words about the same need are another draft."""
    return uuid5(background.actor.staff_id, f"{person_id}/{key}")


def words_of(draft: DraftRow) -> str:
    """What was typed, for a line."""
    values = draft.fields.get("values")
    return str(values.get("text") or "") if isinstance(values, dict) else ""


def _nothing(_result: None) -> None:
    return None
