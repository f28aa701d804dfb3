"""All contacts with a person in full words, newest first, with what was added later."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from inteam import clock
from inteam.contacts import queries
from inteam.contacts.queries import AddendumRow, ContactRow
from inteam.timeline.overview import Overview
from ui.app.page import Page
from ui.person import words
from ui.widgets import paint
from ui.widgets.buttons import FilterChip
from ui.widgets.cards import Card, EmptyState
from ui.widgets.layouts import NO_LIMIT, column
from ui.widgets.lists import ItemDelegate, ListModel, ListView

PAGE = 50
_REACHED = ["direct", "indirect", "group_session", "no_contact_note"]
_FILTERS: tuple[tuple[str, list[str] | None, str], ...] = (
    ("all", None, "All"),
    ("reached", _REACHED, "Contacts"),
    ("attempts", ["attempt"], "Attempts"),
)
Shown = tuple[ContactRow, tuple[AddendumRow, ...]]
_GAP, _LINE, _SIDE = 14, 20, 56


def title_of(contact: ContactRow) -> str:
    """Home visit, 40 min, or what came of an attempt."""
    said, _ = words.MODES.get(contact.mode, (words.plain(contact.mode), ""))
    if contact.type == "attempt":
        return f"{said}, {words.RESULTS.get(contact.attempt_result or contact.quick_code or '', 'not reached')}"
    kind = {"indirect": "about the person", "group_session": "group", "no_contact_note": "note only"}.get(
        contact.type, ""
    )
    minutes = f"{contact.duration_min} min" if contact.duration_min else ""
    return ", ".join(part for part in (said, kind, minutes) if part)


class _Delegate(ItemDelegate[Shown]):
    """Mode and length, who and when, then all that was written."""

    def height(self, item: Shown, width: int) -> int:
        contact, added = item
        room = width - _SIDE - 16 - 12  # a scroll bar may come
        high: float = 12 + 20 + 18
        if contact.summary:
            high += 4 + paint.paragraph_height(contact.summary, "body", room, _LINE)
        for one in added:
            high += 6 + 16 + paint.paragraph_height(one.text, "dense", room - 12, 18)
        return round(high) + _GAP

    def draw(self, painter: QPainter, area: QRectF, item: Shown, *, current: bool, hovered: bool) -> None:
        contact, added = item
        icon = words.MODES.get(contact.mode, ("", "phone"))[1]
        tone = "plain" if contact.type == "attempt" else "blue"
        paint.disc(painter, QRectF(area.x() + 16, area.y() + 14, 28, 28), tone, icon=icon)
        room = area.adjusted(_SIDE, 12, -16, 0)
        when = f"{words.day(contact.occurred_on)}, {contact.occurred_at.astimezone(clock.LONDON):%H:%M}"
        paint.text(painter, QRectF(room.x(), room.y(), room.width() - 150, 20), title_of(contact), "body_strong")
        paint.text(painter, QRectF(room.x(), room.y(), room.width(), 20), when, "dense", "muted", paint.RIGHT)
        who = f"{contact.worker_name}, with {contact.with_names}" if contact.with_names else contact.worker_name
        paint.text(painter, QRectF(room.x(), room.y() + 20, room.width(), 18), who, "caption", "muted")
        y = room.y() + 42
        if contact.summary:
            high = paint.paragraph_height(contact.summary, "body", room.width(), _LINE)
            paint.paragraph(painter, QRectF(room.x(), y, room.width(), high), contact.summary, "body", _LINE)
            y += high
        for one in added:
            y = self._added(painter, QRectF(room.x() + 12, y + 6, room.width() - 12, 0), one)
        paint.rule(painter, area.left(), area.right(), area.bottom() - 1)

    def _added(self, painter: QPainter, area: QRectF, one: AddendumRow) -> float:
        head = f"Added {words.day(one.added_at.date())} by {one.by}"
        paint.text(painter, QRectF(area.x(), area.y(), area.width(), 16), head, "caption_strong", "muted")
        high = paint.paragraph_height(one.text, "dense", area.width(), 18)
        paint.paragraph(painter, QRectF(area.x(), area.y() + 16, area.width(), high), one.text, "dense", 18)
        return area.y() + 16 + high


class ContactsTab(QWidget):
    """The second tab."""

    def __init__(self, page: Page, sheet: Callable[..., object]) -> None:
        super().__init__()
        self.page, self.sheet = page, sheet
        self.seen: Overview | None = None
        self._types: list[str] | None = None
        self._more = False
        self.chips = {key: FilterChip(self.tr(said), on=key == "all", height=24) for key, _, said in _FILTERS}
        for key, types, _ in _FILTERS:
            self.chips[key].clicked.connect(partial(self._filter, key, types))
        self.card = Card(self.tr("Contacts"), "", *self.chips.values())
        self._model: ListModel[Shown] = ListModel(_says, key=lambda shown: shown[0].id)
        self.list = ListView(self._model, _Delegate(), self.tr("Contacts"))
        self.list.setMinimumHeight(200)
        self.list.opened.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._nothing = EmptyState(
            self.tr("No contact yet"),
            self.tr("Calls, visits and attempts stand here, the newest first."),
            self.tr("Log contact"),
            self._log,
            key="Ctrl L",
        )
        self.card.body.addWidget(self.list, 1)
        self.card.body.addWidget(self._nothing, 1)
        layout = column()
        layout.addWidget(self.card, 1)
        self.setLayout(layout)

    def show_person(self, seen: Overview) -> None:
        """Reads the newest contacts again."""
        self.seen = seen
        self._read()

    def _read(self, last: ContactRow | None = None) -> None:
        if self.seen is None:
            return
        before = self._model.items() if last is not None else []
        ask = partial(_page, people=list(self.seen.people), types=self._types, last=last)
        self.page.background.read(self, ask, partial(self._took, before), self.page.fail, key="contacts")

    def _took(self, before: list[Shown], found: list[Shown]) -> None:
        self._more = len(found) >= PAGE
        self._model.show([*before, *found])
        self.list.setVisible(bool(before or found))
        self._nothing.setVisible(not (before or found))
        self.list.setMinimumHeight(min(self.list.content_height() + 8, NO_LIMIT) if self.page.narrow else 200)
        self.updateGeometry()

    def _filter(self, key: str, types: list[str] | None, _checked: bool = False) -> None:
        for name, made in self.chips.items():
            made.setChecked(name == key)
        self._types = types
        self._read()

    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        items = self._model.items()
        if self._more and items and bar.maximum() > 0 and value >= bar.maximum() - 300:
            self._more = False
            self._read(items[-1][0])

    def _open(self, place: int) -> None:
        item = self._model.item(place)
        if item is not None:
            self.sheet("contacts.show", contact_id=item[0].id)

    def _log(self) -> None:
        if self.seen is not None:
            self.page.shell.log_contact(self.seen.person.id)


def _says(item: Shown) -> str:
    contact, added = item
    parts = [words.day(contact.occurred_on), title_of(contact), contact.worker_name, contact.summary]
    return ". ".join(part for part in (*parts, *(one.text for one in added)) if part)


def _page(session: Any, *, people: list[Any], types: list[str] | None, last: ContactRow | None) -> list[Shown]:
    after = (last.occurred_at, last.id) if last is not None else None
    found: list[Shown] = []
    for person_id in people:
        added = queries.addenda(session, person_id)
        rows = queries.contacts(session, person_id=person_id, types=types, after=after, limit=PAGE)
        found += [(row, tuple(added.get(row.id, ()))) for row in rows]
    return sorted(found, key=lambda item: (item[0].occurred_at, item[0].id), reverse=True)[:PAGE]
