"""Settings: this computer, security, local policy, team, about."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from inteam import __version__, incidents
from inteam.policy import service
from inteam.policy.service import PolicyRow
from ui.app.background import Background
from ui.app.page import Page
from ui.settings import people
from ui.settings.looks import Looks
from ui.settings.people import People
from ui.settings.policy import Policy, unchecked
from ui.settings.security import Security
from ui.settings.team import TeamPart
from ui.widgets.bars import Tabs
from ui.widgets.cards import Card
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import column

if TYPE_CHECKING:
    from ui.app.start import Program

COMPUTER, SECURITY, POLICY, TEAM, ABOUT = range(5)
WIDEST = 1080


class SettingsPage(Page):
    """Five parts behind tabs; Alt+1 … Alt+5."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {"setting", "staff", "team", "team_member", "team_in_team", "cover", "organisation"}
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Alt+1 … 5", "This computer, security, local policy, team, about"),
        ("Enter", "Change the current setting, member of staff, team or organisation"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self.tabs = Tabs(
            [
                (self.tr("This computer"), ""),
                (self.tr("Security"), ""),
                (self.tr("Local policy"), ""),
                (self.tr("Team"), ""),
                (self.tr("About"), ""),
            ],
            in_card=True,  # no bar from edge to edge: it stands inside the page
        )
        self.looks, self.security, self.policy, self.team = Looks(), Security(), Policy(), TeamPart()
        self._parts = _Parts()
        for part in (self.looks, self.security, self.policy, self.team, self._about()):
            self._parts.addWidget(_top(part))
        self.tabs.changed.connect(self._turn)
        self.team.left_wanted.connect(self._reload_team)
        self.body.addWidget(Label(self.tr("Settings"), "title"))
        self.body.addWidget(self.tabs)
        for part in (self.tabs, self._parts):
            part.setMaximumWidth(WIDEST)
        self.body.addWidget(self._parts)
        self.body.addStretch(1)
        self.looks.show_preferences(None)

    def arrive(self, *args: Any) -> None:
        """One of the parts, by its number, when another screen asks for it."""
        if args and isinstance(args[0], int):
            self.tabs.choose(args[0])

    def reload(self) -> None:
        program = self._program()
        self.looks.show_preferences(program)
        self.security.reload(program)
        today = self.background.today()
        self.background.read(
            self, lambda session: service.settings(session, today), self._show_policy, self.fail, key="policy"
        )
        self._reload_team()

    def _reload_team(self) -> None:
        left, closed = self.team.left.isChecked(), self.team.organisations.closed.isChecked()
        query = partial(people.read, on=self.background.today(), with_left=left, with_closed=closed)
        self.background.read(self, query, self._show_team, self.fail, key="team")

    def reflow(self, narrow: bool) -> None:
        super().reflow(narrow)
        team = self.team
        for table in (self.policy.table, team.staff, team.teams.table, team.cover.table, team.organisations.table):
            table.set_narrow(narrow)

    def first_focus(self) -> QWidget | None:
        return self.looks.theme if self.tabs.current() == COMPUTER else None

    def _program(self) -> "Program | None":
        return getattr(self.window(), "program", None)

    def _turn(self, number: int) -> None:
        self._parts.setCurrentIndex(number)
        self._parts.updateGeometry()
        self.verticalScrollBar().setValue(0)

    def _show_policy(self, rows: list[PolicyRow]) -> None:
        self.policy.show_rows(rows, may_write=self.background.actor.may("policy.write"))
        left = unchecked(rows)
        self.tabs.set_count(POLICY, str(left) if left else "")

    def _show_team(self, known: People) -> None:
        actor = self.background.actor
        self.team.show_people(known, may_write=actor.may("organisations.write"), may_cover=actor.may("caseload.write"))

    def _about(self) -> QWidget:
        what = Card(self.tr("INTeam"))
        what.inside(
            Label(self.tr("Version {number}").format(number=__version__), "body_strong"),
            Paragraph(self.tr("Shared casework for a neighbourhood team. Apache licence 2.0."), "body", "muted"),
            gap=4,
        )
        stored = Card(self.tr("What is stored where"))
        stored.inside(
            Paragraph(
                self.tr(
                    "Every record, draft and trail of who did what: in the encrypted file, and nowhere else. Its key: "
                    "sealed in the key file beside it, and in this computer’s keyring if you chose so. Preferences and "
                    "the list of files that were open: in your settings folder, without a word from a record."
                ),
                "body",
                line=21,
            ),
            Paragraph(
                self.tr("Faults are written to {file}, without names, numbers or notes.").format(
                    file=incidents.log_file()
                ),
                "dense",
                "muted",
            ),
            gap=8,
        )
        return _column(what, stored)


class _Parts(QStackedWidget):
    """As high as the part that is shown, not as the highest."""

    def sizeHint(self) -> Any:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> Any:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


def _column(*cards: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(*cards, gap=16))
    return made


def _top(part: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(part, None))
    return holder
