"""Boxes to type in: one line with an icon and things after it, and several lines."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QTextEdit, QWidget

from ui.widgets import theme
from ui.widgets.layouts import column, row
from ui.widgets.marks import icon as painted_icon

_FOCUS = (QEvent.Type.FocusIn, QEvent.Type.FocusOut)
LINE_HEIGHT = 21


class Boxed(QFrame):
    """A field's frame: it thickens with focus, and is red while what it holds is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "field")

    def set_wrong(self, wrong: bool) -> None:
        """Red border, or the usual one."""
        theme.set_property(self, "error", wrong)

    def follow(self, edit: QWidget) -> None:
        """Thickens with the focus of `edit`, and gives it the focus that comes here."""
        edit.installEventFilter(self)
        self.setFocusProxy(edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOCUS:
            theme.set_property(self, "focused", event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)


class TextBox(Boxed):
    """One line to type in, with room for an icon before it and widgets after it. The edit is `edit`."""

    def __init__(
        self,
        name: str,
        icon: str = "",
        hint: str = "",
        value: str = "",
        height: int = 36,
        after: tuple[QWidget, ...] = (),
        icon_token: str = "muted",
        pad: int = 10,
    ) -> None:
        super().__init__()
        self.setFixedHeight(height)
        self.edit = QLineEdit(value)
        self.edit.setFrame(False)
        self.edit.setFont(theme.font("body" if height > 30 else "dense"))
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(name)
        self.edit.setTextMargins(-2, 0, -2, 0)  # QLineEdit pads its text by 2
        self.edit.setMinimumWidth(40)
        layout = row(gap=10 if pad > 10 else 8, margins=(pad, 0, pad, 0))
        if icon:
            layout.addWidget(painted_icon(icon, 16, icon_token))
        layout.addWidget(self.edit, 1)
        for widget in after:
            layout.addWidget(widget)
        self.setLayout(layout)
        self.follow(self.edit)

    def text(self) -> str:
        """What is typed, without spaces at its ends."""
        return self.edit.text().strip()

    def set_text(self, words: str) -> None:
        """Puts words in."""
        self.edit.setText(words)


class _Lines(QTextEdit):
    """Plain text at a fixed line height; Tab leaves it."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font("body"))
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.document().setDocumentMargin(0)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(LINE_HEIGHT)

    def space(self) -> None:
        """Gives every paragraph the line height; QSS cannot."""
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        whole.mergeBlockFormat(spaced)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaves = (Qt.Key.Key_Escape,)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in leaves or (control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            event.ignore()  # the form's keys
            return
        super().keyPressEvent(event)


class TextArea(Boxed):
    """Several lines to type in, `lines` high; longer text scrolls. The edit is `edit`."""

    changed = Signal()

    def __init__(self, name: str, *, hint: str = "", value: str = "", lines: int = 4) -> None:
        super().__init__()
        self.edit = _Lines(name, hint)
        self._margins = column(self.edit, margins=(10, 9, 6, 9))
        self.setLayout(self._margins)
        self.setFixedHeight(lines * LINE_HEIGHT + 22)
        self.follow(self.edit)
        self.set_text(value)
        self.edit.textChanged.connect(self.changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOCUS:
            inset = 1 if event.type() == QEvent.Type.FocusIn else 0  # the border takes the other pixel
            self._margins.setContentsMargins(10 - inset, 9 - inset, 6 - inset, 9 - inset)
        return super().eventFilter(watched, event)

    def text(self) -> str:
        """What is typed, as it is typed, without blank lines at its ends."""
        return self.edit.toPlainText().strip()

    def set_text(self, words: str) -> None:
        """Puts words in, the caret after them; undo goes no further back."""
        self.edit.setPlainText(words)
        self.edit.space()
        self.edit.document().clearUndoRedoStacks()
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
