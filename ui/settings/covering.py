"""Cover for an absence: who stands in for whom, from when to when; arranging it, and ending it early."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from inteam.caseload.queries_leaving import Held, held
from inteam.errors import InteamError
from inteam.organisations import service
from inteam.organisations.queries import CoverRow, StaffRow
from inteam.people import dates
from ui.app import acts
from ui.app.messages import sentence
from ui.app.shell import Shell, shell_of
from ui.settings.asking import Asking
from ui.settings.leaving import HeldList
from ui.settings.people import People
from ui.widgets.cards import Card, EmptyState
from ui.widgets.delegates import Cell, DateCell, Look
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextBox
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import row
from ui.widgets.models import Column, RowsModel
from ui.widgets.table import TableView
from ui.widgets.table_paint import HEAD_HEIGHT

MOST_ROWS = 8


class CoverCard(Card):
    """The covers of today and later; Enter on one ends it."""

    def __init__(self) -> None:
        self._end = acts.act_button("settings.cover_end", self._end_current, height=28)
        self._arrange = acts.act_button("settings.cover", self._ask, height=28)
        super().__init__("Cover", "", self._end, self._arrange)
        self._known = People((), (), (), ())
        self.model: RowsModel[CoverRow] = RowsModel(
            [
                Column[CoverRow](self.tr("Away"), lambda one: Look(one.absent), Cell("dense_strong"), 180, 130),
                Column[CoverRow](self.tr("Covered by"), lambda one: Look(one.covering), Cell(), 180, 130),
                Column[CoverRow](self.tr("From"), lambda one: Look(dates.short(one.from_on)), DateCell(), 104),
                Column[CoverRow](self.tr("Until"), lambda one: Look(dates.short(one.to_on)), DateCell(), 104),
                Column[CoverRow](self.tr("Why"), lambda one: Look(one.reason, "muted"), Cell(), 0),
            ],
            self,
        )
        self.table = TableView(self.model, self.tr("Cover"))
        self.table.opened.connect(lambda line: self._end_one(self.model.row(line)))
        self.empty = EmptyState(
            self.tr("Nobody is away"),
            self.tr("Arrange cover before somebody goes: their work then also stands on their colleague’s Today."),
            self.tr("Arrange cover"),
            self._ask,
        )
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.body.addSpacing(8)

    def show_covers(self, known: People, *, may_write: bool) -> None:
        """Who is away, and who stands in."""
        self._known = known
        self.model.show(list(known.covers))
        count = len(known.covers)
        self.table.setFixedHeight(HEAD_HEIGHT + 36 * min(MOST_ROWS, max(1, count)) + 2)
        self.table.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.empty.button.setVisible(may_write)
        self._end.setVisible(may_write and bool(count))
        self._arrange.setVisible(may_write and bool(count))

    def _ask(self) -> None:
        CoverDialog(shell_of(self), self._known).open()

    def _end_current(self) -> None:
        self._end_one(self.table.current())

    def _end_one(self, chosen: CoverRow | None) -> None:
        shell = shell_of(self)
        if chosen is not None and shell.background.actor.may("caseload.write"):
            EndCoverDialog(shell, chosen).open()


class CoverDialog(Asking):
    """Who is away, from when to when, and who stands in; with what the absent one answers for."""

    def __init__(self, shell: Shell, known: People, staff: StaffRow | None = None) -> None:
        super().__init__(shell, "Arrange cover", "Arrange cover", width=600)
        today = self.background.today()
        self._known, self._asked = known, dict[UUID, Held]()
        self.absent = ChoiceField(self.tr("Who is away"), known.staying())
        self.covering = ChoiceField(self.tr("Who stands in"), known.staying())
        self.since = DateField(self.tr("First day"), self.background.today, value=today)
        self.until = DateField(self.tr("Last day"), self.background.today, value=today + timedelta(days=6))
        self.why = TextBox(self.tr("Why"))
        self.add("absent_id", Field(self.tr("Who is away"), self.absent))
        self.add("covering_id", Field(self.tr("Who stands in"), self.covering))
        days = row(gap=12)
        for name, field in (
            ("from_on", Field(self.tr("First day"), self.since)),
            ("to_on", Field(self.tr("Last day"), self.until)),
        ):
            self.fields[name] = field
            days.addWidget(field, 1)
        self.body.addLayout(days)
        self.add("reason", Field(self.tr("Why"), self.why, help=self.tr("For example leave, or a course.")))
        self.list = HeldList(self.tr("Who is covered for"))
        self.body.addWidget(self.list)
        self.effect = Paragraph("", "dense", "muted")
        self.body.addWidget(self.effect)
        self.absent.changed.connect(self._look)
        for box in (self.covering, self.since, self.until):
            box.changed.connect(self._foresee)
        if staff is not None:
            self.absent.set_value(staff.id)

    def _look(self) -> None:
        absent = self.absent.value()
        if absent is not None:
            query = partial(held, actor=self.background.actor, staff_id=absent, on=self.background.today())
            self.background.read(self, query, self._show, self._unread, key="held")

    def _show(self, found: Held) -> None:
        self.list.show_held(found)
        self._foresee()

    def _unread(self, error: InteamError) -> None:
        self.show_problems({"": sentence(error)})

    def _foresee(self) -> None:
        said = [self.tr("All of it stays theirs; it also stands on the Today of whoever stands in.")]
        said += [self._overlap(one) for one in self._overlapping()]
        self.effect.say(" ".join(said))
        self.fit()

    def _overlapping(self) -> Sequence[CoverRow]:
        first, last = self.since.value(), self.until.value()
        if first is None or last is None:
            return ()
        concerned = {self.absent.value(), self.covering.value()} - {None}
        return [
            one
            for one in self._known.covers
            if one.from_on <= last and first <= one.to_on and (one.absent_id in concerned)
        ]

    def _overlap(self, one: CoverRow) -> str:
        return self.tr("Note: {absent} is covered by {covering} from {first} to {last} already.").format(
            absent=one.absent, covering=one.covering, first=dates.short(one.from_on), last=dates.short(one.to_on)
        )

    def problems(self) -> dict[str, str]:
        chosen = {"absent_id": self.absent, "covering_id": self.covering}
        found = {name: self.tr("Choose one from the list.") for name, box in chosen.items() if box.value() is None}
        for name, day in (("from_on", self.since), ("to_on", self.until)):
            if day.value() is None:
                found[name] = day.problem or self.tr("Enter a date.")
        return found

    def send(self) -> None:
        arrange = partial(
            service.arrange_cover,
            absent_id=self.absent.value(),
            covering_id=self.covering.value(),
            from_on=self.since.value() or self.background.today(),
            to_on=self.until.value() or self.background.today(),
            reason=self.why.text(),
        )
        self.background.write(self, arrange, self.sent, self.failed, done=self.tr("Cover arranged"))


class EndCoverDialog(Asking):
    """The absent one is back early."""

    def __init__(self, shell: Shell, cover: CoverRow) -> None:
        super().__init__(
            shell,
            "End cover",
            "End cover",
            note=f"{cover.covering} stands in for {cover.absent} from {dates.short(cover.from_on)} to "
            f"{dates.short(cover.to_on)}. Cover that has not begun by the day below is taken back.",
        )
        self._cover = cover
        today = self.background.today()
        self.on = DateField(self.tr("Last day of cover"), self.background.today, value=min(today, cover.to_on))
        self.add("to_on", Field(self.tr("Last day of cover"), self.on))

    def problems(self) -> dict[str, str]:
        return {} if self.on.value() is not None else {"to_on": self.on.problem or self.tr("Enter a date.")}

    def send(self) -> None:
        end = partial(
            service.end_cover,
            cover_id=self._cover.id,
            version=self._cover.version,
            on=self.on.value() or self.background.today(),
        )
        self.background.write(self, end, self.sent, self.failed, done=self.tr("Cover ended"))
