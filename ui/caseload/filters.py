"""The filter chips over the list: what narrows it now, and what else could."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from inteam.caseload.queries_views import WorkerRow
from inteam.caseload.rules import Filters, Flag
from inteam.organisations.queries import OrganisationRow, TeamRow
from inteam.pathways import current
from ui.caseload import words
from ui.widgets.buttons import FilterChip
from ui.widgets.flow import FlowLayout
from ui.widgets.inputs import TextBox
from ui.widgets.layouts import box, column

_PLAIN = Filters()
Choices = Sequence[tuple[Any, str]]
_STANDING = ("owner_id", "is_open", "pathways", "risks", "practice_id")
_OTHERS = (
    "team_id",
    "overdue",
    "due_within",
    "no_action",
    "waiting",
    "waiting_over",
    "no_contact_for",
    "review_within",
)
_ORDER = (*_STANDING, *_OTHERS, "flag", "stages", "add")


@dataclass(frozen=True)
class _Said:
    """What a chip says and does now. key: the filter that it stands for."""

    key: str
    words: str
    on: bool
    trailing: str
    aloud: str
    press: Callable[["_Chip"], object]


class _Chip(FilterChip):
    """A chip that can say something else."""

    def __init__(self, key: str) -> None:
        super().__init__("", icon="plus" if key == "add" else "", dashed=key == "add")
        self.key = key
        self._said: _Said | None = None
        self.hide()
        self.clicked.connect(self._pressed)

    def say(self, said: _Said | None) -> None:
        """None: it is not needed now."""
        before, self._said = self._said, said
        if said is None:
            self.hide()
            return
        if before is None or (before.words, before.trailing) != (said.words, said.trailing):
            self._trailing = said.trailing
            self.setText(said.words)
        self.setAccessibleName(said.aloud)
        self.setChecked(said.on)
        self.show()

    def _pressed(self) -> None:
        if self._said is not None:
            self._said.press(self)


class FilterBar(QWidget):
    """A search field and chips. A chip that is on says its value, and a press takes it off.

    Esc in the search field empties it; in an empty one it tells `left`.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filters = Filters()
        self.me: UUID | None = None  # also somebody who takes no cases may look at their own
        self._workers: Sequence[WorkerRow] = ()
        self._teams: Sequence[TeamRow] = ()
        self._practices: Sequence[OrganisationRow] = ()
        self.search = TextBox(self.tr("Filter this list"), "search", self.tr("Filter this list"), height=32)
        self.search.setFixedWidth(200)
        self.search.edit.textChanged.connect(self._typed)
        self._flow = FlowLayout(self.search, row_height=32)
        self.setLayout(column(box(self._flow)))
        self._chips: list[_Chip] = []

    def offer(
        self, workers: Sequence[WorkerRow], teams: Sequence[TeamRow], practices: Sequence[OrganisationRow]
    ) -> None:
        """Whom and what one can choose from."""
        self._workers, self._teams, self._practices = workers, teams, practices
        self.show_filters(self.filters)

    def show_filters(self, filters: Filters) -> None:
        """Shows these filters, without asking for the rows."""
        self.filters = filters
        if self.search.text() != filters.text:
            self.search.edit.blockSignals(True)
            self.search.set_text(filters.text)
            self.search.edit.blockSignals(False)
        says = [*self._standing(), *self._more(), self._add_chip()]
        self._make_chips([one.key for one in says])
        had_focus = self._chips[place] if (place := self._focus_place()) is not None else None
        for chip in self._chips:
            chip.say(next((one for one in says if one.key == chip.key), None))
        if had_focus is not None and had_focus.isHidden() and place is not None:
            left = [chip for chip in self._chips[place:] if not chip.isHidden()]
            left[0].setFocus()

    def _focus_place(self) -> int | None:
        return next((n for n, chip in enumerate(self._chips) if chip.hasFocus()), None)

    def _make_chips(self, keys: Sequence[str]) -> None:
        """Chips are made once and then say something else: making them takes longer than reading the rows."""
        known = {chip.key: chip for chip in self._chips}
        if known.keys() >= set(keys):
            return
        for chip in self._chips:
            self._flow.removeWidget(chip)
        order = [key for key in _ORDER if key in known or key in keys]
        self._chips = [known.get(key) or _Chip(key) for key in order]
        for chip in self._chips:
            self._flow.addWidget(chip)

    # --- chips -------------------------------------------------------------------------------------------------

    def _standing(self) -> list["_Said"]:
        """The chips that are always there, on or off."""
        now = self.filters
        unknown = self.tr("me") if now.owner_id is not None and now.owner_id == self.me else self.tr("chosen")
        worker = next((one.name for one in self._workers if one.id == now.owner_id), unknown)
        practice = next((one.short_name for one in self._practices if one.id == now.practice_id), self.tr("chosen"))
        status = self.tr("Status: open") if now.is_open else self.tr("Status: closed")
        return [
            self._chip(self.tr("Worker"), now.owner_id and worker, "owner_id", self._worker_choices()),
            self._status_chip(status),
            self._chip(
                self.tr("Pathway"), _joined(now.pathways, words.pathway_title), "pathways", _pathways(), many=True
            ),
            self._chip(
                self.tr("Risk"), _joined(now.risks, lambda rank: words.risk(rank)[0]), "risks", _risks(), many=True
            ),
            self._chip(self.tr("Practice"), now.practice_id and practice, "practice_id", self._practice_choices()),
        ]

    def _more(self) -> list["_Said"]:
        """Chips of filters that are on and have no place of their own."""
        now = self.filters
        team = next((one.name for one in self._teams if one.id == now.team_id), self.tr("chosen"))
        on = [
            ("team_id", now.team_id and self.tr("Team: {team}").format(team=team)),
            ("overdue", now.overdue and self.tr("Overdue")),
            ("due_within", now.due_within is not None and self.tr("Due in {n} days").format(n=now.due_within)),
            ("no_action", now.no_action and self.tr("No next action")),
            ("waiting", now.waiting and self.tr("Waiting")),
            ("waiting_over", now.waiting_over and self.tr("Past the waiting standard")),
            ("no_contact_for", now.no_contact_for and self.tr("No contact in {n} days").format(n=now.no_contact_for)),
            ("review_within", now.review_within is not None and self._review_words(now.review_within)),
            ("flag", now.flag and words.marks(_flag(now.flag))),
            ("stages", now.stages and self.tr("Stage: {stages}").format(stages=", ".join(now.stages))),
        ]
        return [self._on_chip(said, name) for name, said in on if said]

    def _review_words(self, days: int) -> str:
        return self.tr("Review due") if not days else self.tr("Review due in {n} days").format(n=days)

    def _chip(self, title: str, value: Any, name: str, choices: Choices, *, many: bool = False) -> "_Said":
        if value:
            return self._on_chip(self.tr("{title}: {value}").format(title=title, value=value), name)
        return _Said(name, title, False, "chevron_down", title, partial(self._menu, name, choices, many=many))

    def _on_chip(self, said: str, name: str) -> "_Said":
        aloud = self.tr("{filter}, on. Press to take it off").format(filter=said)
        return _Said(name, said, True, "cross", aloud, lambda _chip: self._set({name: getattr(_PLAIN, name)}))

    def _status_chip(self, said: str) -> "_Said":
        choices = [(True, self.tr("Open")), (False, self.tr("Closed"))]
        return _Said("is_open", said, True, "chevron_down", said, partial(self._menu, "is_open", choices))

    def _add_chip(self) -> "_Said":
        said = self.tr("Filter")
        return _Said("add", said, False, "", said, self._add_menu)

    # --- menus -------------------------------------------------------------------------------------------------

    def _menu(self, name: str, choices: Choices, chip: FilterChip, *, many: bool = False) -> None:
        chip.setChecked(name == "is_open")
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # the chip stays
        menu.setAccessibleName(chip.text())
        for value, said in choices:
            self._entry(menu, said, partial(self._set, {name: (value,) if many else value}))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _add_menu(self, chip: FilterChip) -> None:
        chip.setChecked(False)
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # the chip stays
        menu.setAccessibleName(self.tr("Add a filter"))
        entries: list[tuple[str, dict[str, Any]]] = [
            (self.tr("Overdue action"), {"overdue": True}),
            (self.tr("Due in 7 days"), {"due_within": 7}),
            (self.tr("No next action"), {"no_action": True}),
            (self.tr("Waiting"), {"waiting": True}),
            (self.tr("Past the waiting standard"), {"waiting_over": True}),
            (self.tr("No contact in 30 days"), {"no_contact_for": 30}),
            (self.tr("No contact in 90 days"), {"no_contact_for": 90}),
            (self.tr("Plan review due"), {"review_within": 0}),
            (self.tr("Plan review due in 30 days"), {"review_within": 30}),
        ]
        for said, value in entries:
            self._entry(menu, said, partial(self._set, value))
        self._submenu(menu, self.tr("Team"), "team_id", [(team.id, team.name) for team in self._teams])
        self._submenu(menu, self.tr("Mark"), "flag", [(int(flag), words.flag(flag)) for flag in words.FLAG_CHOICES])
        stages = [((stage.key,), f"{way.title}: {stage.title}") for way in current().values() for stage in way.stages]
        self._submenu(menu, self.tr("Stage"), "stages", stages)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _submenu(self, menu: QMenu, title: str, name: str, choices: Choices) -> None:
        inner = menu.addMenu(title)
        for value, said in choices:
            self._entry(inner, said, partial(self._set, {name: value}))

    def _entry(self, menu: QMenu, said: str, do: Callable[..., object]) -> None:
        action = QAction(said, menu)
        action.triggered.connect(lambda _checked=False: do())
        menu.addAction(action)

    def _worker_choices(self) -> Choices:
        return [(one.id, one.name) for one in self._workers[:60]]

    def _practice_choices(self) -> Choices:
        return [(one.id, one.short_name) for one in self._practices]

    # --- changes -----------------------------------------------------------------------------------------------

    def _set(self, values: dict[str, Any]) -> None:
        self.show_filters(replace(self.filters, **values))
        self.changed.emit(self.filters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.search.edit.hasFocus():
            super().keyPressEvent(event)
        elif self.search.edit.text():
            self.search.edit.clear()
        else:
            self.left.emit()

    def _typed(self, text: str) -> None:
        self.filters = replace(self.filters, text=text.strip())
        self.changed.emit(self.filters)


def _joined(values: Sequence[Any], said: Callable[[Any], str]) -> str:
    return ", ".join(said(value) for value in values)


def _flag(bits: int) -> Flag:
    return Flag(bits)


def _pathways() -> Choices:
    return [(way.key, way.title) for way in current().values()]


def _risks() -> Choices:
    return [(rank, words.risk(rank)[0]) for rank in words.RISK_CHOICES]
