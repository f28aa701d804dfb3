"""Where the keyboard is in the editor of a plan: kept while the editor is made again, and led to a row just added."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QScrollArea, QTextEdit, QWidget
from shiboken6 import isValid

from ui.careplans.editor import Editor
from ui.careplans.signoff import SignoffEditor
from ui.widgets.focus import into_sight

AnyEditor = Editor | SignoffEditor


class Keyboard:
    """The keyboard's place, by the names of what can be focused: the widgets themselves come and go."""

    def __init__(self, area: QScrollArea) -> None:
        self._area = area
        self._wanted: UUID | None = None  # a row that was added and has not been read yet
        self._else: UUID | None = None  # the row to go to where the button that was pressed is gone
        self._caret: tuple[str, str, int] | None = None
        self._name = self._left = ""

    def remember(self, editor: AnyEditor | None) -> None:
        """Before the editor is made again."""
        inside = self._inside(editor)
        self._caret = editor.place() if isinstance(editor, Editor) and inside is not None else None
        self._name = inside.accessibleName() if inside is not None else ""

    def leave(self, editor: AnyEditor | None, row: UUID | None) -> None:
        """Before a sheet about a row opens over the page."""
        inside = self._inside(editor)
        self._left, self._else = inside.accessibleName() if inside is not None else "", row

    def want(self, row: UUID) -> None:
        """A row was added: the keyboard goes there once it is read."""
        self._wanted = row

    def restore(self, editor: AnyEditor | None, otherwise: QWidget) -> None:
        """After the editor was made again; otherwise is where to go when it has no place for the keyboard."""
        if self._caret is not None and isinstance(editor, Editor) and self._caret[0] in editor.boxes:
            editor.go_to(self._caret)
        elif self._name and editor is not None:
            self._go(self._named(editor, self._name) or _row(editor, self._else) or _first(editor, otherwise))
        self._caret, self._name = None, ""

    def restore_if_lost(self, editor: AnyEditor | None, otherwise: QWidget) -> None:
        """After a sheet was closed: the button that opened it may have gone in the meantime."""
        now = _focused(self._area)
        if now is None or now is self._area.window():
            self._name = self._left
            self.restore(editor, otherwise)

    def arrive(self, editor: AnyEditor | None) -> None:
        """Goes to the row that was added, if it has been read."""
        if editor is not None and (target := _row(editor, self._wanted)) is not None:
            self._wanted = None
            self._go(target)

    def lead(self, target: QWidget | None) -> None:
        """To something that wants attention."""
        self._go(target)

    def inside(self, part: QWidget) -> bool:
        """Whether it is in another part of the page."""
        now = _focused(self._area)
        return now is not None and part.isAncestorOf(now)

    def begin(self, editor: AnyEditor | None) -> bool:
        """To the first field of the section; False where it has none."""
        first = first_stop(editor.first_part()) if editor is not None else None
        self._go(first)
        return first is not None

    def _inside(self, editor: AnyEditor | None) -> QWidget | None:
        now = _focused(self._area)
        inside = editor is not None and now is not None and isValid(editor.widget) and editor.widget.isAncestorOf(now)
        return now if inside else None

    def _named(self, editor: AnyEditor, name: str) -> QWidget | None:
        return next((one for one in _stops(editor.widget) if one.accessibleName() == name), None)

    def _go(self, target: QWidget | None) -> None:
        if target is not None:
            # By Tab, so that the ring shows where one has come to; in words that would select them to be typed over.
            words = isinstance(target, QLineEdit | QTextEdit)
            target.setFocus(Qt.FocusReason.OtherFocusReason if words else Qt.FocusReason.TabFocusReason)
            # Once it stands in its place.
            QTimer.singleShot(0, target, partial(into_sight, target))


def _focused(widget: QWidget) -> QWidget | None:
    """What has the keyboard in the window, active or not; the stubs say that there is always something."""
    return widget.window().focusWidget()


def _row(editor: AnyEditor, row: UUID | None) -> QWidget | None:
    found = editor.rows.get(row) if isinstance(editor, Editor) and row is not None else None
    return found if found is not None and found.isEnabled() else None


def _first(editor: AnyEditor, otherwise: QWidget) -> QWidget:
    return first_stop(editor.widget) or otherwise


def _stops(root: QWidget) -> list[QWidget]:
    """What Tab stops at."""
    kinds = Qt.FocusPolicy.TabFocus
    every = root.findChildren(QWidget)
    return [one for one in every if one.focusPolicy() & kinds and one.focusProxy() is None and one.isEnabled()]


def first_stop(root: QWidget) -> QWidget | None:
    """The first that is not hidden."""
    return next((one for one in _stops(root) if one.isVisibleTo(root)), None)
