"""Organisations: those that staff and providers belong to, and one of the team's own that is in no ODS list."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from inteam.organisations import queries, service
from inteam.organisations.queries import OrganisationRow
from inteam.organisations.service import NewOrganisation
from inteam.people import dates, postcode
from ui.app import acts, roles
from ui.app.shell import Shell, shell_of
from ui.settings.asking import Asking
from ui.settings.people import People
from ui.widgets.buttons import FilterChip
from ui.widgets.cards import Card, EmptyState
from ui.widgets.delegates import Cell, Look
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextBox
from ui.widgets.layouts import row
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView
from ui.widgets.table_paint import HEAD_HEIGHT

MOST_ROWS = 12  # a longer list scrolls in its card


class OrganisationsCard(Card):
    """The organisations of today; Enter on one changes it. With `closed` on, those that have closed, too."""

    def __init__(self) -> None:
        self.closed = FilterChip("Closed")
        self._change_button = acts.act_button("settings.organisation_change", self._change_current, height=28)
        self._add_button = acts.act_button("settings.organisation", self._add, height=28)
        super().__init__("Organisations", "", self.closed, self._change_button, self._add_button)
        self._listed: list[tuple[OrganisationRow, str]] = []  # each with what it is found by
        self.model: RowsModel[OrganisationRow] = RowsModel(
            [
                Column[OrganisationRow](self.tr("Organisation"), lambda one: Look(one.name), Cell("dense_strong"), 0),
                Column[OrganisationRow](
                    self.tr("Kind"), lambda one: Look(roles.organisation_words(one.kind)), Cell(), 200, 170
                ),
                Column[OrganisationRow](self.tr("ODS code"), lambda one: Look(one.ods_code or ""), Cell(), 110, 100),
                Column[OrganisationRow](self.tr("Phone"), self._last_look, Cell(), 180, 0),
            ],
            self,
        )
        self.table = TableView(self.model, self.tr("Organisations"))
        self.table.opened.connect(lambda line: self._change(self.model.row(line)))
        self.search = TextBox(self.tr("Find an organisation"), "search", self.tr("Name, kind or code"), height=32)
        self.search.edit.textChanged.connect(lambda _words: self._show())
        self.empty = EmptyState(
            self.tr("No organisations yet"),
            self.tr(
                "Add those that your staff and providers belong to. GP practices come with Import, from an ODS file."
            ),
            self.tr("Add organisation"),
            self._add,
        )
        self._finding = row(self.search, margins=(16, 0, 16, 8))
        self.body.addLayout(self._finding)
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.body.addSpacing(8)

    def show_organisations(self, known: People, *, may_write: bool) -> None:
        """Which organisations there are."""
        count = len(known.organisations) + len(known.closed)
        self.search.setVisible(count > MOST_ROWS or bool(self.search.text()))
        self.table.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.empty.button.setVisible(may_write)
        self._add_button.setVisible(may_write and bool(count))
        self._change_button.setVisible(may_write and bool(count))
        self.table.setFixedHeight(HEAD_HEIGHT + 36 * min(MOST_ROWS, max(1, count)) + 2)
        self._listed = [(one, _words(one)) for one in (*known.organisations, *known.closed)]
        self._show()

    def _show(self) -> None:
        wanted = self.search.text().casefold().split()
        self.model.show([one for one, said in self._listed if all(word in said for word in wanted)])

    def _last_look(self, one: OrganisationRow) -> Look:
        if one.closed_on is not None:
            return Look(self.tr("Closed on {day}").format(day=dates.short(one.closed_on)), "amber")
        return Look(one.phone or "", "muted")

    def _add(self) -> None:
        OrganisationDialog(shell_of(self)).open()

    def _change_current(self) -> None:
        self._change(self.table.current())

    def _change(self, chosen: OrganisationRow | None) -> None:
        shell = shell_of(self)
        if chosen is not None and shell.background.actor.may("organisations.write"):
            OrganisationDialog(shell, chosen).open()


class OrganisationDialog(Asking):
    """A new organisation, or one that is there; a day in Closed on closes it, none opens it again."""

    what: ClassVar[str] = "organisation"

    def __init__(self, shell: Shell, organisation: OrganisationRow | None = None) -> None:
        there = organisation is not None
        super().__init__(
            shell, organisation.name if organisation else "Add an organisation", "Save" if there else "Add"
        )
        self.name, self.short = TextBox(self.tr("Name")), TextBox(self.tr("Short name"))
        self.kind = ChoiceField(self.tr("Kind"), roles.ORGANISATION_KINDS)
        self.code = TextBox(self.tr("ODS code"))
        self.phone, self.postcode = TextBox(self.tr("Phone")), TextBox(self.tr("Postcode"))
        self.address = TextBox(self.tr("Address"))
        self.closed_on = DateField(self.tr("Closed on"), self.background.today)
        self.add("name", Field(self.tr("Name"), self.name))
        said = self.tr("For lists. Empty: the name.")
        self._beside(
            ("kind", Field(self.tr("Kind"), self.kind)),
            ("short_name", Field(self.tr("Short name"), self.short, optional=True, help=said)),
        )
        said = self.tr("Most charities have none.")
        self._beside(
            ("ods_code", Field(self.tr("ODS code"), self.code, optional=True, help=said)),
            ("phone", Field(self.tr("Phone"), self.phone, optional=True)),
        )
        self.fields["address"] = Field(self.tr("Address"), self.address, optional=True)
        self.fields["postcode"] = Field(self.tr("Postcode"), self.postcode, optional=True)
        line = row(gap=12)
        line.addWidget(self.fields["address"], 2, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.fields["postcode"], 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        if organisation is not None:
            said = self.tr("From that day nobody can choose it. Records keep its name.")
            self.add("closed_on", Field(self.tr("Closed on"), self.closed_on, optional=True, help=said))
            self.show_record(organisation)
            self.begin(organisation)

    def _beside(self, *fields: tuple[str, Field]) -> None:
        line = row(gap=12)
        for name, field in fields:
            self.fields[name] = field
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def present(self, session: Any) -> OrganisationRow | None:
        found = queries.organisations(session, on=date.min, organisation_id=self.record.id)
        return found[0] if found else None

    def show_record(self, record: OrganisationRow) -> None:
        for box, words in (
            (self.name, record.name),
            (self.short, "" if record.short_name == record.name[:60] else record.short_name),
            (self.code, record.ods_code or ""),
            (self.phone, record.phone or ""),
            (self.postcode, record.postcode or ""),
            (self.address, record.address or ""),
        ):
            box.set_text(words)
        self.kind.set_value(record.kind)
        self.closed_on.set_value(record.closed_on)

    def problems(self) -> dict[str, str]:
        found = {} if self.name.text() else {"name": self.tr("Enter a value.")}
        if self.kind.value() is None:
            found["kind"] = self.tr("Choose a kind.")
        if self.closed_on.value() is None and self.closed_on.problem:
            found["closed_on"] = self.closed_on.problem
        return found

    def send(self) -> None:
        entry = NewOrganisation(
            self.name.text(),
            str(self.kind.value()),
            short_name=self.short.text(),
            ods_code=self.code.text(),
            postcode=postcode.tidy(self.postcode.text()),
            phone=self.phone.text(),
            address=self.address.text(),
            closed_on=self.closed_on.value(),
        )
        if self.record is None:
            add = partial(service.add_organisation, entry=entry)
            self.background.write(self, add, self.sent, self.failed, done=self.tr("Organisation added"))
            return
        change = partial(service.change_organisation, organisation_id=self.record.id, version=self.version, entry=entry)
        said = self.done(self.tr("Organisation saved"))
        self.background.write(self, change, self.sent, self.failed, done=said)


def _words(one: OrganisationRow) -> str:
    """What it is found by."""
    kind = roles.organisation_words(one.kind)
    return f"{one.name} {one.short_name} {kind} {one.ods_code or ''} {one.postcode or ''}".casefold()
