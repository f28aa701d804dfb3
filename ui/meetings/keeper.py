"""Keeping the notes of one item while somebody types: saved at each pause, nothing of anybody's overwritten."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from inteam.errors import ConflictError, InteamError
from inteam.meetings import queries, service_live
from inteam.meetings.queries import ItemRow
from ui.app.background import Background

PAUSE_MS = 800  # after the last key; with the write itself well under the two seconds that are promised


class NoteKeeper(QObject):
    """The notes of one agenda item. `kept` tells the moment they were saved, `merged` the texts after a conflict.

    Only the writing thread touches `_version`, so that a save never goes out with the version of the one before.
    """

    kept = Signal()
    merged = Signal(object)
    refused = Signal(object)

    def __init__(self, background: Background, item: ItemRow, parent: QObject) -> None:
        super().__init__(parent)
        self.background, self.item_id, self.meeting_id = background, item.id, item.meeting_id
        self._version = item.version
        self._base = _texts(item)
        self._typed: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return bool(self._typed)

    def type(self, name: str, text: str) -> None:
        """A field reads like this now."""
        if self._typed.get(name, self._base[name]) != text:
            self._typed[name] = text
            self._timer.start()

    def flush(self) -> None:
        """Save now what is not saved."""
        self._timer.stop()
        sent = {name: text for name, text in self._typed.items() if text != self._base[name]}
        self._typed = {}
        if not sent:
            return
        before = {name: self._base[name] for name in sent}
        self._base |= sent
        self.background.write(
            self, partial(self._save, notes=sent), lambda _none: self.kept.emit(), partial(self._failed, sent, before)
        )

    def take(self, item: ItemRow) -> dict[str, str]:
        """The item was read again; gives the texts that somebody else changed and that may be shown."""
        theirs = _texts(item)
        if self._typed:
            return {}  # a save comes; if they changed something, it will be told
        fresh = {name: text for name, text in theirs.items() if text != self._base[name]}
        if item.version >= self._version:
            self._base, self._version = theirs, item.version
            return fresh
        return {}

    def bump(self, version: int) -> None:
        """Another use case of ours has changed the item; called in the writing thread."""
        self._version = version

    def version(self) -> int:
        """The version as of the last write; to be asked in the writing thread."""
        return self._version

    def _save(self, work: Any, *, notes: dict[str, str]) -> None:
        self._version = service_live.save_notes(work, self.item_id, self._version, notes)

    def _failed(self, sent: dict[str, str], before: dict[str, str], error: InteamError) -> None:
        self._base |= before
        self._typed = {**sent, **self._typed}
        if isinstance(error, ConflictError):
            self.background.read(
                self, partial(queries.agenda, meeting_id=self.meeting_id), self._merge, self.refused.emit
            )
        else:
            self.refused.emit(error)

    def _merge(self, items: list[ItemRow]) -> None:
        """Theirs first, mine under it; nothing of either is lost."""
        item = next((one for one in items if one.id == self.item_id), None)
        if item is None:
            return
        theirs = _texts(item)
        joined = {}
        for name, mine in self._typed.items():
            changed = theirs[name] != self._base[name]
            joined[name] = "\n".join(filter(None, (theirs[name], mine))) if changed else mine
        self._base, self._version, self._typed = theirs, item.version, joined
        self.merged.emit({**theirs, **joined})
        self.flush()


def _texts(item: ItemRow) -> dict[str, str]:
    return {name: getattr(item, name) for name in service_live.NOTES}
