"""Teams: their kind, who leads them, and to which team they belong."""

from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt

from inteam.organisations import queries, service, service_teams
from inteam.organisations.queries import PlaceRow, TeamRow
from inteam.people import dates
from ui.app import acts, roles
from ui.app.shell import Shell, shell_of
from ui.settings.asking import Asking
from ui.settings.people import People
from ui.widgets.cards import Card
from ui.widgets.delegates import Cell, Look
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextBox
from ui.widgets.layouts import row
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView
from ui.widgets.table_paint import HEAD_HEIGHT

MOST_ROWS = 12  # a longer list scrolls in its card


class TeamsCard(Card):
    """The teams of today; Enter on one changes it."""

    def __init__(self) -> None:
        self._change_button = acts.act_button("settings.team_change", self._change_current, height=28)
        self._add_button = acts.act_button("settings.team", self._add, height=28)
        super().__init__("Teams", "", self._change_button, self._add_button)
        self._known = People((), (), (), ())
        self.model: RowsModel[TeamRow] = RowsModel(
            [
                Column[TeamRow](self.tr("Team"), lambda one: Look(one.name), Cell("dense_strong"), 0),
                Column[TeamRow](self.tr("Kind"), lambda one: Look(roles.team_words(one.kind)), Cell(), 180, 160),
                Column[TeamRow](self.tr("Part of"), self._place_look, Cell(), 220, 170),
                Column[TeamRow](self.tr("Led by"), lambda one: Look(self._known.lead_of(one)), Cell(), 160, 0),
                Column[TeamRow](self.tr("Members"), lambda one: Look(str(self._known.members_of(one))), Cell(), 90, 80),
            ],
            self,
        )
        self.table = TableView(self.model, self.tr("Teams"))
        self.table.opened.connect(lambda line: self._change(self.model.row(line)))
        self.body.addWidget(self.table)
        self.body.addSpacing(8)

    def show_teams(self, known: People, *, may_write: bool) -> None:
        """Which teams there are."""
        self._known = known
        self.model.show(list(known.teams))
        self.table.setFixedHeight(HEAD_HEIGHT + 36 * min(MOST_ROWS, max(1, len(known.teams))) + 2)
        self._add_button.setVisible(may_write)
        self._change_button.setVisible(may_write and bool(known.teams))

    def _place_look(self, one: TeamRow) -> Look:
        place = self._known.place_of(one)
        if place is None:
            return Look("")
        if place.from_on > shell_of(self).background.today():
            said = self.tr("{team} from {day}").format(team=place.outer, day=dates.short(place.from_on))
            return Look(said, "muted")
        return Look(place.outer)

    def _add(self) -> None:
        TeamDialog(shell_of(self), self._known).open()

    def _change_current(self) -> None:
        self._change(self.table.current())

    def _change(self, chosen: TeamRow | None) -> None:
        shell = shell_of(self)
        if chosen is not None and shell.background.actor.may("organisations.write"):
            TeamDialog(shell, self._known, chosen).open()


