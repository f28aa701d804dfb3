"""Everything that happened to a person, the newest first, read on as one scrolls."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from inteam.needs.queries import SignpostRow
from inteam.timeline import queries as timeline_reads
from inteam.timeline.overview import FIRST_PAGE, Overview
from inteam.timeline.queries import CHANGES, CONTACTS, Entry
from ui.app.page import Page
from ui.person.lists import TimelineDelegate, entry_says, show_entry
from ui.widgets.buttons import FilterChip
from ui.widgets.cards import Card, EmptyState
from ui.widgets.lists import ListModel, ListView


class TimelineCard(Card):
    """All, or only contacts, or only changes. `fitted` tells that it is another height now."""

    fitted = Signal()

    def __init__(self, page: Page, sheet: Callable[..., object], open_plan: Callable[[], object]) -> None:
        names = (("", "All"), (CONTACTS, "Contacts"), (CHANGES, "Changes"))
        chips = {key: FilterChip(said, on=key == "", height=24) for key, said in names}
        super().__init__("Timeline", "", *chips.values())
        self.page, self.sheet, self.open_plan = page, sheet, open_plan
        self.seen: Overview | None = None
        self._only, self.chips = "", chips
        for key, made in chips.items():
            made.clicked.connect(partial(self._filter, key))
        self.model: ListModel[Entry] = ListModel(entry_says, key=lambda one: (one.kind, one.id))
        delegate = TimelineDelegate()
        delegate.read_asked.connect(self._read_entry)
        self.view = ListView(self.model, delegate, self.tr("Timeline"))
        self.view.setMinimumHeight(200)
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.view.opened.connect(self._open_entry)
        self._nothing = EmptyState(
            self.tr("Nothing has happened yet"),
            self.tr("Contacts, decisions and changes stand here, the newest first."),
            self.tr("Log contact"),
            lambda: self.page.shell.log_contact(self._person_id()),
            key="Ctrl L",
        )
        self._more: bool = True
        self.body.addSpacing(6)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._nothing, 1)

    def _person_id(self) -> UUID | None:
        return self.seen.person.id if self.seen else None

    def show_person(self, seen: Overview) -> None:
        """Shows the person as they were just read; a filter stays while it is the same one."""
        other = self.seen is None or self.seen.person.id != seen.person.id
        self.seen = seen
        if other or not self._only:
            self._filter_chip("")
            self._show(list(seen.entries), more=len(seen.entries) >= FIRST_PAGE)
        else:
            self._read_entries()

    def _show(self, entries: list[Entry], *, more: bool) -> None:
        self._more = more
        self.view.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        self.model.show(entries)

    def _filter_chip(self, key: str) -> None:
        self._only = key
        for name, made in self.chips.items():
            made.setChecked(name == key)

    def _filter(self, key: str, _checked: bool = False) -> None:
        self._filter_chip(key)
        self._read_entries()

    def _read_entries(self, after: Entry | None = None) -> None:
        if self.seen is None:
            return
        ask = partial(
            timeline_reads.timeline,
            people=list(self.seen.people),
            only=self._only,
            after=after.key if after else None,
            limit=FIRST_PAGE,
        )
        before = self.model.items() if after else []
        took = partial(self._took, before)
        self.page.background.read(self, ask, took, self.page.fail, key="timeline")

    def _took(self, before: list[Entry], entries: list[Entry]) -> None:
        self._show([*before, *entries], more=len(entries) >= FIRST_PAGE)
        self.fitted.emit()

    def _scrolled(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        items = self.model.items()
        if self._more and items and value >= bar.maximum() - 200 and bar.maximum() > 0:
            self._more = False
            self._read_entries(items[-1])

    def _open_entry(self, place: int) -> None:
        if (entry := self.model.item(place)) is not None:
            self._read_entry(entry)

    def _read_entry(self, entry: Entry) -> None:
        """An entry in full: its own sheet where it has one, else its words in a dialog."""
        if entry.kind in ("contact", "attempt"):
            self.sheet("contacts.show", contact_id=entry.id)
        elif entry.kind == "plan":
            self.open_plan()
        elif (told := self._signpost(entry)) is not None:
            self.sheet("needs.told" if entry.kind == "signpost" else "needs.told_became", row=told)
        else:
            show_entry(self.window(), entry)

    def _signpost(self, entry: Entry) -> SignpostRow | None:
        """The signpost that an entry is about; None for another kind, or one that was taken back since it was read."""
        if self.seen is None or entry.kind not in ("signpost", "became"):
            return None
        return next((one for one in self.seen.needs.signposts if one.id == entry.id), None)
