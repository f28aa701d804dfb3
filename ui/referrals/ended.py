"""The referrals that have ended: how, when, and whether the referrer has been told."""

from datetime import date

from inteam.people import dates, nhs_number
from inteam.referrals import words
from inteam.referrals.queries_ended import EndedRow
from ui.widgets.cards import Card, EmptyState
from ui.widgets.delegates import Cell, DateCell, Look, NameCell
from ui.widgets.models import Column, Fetch, PagedModel
from ui.widgets.table import TableView


class EndedCard(Card):
    """A paged table, the latest at the top; one that is empty says what would stand there."""

    def __init__(self, fetch: Fetch[EndedRow]) -> None:
        super().__init__()
        self.today = date.max
        self.model: PagedModel[EndedRow] = PagedModel(
            [
                Column(
                    self.tr("Person"),
                    lambda one: Look(name(one), None, _identifiers(one)),
                    NameCell(),
                    150,
                    210,
                    small=216,
                ),
                Column(self.tr("Born"), lambda one: Look(born(one)), DateCell(), 100, small=0),
                Column(self.tr("NHS No."), lambda one: Look(number(one), "muted"), Cell(), 108, small=0),
                Column(self.tr("How it ended"), lambda one: Look(how_and_when(one)), Cell(), 0),
                Column(self.tr("Referrer"), lambda one: Look(*told(one, self.today)), Cell(), 142, 164, small=142),
                Column(self.tr("Reopen until"), self._until, DateCell(), 104, 0),
            ],
            fetch,
            self,
        )
        self.table = TableView(self.model, self.tr("Ended referrals"))
        self.empty = EmptyState(
            self.tr("No referral has ended yet"),
            self.tr("Closed and declined ones stand here, with their outcome and whether the referrer has been told."),
        )
        self.body.addWidget(self.table, 1)
        self.table.begin_card(self, alone=True)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.model.loaded.connect(self._loaded)

    def read(self, today: date) -> None:
        """Reads the list again."""
        self.today = today
        self.model.reload()

    def _loaded(self) -> None:
        some = bool(self.model.rows())
        self.table.setVisible(some)
        self.empty.setVisible(not some)

    def _until(self, one: EndedRow) -> Look:
        if one.reopen_until is None or one.reopen_until < self.today:
            return Look("–", "muted")
        return Look(dates.short(one.reopen_until))


def name(one: EndedRow) -> str:
    """PEMBERTON, Margaret."""
    return f"{one.family_name.upper()}, {one.given_name}" if one.given_name else one.family_name.upper()


def born(one: EndedRow) -> str:
    """14-Mar-1957."""
    return dates.short(one.born_on, one.dob_precision) or "–"


def number(one: EndedRow) -> str:
    """999 000 0018, or that it is not known."""
    return nhs_number.stated(one.nhs_number)


def _identifiers(one: EndedRow) -> str:
    return f"{nhs_number.bare(one.nhs_number)} · {born(one)}"


def how(one: EndedRow) -> str:
    """Needs met; or Declined: out of area."""
    if not one.declined:
        return words.OUTCOMES.get(one.outcome, one.outcome)
    reason = words.REFUSALS.get(one.outcome, one.outcome)
    return f"Declined: {reason[:1].lower()}{reason[1:]}"


def how_and_when(one: EndedRow) -> str:
    """Needs met, 14-Nov-2026."""
    return f"{how(one)}, {dates.short(one.closed_on)}"


def told(one: EndedRow, today: date) -> tuple[str, str | None]:
    """Told 12-Nov-2026; Tell by 26-Nov-2026; Overdue since 12-Nov-2026; nothing is owed."""
    if one.sent_on is not None:
        return f"Told {dates.short(one.sent_on)}", None
    if one.due_on is None:
        return "Not owed", "muted"
    if one.due_on < today:
        return f"Overdue {dates.short(one.due_on)}", "red"
    return f"Tell by {dates.short(one.due_on)}", "amber"
