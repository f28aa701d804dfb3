"""Keeping what somebody types: a draft in the same encrypted database, within a second of the last key."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from inteam.drafts import queries, service
from inteam.drafts.queries import DraftRow
from inteam.errors import InteamError
from ui.app.background import Background, UseCase

T = TypeVar("T")
PAUSE_MS = 800  # after the last key


class Drafting(QObject):
    """The draft of one form while it is open.

    values: what stands in the form, as JSON. Call `touch` at each change. `kept` tells when it was saved (aware),
    `refused` why it was not. `letting_go(use_case)` saves the form and removes its draft in one transaction.
    """

    kept = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        background: Background,
        form: str,
        values: Callable[[], dict[str, Any]],
        parent: QObject,
        *,
        person_id: UUID | None = None,
        record_id: UUID | None = None,
        draft: DraftRow | None = None,
    ) -> None:
        super().__init__(parent)
        self.background, self.form, self._values = background, form, values
        self.person_id, self.record_id = person_id, record_id
        self.id = draft.id if draft else uuid4()
        self.exists = draft is not None
        self._last: dict[str, Any] | None = dict(draft.fields) if draft else None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """Something changed: the draft is saved when the person pauses."""
        self._timer.start()

    def flush(self) -> None:
        """Saves now, if anything is not saved yet."""
        self._timer.stop()
        values = self._values()
        if values == self._last:
            return
        self._last = values
        self.exists = True
        keep = partial(
            service.keep,
            draft_id=self.id,
            form=self.form,
            fields=values,
            person_id=self.person_id,
            record_id=self.record_id,
        )
        self.background.write(self, keep, self._kept, self._refused)

    def settle(self) -> None:
        """What stands there now is the beginning: no draft is made until it changes."""
        self._timer.stop()
        self._last = self._values()

    def by_itself(self, change: Callable[[], object]) -> None:
        """A change that the form makes, not the person: where nothing was typed yet, it begins no draft."""
        untouched = not self.exists and not self._timer.isActive()
        change()
        if untouched:
            self.settle()

    def flush_if_touched(self) -> None:
        """Saves now if a change waits for its pause."""
        if self._timer.isActive():
            self.flush()

    def adopt(self, draft: DraftRow) -> None:
        """Goes on with an older draft."""
        self._timer.stop()
        self.id, self.exists, self._last = draft.id, True, dict(draft.fields)

    def letting_go(self, use_case: UseCase[T]) -> UseCase[T]:
        """The use case, and the draft removed with it."""
        self._timer.stop()
        draft_id = self.id

        def both(work: Any) -> T:
            result = use_case(work)
            service.discard(work, draft_id)
            return result

        return both

    def discard(self) -> None:
        """Lets the draft go because the person said so."""
        self._timer.stop()
        if self.exists:
            self.exists = False
            self.background.write(self, partial(service.discard, draft_id=self.id), _nothing, self._refused)

    def earlier(self, then: Callable[[list[DraftRow]], None]) -> None:
        """The drafts of this form about this record or person that were left before."""
        query = partial(
            queries.my_drafts,
            staff_id=self.background.actor.staff_id,
            form=self.form,
            record_id=self.record_id,
            person_id=self.person_id,
            limit=1,
        )
        self.background.read(self, query, then, self._refused, after_writes=True)

    def _kept(self, _nothing: None) -> None:
        moment: datetime = self.background.now()
        self.kept.emit(moment)

    def _refused(self, error: InteamError) -> None:
        self._last = None
        self.refused.emit(error)


def _nothing(_result: None) -> None:
    return None
