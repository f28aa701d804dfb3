"""Which referrals are shown: from one source, on one pathway."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from inteam.pathways import current
from inteam.referrals import words
from ui.widgets.buttons import FilterChip


class Filters(QObject):
    """Two chips, each with a menu; None shows all."""

    changed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.sources: list[str] | None = None
        self.pathway: str | None = None
        self.source_chip = FilterChip(self.tr("All sources"), trailing="chevron_down", height=28)
        self.pathway_chip = FilterChip(self.tr("Pathway"), trailing="chevron_down", height=28)
        self.chips = (self.source_chip, self.pathway_chip)
        self.source_chip.clicked.connect(self._source_menu)
        self.pathway_chip.clicked.connect(self._pathway_menu)

    @property
    def narrowed(self) -> bool:
        """Whether not all are shown."""
        return bool(self.sources or self.pathway)

    def _source_menu(self) -> None:
        self._menu(self.source_chip, self.tr("All sources"), words.SOURCES.items())
        self.source_chip.setChecked(bool(self.sources))

    def _pathway_menu(self) -> None:
        choices = [(key, way.title) for key, way in current().items()]
        self._menu(self.pathway_chip, self.tr("All pathways"), choices)
        self.pathway_chip.setChecked(bool(self.pathway))

    def _menu(self, chip: FilterChip, everything: str, choices: Any) -> None:
        menu = QMenu(chip)
        menu.setAccessibleName(chip.text())
        for value, said in [(None, everything), *choices]:
            menu.addAction(said).triggered.connect(partial(self._take, chip, value, said))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _take(self, chip: FilterChip, value: str | None, said: str, _on: bool = False) -> None:
        if chip is self.source_chip:
            self.sources = [value] if value else None
        else:
            self.pathway, said = value, said if value else self.tr("Pathway")
        chip.setText(said)
        chip.setChecked(value is not None)
        self.changed.emit()
