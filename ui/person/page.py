"""One person's record: the banner, the tabs, and what each of them shows."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from inteam.errors import ConflictError, DeniedError, InteamError
from inteam.people import service
from inteam.timeline.overview import Overview, overview
from ui.app.background import Background
from ui.app.page import Page, page_of
from ui.person.contacts import ContactsTab
from ui.person.details import DetailsTab
from ui.person.overview import OverviewTab
from ui.person.sharing import SharingTab
from ui.person.strip import PersonBanner
from ui.widgets.bars import Tabs
from ui.widgets.cards import EmptyState
from ui.widgets.flow import OnePart
from ui.widgets.layouts import box, column, settled

_OF_PEOPLE = (
    "person person_name registration address contact_point access_need reasonable_adjustment risk risk_review "
    "sharing_decision related_person care_team_member allergy medication person_merge usual_worker_change"
)
_OF_WORK = (
    "care_case case_event referral referral_event need goal action outcome signpost onward_referral onward_event "
    "contact contact_addendum care_plan about_me decision staff organisation"
)
TABLES = frozenset(f"{_OF_PEOPLE} {_OF_WORK}".split())
OVERVIEW, CONTACTS, CARE_PLAN, DETAILS, SHARING = range(5)
SHOWN_MS = 30  # after which the record is painted
LATE_MS = 100  # after which the record that was open before gives way to an empty page


class PersonPage(Page):
    """The record of one person. Opened with ("person", person_id), or ("person", person_id, "contacts")."""

    tables = TABLES
    keys = (
        ("Alt+1 … 5", "Tabs of the record"),
        ("Space or D", "In needs: tick the action"),
        ("S", "In needs: move the action's date"),
        ("O", "In needs: record the outcome of the goal"),
        ("N", "In needs: next step of a referral on, what became of a signpost"),
        ("Enter", "Edit what is current"),
        ("Ctrl+L", "Log contact with this person"),
        ("Ctrl+P", "Print a handover summary"),
        ("Ctrl+H", "Offer a handover"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background, top=16)
        self._id: UUID | None = None
        self._opened: UUID | None = None
        self.seen: Overview | None = None
        self.banner = PersonBanner()
        self.banner.details_asked.connect(partial(self.choose, DETAILS))
        self.tabs = Tabs([(self.tr(name), "") for name in _TABS])
        self.tabs.changed.connect(self._chosen)
        self._head = box(column(self.banner, self.tabs))
        self._head.setParent(self)
        self.overview_tab = OverviewTab(self, self.sheet, partial(self.choose, CARE_PLAN))
        self.contacts_tab = ContactsTab(self, self.sheet)
        self.details_tab = DetailsTab(self, self.sheet)
        self.sharing_tab = SharingTab(self, self.sheet)
        self._empty = EmptyState(
            self.tr("No person is open"),
            self.tr("Find somebody by name, NHS number, date of birth or postcode."),
            self.tr("Find a person"),
            lambda: self.window().search(""),  # type: ignore[attr-defined]  # (the window is a shell)
            key="Ctrl K",
        )
        self._tabs: dict[int, Any] = {
            OVERVIEW: self.overview_tab,
            CONTACTS: self.contacts_tab,
            DETAILS: self.details_tab,
            SHARING: self.sharing_tab,
        }
        self._filled: set[int] = set()
        self._stack = OnePart()
        for tab in (self._empty, *self._tabs.values()):
            self._stack.addWidget(tab)
        self.body.addWidget(self._stack, 1)
        self._plan: Page | None = None
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._still_none)
        self._to_note: UUID | None = None  # opened, and not yet in the trail
        self._noting = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._noting.timeout.connect(self._note)
        self._head.hide()
        to_print = QShortcut(QKeySequence("Ctrl+P"), self)
        to_print.activated.connect(self._print)

    # --- opening ----------------------------------------------------------------------------------------------

    def arrive(self, *args: Any) -> None:
        person_id = args[0] if args else self._id
        tab = _KEYS.get(args[1], OVERVIEW) if len(args) > 1 else OVERVIEW
        if person_id != self._id:
            self._note()
            self._id, self.seen = person_id, None
            self._stale = True
            self.problem.hide()
            self.verticalScrollBar().setValue(0)
        self.tabs.choose(tab)
        if self.isVisible():
            self._read_if_shown()

    def person_id(self) -> UUID | None:
        return self._id

    def _print(self) -> None:
        if self._id is not None:
            self.shell.show_sheet("print.handover", person_id=self._id)

    def first_focus(self) -> QWidget | None:
        return self.overview_tab.needs if self.tabs.current() == OVERVIEW else None

    def reload(self) -> None:
        if self._id is None:
            self._show_tab()
            return
        ask = partial(overview, person_id=self._id, actor=self.background.actor, today=self.background.today())
        self.background.read(self, ask, self._took, self.fail, key="person")

    def _took(self, seen: Overview | None) -> None:
        if seen is None:
            self.fail(ConflictError("gone"))
            return
        first = self._opened != seen.person.id
        self._id = seen.person.id
        if first and not self._may_show(seen):
            return
        self.seen = seen
        self._show(seen)
        if first:
            self._note_opened(seen.person.id)

    def _may_show(self, seen: Overview) -> bool:
        """A restricted record is shown once it is written down why; for others nothing is asked."""
        if seen.person.confidentiality != "restricted" or seen.person.usual_worker_id == self.background.actor.staff_id:
            return True
        case = partial(service.open_person, person_id=seen.person.id)
        self.background.write(self, case, partial(self._opened_restricted, seen), self._refused)
        return False

    def _opened_restricted(self, seen: Overview, _result: object) -> None:
        self._opened, self.seen = seen.person.id, seen
        self._show(seen)

    def _refused(self, error: InteamError) -> None:
        self._head.hide()
        self.setViewportMargins(0, 0, 0, 0)
        self._show_empty()
        if isinstance(error, DeniedError) and self._id is not None:
            from ui.person.break_glass import BreakGlassSheet  # noqa: PLC0415 (seldom needed)

            BreakGlassSheet(self.shell, person_id=self._id, opened=self._broke_glass).open()
            return
        self.fail(error)

    def _broke_glass(self) -> None:
        self._opened = self._id
        self.mark_stale()

    def _note_opened(self, person_id: UUID) -> None:
        """Who opened which record is part of the trail; a write meanwhile would take its turns from the painting."""
        self._opened = self._to_note = person_id
        self._noting.start()

    def _note(self) -> None:
        self._noting.stop()
        person_id, self._to_note = self._to_note, None
        if person_id is not None:
            case = partial(service.open_person, person_id=person_id)
            self.background.write(self, case, lambda _result: None, self.fail)

    def _show(self, seen: Overview) -> None:
        with settled(self):
            self.banner.show_person(seen)
            self._head.show()
            self._filled.clear()
            self._place_head()
            self._show_tab()

    # --- tabs -------------------------------------------------------------------------------------------------

    def choose(self, tab: int) -> None:
        """Shows a tab."""
        self.tabs.choose(tab)

    def _chosen(self, _tab: int) -> None:
        self._show_tab()

    def _show_tab(self) -> None:
        tab = self.tabs.current()
        if self.seen is None:
            # Who was open before stands here until the next is read, which is sooner than one can act.
            if self._id is None:
                self._show_empty()
            else:
                self._late.start()
            return
        if tab == CARE_PLAN:
            self._show_plan()
            return
        if self._plan is not None:
            self._plan.leave()
            self._plan.hide()
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._stack.show()
        shown = self._tabs[tab]
        if tab not in self._filled:  # the others wait until somebody looks: to fill them all takes too long
            self._filled.add(tab)
            shown.show_person(self.seen)
        if self._stack.currentWidget() is not shown:
            self._stack.setCurrentWidget(shown)
            self.verticalScrollBar().setValue(0)

    def _still_none(self) -> None:
        if self.seen is None:
            self._head.hide()
            self.setViewportMargins(0, 0, 0, 0)
            self._show_empty()

    def _show_empty(self) -> None:
        self._stack.setCurrentWidget(self._empty)
        self._stack.show()

    def _show_plan(self) -> None:
        """The page of the care plan, over the place of the tabs' content: it scrolls by itself."""
        if self._plan is None:
            self._plan = page_of("careplan", self.background)
            self._plan.setParent(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._plan.setGeometry(self.viewport().geometry())
        self._plan.arrive(self._id)
        self._plan.show()
        self._plan.raise_()
        focused = QApplication.focusWidget()
        if focused is not None and self._stack.isAncestorOf(focused):
            self._plan.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.hide()  # nothing under the plan takes the keyboard

    def leave(self) -> None:
        self._note()
        if self._plan is not None and self._plan.isVisible():
            self._plan.leave()

    # --- sheets -----------------------------------------------------------------------------------------------

    def sheet(self, key: str, **context: Any) -> None:
        """A sheet of the register about this person."""
        if self.seen is not None:
            self.shell.show_sheet(key, person_id=self.seen.person.id, seen=self.seen, **context)

    # --- size -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_head()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_head()

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        self.overview_tab.fit()

    def _place_head(self) -> None:
        """The banner and the tabs stand over the page and do not scroll."""
        if self._head.isHidden():
            return
        width = self.width()
        high = self.banner.heightForWidth(width) + self.tabs.height()
        self._head.setGeometry(0, 0, width, high)
        if self.viewportMargins().top() != high:
            self.setViewportMargins(0, high, 0, 0)
        if self._plan is not None and self._plan.isVisible():
            self._plan.setGeometry(self.viewport().geometry())


_TABS = ("Overview", "Contacts", "Care plan", "Details", "Sharing and access")
_KEYS = {"contacts": CONTACTS, "careplan": CARE_PLAN, "details": DETAILS, "sharing": SHARING}
