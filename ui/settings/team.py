"""Staff: who works here, in which role; beside them their teams, cover and organisations."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inteam.organisations import queries, service
from inteam.organisations.queries import StaffRow
from inteam.organisations.service import NewStaff
from inteam.people import dates
from ui.app import acts, roles
from ui.app.shell import Shell, shell_of
from ui.settings.asking import Asking
from ui.settings.covering import CoverCard
from ui.settings.leaving import LeaverDialog, StayDialog
from ui.settings.organisations import OrganisationsCard
from ui.settings.people import People
from ui.settings.teams import TeamsCard
from ui.widgets.buttons import FilterChip
from ui.widgets.cards import Card
from ui.widgets.delegates import Cell, Look
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextBox
from ui.widgets.layouts import column, row
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView
from ui.widgets.table_paint import HEAD_HEIGHT

MOST_ROWS = 12  # a longer list scrolls in its card


class TeamPart(QWidget):
    """Cards of staff, teams, cover and organisations; Enter on a line changes it.

    left_wanted: show who has gone and what has closed, or not.
    """

    left_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known = People((), (), (), ())
        self.staff_model: RowsModel[StaffRow] = RowsModel(
            [
                Column[StaffRow](self.tr("Name"), lambda one: Look(one.name), Cell("dense_strong"), 220, 150),
                Column[StaffRow](self.tr("Job title"), lambda one: Look(one.job_title), Cell(), 200, 150),
                Column[StaffRow](self.tr("Role"), lambda one: Look(roles.role_words(one.role)), Cell(), 170, 0),
                Column[StaffRow](self.tr("Teams"), self._teams_look, Cell(), 0),
            ],
            self,
        )
        self.staff = TableView(self.staff_model, self.tr("Staff"))
        self.staff.opened.connect(self._change)
        add_staff = acts.act_button("settings.staff", self._add_staff, height=28)
        self._join = acts.act_button("settings.join", self._add_membership, height=28)
        change = acts.act_button("settings.staff_change", self._change_current, height=28)
        self._last_day = acts.act_button("settings.leave", self._leave_current, height=28)
        self._buttons = (add_staff, self._join, change, self._last_day)
        self.left = FilterChip(self.tr("Who left"))
        self.left.toggled.connect(lambda _on: self.left_wanted.emit())
        self.staff_card = Card(self.tr("Staff"), "", self.left, change, self._last_day, self._join, add_staff)
        self.staff_card.body.addWidget(self.staff)
        self.staff_card.body.addSpacing(8)
        self.teams, self.cover, self.organisations = TeamsCard(), CoverCard(), OrganisationsCard()
        self.organisations.closed.toggled.connect(lambda _on: self.left_wanted.emit())
        self.setLayout(column(self.staff_card, self.teams, self.cover, self.organisations, gap=16))

    def show_people(self, known: People, *, may_write: bool, may_cover: bool = False) -> None:
        """Who is here."""
        self._known = known
        listed = [*known.staff, *known.left]
        self.staff_model.show(list(listed))
        self.teams.show_teams(known, may_write=may_write)
        self.cover.show_covers(known, may_write=may_cover)
        self.organisations.show_organisations(known, may_write=may_write)
        self.staff.setFixedHeight(HEAD_HEIGHT + 36 * min(MOST_ROWS, max(1, len(listed))) + 2)
        for button in self._buttons:
            button.setVisible(may_write)
        self._join.setEnabled(bool(known.staff and known.teams))

    def _change_current(self) -> None:
        self._change(self.staff.currentIndex().row())

    def _change(self, line: int) -> None:
        chosen = self.staff_model.row(line)
        shell = shell_of(self)
        if chosen is not None and shell.background.actor.may("organisations.write"):
            StaffDialog(shell, self._known, chosen).open()

    def _teams_look(self, one: StaffRow) -> Look:
        if one.left_on is None:
            return Look(self._known.teams_of(one), "muted")
        return Look(self.tr("Last day {day}").format(day=dates.short(one.left_on)), "amber")

    def _leave_current(self) -> None:
        chosen, shell = self.staff.current(), shell_of(self)
        if chosen is not None:
            (
                StayDialog(shell, chosen) if chosen.left_on is not None else LeaverDialog(shell, self._known, chosen)
            ).open()

    def _add_staff(self) -> None:
        StaffDialog(shell_of(self), self._known).open()

    def _add_membership(self) -> None:
        JoinDialog(shell_of(self), self._known, self.staff.current()).open()


class StaffDialog(Asking):
    """Somebody new, or somebody who is there."""

    what: ClassVar[str] = "member of staff"

    def __init__(self, shell: Shell, known: People, staff: StaffRow | None = None) -> None:
        super().__init__(
            shell, "Add a member of staff" if staff is None else staff.name, "Add" if staff is None else "Save"
        )
        self.given, self.family = TextBox(self.tr("Given name")), TextBox(self.tr("Family name"))
        self.job = TextBox(self.tr("Job title"))
        self.role = ChoiceField(self.tr("Role"), roles.ROLES)
        places: list[tuple[UUID | None, str]] = [(one.id, one.name) for one in known.organisations]
        if staff is not None and staff.organisation_id not in {None, *(one for one, _ in places)}:
            places.append((staff.organisation_id, staff.organisation or ""))  # has closed: theirs until it is changed
        self.organisation = ChoiceField(self.tr("Organisation"), [(None, self.tr("None")), *places])
        self.phone, self.email = TextBox(self.tr("Phone")), TextBox(self.tr("Email"))
        self.fields["given_name"] = Field(self.tr("Given name"), self.given)
        self.fields["family_name"] = Field(self.tr("Family name"), self.family)
        names = row(gap=12)
        for name in ("given_name", "family_name"):
            names.addWidget(self.fields[name], 1)
        self.body.addLayout(names)
        self.add("job_title", Field(self.tr("Job title"), self.job))
        self.add("role", Field(self.tr("Role"), self.role, help=self.tr("It shapes the screens and the audit trail.")))
        self.add("organisation_id", Field(self.tr("Organisation"), self.organisation, optional=True))
        self.fields["phone"] = Field(self.tr("Phone"), self.phone, optional=True)
        self.fields["email"] = Field(self.tr("Email"), self.email, optional=True)
        reach = row(gap=12)
        for name in ("phone", "email"):
            reach.addWidget(self.fields[name], 1)
        self.body.addLayout(reach)
        if staff is not None:
            self.show_record(staff)
            self.begin(staff)

    def present(self, session: Any) -> StaffRow | None:
        on = self.background.today()
        return next((one for one in queries.staff_list(session, on=on) if one.id == self.record.id), None)

    def show_record(self, record: StaffRow) -> None:
        for box, words in (
            (self.given, record.given_name),
            (self.family, record.family_name),
            (self.job, record.job_title),
            (self.phone, record.phone or ""),
            (self.email, record.email or ""),
        ):
            box.set_text(words)
        self.role.set_value(record.role)
        self.organisation.set_value(record.organisation_id)

    def problems(self) -> dict[str, str]:
        needed = {"given_name": self.given, "family_name": self.family, "job_title": self.job}
        found = {name: self.tr("Enter a value.") for name, box in needed.items() if not box.text()}
        if self.role.value() is None:
            found["role"] = self.tr("Choose a role.")
        return found

    def send(self) -> None:
        entry = NewStaff(
            self.family.text(),
            self.given.text(),
            self.job.text(),
            str(self.role.value()),
            organisation_id=self.organisation.value(),
            title=self.record.title if self.record is not None else None,
            phone=self.phone.text() or None,
            email=self.email.text() or None,
        )
        if self.record is None:
            add = partial(service.add_staff, entry=entry)
            self.background.write(self, add, self.sent, self.failed, done=self.tr("Member of staff added"))
            return
        amend = partial(service.amend_staff, staff_id=self.record.id, version=self.version, entry=entry)
        self.background.write(self, amend, self.sent, self.failed, done=self.done(self.tr("Member of staff saved")))


class JoinDialog(Asking):
    """Somebody into a team, from a day on, in a role."""

    def __init__(self, shell: Shell, known: People, current: StaffRow | None) -> None:
        super().__init__(shell, "Put somebody into a team", "Put into the team")
        self.staff = ChoiceField(self.tr("Who"), known.staying())
        self.team = ChoiceField(self.tr("Team"), [(one.id, one.name) for one in known.teams])
        self.role = ChoiceField(self.tr("Role in this team"), roles.ROLES)
        self.since = DateField(self.tr("Since"), self.background.today, value=self.background.today())
        self.add("staff_id", Field(self.tr("Who"), self.staff))
        self.add("team_id", Field(self.tr("Team"), self.team))
        self.add("role", Field(self.tr("Role in this team"), self.role))
        self.add("from_on", Field(self.tr("Since"), self.since))
        if current is not None:
            self.staff.set_value(current.id)
            self.role.set_value(current.role)

    def problems(self) -> dict[str, str]:
        chosen = {"staff_id": self.staff, "team_id": self.team, "role": self.role}
        found = {name: self.tr("Choose one from the list.") for name, box in chosen.items() if box.value() is None}
        if self.since.value() is None:
            found["from_on"] = self.since.problem or self.tr("Enter a date.")
        return found

    def send(self) -> None:
        join = partial(
            service.join_team,
            team_id=self.team.value(),
            staff_id=self.staff.value(),
            role=str(self.role.value()),
            from_on=self.since.value() or self.background.today(),
        )
        self.background.write(self, join, self.sent, self.failed, done=self.tr("Put into the team"))