class TeamDialog(Asking):
    """A new team, or one that is there; with the team to which it belongs from a day on."""

    what: ClassVar[str] = "team"

    def __init__(self, shell: Shell, known: People, team: TeamRow | None = None) -> None:
        super().__init__(shell, "Add a team" if team is None else team.name, "Add" if team is None else "Save")
        today = self.background.today()
        self._place = known.place_of(team) if team is not None else None
        lead = known.lead_staff(team) if team is not None else None
        self._marked = lead.id if lead is not None else None  # leads it by their membership, so the list says so
        leads = [*known.staying(), *((one.id, one.name) for one in known.staff if one is lead and one.left_on)]
        others = [(one.id, one.name) for one in known.teams if team is None or one.id != team.id]
        if self._place is not None and self._place.outer_id not in dict(others):
            others.append((self._place.outer_id, self._place.outer))  # a team that begins later, or has ended
        self.name = TextBox(self.tr("Name"))
        self.kind = ChoiceField(self.tr("Kind"), roles.TEAM_KINDS)
        self.lead = ChoiceField(self.tr("Led by"), [(None, self.tr("Nobody yet")), *leads])
        self.since = DateField(self.tr("Since"), self.background.today, value=today)
        self.outer = ChoiceField(self.tr("Part of"), [(None, self.tr("No other team")), *others])
        self.inside_from = DateField(self.tr("Part of it from"), self.background.today, value=today)
        self.add("name", Field(self.tr("Name"), self.name))
        self.add("kind", Field(self.tr("Kind"), self.kind))
        self.add("lead_id", Field(self.tr("Led by"), self.lead, optional=True))
        if team is None:
            self.add("from_on", Field(self.tr("Since"), self.since))
        help_words = self.tr("That team then sees this one’s referrals.")
        self.fields["outer_id"] = Field(self.tr("Part of"), self.outer, optional=True, help=help_words)
        self.fields["inside_from"] = Field(self.tr("From"), self.inside_from)
        place = row(gap=12)
        place.addWidget(self.fields["outer_id"], 3, Qt.AlignmentFlag.AlignTop)
        place.addWidget(self.fields["inside_from"], 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(place)
        self.outer.set_value(None)
        if team is not None:
            self._show_place(self._place)
            self.show_record(team)
            self.begin(team)
        self.outer.changed.connect(self._date_place)

    def present(self, session: Any) -> TeamRow | None:
        found = queries.teams(session, on=self.background.today(), team_id=self.record.id)
        return found[0] if found else None

    def show_record(self, record: TeamRow) -> None:
        self.name.set_text(record.name)
        self.kind.set_value(record.kind)
        self.lead.set_value(record.lead_id or self._marked)

    def _show_place(self, place: PlaceRow | None) -> None:
        self.outer.set_value(place.outer_id if place is not None else None)
        self.inside_from.set_value(place.from_on if place is not None else self.background.today())

    def _date_place(self) -> None:
        """Another place begins today unless it is said otherwise; the one that stands keeps its beginning."""
        stands = self._place is not None and self.outer.value() == self._place.outer_id
        self.inside_from.set_value(self._place.from_on if self._place and stands else self.background.today())

    def problems(self) -> dict[str, str]:
        found = {} if self.name.text() else {"name": self.tr("Enter a value.")}
        if self.kind.value() is None:
            found["kind"] = self.tr("Choose a kind.")
        if self.record is None and self.since.value() is None:
            found["from_on"] = self.since.problem or self.tr("Enter a date.")
        if self._is_placed() and self.inside_from.value() is None:
            found["inside_from"] = self.inside_from.problem or self.tr("Enter a date.")
        return found

    def _is_placed(self) -> bool:
        """Whether it is to belong elsewhere, or from another day, than it does."""
        outer = self.outer.value()
        if self._place is None:
            return outer is not None
        return outer != self._place.outer_id or self.inside_from.value() != self._place.from_on

    def send(self) -> None:
        today = self.background.today()
        place = (self.outer.value(), self.inside_from.value() or today) if self._is_placed() else None
        name, kind, lead_id = self.name.text(), str(self.kind.value()), self.lead.value()
        if self.record is None:
            from_on = self.since.value() or today
            add = partial(service.add_team, name=name, kind=kind, from_on=from_on, lead_id=lead_id)
            said = self.tr("Team added")
            self.background.write(self, partial(_and_place, add, place), self.sent, self.failed, done=said)
            return
        amend = partial(
            service_teams.amend_team,
            team_id=self.record.id,
            version=self.version,
            name=name,
            kind=kind,
            lead_id=lead_id,
        )
        said = self.done(self.tr("Team saved"))
        self.background.write(self, partial(_and_place, amend, place), self.sent, self.failed, done=said)


def _and_place(save: partial[UUID] | partial[None], place: tuple[UUID | None, date] | None, work: Any) -> None:
    """Save the team and say to which it belongs, together or not at all."""
    team_id = save(work) or save.keywords["team_id"]
    if place is not None:
        service_teams.place_team(work, team_id, *place)
