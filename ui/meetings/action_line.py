"""One line to type an action in: the words, @ who, / the day, Enter."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame

from inteam.meetings import typed_action
from inteam.meetings.rules import ActionEntry
from ui.meetings.words import initials
from ui.widgets import dates, paint, theme
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import column
from ui.widgets.lists import ItemDelegate, ListModel, ListView

_SHOWN = 4


class Colleague(NamedTuple):
    """Somebody who can own an action."""

    id: UUID
    name: str
    role: str


class _ColleagueLine(ItemDelegate[Colleague]):
    """Initials, name, role."""

    def height(self, item: Colleague, width: int) -> int:
        return 34

    def draw(self, painter: QPainter, area: QRectF, item: Colleague, *, current: bool, hovered: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = area.center().y()
        paint.disc(painter, QRectF(area.x() + 12, middle - 12, 24, 24), "blue", initials(item.name))
        room = area.adjusted(46, 0, -12, 0)
        paint.text(painter, room, item.name, "dense")
        used = paint.text_width(item.name, "dense") + 8
        paint.text(painter, room.adjusted(used, 0, 0, 0), item.role, "caption", "muted")


class ActionLine(QFrame):
    """Emits `agreed` with an ActionEntry on Enter; what is missing is said underneath and nothing is lost."""

    agreed = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("kind", "plainbox")
        self._today = today
        self._people: list[Colleague] = []
        self._owner: Colleague | None = None
        self.box = TextBox(self.tr("Action"), hint=self.tr("What will be done"))
        self.box.edit.textEdited.connect(self._typed)
        self.box.edit.installEventFilter(self)
        self._model: ListModel[Colleague] = ListModel(lambda c: f"{c.name}, {c.role}")
        self._list = ListView(self._model, _ColleagueLine(), self.tr("Who can do it"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(lambda index: self._take(index.row()))
        self._list.hide()
        self._read = Label("", "caption", "blue_deep", elide=True)
        self._help = Paragraph(self.tr("Type the action, @ for who, / for the date."), "caption", "muted")
        self._problem = Paragraph("", "caption_strong", "red")
        self._problem.hide()
        self._read.hide()
        self.setLayout(column(self.box, self._list, 6, self._read, self._problem, self._help))
        self.setFocusProxy(self.box.edit)

    def set_people(self, people: Sequence[Colleague]) -> None:
        """Who can be named after @."""
        self._people = list(people)

    def text(self) -> str:
        """What is typed and not agreed yet."""
        return self.box.text()

    def set_text(self, words: str) -> None:
        """Puts words back, as from a draft."""
        self._owner = None
        self.box.set_text(words)
        self._typed(words)

    def clear(self) -> None:
        """Empty again, for the next action."""
        self._owner = None
        self.box.set_text("")
        self._typed("")

    def set_problem(self, words: str) -> None:
        """What is missing, or nothing."""
        self._problem.say(words)
        self._problem.setVisible(bool(words))
        self._help.setVisible(not words)
        self.box.set_wrong(bool(words))
        self.box.edit.setAccessibleDescription(words or self._help.text())

    def entry(self) -> ActionEntry | str:
        """What is typed as an entry, or the sentence that says what is missing."""
        typed = typed_action.parse(self.box.text())
        owner = self._owner_of(typed)
        day = typed_action.day(typed.when, self._today()) if typed.when is not None else None
        if not typed.text:
            return self.tr("Write what is to be done.")
        if owner is None:
            return self.tr("Say who does it: @ and a name.")
        if day is None:
            return self.tr("Say by when: / and a day, such as /2w or /27-Nov.")
        return ActionEntry(typed.text, day, owner_id=owner.id)

    # --- typing -----------------------------------------------------------------------------------------------

    def _owner_of(self, typed: typed_action.TypedAction) -> Colleague | None:
        if typed.who is None:
            return None
        if self._owner is not None and self._owner.name.casefold() == typed.who.casefold():
            return self._owner
        fit = typed_action.matching(typed.who, [c.name for c in self._people]) if typed.who else []
        exact = [c for c in self._people if c.name.casefold() == typed.who.casefold()]
        if exact:
            return exact[0]
        return self._people[fit[0]] if len(fit) == 1 else None

    def _typed(self, words: str) -> None:
        self.set_problem("")
        typed = typed_action.parse(words)
        owner = self._owner_of(typed)
        naming = typed.who is not None and typed.when is None and not (owner and owner.name == typed.who)
        fit = typed_action.matching(typed.who or "", [c.name for c in self._people]) if naming else []
        self._offer([self._people[place] for place in fit[:_SHOWN]])
        day = typed_action.day(typed.when, self._today()) if typed.when is not None else None
        parts = [owner.name if owner else "", dates.shown(day) if day else ""]
        said = ", ".join(part for part in parts if part)
        self._read.say(said)
        self._read.setVisible(bool(said) and not naming)

    def _offer(self, found: list[Colleague]) -> None:
        self._model.show(found)
        self._list.setVisible(bool(found))
        self._list.setFixedHeight(34 * len(found))
        if found:
            self._list.go_to(0)

    def offered(self) -> list[Colleague]:
        """Who is listed under the line now."""
        return self._model.items() if self._list.isVisible() else []

    def _take(self, line: int) -> None:
        item = self._model.item(line)
        if item is None:
            return
        words = self.box.edit.text()
        at = words.rfind("@")
        self._owner = item
        self.box.set_text(f"{words[:at]}@{item.name} ")
        self._typed(self.box.edit.text())
        self.box.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        offering = self._list.isVisible()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0)
        if offering and step:
            self._list.go_to((self._list.current_row + step) % self._model.rowCount())
        elif offering and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self._list.current_row)
        elif offering and key == Qt.Key.Key_Escape:
            self._offer([])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._send()
        else:
            return False
        return True

    def _send(self) -> None:
        if not self.box.text():
            return
        entry = self.entry()
        if isinstance(entry, str):
            self.set_problem(entry)
        else:
            self.agreed.emit(entry)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            theme.set_property(self, "off", not self.isEnabled())
