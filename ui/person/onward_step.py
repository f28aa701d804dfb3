"""What has become of an onward referral: its steps so far, and the next one."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from inteam.clock import LONDON
from inteam.needs import onward, onward_words
from inteam.needs.queries_onward import OnwardRow, OnwardStepRow, onward_steps
from inteam.needs.rules_onward import MOVES, Cancelled, OnwardOutcome, OnwardState, Step, asks
from inteam.referrals.choices import Refusal
from inteam.referrals.words import ISSUES, REFUSALS
from inteam.timeline.overview import Overview
from ui.app.acts import act_button
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.person import words
from ui.person.parts import fact
from ui.person.sheet import Choices, PersonSheet
from ui.referrals.sheets_course import clock_time
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column
from ui.widgets.marks import Rule

_REASONS: dict[str, Choices] = {
    OnwardState.DECLINED: tuple((one, REFUSALS[one]) for one in Refusal),
    OnwardState.CANCELLED: tuple((one, onward_words.CANCELLED[one]) for one in Cancelled),
}
_OUTCOMES = tuple((one, onward_words.OUTCOMES[one]) for one in OnwardOutcome)


class OnwardStepSheet(PersonSheet):
    """Reads one onward referral, and notes what has happened to it."""

    form, what, is_act = "person_onward_step", "onward referral", True
    add_title, edit_title = "Onward referral", "Onward referral"
    done_words, save_words, rows, adds = "Step noted", "Note it", "onward", False

    def __init__(self, shell: Shell, *, onward_id: UUID | None = None, **context: Any) -> None:
        super().__init__(shell, record_id=onward_id, **context)

    def make(self) -> None:
        self._said = column(gap=2)
        self.body.addWidget(box(self._said))
        to = self.choice("to", "What has happened?", ())
        self.day("on", "On which day", value=self.today, past=True)
        self.beside("to", "on")
        self.day("booked_for", "Day of the appointment")
        self.text("booked_at", "Time of the appointment", hint="09:30")
        self.beside("booked_for", "booked_at")
        self._booked = self.fields["booked_for"].parentWidget()
        self.choice("reason", "Why", ())
        self.choice("outcome", "What came of it", _OUTCOMES)
        self.area("note", "Words about it", lines=3)
        to.changed.connect(self._chosen)
        self._more = column(gap=2)
        self.body.addWidget(Rule())
        self.body.addWidget(box(self._more))
        if self.row is not None:
            self._show_moves(self.row)
        self._chosen()

    def listed(self, seen: Overview) -> Iterable[Any]:
        return seen.onward

    def found(self, seen: Overview) -> None:
        if self.row is not None:
            self._show_moves(self.row)

    def fill_from(self, row: OnwardRow) -> None:
        """The record's values are read above the fields; what is noted about it begins empty."""
        self._show_moves(row)

    def now_stands(self, record: OnwardRow) -> str:
        said = self.tr("It is now: {state}. Choose again what has happened.")
        return said.format(state=onward_words.STATES[record.state])

    # --- what stands ------------------------------------------------------------------------------------------

    def _show_moves(self, row: OnwardRow) -> None:
        """What may happen next, the usual step first, and what has happened so far."""
        to: Any = self.control("to")
        moves: list[tuple[str, str]] = [(one, onward_words.STEPS[one]) for one in MOVES[OnwardState(row.state)]]
        if row.state == OnwardState.BOOKED:
            moves[1] = (OnwardState.BOOKED, self.tr("Another appointment was booked"))
        if row.is_silent:
            moves.append((onward.CHASED, self.tr("We asked again: no answer yet")))
        to.set_choices(moves)
        if to.value() is None and row.next_step is not None:
            to.set_value(row.next_step)
        for name in ("to", "on", "note"):
            self.fields[name].setVisible(bool(moves))
        self.save_button.setVisible(bool(moves))
        self._chosen()
        clear(self.head_tools)
        if row.is_open:
            change = act_button("needs.refer_on", self._change, "quiet", words=self.tr("What was sent"), height=28)
            self.head_tools.addWidget(change)
        self.background.read(self, partial(onward_steps, onward_id=row.id), partial(self._read, row), self._failed)

    def _read(self, row: OnwardRow, steps: list[OnwardStepRow]) -> None:
        """Where it stands, over the fields; what was sent and every step so far, under them."""
        for part in (self._said, self._more):
            clear(part)
        issue = ISSUES.get(row.code, row.code).lower()
        state = ", ".join(filter(None, (onward_words.STATES[row.state], onward_words.why(row.state, row.state_reason))))
        self._said.addWidget(Label(f"{row.provider_name}: {issue}", "section", elide=True))
        self._said.addWidget(Paragraph(". ".join(filter(None, (state, row.clock_words(self.today)))), "dense", "muted"))
        facts = [
            (self.tr("Asked for"), row.reason),
            (self.tr("Appointment"), _moment(row.booked_for)),
            (self.tr("Sent"), f"{onward_words.VIAS.get(row.via, row.via)}. {row.shared}"),
            (self.tr("Access needs"), row.access_needs or ""),
            (self.tr("What came of it"), onward_words.OUTCOMES.get(row.outcome or "", "")),
            (self.tr("Asks after it"), row.owner_name),
        ]
        for name, value in facts:
            if value:
                self._more.addWidget(fact(name, value))
        self._more.addSpacing(6)
        for one in steps:
            self._more.addWidget(Label(_step_words(one), "caption_strong", "muted", elide=True))
            if one.note:
                self._more.addWidget(Paragraph(one.note, "dense"))

    def _change(self) -> None:
        row, person_id = self.row, self.person_id
        self.dismiss()
        self.shell.show_sheet("needs.refer_on", person_id=person_id, row=row)

    # --- what is noted ----------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        """Only what the chosen step asks for is shown."""
        chosen = self.value("to")
        asked = asks(OnwardState(chosen)) if chosen in set(OnwardState) else ()
        if self._booked is not None:
            self._booked.setVisible("booked_for" in asked)
        self.fields["outcome"].setVisible("outcome" in asked)
        self.fields["reason"].setVisible("reason" in asked)
        if chosen in _REASONS:
            reason: Any = self.control("reason")
            reason.set_choices([(key, self.tr(said)) for key, said in _REASONS[chosen]])

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.value("to") is None:
            found["to"] = self.tr("Choose what has happened.")
        elif self.value("to") == OnwardState.BOOKED and clock_time(self.value("booked_at") or "") is None:
            found["booked_at"] = self.tr("Write the time like 09:30.")
        return found

    def use_case(self) -> UseCase[Any]:
        to, on, note = self.value("to"), self.value("on"), self.value("note") or ""
        about = {"onward_id": self.row.id, "version": self.version}
        if to == onward.CHASED:
            return partial(onward.chase, **about, on=on, note=note)
        asked = asks(OnwardState(to))
        step = Step(
            OnwardState(to),
            on,
            booked_for=self._booked_for() if "booked_for" in asked else None,
            reason=str(self.value("reason") or "") if "reason" in asked else "",
            outcome=self.value("outcome") if "outcome" in asked else None,
            note=note,
        )
        return partial(onward.take_step, **about, step=step)

    def _booked_for(self) -> datetime | None:
        day, at = self.value("booked_for"), clock_time(self.value("booked_at") or "")
        return datetime.combine(day, at, tzinfo=LONDON) if day is not None and at is not None else None


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone(LONDON)
    return f"{words.day(here.date())}, {here:%H:%M}"


def _step_words(one: OnwardStepRow) -> str:
    """12-Nov-2026, acknowledged, Priya Nair."""
    said = "asked again" if one.reason == onward.CHASED else onward_words.STATES[one.to_state].lower()
    why = onward_words.why(one.to_state, one.reason if one.reason != onward.CHASED else None).lower()
    return ", ".join(part for part in (words.day(one.occurred_on), said, why, one.by or "") if part)
