"""What other systems' records say about the person: conditions, plans, goals, encounters; read only."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.exchange import queries
from inteam.exchange.queries import OutsideRow
from ui.app.page import Page
from ui.person import words
from ui.person.parts import LinesCard, line, link

FIRST = 8  # lines; the rest when it is asked for
_KINDS = {
    "condition": "Condition",
    "care_plan": "Care plan",
    "goal": "Goal",
    "encounter": "Encounter",
    "service_request": "Request",
    "communication": "Message",
}
_ENDED = frozenset({"resolved", "inactive", "completed", "finished", "cancelled", "revoked", "stopped", "rejected"})


class OutsideCard(LinesCard):
    """Hidden where nothing came from elsewhere."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("From other records"), self.tr("read only"))
        self.page = page
        self._person: UUID | None = None
        self._all = False
        self._rows: Sequence[OutsideRow] = ()
        self.hide()

    def show_person(self, person_id: UUID) -> None:
        """Reads what there is about a person and shows it."""
        if person_id != self._person:
            self._person, self._all = person_id, False
            self.hide()
        query = partial(queries.outside_entries, person_id=person_id)
        self.page.background.read(self, query, self._show, self.page.fail, key="outside")

    def _show(self, rows: Sequence[OutsideRow]) -> None:
        self._rows = rows
        self.setVisible(bool(rows))
        shown = rows if self._all else rows[:FIRST]
        lines: list[QWidget] = [_line(row) for row in shown]
        if len(rows) > len(shown):
            lines.append(link(self.tr("Show all {count}").format(count=len(rows)), self._show_all))
        self.show_lines(lines, "")

    def _show_all(self) -> None:
        self._all = True
        self._show(self._rows)


def _line(row: OutsideRow) -> QWidget:
    span = " to ".join(part for part in (words.day(row.from_on), words.day(row.until_on)) if part)
    source = f"from {row.source}" if row.source else ""
    parts = (
        _KINDS.get(row.kind, row.kind),
        words.plain(row.status or ""),
        span,
        row.by_name,
        row.organisation_name,
        source,
    )
    note = ", ".join(part for part in parts if part)
    said = f"{note}. {row.detail}" if row.detail else note
    return line(row.display, said, former=row.status in _ENDED, most=3)
