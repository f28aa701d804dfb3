"""Puts the tokens into Qt: fonts, palette, one style sheet, and a signal when they change."""

from functools import lru_cache
from string import Template

from PySide6.QtCore import QLoggingCategory, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui.widgets import speaking
from ui.widgets.tokens import COMFORTABLE, DARK, LIGHT, TYPE, Density

FAMILY = "Inter"
_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


class _Current(QObject):
    """The theme in use. `changed` tells delegates and painted widgets to draw again."""

    changed = Signal()
    tokens: dict[str, str] = LIGHT
    density: Density = COMFORTABLE
    dark: bool = False
    motion: bool = True
    letters: bool = True  # single letters act in lists
    dressed: bool = False


current = _Current()


def load_fonts() -> None:
    """Registers the four Inter weights. Call after QApplication, before the first widget."""
    for weight in _WEIGHTS:
        file = resources.path(f"fonts/Inter-{weight}.ttf")
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(file)


def load_scripts() -> None:
    """Registers the shipped fonts of the other scripts as what Inter falls back on.

    After the first paint: a name in Tamil is then shown on every computer, whatever fonts it has.
    """
    families: list[str] = []
    for file in sorted(resources.path("fonts").iterdir()):
        if file.suffix == ".ttf" and not file.name.startswith("Inter-"):
            number = QFontDatabase.addApplicationFont(str(file))
            families += QFontDatabase.applicationFontFamilies(number)
    QFont.insertSubstitutions(FAMILY, list(dict.fromkeys(families)))
    font.cache_clear()
    current.changed.emit()


@lru_cache(maxsize=256)
def _colour(value: str) -> QColor:
    return QColor(value)


def colour(token: str) -> QColor:
    """The colour of a token in the theme in use."""
    return _colour(current.tokens[token])


@lru_cache(maxsize=64)
def font(style: str) -> QFont:
    """The font of a type style. Sizes are logical pixels, so they follow the scale factor."""
    made = QFont(FAMILY)
    made.setPixelSize(TYPE[style].px)
    made.setWeight(QFont.Weight(TYPE[style].weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if TYPE[style].px >= 20:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.25)
    return made


_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunk",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "blue",
    QPalette.ColorRole.HighlightedText: "on_blue",
    QPalette.ColorRole.Link: "blue",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "surface",
}


def palette() -> QPalette:
    """Colours for what QSS does not reach: carets, placeholders, native menus."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, colour(token))
    return made


def style_sheet() -> str:
    """The QSS template filled from the tokens."""
    template = Template(resources.text("styles/inteam.qss"))
    sizes = {"control": f"{current.density.control}px"}
    return template.substitute(current.tokens | sizes)


def apply(*, dark: bool = False, density: Density = COMFORTABLE) -> None:
    """Sets one palette and one style sheet on the application, then tells the painters."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("the theme needs an application")  # noqa: TRY004 (not a wrong argument)
    current.tokens = DARK if dark else LIGHT
    current.dark, current.density = dark, density
    app.setFont(font("body"))
    app.setPalette(palette())
    app.setStyleSheet(style_sheet())
    current.changed.emit()


def dress(app: QApplication, *, dark: bool = False) -> None:
    """Gives a new application a style QSS can build on, the fonts and the theme."""
    QLoggingCategory.setFilterRules("qt.text.font.db=false")  # it names each font that a script was looked for in
    speaking.listen()
    app.setStyle("Fusion")
    load_fonts()
    apply(dark=dark)
    current.dressed = True


def begin_again() -> None:
    """After an application has ended and before the next one: another text size needs a new one."""
    global current  # Qt has deleted the old one with its application
    current = _Current()
    _colour.cache_clear()
    font.cache_clear()


def milliseconds(duration: int) -> int:
    """How long a movement takes: 0 where motion is reduced."""
    return duration if current.motion else 0


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Sets a dynamic property and re-reads the QSS rules that depend on it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
