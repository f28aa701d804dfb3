"""A member of staff's last day, and taking it back: who and what is affected, and who takes it over."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.caseload import leaving
from inteam.caseload.leaving import Kind, Leaving
from inteam.caseload.queries_leaving import AffectedRow, Held, held
from inteam.caseload.queries_views import WorkerRow, workers
from inteam.organisations import service
from inteam.organisations.queries import StaffRow
from inteam.people import dates, nhs_number
from ui.app.messages import plural, sentence
from ui.app.shell import Shell
from ui.caseload.reassign import load_words
from ui.settings.asking import Asking
from ui.settings.people import People
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, framed, scrolling

LINES = 200
"""Names in the preview; beyond that nobody reads them, and the counts say the rest."""

KINDS: dict[Kind, tuple[str, str]] = {
    Kind.CASE: ("1 open case", "{n} open cases"),
    Kind.REFERRAL: ("1 open referral", "{n} open referrals"),
    Kind.ACTION: ("1 open action", "{n} open actions"),
    Kind.ONWARD: ("1 onward referral", "{n} onward referrals"),
    Kind.FEEDBACK: ("1 referrer to tell", "{n} referrers to tell"),
    Kind.USUAL_WORKER: ("usual worker of 1 person", "usual worker of {n} people"),
    Kind.CARE_TEAM: ("a place in 1 care team", "places in {n} care teams"),
    Kind.PLAN: ("leads 1 care plan", "leads {n} care plans"),
    Kind.HANDOVER: ("1 handover not answered", "{n} handovers not answered"),
    Kind.AGENDA: ("presents 1 person at an MDT", "presents {n} people at an MDT"),
    Kind.MEETING: ("chair or notes of 1 meeting", "chair or notes of {n} meetings"),
    Kind.TEAM_LEAD: ("leads 1 team", "leads {n} teams"),
}
"""Kind → what a count of it is called."""


class HeldList(QWidget):
    """What somebody answers for: counts in one line, then each person with what hangs on them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.counts = Paragraph("", "dense_strong")
        self._lines = column(gap=2)
        self._list = scrolling(box(self._lines), bar=True)
        self._list.setFixedHeight(144)
        self._list.setAccessibleName(name)
        self._frame = framed(column(self._list, margins=(12, 8, 4, 8)), "inset")
        self.setLayout(column(self.counts, self._frame, gap=6))
        self.hide()

    def show_held(self, found: Held) -> None:
        """What was found; nothing at all says so."""
        self.counts.say(held_words(found.counts) or self.tr("Nothing open is theirs."))
        clear(self._lines)
        for one in found.people[:LINES]:
            self._lines.addWidget(Label(identity_words(one), "dense", elide=True))
            self._lines.addWidget(Label(held_here(one), "caption", "muted", elide=True))
            self._lines.addSpacing(4)
        if found.hidden:
            said = plural(found.hidden, self.tr("1 restricted record"), self.tr("{n} restricted records"))
            self._lines.addWidget(Label(self.tr("And {said}, not named here").format(said=said), "dense", "muted"))
        self._lines.addStretch(1)
        self._frame.setVisible(bool(found.people or found.hidden))
        self.show()


