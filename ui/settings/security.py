"""The security part of Settings: what the file is, and what opens it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inteam.errors import InteamError
from ui.app import acts, vault
from ui.app.messages import sentence
from ui.app.shell import shell_of
from ui.app.vault import VaultRow
from ui.settings import keys
from ui.settings.asking import Asking
from ui.widgets import dates
from ui.widgets.cards import Card, Strip
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import Rule, chip, icon

if TYPE_CHECKING:
    from inteam.store.local import LocalFile
    from ui.app.start import Program

_KINDS = {
    "demo": ("Demonstration", "violet", "Everybody in it is invented. It can never be made live."),
    "rehearsal": ("Rehearsal", "amber", "For trying out. Make it live before real people are entered."),
    "live": ("Live", "green", "It holds real people."),
}


class Security(QWidget):
    """Cards: this file; what opens it. On a server, that others look after it."""

    def __init__(self) -> None:
        super().__init__()
        self._program: Program | None = None
        self.place = column(gap=16)
        self.setLayout(self.place)

    def reload(self, program: "Program | None") -> None:
        """Reads the slots in the background."""
        self._program = program
        file = program.session.file if program is not None else None
        if file is None:
            self._say_other()
            return
        background = shell_of(self).background
        background.aside(self, partial(vault.look, file), partial(self._show, file), self._failed)

    def _failed(self, error: InteamError) -> None:
        clear(self.place)
        self.place.addWidget(Strip(sentence(error), "red"))

    def _say_other(self) -> None:
        clear(self.place)
        card = Card(self.tr("Where the records are"))
        words = self.tr("The records are kept elsewhere; whoever looks after that place also keeps its keys.")
        card.inside(Paragraph(words, "body", "muted"))
        self.place.addWidget(card)

    def _show(self, file: "LocalFile", known: VaultRow) -> None:
        clear(self.place)
        self.place.addWidget(self._what(file, known))
        self.place.addWidget(self._opens(file, known))
        self.place.addWidget(self._more(file))

    # --- cards ------------------------------------------------------------------------------------------------

    def _what(self, file: "LocalFile", known: VaultRow) -> Card:
        words, tone, about = _KINDS[known.kind]
        card = Card(self.tr("This file"))
        head = row(chip(self.tr(words), tone), gap=10)
        head.addWidget(Label(known.path.name, "body_strong", elide=True), 1)
        if known.kind == "rehearsal":
            head.addWidget(acts.act_button("settings.live", partial(self._ask, keys.MakeLive, file), height=28))
        body = card.inside(gap=8)
        body.addLayout(head)
        body.addWidget(Paragraph(self.tr(about), "dense", "muted"))
        body.addWidget(
            Label(self.tr("In the folder {name}").format(name=known.path.parent), "dense", "muted", elide=True)
        )
        body.addWidget(
            Paragraph(
                self.tr(
                    "In a local file roles shape the screens. They do not protect: whoever opens it has all of it."
                ),
                "dense",
                "muted",
            )
        )
        return card

    def _opens(self, file: "LocalFile", known: VaultRow) -> Card:
        card = Card(self.tr("What opens it"))
        body = card.inside(gap=0, bottom=8)
        passphrase = known.of("passphrase")
        since = self.tr("Since {day}").format(day=dates.shown(passphrase[0].made_on)) if passphrase else ""
        change = acts.act_button("settings.passphrase", partial(self._ask, keys.ChangePassphrase, file), height=28)
        body.addWidget(_line("lock", self.tr("Passphrase"), since, change))
        body.addWidget(Rule())
        body.addWidget(self._recovery(file, known))
        body.addWidget(Rule())
        body.addWidget(self._device(file, known))
        return card

    def _recovery(self, file: "LocalFile", known: VaultRow) -> QWidget:
        slots = known.of("recovery")
        said = self.tr("Since {day}").format(day=dates.shown(slots[0].made_on)) if slots else ""
        tested = self.tr("typed back") if known.recovery_tested else self.tr("not typed back yet: test it")
        new = acts.act_button("settings.recovery", partial(self._ask, keys.NewRecoveryCode, file), height=28)
        test = acts.act_button("settings.recovery_test", partial(self._ask, keys.ConfirmRecovery, file), height=28)
        return _line("key", self.tr("Printed recovery code"), f"{said} · {tested}", test, new)

    def _device(self, file: "LocalFile", known: VaultRow) -> QWidget:
        slots = known.of("device")
        title = self.tr("This computer’s keyring")
        if known.keyring is None and not slots:
            said = self.tr("It has none that may keep the key, so the passphrase is asked for at each start.")
            return _line("computer", title, said)
        if not slots:
            said = self.tr("{keyring}: it could open the file without asking.").format(keyring=known.keyring)
            add = acts.act_button("settings.device", partial(self._add_device, file), height=28)
            return _line("computer", title, said, add)
        said = self.tr("Opens the file without asking since {day}").format(day=dates.shown(slots[-1].made_on))
        remove = partial(self._remove, file, [slot.id for slot in slots])
        return _line("computer", title, said, acts.act_button("settings.device_remove", remove, height=28))

    def _more(self, file: "LocalFile") -> Card:
        card = Card(self.tr("If a computer is lost, or somebody leaves"))
        body = card.inside(gap=12)
        body.addWidget(
            Paragraph(
                self.tr(
                    "Change the passphrase first. Then change the key: the file is written anew, compared table by "
                    "table, and takes the place of the old one only when both are equal."
                ),
                "dense",
                "muted",
            )
        )
        change = acts.act_button("settings.key", partial(self._change_key, file), height=28)
        body.addLayout(row(change, None))
        return card

    # --- acts -------------------------------------------------------------------------------------------------

    def _ask(self, dialog: "Callable[..., Asking]", file: "LocalFile") -> None:
        self._opened(dialog(shell_of(self), file))

    def _change_key(self, file: "LocalFile") -> None:
        if self._program is not None:
            self._opened(keys.ChangeKey(shell_of(self), self._program.session, file))

    def _opened(self, made: Asking) -> None:
        made.changed.connect(self._again)  # type: ignore[attr-defined]  # (each of these has it)
        made.open()

    def _again(self) -> None:
        self.reload(self._program)

    def _add_device(self, file: "LocalFile") -> None:
        def added(worked: bool) -> None:
            if not worked:
                shell_of(self).notice(self.tr("The keyring did not keep the key. Nothing was changed."))
            self._again()

        shell_of(self).background.aside(self, partial(vault.add_device, file), added, self._failed)

    def _remove(self, file: "LocalFile", ids: list[str]) -> None:
        def remove() -> None:
            for slot_id in ids:
                vault.remove_slot(file, slot_id)

        shell_of(self).background.aside(self, remove, lambda _none: self._again(), self._failed)


def _line(symbol: str, title: str, said: str, *buttons: QWidget) -> QWidget:
    words = column(Label(title, "body_strong", elide=True), Paragraph(said, "dense", "muted"), gap=2)
    line = row(icon(symbol, 18, "muted"), gap=12, margins=(0, 12, 0, 12))
    line.addLayout(words, 1)
    for button in buttons:
        line.addWidget(button)
    return box(line)
