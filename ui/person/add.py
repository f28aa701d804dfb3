"""Adding a person: the particulars, and who may be the same while one types."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer

from inteam.drafts.queries import DraftRow
from inteam.people import banner, dates, nhs_number, service
from inteam.people.banner import Identity
from inteam.people.duplicates import Particulars
from inteam.people.queries_duplicates import Suggestion, suggestions
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.person.identity import birth_problem, identity_entry, make_identity
from ui.person.parts import line, link
from ui.person.sheet import PersonSheet
from ui.widgets import controls
from ui.widgets.cards import Strip
from ui.widgets.layouts import box, clear, column

PAUSE_MS = 150  # after the last key, before who may be the same is asked for
_WATCHED = ("family_name", "given_name", "born", "nhs_number")


class AddPersonSheet(PersonSheet):
    """Ctrl+N. Whoever is already there is shown under the fields, and opened with one press."""

    form = "person_add"
    add_title, save_words, done_words = "Add person", "Add person", "Person added"

    def __init__(self, shell: Shell, *, draft: DraftRow | None = None, **_context: Any) -> None:
        self._timer = QTimer(singleShot=True, interval=PAUSE_MS)
        super().__init__(shell, draft=draft)
        self._timer.setParent(self)

    def make(self) -> None:
        self._same = column(gap=0)
        self._strip = Strip("", "amber", "people")
        self._strip.hide()
        make_identity(self, short=True)
        self.body.insertWidget(2, self._strip)
        self.body.insertWidget(3, holder := box(self._same))
        self._holder = holder
        holder.hide()
        self._timer.timeout.connect(self._ask)
        for name in _WATCHED:
            controls.watch(self.control(name), self._timer.start)

    # --- who may be the same ----------------------------------------------------------------------------------

    def _particulars(self) -> Particulars:
        birth = dates.parse_birth(self.value("born") or "")
        checked = nhs_number.check(self.value("nhs_number") or "")
        return Particulars(
            self.value("family_name") or "",
            self.value("given_name"),
            born_on=birth.day if birth else None,
            nhs_number=checked.digits if checked.ok else None,
        )

    def _ask(self) -> None:
        ask = partial(suggestions, given=self._particulars(), actor=self.background.actor)
        self.background.read(self, ask, self._show, self._failed, key="same")

    def _show(self, found: list[Suggestion]) -> None:
        clear(self._same)
        self._strip.setVisible(bool(found))
        self._holder.setVisible(bool(found))
        if not found:
            return
        sure = any(one.same for one in found)
        said = self.tr("This person is already here. Open them instead.") if sure else self.tr("Is it one of these?")
        self._strip.say(said, "amber", "people")
        for one in found:
            who = banner.identity_line(_identity(one))
            open_it = link(self.tr("Open"), partial(self._open, one.match.person_id), f"Open {who}")
            self._same.addWidget(line(who, one.words, tools=[open_it]))

    def _open(self, person_id: UUID) -> None:
        self.dismiss()
        self.shell.open("person", person_id)

    # --- saving -----------------------------------------------------------------------------------------------

    def problems(self) -> dict[str, str]:
        return super().problems() | birth_problem(self)

    def show_problems(self, problems: Any) -> None:
        moved = {("born" if name == "born_on" else name): said for name, said in problems.items()}
        super().show_problems(moved)

    def use_case(self) -> UseCase[Any]:
        return partial(service.register_person, entry=identity_entry(self))

    def saved(self, result: Any) -> None:
        self.shell.open("person", result)


def _identity(one: Suggestion) -> Identity:
    found = one.match
    return Identity(
        found.family_name,
        found.given_name,
        born_on=found.born_on,
        dob_precision=found.dob_precision,
        nhs_number=found.nhs_number,
    )
