"""The main window: rail, bars, pages made when they are first opened, sheets, toasts and the keys of every screen."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from inteam.errors import DeniedError
from ui.app import acts, screens
from ui.app.background import Background
from ui.app.jobs import JobBar
from ui.app.messages import sentence
from ui.app.page import Page, page_of
from ui.app.screens import PAGES, SCREENS, TOOLS, Screen
from ui.app.shell import Shell
from ui.app.telling import Telling
from ui.widgets import icons, theme
from ui.widgets.bars import StatusBar, TopBar
from ui.widgets.cards import Strip
from ui.widgets.flow import NARROW_BELOW
from ui.widgets.layouts import box, column, row
from ui.widgets.overlay import OVER_SHEETS, Overlay
from ui.widgets.rail import NARROW, WIDE, NavRail, RailEntry
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from uuid import UUID

    from ui.app.start import Program

TITLE = "INTeam"
IDLE_MS = 400  # after the first page is painted, the others are made one by one


class Window(Telling):
    """One window on one database, for one member of staff."""

    closing = Signal()
    account_asked = Signal()
    lock_asked = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.background = background
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icons.application_icon())
        self.setMinimumSize(480, 320)
        self.screens = [one for one in SCREENS if self._offered(one)]
        self._pages: dict[str, Page] = {}
        self._history: list[tuple[str, tuple[Any, ...]]] = []
        self._toast: Toast | None = None
        self.key = ""
        self.program: Program | None = None  # for Settings; a window in a test has none
        self.cover: QWidget | None = None
        self._build()
        self._keys()
        background.done.connect(self._done)
        background.saved.connect(self._saved)
        background.busy.connect(self._busy_line.setVisible)
        background.job_started.connect(self._job)
        background.actor_changed.connect(self._actor_changed)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._make_next)
        self.resize(1440, 900)

    def _offered(self, one: Screen) -> bool:
        return not one.needs or self.background.may(one.needs)

    # --- parts ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.rail = NavRail(self._entries(PAGES), self._entries(TOOLS), self.tr("Team tools"))
        self.rail.chosen.connect(self.open)
        self.rail.account_asked.connect(self.account_asked)
        log = acts.act_button("contacts.log", self.log_contact, "primary")
        log.set_icon("plus")
        self.top = TopBar(log)
        self.top.search_asked.connect(self.search)
        self.status = StatusBar()
        self.status.keys.clicked.connect(self.show_keys)
        self._busy_line = QFrame(self)
        self._busy_line.setObjectName("busy")
        self._busy_line.hide()
        self._notice = Strip()
        self._notice_act: Callable[[], object] | None = None
        self._notice.acted.connect(self._notice_pressed)
        self._notices = box(column(self._notice, margins=(24, 12, 24, 0)))
        self._notices.hide()
        self._stack = QStackedWidget()
        self._job_bar = JobBar()
        content = column(self.top, self._notices)
        content.addWidget(self._stack, 1)
        content.addWidget(self._job_bar)
        content.addWidget(self.status)
        layout = row(self.rail, gap=0)
        layout.addLayout(content, 1)
        self.setLayout(layout)

    def _entries(self, place: str) -> list[RailEntry]:
        return [RailEntry(one.key, self.tr(one.title), one.icon) for one in self.screens if one.place == place]

    def _keys(self) -> None:
        for number, entry in enumerate([*self._entries(PAGES), *self._entries(TOOLS)][:8], start=1):
            self._key(f"Ctrl+{number}", partial(self.open, entry.key))
        self._key("Ctrl+K", partial(self.search, ""))
        self._key("F1", self.show_keys).setProperty(OVER_SHEETS, True)
        self._key("?", self._show_keys_by_letter)
        self._key("F6", self.next_pane)
        self._key("Shift+F6", partial(self.next_pane, -1))
        self._key("Alt+Left", self.back)
        self._key("Ctrl+Z", self._undo_last)
        self._key("Ctrl+Shift+L", self.lock_asked.emit)
        for one in acts.ACTS:
            if one.shortcut and one.where:
                self._key(one.shortcut, partial(self._act_key, one))

    def _key(self, keys: str, do: Callable[..., object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: self._unless_covered(shortcut, do))
        return shortcut

    def _unless_covered(self, shortcut: QShortcut, do: Callable[..., object]) -> None:
        """A sheet or dialog over the page has its own keys; those of the window rest, but for F1."""
        if self.cover is None and (self.overlay() is None or shortcut.property(OVER_SHEETS)):
            do()

    def set_cover(self, cover: QWidget | None) -> None:
        """Something in front of everything: unlocking, the first run. None takes it away."""
        if self.cover is not None:
            self.cover.hide()
            self.cover.deleteLater()
        self.cover = cover
        if cover is not None:
            cover.setParent(self)
            cover.setGeometry(self.rect())
            cover.show()
            cover.raise_()

    def _act_key(self, one: acts.Act) -> None:
        self.show_sheet(one.key, **({"person_id": self.person_id()} if one.where == acts.PERSON else {}))

    # --- pages ------------------------------------------------------------------------------------------------

    def start(self, key: str = "") -> None:
        """Opens the first screen; the others are made while nobody waits."""
        self.open(key or self.screens[0].key)
        self._idle.start()

    def page(self, key: str) -> Page:
        """The page of a screen, made now if it has not been opened yet."""
        if key not in self._pages:
            made = page_of(key, self.background)
            self._pages[key] = made
            self._stack.addWidget(made)
        return self._pages[key]

    def current(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def open(self, key: str, *args: Any) -> None:
        """Shows a screen."""
        before = self.current()
        if before is not None and self.key != key:
            before.leave()
        page = self.page(key)
        self._history = [*self._history[-49:], (key, args)] if (key, args) not in self._history[-1:] else self._history
        self.key = key
        self._mark(screens.screen(key))
        page.arrive(*args)
        self._stack.setCurrentWidget(page)
        target = page.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, one: Screen) -> None:
        """The page in the rail; a person stays under the page of work that one came from."""
        if one.place == screens.NOWHERE:
            came_from = next((key for key, item in self.rail.items.items() if item.isChecked()), "")
            if not one.anywhere or not came_from or screens.screen(came_from).place != PAGES:
                self.rail.select(one.under)
        else:
            self.rail.select(one.key)

    def back(self) -> None:
        """The screen before this one."""
        if len(self._history) > 1:
            self._history.pop()
            key, args = self._history.pop()
            self.open(key, *args)

    def _make_next(self) -> None:
        """One more page, so that its first opening is quick; a pause between, so that typing is not held up."""
        # Not the tools, plans and the meeting's own pages: they are opened less often, and take 35 MB.
        often = [one for one in self.screens if one.place == PAGES or one.key == "person"]
        waiting = [one for one in often if one.key not in self._pages]
        if waiting and self.isVisible():
            if self.background.idle:
                self.page(waiting[0].key)
            self._idle.start()

    def close_pages(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Forgets every page and what it shows: before locking. Gives the way back, for `reopen`."""
        self._idle.stop()
        while (open_one := self.overlay()) is not None:
            open_one.dismiss()
        page = self.current()
        if page is not None:
            page.leave()
        for made in self._pages.values():
            self._stack.removeWidget(made)
            made.deleteLater()
        self._pages.clear()
        self._notices.hide()
        history, self._history = self._history, []
        return history

    def reopen(self, history: list[tuple[str, tuple[Any, ...]]]) -> None:
        """Where one was before locking."""
        if history:
            self._history = history[:-1]
            key, args = history[-1]
            self.open(key, *args)
            self._idle.start()
        else:
            self.start()

    def _actor_changed(self) -> None:
        self.screens = [one for one in SCREENS if self._offered(one)]
        offered = {one.key for one in self.screens}
        for key, item in self.rail.items.items():
            item.setVisible(key in offered)

    def person_id(self) -> "UUID | None":
        """Whose record is open now."""
        page = self.current()
        return page.person_id() if page is not None else None

    # --- sheets, palette, keys --------------------------------------------------------------------------------

    def overlay(self) -> Overlay | None:
        """The sheet or dialog that is open on top, if any."""
        shown = [child for child in self.children() if isinstance(child, Overlay) and child.isVisible()]
        return shown[-1] if shown else None

    def log_contact(self, person_id: "UUID | None" = None, **context: Any) -> None:
        """The Log contact sheet."""
        self.show_sheet("contacts.log", person_id=person_id or self.person_id(), **context)

    def show_sheet(self, key: str, **context: Any) -> Overlay | None:
        """The sheet of an act, unless the role does not have it (then a notice says so)."""
        one = acts.act(key)
        if one.needs and not self.background.actor.may(one.needs):
            self.notice(sentence(DeniedError("not_allowed")))
            return None
        sheet = screens.load(one.sheet)(self, **context)
        if not isinstance(sheet, Overlay):
            raise TypeError(f"{one.sheet} is not a sheet")
        sheet.open()
        return sheet

    def search(self, words: str = "") -> None:
        """The command palette."""
        from ui.palette.palette import Palette  # noqa: PLC0415 (made when first asked for)

        Palette(self, words).open()

    def show_keys(self) -> None:
        """F1: the keys of this screen, or of the sheet that is open over it. Pressed again, it goes."""
        from ui.app import keys  # noqa: PLC0415 (made when first asked for)

        page = self.current()
        keys.show(self, self.overlay(), page.keys if page is not None else (), self._entries(PAGES))

    def _show_keys_by_letter(self) -> None:
        if theme.current.letters:  # a printed character alone: it can be switched off (WCAG 2.1.4)
            self.show_keys()

    def next_pane(self, step: int = 1) -> None:
        """F6: rail, top bar, page, round and round."""
        from ui.app import panes  # noqa: PLC0415 (when first pressed)

        if self.overlay() is None:
            panes.go_round(self.rail, self.top, self.current(), step)

    # --- what is said -----------------------------------------------------------------------------------------

    def set_count(self, key: str, count: str, *, unread: bool = False) -> None:
        """The number beside a page in the rail."""
        self.rail.set_count(key, count, unread=unread)

    # --- size and end -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        compact = self.width() < NARROW_BELOW
        self.rail.set_compact(compact)
        self.top.set_compact(compact)
        super().resizeEvent(event)
        rail = NARROW if compact else WIDE
        self._busy_line.setGeometry(rail, self.top.height(), self.width() - rail, 2)
        self._busy_line.raise_()
        self._place_toast()
        if self.cover is not None:
            self.cover.setGeometry(self.rect())
            self.cover.raise_()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowTitleChange:
            self.setAccessibleName(self.windowTitle())
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        # An error here would be kept by Qt's binding and crash the program at a later one.
        if not self.background.ended:
            self._leave_all()
        self.closing.emit()
        super().closeEvent(event)

    def _leave_all(self) -> None:
        for child in self.children():
            if isinstance(child, Overlay) and child.isVisible():
                child.dismiss()  # keeps the draft of a form that is open
        page = self.current()
        if page is not None:
            page.leave()


def _is_shell(window: Window) -> Shell:
    """For the type checker: the window is what pages call a shell."""
    return window
