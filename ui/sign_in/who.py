"""Who is at work in a local file: asked once, remembered for the file; the first person enters themselves."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout

from inteam.access import Role
from inteam.errors import InteamError
from inteam.organisations import service
from inteam.organisations.queries import StaffRow
from inteam.organisations.service import NewStaff
from ui.app import roles
from ui.app.entering import Who
from ui.app.messages import words
from ui.sign_in.cover import Cover
from ui.widgets import paint
from ui.widgets.buttons import Button, Link
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import clear, column, row
from ui.widgets.lists import ItemDelegate, ListModel, ListView

if TYPE_CHECKING:
    from inteam.store.database import Work
    from ui.app.start import Program


class _StaffLine(ItemDelegate[StaffRow]):
    """A disc with initials, the name, what they do and where."""

    def height(self, item: StaffRow, width: int) -> int:
        return 52

    def draw(self, painter: QPainter, area: QRectF, item: StaffRow, *, current: bool, hovered: bool) -> None:
        paint.disc(painter, QRectF(area.x() + 16, area.y() + 10, 32, 32), "blue", item.initials)
        room = area.adjusted(60, 0, -16, 0)
        paint.text(painter, QRectF(room.x(), room.y() + 8, room.width(), 18), item.name, "dense_strong")
        where = ", ".join(part for part in (item.job_title, item.organisation) if part)
        paint.text(painter, QRectF(room.x(), room.y() + 27, room.width(), 16), where, "caption", "muted")


class WhoAmI(Cover):
    """Choose oneself from the staff of the file, or enter oneself."""

    def __init__(self, program: "Program", who: Who) -> None:
        super().__init__("Who are you?", 480)
        self.program, self._staff = program, who.staff
        self.content.addWidget(Label(self.tr("Who are you?"), "figure"))
        self.content.addSpacing(4)
        about = Paragraph(
            self.tr(
                "Asked once on this computer. Your name stands beside what you write. In a local file roles shape the "
                "screens and the audit trail; they do not protect: whoever can open the file has all of it."
            ),
            "body",
            "muted",
        )
        self.content.addWidget(about)
        self.content.addSpacing(20)
        self._place = column()
        self.content.addLayout(self._place)
        if who.staff:
            self._choose()
        else:
            self._enter()

    # --- choosing ---------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        clear(self._place)
        card = Card()
        self.filter_box = TextBox(self.tr("Find your name"), "search", self.tr("Find your name"))
        self.filter_box.edit.textChanged.connect(self._filter)
        self.filter_box.edit.returnPressed.connect(self._take_current)
        card.body.addLayout(column(self.filter_box, margins=(16, 16, 16, 12)))
        self.model: ListModel[StaffRow] = ListModel(lambda row: f"{row.name}, {row.job_title}", self)
        self.model.show(self._staff)
        self.list = ListView(self.model, _StaffLine(), self.tr("Staff"))
        self.list.setFixedHeight(52 * min(6, max(2, len(self._staff))))
        self.list.opened.connect(self._take)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.list.go_to(0)
        card.body.addWidget(self.list)
        card.body.addSpacing(8)
        self._place.addWidget(card)
        other = Link(self.tr("I am not in the list"))
        other.clicked.connect(self._enter)
        self._place.addSpacing(12)
        self._place.addLayout(row(other, None))
        QTimer.singleShot(0, self.filter_box, self.filter_box.setFocus)

    def _filter(self, typed: str) -> None:
        parts = typed.casefold().split()
        fitting = [
            one for one in self._staff if all(part in f"{one.name} {one.job_title}".casefold() for part in parts)
        ]
        self.model.show(fitting)
        self.list.go_to(0)

    def _take_current(self) -> None:
        self._take(max(0, self.list.current_row))

    def _take(self, line: int) -> None:
        chosen = self.model.item(line)
        if chosen is not None:
            self.program.session.be(chosen.id)

    # --- entering oneself -------------------------------------------------------------------------------------

    def _enter(self) -> None:
        clear(self._place)
        card = Card()
        form: QVBoxLayout = card.inside(gap=16)
        form.setContentsMargins(24, 24, 24, 24)
        self._problem = Strip("", "red")
        self._problem.hide()
        form.addWidget(self._problem)
        self._fields: dict[str, Field] = {}
        given, family = TextBox(self.tr("Given name")), TextBox(self.tr("Family name"))
        names = row(gap=16)
        names.addWidget(self._field("given_name", self.tr("Given name"), given), 1)
        names.addWidget(self._field("family_name", self.tr("Family name"), family), 1)
        form.addLayout(names)
        job, role = TextBox(self.tr("Job title")), ChoiceField(self.tr("Role"), roles.ROLES)
        # Somebody has to be able to add the others.
        role.set_value(Role.LINK_WORKER if self._staff else Role.MANAGER)
        begin = Button(self.tr("Begin"), "primary", key="Enter")
        save = partial(self._save, given, family, job, role)
        form.addWidget(self._field("job_title", self.tr("Job title"), job))
        form.addWidget(self._field("role", self.tr("Role"), role))
        self._team = TextBox(self.tr("Team"))
        if not self._staff:
            self._fields["role"].set_help(self.tr("A manager adds the others and changes local policy."))
            form.addWidget(self._field("team", self.tr("Your team"), self._team))
            self._team.edit.returnPressed.connect(lambda: save())
        begin.clicked.connect(lambda _checked=False: save())
        for one in (given, family, job):
            one.edit.returnPressed.connect(save)
        back = Button(self.tr("Back"))
        back.clicked.connect(self._choose)
        form.addLayout(row(None, back, begin, gap=12))
        self._place.addWidget(card)
        back.setVisible(bool(self._staff))
        QTimer.singleShot(0, given, given.setFocus)

    def _field(self, name: str, label: str, control: TextBox | ChoiceField) -> Field:
        self._fields[name] = Field(label, control)
        return self._fields[name]

    def _save(self, given: TextBox, family: TextBox, job: TextBox, role: ChoiceField) -> None:
        entry = NewStaff(family.text(), given.text(), job.text() or role.words(), str(role.value() or Role.LINK_WORKER))
        missing = self._missing(given, family)
        if missing:
            for name, field in self._fields.items():
                field.set_problem(missing.get(name, ""))
            self._to_first(missing)
            return
        case = partial(_enter_first, entry=entry, team=self._team.text())
        self.program.background.write(self, case, self._saved, self._failed)

    def _missing(self, given: TextBox, family: TextBox) -> dict[str, str]:
        """All that is not filled in yet, by field: told at once, from the top."""
        asked = {"given_name": (given, self.tr("Enter your given name."))}
        asked["family_name"] = (family, self.tr("Enter your family name."))
        if not self._staff:
            said = self.tr("Enter the name of your team: it owns what nobody else owns.")
            asked["team"] = (self._team, said)
        return {name: words for name, (box, words) in asked.items() if not box.text().strip()}

    def _saved(self, staff_id: UUID) -> None:
        self.program.session.be(staff_id)

    def _failed(self, error: InteamError) -> None:
        said = words(error)
        general = [text for name, text in said.items() if name not in self._fields]
        self._problem.say(" ".join(general), "red")
        self._problem.setVisible(bool(general))
        for name, field in self._fields.items():
            field.set_problem(said.get(name, ""))
        self._to_first(said)

    def _to_first(self, said: "Sequence[str] | dict[str, str]") -> None:
        first = next((name for name in self._fields if name in said), None)
        if first is not None:
            self._fields[first].setFocus()


def _enter_first(work: "Work", entry: NewStaff, team: str) -> UUID:
    """Oneself, and with the first person the team that everything belongs to."""
    staff_id = service.add_staff(work, entry)
    if team:
        kind = "personalised_care_team"
        team_id = service.add_team(work, team, kind, from_on=work.today, lead_id=staff_id)
        service.join_team(work, team_id, staff_id, entry.role, from_on=work.today, is_lead=True)
    return staff_id
