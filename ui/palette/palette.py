"""The command palette: one box for people, acts and pages."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QWidget
from shiboken6 import isValid

from inteam import messages
from inteam.access import Actor
from inteam.cases.queries import cases_of_person
from inteam.errors import InteamError
from inteam.people.search import Found, search
from ui.app.messages import sentence
from ui.app.shell import Shell, as_widget
from ui.palette.drawing import LineDelegate
from ui.palette.lines import (
    MOST_PEOPLE,
    ActLine,
    Cases,
    Head,
    HereLine,
    Line,
    NoteLine,
    PageLine,
    PersonLine,
    act_lines,
    here_lines,
    page_lines,
    person_line,
    said,
    why_not,
)
from ui.widgets import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import NARROW_BELOW
from ui.widgets.layouts import box, column, framed, row
from ui.widgets.lists import ListModel, ListView
from ui.widgets.marks import Rule, hint, icon, key_cap
from ui.widgets.overlay import Overlay
from ui.widgets.rail import WIDE

WIDTH, TOP, INPUT, FOOT, MOST_LIST = 680, 96, 56, 37, 436


class Palette(Overlay):
    """680 wide, 96 from the top. Up and Down move, Enter opens, Tab chooses whom the acts are for, > acts only."""

    keys: ClassVar[Sequence[tuple[str, str]]] = (
        ("Tab", "More for this person"),
        (">", "Actions only"),
        ("Esc", "Close"),
    )

    def __init__(self, shell: Shell, words: str = "") -> None:
        super().__init__(as_widget(shell), "Search and actions")
        self.shell, self.background = shell, shell.background
        self._people: list[PersonLine] = []
        self._note = ""
        self._target: UUID | None = None
        self._cases: dict[UUID, Cases] = {}
        self._buttons = _buttons_of(as_widget(shell))
        self.panel.setObjectName("dialog")
        self.edit = QLineEdit(words)
        self.edit.setFrame(False)
        self.edit.setFont(theme.font("lead_plain"))
        self.edit.setPlaceholderText(self.tr("Find a person, NHS number or action"))
        self.edit.setAccessibleName(self.tr("Find a person, NHS number or action"))
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.model: ListModel[Line] = ListModel(said, self, key=lambda line: line)
        self._drawing = LineDelegate()
        self.list = ListView(self.model, self._drawing, self.tr("Results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self.panel.setLayout(self._layout())
        self._show()

    def _layout(self) -> QLayout:
        head = row(gap=14, margins=(16, 0, 16, 0))
        head.addWidget(icon("search", 18, "blue"))
        head.addWidget(self.edit, 1)
        head.addWidget(key_cap("Esc"))
        top = box(head)
        top.setFixedHeight(INPUT - 1)
        tips = row(gap=16, margins=(16, 8, 16, 8))
        for keys, words in (("↑ ↓", self.tr("Move")), ("↵", self.tr("Open")), ("Tab", self.tr("More for this person"))):
            tips.addWidget(hint(keys, words))
        tips.addStretch(1)
        tips.addWidget(hint(">", self.tr("Actions only")))
        foot: QFrame = framed(tips, "foot")
        foot.setProperty("of", "dialog")
        foot.setFixedHeight(FOOT)
        whole = column(top, Rule(), self.list, foot, margins=(1, 1, 1, 1))
        whole.setStretch(2, 1)
        return whole

    def open(self, first: QWidget | None = None) -> None:
        super().open(first or self.edit)
        if self.edit.text():
            self.edit.setCursorPosition(len(self.edit.text()))
            self._typed(self.edit.text())
        self._ask_cases(self.shell.person_id())

    def place(self, width: int, height: int) -> None:
        wide = min(WIDTH, width - 32)
        top = TOP if height > 600 else 16
        lines = sum(self._drawing.height(line, wide) for line in self.model.items())
        high = min(INPUT + FOOT + 3 + min(max(lines, 40) + 8, MOST_LIST), height - top - 16)
        rail = WIDE if width >= NARROW_BELOW else 0  # over the page, not over the rail
        self.panel.setGeometry(rail + (width - rail - wide) // 2, top, wide, high)

    # --- asking -----------------------------------------------------------------------------------------------

    def _typed(self, words: str) -> None:
        self._target = None
        if words.startswith(">") or not words.strip():
            self._people, self._note = [], ""
            self._show()
            return
        query = partial(_search, text=words, actor=self.background.actor, limit=MOST_PEOPLE)
        self.background.read(self, query, partial(self._found, words), self._failed, key="palette")

    def _ask_cases(self, person_id: UUID | None) -> None:
        """What can be done for somebody hangs on the cases that they have."""
        if person_id is not None and person_id not in self._cases:
            query = partial(_cases_of, person_id=person_id)
            self.background.read(self, query, self._take_cases, self._failed, key="cases")

    def _take_cases(self, found: dict[UUID, Cases]) -> None:
        """The acts of a case appear; what was current stays so."""
        self._cases |= found
        before = self.list.current()
        self._show()
        items = self.model.items()
        if before in items:
            self.list.go_to(items.index(before))

    def _found(self, words: str, answer: tuple[Found, dict[UUID, Cases]]) -> None:
        found, cases = answer
        self._cases |= cases
        actor, today = self.background.actor, self.background.today()
        self._people = [person_line(match, words, actor, today) for match in found.matches]
        self._note = ""
        if found.hint:
            self._note = messages.sentence(found.hint)
        elif not found.matches:
            self._note = self.tr("Nobody found. Check the spelling, or try the NHS number or date of birth.")
        elif found.more:
            self._note = self.tr("There are more. Type more letters, a birth date or a postcode.")
        self._show()

    def _failed(self, error: InteamError) -> None:
        self._people, self._note = [], sentence(error)
        self._show()

    # --- showing ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        typed = self.edit.text()
        acts_only = typed.startswith(">")
        asked = typed.removeprefix(">").strip()
        target = next((one for one in self._people if one.person_id == self._target), None)
        target = target or (self._people[0] if self._people else None)
        lines: list[Line] = []
        if self._people:
            lines += [Head(self.tr("People")), *self._people]
        if self._note:
            lines.append(NoteLine(self._note))
        if acts_only or (asked and not self._people):
            here = here_lines(asked, self._buttons)
            lines += [Head(self.tr("On this screen")), *here] if here else []
        open_person = self.shell.person_id()
        whose = target.person_id if target else open_person
        cases = self._cases.get(whose) if whose is not None else None
        doing = act_lines(asked, self.background.actor, target, open_person, cases, every=acts_only)
        if doing:
            whom = self.tr("Do, for {name}").format(name=target.name) if target else self.tr("Do")
            lines += [Head(whom), *doing]
        if (acts_only or not self._people) and (why := why_not(asked, self.background.actor, cases)):
            lines.append(NoteLine(why))
        going = [] if acts_only else page_lines(asked, self.shell.screens)
        if going:
            lines += [Head(self.tr("Go to")), *going]
        if not lines:
            lines = [NoteLine(self.tr("No action of that name."))]
        self.model.show(lines)
        self._select(0, 1)
        self.fit()

    def _select(self, line: int, step: int) -> None:
        items = self.model.items()
        for _ in range(len(items)):
            line %= len(items)
            if not isinstance(items[line], Head | NoteLine):
                self.list.go_to(line)
                return
            line += step

    # --- keys -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab chooses whom the acts are for; the focus never leaves the box."""
        line = self.list.current()
        if forward and isinstance(line, PersonLine):
            self._target = line.person_id
            self._show()
            place = next_of(self.model.items(), ActLine)
            if place >= 0:
                self.list.go_to(place)
            self._ask_cases(line.person_id)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._select(self.list.current_row + step, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.current_row)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _run(self, place: int) -> None:
        line = self.model.item(place)
        if line is None or isinstance(line, Head | NoteLine):
            return
        self.close_overlay()
        match line:
            case PersonLine():
                self.shell.open("person", line.person_id)
            case ActLine():
                context = {"person_id": line.person_id} if line.person_id is not None else {}
                self.shell.show_sheet(line.act.key, **context)
            case HereLine():
                if isValid(button := self._buttons[line.place]):
                    button.click()
            case PageLine():
                self.shell.open(line.key)


def _search(session: Any, *, text: str, actor: Actor, limit: int) -> tuple[Found, dict[UUID, Cases]]:
    """Who answers to the words, and the cases of the best one, for whom the acts are."""
    found = search(session, text=text, actor=actor, limit=limit)
    best = found.matches[0] if found.matches and not found.matches[0].locked else None
    return found, _cases_of(session, best.person_id) if best is not None else {}


def _cases_of(session: Any, person_id: UUID) -> dict[UUID, Cases]:
    rows = cases_of_person(session, person_id)
    return {person_id: Cases(any(row.status == "open" for row in rows), any(row.status != "open" for row in rows))}


def _buttons_of(window: QWidget) -> list[Button]:
    """The acts that can be pressed on the page that is open."""
    page = getattr(window, "current", lambda: None)()
    found = page.findChildren(Button) if page is not None else []
    return [one for one in found if one.property("act") and one.isVisible() and one.isEnabled()]


def next_of(items: list[Line], kind: type) -> int:
    """The place of the first line of a kind, or -1."""
    return next((place for place, line in enumerate(items) if isinstance(line, kind)), -1)
