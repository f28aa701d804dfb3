"""One way to read, fill and watch any control, so that a form can keep what stands in it as a draft."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ui.widgets.fields import ChoiceField, DateField
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.segmented import SegmentedControl
from ui.widgets.suggest import SuggestBox


def read(control: QWidget) -> Any:
    """What stands in a control, as JSON can keep it: words, a number, true or false."""
    match control:
        case SuggestBox():
            return {"value": None if control.value() is None else str(control.value()), "words": control.edit.text()}
        case TextBox():
            return control.edit.text()
        case TextArea():
            return control.edit.toPlainText()
        case ChoiceField():
            return None if control.value() is None else str(control.value())
        case SegmentedControl():
            return control.current
        case QAbstractButton():
            return control.isChecked()
        case QLineEdit():
            return control.text()
    raise TypeError(f"a form cannot keep a {type(control).__name__}")


def fill(control: QWidget, value: Any) -> None:
    """Puts back what `read` gave."""
    match control:
        case SuggestBox():
            kept = value if isinstance(value, dict) else {}
            control.set_value(_identified(kept.get("value")), kept.get("words", ""))
        case DateField():
            control.edit.setText(str(value or ""))
            control.settle()
        case TextBox() | TextArea():
            control.set_text(str(value or ""))
        case ChoiceField():
            control.set_text_value(None if value is None else str(value))
        case SegmentedControl():
            control.set_current(int(value))
        case QAbstractButton():
            control.setChecked(bool(value))
        case QLineEdit():
            control.setText(str(value or ""))


def _identified(text: Any) -> Any:
    """The id that a kept text stands for, or the text itself."""
    try:
        return UUID(text)
    except (TypeError, ValueError, AttributeError):
        return text


def watch(control: QWidget, touched: Callable[[], object]) -> None:
    """Calls `touched` at each change that a person makes."""

    def tell(*_what: object) -> None:
        touched()

    for signal in _signals(control):
        signal.connect(tell)


def _signals(control: QWidget) -> list[SignalInstance]:
    match control:
        case SuggestBox():
            return [control.edit.textEdited, control.chosen]
        case DateField():
            return [control.edit.textEdited, control.changed]
        case TextBox():
            return [control.edit.textChanged]
        case TextArea() | ChoiceField():
            return [control.changed]
        case SegmentedControl():
            return [control.chosen]
        case QAbstractButton():
            return [control.toggled]
        case _:
            return [control.textChanged] if isinstance(control, QLineEdit) else []


def words(control: QWidget) -> str:
    """What stands in a control, as a person reads it."""
    match control:
        case SuggestBox():
            return control.edit.text().strip()
        case TextBox() | TextArea():
            return control.text()
        case ChoiceField():
            return control.words()
        case SegmentedControl():
            chosen = control.focusProxy()
            return chosen.text() if control.current >= 0 and isinstance(chosen, QAbstractButton) else ""
        case QAbstractButton():
            return "Yes" if control.isChecked() else "No"
        case QLineEdit():
            return control.text().strip()
    raise TypeError(f"a form cannot compare a {type(control).__name__}")


def between(control: QWidget) -> str | None:
    """What stands between two texts that are kept both; None for a control that can hold only one answer."""
    if isinstance(control, TextArea):
        return "\n"
    return "; " if isinstance(control, TextBox) and control.property("prose") else None


def dated(control: QWidget) -> bool:
    """Whether it holds a day, a choice or a yes: where two differ, the newest is proposed."""
    return isinstance(control, DateField | ChoiceField | SegmentedControl | QAbstractButton)