class LeaverDialog(Asking):
    """Records a last day and hands over, in one act, all that the leaver answers for."""

    def __init__(self, shell: Shell, known: People, staff: StaffRow) -> None:
        super().__init__(shell, f"Last day of {staff.name}", "Record last day", width=600)
        self._known, self._staff, self._held = known, staff, Held(Counter(), (), 0)
        self._workers: Sequence[WorkerRow] = ()
        today = self.background.today()
        self.on = DateField(self.tr("Last day"), self.background.today, value=today)
        self.on.changed.connect(self._foresee)
        self.to = ChoiceField(self.tr("Everything goes to"), [], none=self.tr("Choose a colleague or a team"))
        self.to.changed.connect(self._foresee)
        self.words = TextArea(
            self.tr("For whoever takes over"),
            hint=self.tr("What they should know first. It stands with each case."),
            lines=2,
        )
        self.add("left_on", Field(self.tr("Last day"), self.on, help=self.tr("They can sign in until the end of it.")))
        self.add("takes_over", Field(self.tr("Everything goes to"), self.to))
        self.add("note", Field(self.tr("For whoever takes over"), self.words, optional=True))
        self.list = HeldList(self.tr("Who is affected"))
        self.body.addWidget(self.list)
        self.effect = Paragraph("", "dense", "muted")
        self.body.addWidget(self.effect)
        self.do_button.setEnabled(False)
        self.fields["takes_over"].hide()
        self.fields["note"].hide()
        query = partial(held, actor=self.background.actor, staff_id=staff.id, on=today)
        self.background.read(self, query, self._show, self._unread)
        self.background.read(self, partial(workers, today=today), self._loads, self._unread)

    def _show(self, found: Held) -> None:
        self._held = found
        self.list.show_held(found)
        for name in ("takes_over", "note"):
            self.fields[name].setVisible(bool(found.counts))
        self.do_button.setText(self.tr("Hand over and record") if found.counts else self.tr("Record last day"))
        self.do_button.setEnabled(True)
        self._foresee()

    def _loads(self, found: Sequence[WorkerRow]) -> None:
        self._workers = found
        self.to.set_choices(self._takers())
        self._foresee()

    def _unread(self, error: Any) -> None:
        self.show_problems({"": sentence(error)})

    def _takers(self) -> list[tuple[tuple[str, UUID], str]]:
        """Colleagues who stay, with what they carry, then the teams that somebody leads."""
        staying = [one for one in self._known.staff if one.left_on is None and one.id != self._staff.id]
        loads = {one.id: load_words(one, 0) for one in self._workers}
        found = [(("staff", one.id), loads.get(one.id, f"{one.name}, {one.job_title}")) for one in staying]
        for team in self._known.teams:
            lead = self._known.lead_staff(team)
            if lead is not None and lead.left_on is None and lead.id != self._staff.id:
                words = self.tr("Team {team}, led by {lead}").format(team=team.name, lead=lead.name)
                found.append((("team", team.id), words))
        return found

    def _foresee(self) -> None:
        self.effect.say(" ".join(self._effects()))
        self.fit()

    def _effects(self) -> list[str]:
        if not self._held.counts:
            return [self.tr("Their place in each team ends on that day.")]
        said = []
        kind, chosen = self.to.value() or ("", None)
        if kind == "team":
            lead = self._known.lead_staff(next(one for one in self._known.teams if one.id == chosen))
            said.append(
                self.tr(
                    "Actions, referrals and feedback go to the team; the rest goes to {lead}, who leads it."
                ).format(lead=lead.name if lead is not None else "")
            )
        worker = next((one for one in self._workers if one.id == chosen), None)
        if worker is not None:
            cases = sum(bool(one.held[Kind.CASE]) for one in self._held.people) + self._held.hidden
            load = load_words(worker, cases) if cases else load_words(worker, 0).removeprefix(f"{worker.name}, ")
            said.append(self.tr("{name} has {load} people.").format(name=worker.name, load=load))
        said.append(self.tr("All of it moves at once, now, and one Undo puts it back."))
        return said

    def problems(self) -> dict[str, str]:
        found = {}
        if self.on.value() is None:
            found["left_on"] = self.on.problem or self.tr("Enter a date.")
        if self._held.counts and self.to.value() is None:
            found["takes_over"] = self.tr("Choose who takes it over. Nothing may be left without an owner.")
        return found

    def send(self) -> None:
        kind, chosen = self.to.value() or ("", None)
        entry = Leaving(
            on=self.on.value(),
            staff_id=chosen if kind == "staff" else None,
            team_id=chosen if kind == "team" else None,
            note=self.words.text(),
        )
        leave = partial(leaving.leave, staff_id=self._staff.id, version=self._staff.version, entry=entry)
        said = self.tr("{name} leaves on {day}").format(name=self._staff.name, day=dates.short(entry.on))
        if self._held.counts:
            said = self.tr("{said}; everything is handed over").format(said=said)
        self.background.write(self, leave, self.sent, self.failed, done=said)


class StayDialog(Asking):
    """Takes a last day back."""

    def __init__(self, shell: Shell, staff: StaffRow) -> None:
        super().__init__(
            shell,
            f"Last day of {staff.name}",
            "They stay",
            note=f"Their last day is recorded as {dates.short(staff.left_on)}. If they stay, they are in their teams "
            "again. Work that was handed over stays with whoever has it now: give it back in the caseload.",
        )
        self._staff = staff

    def send(self) -> None:
        stay = partial(service.stay, staff_id=self._staff.id, version=self._staff.version)
        done = self.tr("{name} stays").format(name=self._staff.name)
        self.background.write(self, stay, self.sent, self.failed, done=done)


def held_words(counts: Counter[Kind]) -> str:
    """3 open cases, 12 open actions, usual worker of 2 people; nothing for nothing."""
    said = [plural(counts[kind], one, many) for kind, (one, many) in KINDS.items() if counts[kind]]
    joined = ", ".join(said)
    return joined[:1].upper() + joined[1:]


def held_here(one: AffectedRow) -> str:
    """What hangs on one person: case, 2 actions, usual worker."""
    return ", ".join(plural(one.held[kind], *_SHORT[kind]) for kind in _SHORT if one.held[kind])


def identity_words(one: AffectedRow) -> str:
    """PEMBERTON, Margaret · Born 14-Mar-1957 · NHS no. 999 000 0018."""
    name = f"{one.family_name.upper()}, {one.given_name}" if one.given_name else one.family_name.upper()
    born = dates.short(one.born_on, one.dob_precision) or "not known"
    return f"{name} · Born {born} · {nhs_number.in_line(one.nhs_number)}"


_SHORT = {
    Kind.CASE: ("case", "{n} cases"),
    Kind.REFERRAL: ("referral", "{n} referrals"),
    Kind.ACTION: ("1 action", "{n} actions"),
    Kind.ONWARD: ("onward referral", "{n} onward referrals"),
    Kind.FEEDBACK: ("referrer to tell", "{n} referrers to tell"),
    Kind.USUAL_WORKER: ("usual worker", "usual worker"),
    Kind.CARE_TEAM: ("care team", "care team"),
    Kind.PLAN: ("care plan", "{n} care plans"),
    Kind.HANDOVER: ("handover", "{n} handovers"),
    Kind.AGENDA: ("MDT agenda", "MDT agenda"),
}
