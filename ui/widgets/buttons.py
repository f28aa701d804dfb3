"""Buttons, links, filter chips, check boxes and radio buttons. QSS draws the box; the content is painted."""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
)

from ui.widgets import icons, paint, theme
from ui.widgets.focus import update_ring

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionButton

    _Base = QAbstractButton
else:
    _Base = object  # one widget cannot have two bases of Qt
_INK = {"primary": "on_blue", "danger": "red", "quiet": "blue", "icon": "muted", "navy": "on_navy"}
_SIZES = {36: (14, 8, 16, "body_strong"), 28: (10, 6, 14, "dense_strong")}


class Button(QPushButton):
    """A push button: icon, words, key cap, trailing icon.

    kind: plain, primary (one on a screen), danger, quiet (words only), navy (on the dark bar).
    The words stay on the QPushButton, so screen readers and tests find the button by name.
    """

    def __init__(
        self,
        words: str,
        kind: str = "plain",
        height: int = 36,
        icon: str = "",
        key: str = "",
        trailing: str = "",
        style: str = "",
        token: str = "",
    ) -> None:
        super().__init__(words)
        self.setProperty("kind", kind)
        pad, gap, icon_size, default = _SIZES[36 if height > 32 else 28]
        self._pad = pad
        self._gap, self._icon_size = gap, icon_size
        self._style, self._icon, self._key, self._trailing = style or default, icon, key, trailing
        self._token = token or _INK.get(kind, "ink")
        self._small_key = height < 28
        self.compact = False
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        if key:
            self.setToolTip(f"{words} ({key})")

    def setText(self, text: str) -> None:
        """The words, and the name that is read out."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def key_cap(self) -> str:
        """The key that is printed on it, or nothing."""
        return self._key

    def set_icon(self, name: str) -> None:
        """Another icon, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Shows only the icon; the name stays for screen readers."""
        self.compact = compact
        if compact and not self.toolTip():
            self.setToolTip(self.text())
        self.updateGeometry()
        self.update()

    def _content_width(self) -> float:
        parts = []
        if self._icon:
            parts.append(float(self._icon_size))
        if not self.compact or not self._icon:
            parts.append(paint.text_width(self.text(), self._style))
            if self._key:
                parts.append(paint.key_width(self._key, small=self._small_key))
            if self._trailing:
                parts.append(14.0)
        return sum(parts) + self._gap * (len(parts) - 1)

    def sizeHint(self) -> QSize:
        return QSize(ceil(self._content_width()) + 2 * self._pad + 2, self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        update_ring(self, event)

    def content_token(self) -> str:
        """The colour token of the words now."""
        return self._token if self.isEnabled() else "muted"

    def initStyleOption(self, option: "QStyleOptionButton") -> None:
        """The box alone is Qt's; naming QStyle to draw it would make all of its enumerations known (13 ms)."""
        super().initStyleOption(option)
        option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._content(QPainter(self), self.content_token(), self.height() / 2)

    def _content(self, painter: QPainter, token: str, middle: float) -> None:
        x = (self.width() - self._content_width()) / 2
        if self._icon:
            icons.draw(painter, self._icon, x, middle - self._icon_size / 2, self._icon_size, token)
            x += self._icon_size + self._gap
            if self.compact:
                return
        width = paint.text_width(self.text(), self._style)
        paint.text(painter, QRectF(x, 0, width + 1, self.height()), self.text(), self._style, token)
        x += width + self._gap
        if self._key:
            on_blue = self.property("kind") == "primary" and self.isEnabled()
            paint.key(painter, x, middle, self._key, on_blue=on_blue, small=self._small_key)
        elif self._trailing:
            icons.draw(painter, self._trailing, x, middle - 7, 14, token)


class FilterChip(Button):
    """An outlined chip that is on or off; on is filled with the tint."""

    def __init__(
        self,
        words: str,
        on: bool = False,
        icon: str = "",
        trailing: str = "",
        *,
        dashed: bool = False,
        height: int = 28,
    ) -> None:
        super().__init__(words, "filter", 28, icon, trailing=trailing)
        self.setProperty("dashed", dashed)
        self.setProperty("tall", height)
        self.setFixedHeight(height)
        self._small, self._dashed, self._gap = height < 28, dashed, 5
        self.setCheckable(True)
        self.toggled.connect(self._restyle)
        self.setChecked(on)
        self._restyle(on)

    def _restyle(self, on: bool) -> None:
        size = "caption" if self._small else "dense"
        self._style = f"{size}_strong" if on else f"{size}_medium"
        self._token = "blue_deep" if on else "ink"
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._dashed:  # QSS draws dashes unevenly round a corner
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.colour("line_strong"), 1)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            radius = self.height() / 2 - 0.5
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class IconButton(Button):
    """A square button with only an icon. The name is required: it is what is read out."""

    def __init__(self, icon: str, name: str, size: int = 36, token: str = "muted", icon_size: int = 18) -> None:
        super().__init__("", "icon", 28, token=token)
        self._icon, self._icon_size = icon, icon_size
        self.setFixedSize(size, size)
        self.set_name(name)
        self.set_compact(True)

    def sizeHint(self) -> QSize:
        return self.maximumSize()

    def set_name(self, name: str) -> None:
        """What it does, in words."""
        self.setAccessibleName(name)
        self.setToolTip(name)


class Link(Button):
    """Words that act: no box until hover, no padding, so they align with the text around them."""

    def __init__(self, words: str, style: str = "dense_strong", token: str = "blue") -> None:
        super().__init__(words, "quiet", 24, style=style, token=token)
        self._pad = -1

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(24, 24))  # never too small to hit


class _Marked(_Base):
    """A mark and words after it: what a check box and a radio button have in common. Qt's own kind says its role."""

    style_name = "dense"
    mark: Callable[..., None]

    def __init__(self, words: str, on: bool = False) -> None:
        super().__init__()
        self.setText(words)
        self.setChecked(on)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(ceil(paint.text_width(self.text(), self.style_name)) + 25, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 24)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        update_ring(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        update_ring(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.mark(painter, 0, self.height() / 2, on=self.isChecked())
        token = "ink" if self.isEnabled() else "muted"
        paint.text(painter, QRectF(self.rect()).adjusted(24, 0, 0, 0), self.text(), self.style_name, token)


class CheckBox(_Marked, QCheckBox):
    """A check box with its words, as the table delegates draw it."""

    mark = staticmethod(paint.check_box)


class Radio(_Marked, QRadioButton):
    """One of several choices, with its words."""

    style_name = "body"
    mark = staticmethod(paint.radio)
