"""Marking an entry of a person's record as entered in error; and what has been marked before."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.drafts.queries import DraftRow
from inteam.pathways import current
from inteam.people.queries import joined_ids
from inteam.timeline import mistakes
from inteam.timeline.mistakes import Kind
from inteam.timeline.overview import Overview, overview
from inteam.timeline.queries_mistakes import MarkableRow, MarkedRow, markable, marked
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import plural, sentence
from ui.app.shell import Shell, shell_of
from ui.person import words
from ui.widgets.buttons import Button
from ui.widgets.cards import Strip
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row

KINDS: dict[Kind, str] = {
    Kind.CONTACT: "Contact",
    Kind.NEED: "Need",
    Kind.GOAL: "Goal",
    Kind.OUTCOME: "Outcome",
    Kind.ACTION: "Action",
    Kind.RISK: "Risk",
    Kind.CASE: "Case",
    Kind.REFERRAL: "Referral",
    Kind.ONWARD: "Onward referral",
    Kind.SIGNPOST: "Signpost",
    Kind.DELAY: "Choice to wait",
}
_EFFECTS: dict[Kind, str] = {
    Kind.CONTACT: "It no longer counts as a contact, and no longer stops a waiting clock.",
    Kind.NEED: "It leaves the record’s needs and the care plan’s drafts.",
    Kind.GOAL: "What came of it goes with it.",
    Kind.OUTCOME: "It leaves the goal and the timeline. Say again how the goal stands.",
    Kind.ACTION: "It leaves every list; nobody is asked to do it.",
    Kind.RISK: "It leaves the banner and every print.",
    Kind.CASE: "It leaves the caseload, with its steps.",
    Kind.REFERRAL: "It leaves the board and every count; its clocks run no more.",
    Kind.ONWARD: "Its steps and what is planned to ask after it go with it. Tell the provider yourself.",
    Kind.SIGNPOST: "It leaves the record, and nobody is asked to ask after it.",
    Kind.DELAY: "No clock counts these days as the person’s choice any more.",
}
_HANGING: dict[tuple[Kind, str], tuple[str, str]] = {
    (Kind.CONTACT, "open_actions"): ("1 action planned with it stays.", "{n} actions planned with it stay."),
    (Kind.NEED, "goals"): ("1 goal goes with it.", "{n} goals go with it."),
    (Kind.NEED, "actions"): ("1 action stays, under no need.", "{n} actions stay, under no need."),
    (Kind.GOAL, "actions"): ("1 action stays with the need.", "{n} actions stay with the need."),
    (Kind.CASE, "open_actions"): ("1 open action stays with its owner.", "{n} open actions stay with their owners."),
    (Kind.CASE, "referrals"): ("Its referral stays where it stands.", "Its {n} referrals stay where they stand."),
    (Kind.REFERRAL, "cases"): ("Its case stays open.", "Its {n} cases stay open."),
    (Kind.REFERRAL, "feedback"): ("The referrer is not told.", "The referrer is not told."),
}
LONGEST = 80  # letters of an entry in the list
SHOWN = 8  # marked before


class MistakeSheet(FormSheet):
    """Which entry, why, and what follows from it. `record_id`: the entry that is meant already."""

    form: ClassVar[str] = "people.mistake"

    def __init__(
        self,
        shell: Shell,
        *,
        person_id: UUID | None = None,
        record_id: UUID | None = None,
        seen: Overview | None = None,
        draft: DraftRow | None = None,
    ) -> None:
        person_id = person_id or (draft.person_id if draft else None)
        super().__init__(
            shell,
            "Entered in error",
            "Mark as entered in error",
            done="Marked as entered in error",
            person=words.identity(seen.person, seen.today) if seen else None,
            person_id=person_id,
            record_id=record_id or (draft.record_id if draft else None),
            draft=draft,
        )
        self._rows: Sequence[MarkableRow] = ()
        self.body.addWidget(
            Paragraph(
                self.tr(
                    "For what should never have stood in this record: somebody else’s, or a double. It leaves lists, "
                    "prints and exports, and stays in the trail with the reason. Wrong words are corrected instead, "
                    "by changing the entry or adding to it."
                ),
                "dense",
                "muted",
            )
        )
        self.kind = ChoiceField(self.tr("What is it?"), [])
        self.which = ChoiceField(self.tr("Which one?"), [], none=self.tr("Choose an entry"))
        self.reason = TextArea(self.tr("Why?"), lines=3)
        self.add("kind", Field(self.tr("What is it?"), self.kind))
        self.add("record_id", Field(self.tr("Which one?"), self.which))
        self.add(
            "reason", Field(self.tr("Why is it wrong here?"), self.reason, help=self.tr("Kept in the audit trail."))
        )
        self.kind.changed.connect(self._kind_chosen)
        self.which.changed.connect(self._foresee)
        self.effect = Strip("", "amber")
        self.effect.hide()
        self.body.addWidget(self.effect)
        self._marked_before = column(gap=2)
        self.body.addWidget(box(self._marked_before))
        self.save_button.setEnabled(False)
        if person_id is None:
            self.show_problem(self.tr("Open a person's record first."))
        else:
            self.background.read(self, partial(_read, person_id=person_id, sheet=self), self._take, self._unread)

    def first_field(self) -> QWidget | None:
        return self.fields["reason"] if self.record_id is not None else self.fields["kind"]

    def _unread(self, error: Any) -> None:
        self.show_problem(sentence(error))

    def _take(self, found: tuple[Overview | None, list[MarkableRow], list[MarkedRow]]) -> None:
        seen, self._rows, before = found
        if seen is not None:
            self.set_person(words.identity(seen.person, seen.today))
        there = [kind for kind in KINDS if any(row.kind is kind for row in self._rows)]
        self.kind.set_choices([(kind, self.tr(KINDS[kind])) for kind in there])
        self._show_before(before)
        if not there:
            self.show_problem(self.tr("Nothing has been entered about this person yet."))
            return
        self.save_button.setEnabled(True)
        meant = next((row for row in self._rows if row.id == self.record_id), None)
        self.kind.set_value(meant.kind if meant else there[0])
        self._kind_chosen()
        self.which.set_value(meant.id if meant else None)
        if self._given is not None:
            self.fill(self._given.fields)
        else:
            self.draft.settle()

    def _kind_chosen(self) -> None:
        kept = self.which.value()
        mine = [row for row in self._rows if row.kind == self.kind.value()]
        self.which.set_choices([(row.id, entry_words(row)) for row in mine])
        self.which.set_value(kept)
        self._foresee()

    @property
    def chosen(self) -> MarkableRow | None:
        """The entry that is meant."""
        return next((row for row in self._rows if row.id == self.which.value()), None)

    def _foresee(self) -> None:
        chosen = self.chosen
        self.effect.setVisible(chosen is not None)
        if chosen is not None:
            self.effect.say(consequences(chosen), "amber")

    def _show_before(self, rows: Sequence[MarkedRow]) -> None:
        clear(self._marked_before)
        if rows:
            self._marked_before.addWidget(Label(self.tr("Marked before"), "dense_strong"))
        for row_ in rows[:SHOWN]:
            self._marked_before.addWidget(Paragraph(marked_words(row_), "caption", "muted"))
        if len(rows) > SHOWN:
            more = self.tr("{n} more, see the trail").format(n=len(rows) - SHOWN)
            self._marked_before.addWidget(Label(more, "caption", "muted"))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.chosen is None:
            found["record_id"] = self.tr("Choose the entry that is wrong here.")
        if not self.reason.text():
            found["reason"] = self.tr("Say why. It is asked for when somebody looks at the trail.")
        return found

    def use_case(self) -> UseCase[Any]:
        chosen = self.chosen
        if chosen is None:
            raise RuntimeError("no entry is chosen")
        return partial(
            mistakes.mark_entered_in_error,
            kind=chosen.kind,
            record_id=chosen.id,
            version=chosen.version,
            reason=self.reason.text(),
        )


def mistake_link(sheet: FormSheet) -> QWidget:
    """A quiet button under the fields of a sheet about one entry: marks that entry as entered in error."""
    button = Button(sheet.tr("Entered in error"), "quiet", 28)
    button.setProperty("act", "people.mistake")

    def ask() -> None:
        shell, person_id, record_id = shell_of(sheet), sheet.person_id, sheet.record_id
        sheet.dismiss()
        shell.show_sheet("people.mistake", person_id=person_id, record_id=record_id)

    button.clicked.connect(lambda _checked=False: ask())
    return box(row(button, None))


def entry_words(row_: MarkableRow) -> str:
    """14-Mar-2026 · She wants to get out more."""
    said = _said(row_.kind, row_.words)
    said = said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"
    return f"{words.day(row_.on)} · {said}" if row_.on else said


def consequences(chosen: MarkableRow) -> str:
    """What follows, with what hangs on the entry."""
    said = [_EFFECTS[chosen.kind]]
    for (kind, what), (one, many) in _HANGING.items():
        if kind is chosen.kind and chosen.hangs[what]:
            said.append(plural(chosen.hangs[what], one, many))
    return " ".join([*said, "Undo puts it all back."])


def marked_words(row_: MarkedRow) -> str:
    """Need of 14-Mar-2026, "She wants to get out more": wrong person. Priya Nair, 19-Nov-2026."""
    on = f" of {words.day(row_.on)}" if row_.on else ""
    by = f"{row_.by}, " if row_.by else ""
    said = _said(row_.kind, row_.words)[:LONGEST]
    return f"{KINDS[row_.kind]}{on}, “{said}”: {row_.reason} ({by}{words.day(row_.at.date())})"


def _said(kind: Kind, said: str) -> str:
    if kind is Kind.CASE:
        return current()[said].title if said in current() else said
    return " ".join(said.split()) if " " in said else words.plain(said)


def _read(
    session: Any, *, person_id: UUID, sheet: MistakeSheet
) -> tuple[Overview | None, list[MarkableRow], list[MarkedRow]]:
    background = sheet.background
    seen = overview(session, person_id, actor=background.actor, today=background.today())
    people = list(seen.people) if seen is not None else joined_ids(session, person_id)
    return seen, markable(session, people), marked(session, people)
