"""What a form knows of the record that it changes, so that a second editor never costs a word.

A form says `begin(record)` once its fields hold the record. Saving says the version that was read. When somebody has
saved in between, the record is read again: what only one side changed is put together, what both changed stands side
by side in the conflict sheet, and nothing is written before the person has chosen.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QWidget

from inteam.errors import InteamError
from inteam.timeline.queries_saved import LastSave, last_save
from ui.app import conflict_words as words
from ui.app.background import Background
from ui.app.conflict import ConflictDialog
from ui.app.merging import Choices, Merged, Side, Stand, joined, merge
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.widgets import controls
from ui.widgets.fields import Field
from ui.widgets.identity import Identity

BASIS = "_began_with"  # in a draft's fields: the version and the values that the form began with
UNKNOWN = 0  # the version of no record


class Editing:
    """Beside a form's widget class. `what` names the record in its own words: "need", "address".

    What a form adds: `present` (the record as it stands now), `show_record` (a record into the fields), `again`
    (save once more), `tell` (words at the top). A form that does something to a record, instead of changing what
    stands in its fields, is an act: it is never done to a record that has changed unseen.
    """

    what: ClassVar[str] = ""
    is_act: ClassVar[bool] = False
    shell: Shell
    background: Background
    record: Any = None
    version: Any = None  # of the record as it was read; saving says it
    basis: dict[str, Any] | None = None
    person: Identity | None = None
    person_id: UUID | None = None
    merged_words = ""  # what saving put together, for the toast
    _from_draft: tuple[int, dict[str, Any]] | None = None

    # --- what a form gives ------------------------------------------------------------------------------------

    def parts(self) -> Mapping[str, QWidget]:
        """Its fields by name."""
        raise NotImplementedError

    def present(self, session: Any) -> Any:
        """The record as it stands now, with `version`; None when it is gone. Called in a reading thread."""
        raise NotImplementedError

    def show_record(self, record: Any) -> None:
        """Puts a record into the fields that show one."""

    def again(self) -> None:
        """Saves once more."""
        raise NotImplementedError

    def tell(self, said: str) -> None:
        """Says something at the top of the form."""
        raise NotImplementedError

    def as_act(self) -> bool:
        """Whether what was asked for is an act now, to be asked for again once the change has been seen."""
        return self.is_act

    def now_stands(self, record: Any) -> str:
        """For an act: what the record has become, in words."""
        return ""

    # --- beginning --------------------------------------------------------------------------------------------

    def begin(self, record: Any) -> None:
        """The fields hold this record, or a draft that began with it."""
        self.record, self.version = record, record.version
        if self._from_draft is not None:
            self.version, self.basis = self._from_draft
        else:
            self.basis = self._now_typed()

    def began(self) -> dict[str, Any]:
        """What a draft keeps of the beginning; nothing while nothing was read."""
        if self.record is None or self.basis is None:
            return {}
        return {BASIS: {"version": self.version, "values": self.basis}}

    def began_with(self, fields: Mapping[str, Any]) -> None:
        """A draft is taken up: what it began with counts, not what stands in the record now."""
        kept = fields.get(BASIS)
        if isinstance(kept, dict):
            self._from_draft = kept["version"], kept["values"]
            self.version, self.basis = self._from_draft
        elif self.what:  # nobody knows what it began with: everything that differs is asked
            self._from_draft = UNKNOWN, {}
            self.version, self.basis = self._from_draft

    def _now_typed(self) -> dict[str, Any]:
        return {name: controls.read(_control(widget)) for name, widget in self.parts().items()}

    def is_changed(self) -> bool:
        """Whether the fields say something else than the record that they began with."""
        return self.basis is not None and self._now_typed() != self.basis

    # --- somebody saved first ---------------------------------------------------------------------------------

    def compare(self) -> bool:
        """Reads what is there now and puts both together; False for a form that cannot."""
        if not self.what or self.record is None:
            return False
        record_id: UUID = self.record.id

        def read(session: Any) -> tuple[Any, LastSave | None]:
            return self.present(session), last_save(session, record_id)

        owner: Any = self
        self.background.read(owner, read, self._put_together, self._not_read, key="compare", after_writes=True)
        return True

    def _not_read(self, error: InteamError) -> None:
        self.tell(sentence(error))

    def _put_together(self, found: tuple[Any, LastSave | None]) -> None:
        widget: Any = self
        if widget.isHidden():
            return  # closed meanwhile, with its draft
        record, last = found
        if record is None:
            self.tell(words.gone(self.what, last, self.background))
            return
        mine, theirs = self._two_versions(record)
        merged = merge(self.basis, mine, theirs, newest=Side.THEIRS)  # theirs is saved, mine not yet
        began = {name: stand.kept for name, stand in theirs.items()}
        if not merged.asked:
            self._write_merged(record, began, merged.values, merged, last)
            return
        take = partial(self._take_choices, record, began, merged, mine, theirs, last)
        dialog = ConflictDialog(
            self.shell,
            words.title(self.what, last, self.background),
            self.person,
            words.yours(self.background),
            words.version_of(last, self.background),
            merged.asked,
            agree=merged.agree,
            kept=words.kept_words(merged, last, self.background),
            decided=take,
        )
        dialog.open()

    def _two_versions(self, record: Any) -> tuple[dict[str, Stand], dict[str, Stand]]:
        """What I have typed, and what the fields would show of the record; they are as I left them afterwards."""
        widget: Any = self
        widget.setUpdatesEnabled(False)
        try:
            mine = self._stands()
            self.show_record(record)
            theirs = self._stands()
            self._put_in({name: stand.kept for name, stand in mine.items()})
        finally:
            widget.setUpdatesEnabled(True)
        return mine, theirs

    def _stands(self) -> dict[str, Stand]:
        return {name: stand(widget) for name, widget in self.parts().items()}

    def _put_in(self, values: Mapping[str, Any]) -> None:
        for name, widget in self.parts().items():
            controls.fill(_control(widget), values[name])

    def _take_choices(
        self,
        record: Any,
        began: dict[str, Any],
        merged: Merged,
        mine: Mapping[str, Stand],
        theirs: Mapping[str, Stand],
        last: LastSave | None,
        choices: Choices,
    ) -> None:
        values = merged.values | chosen_values(merged, mine, theirs, choices)
        self._write_merged(record, began, values, merged, last)

    def _write_merged(
        self, record: Any, began: dict[str, Any], values: Mapping[str, Any], merged: Merged, last: LastSave | None
    ) -> None:
        self._put_in(values)
        self._from_draft = None
        self.record, self.version, self.basis = record, record.version, began
        if self.as_act():
            self.tell(" ".join(filter(None, (words.acted(self.what, last, self.background), self.now_stands(record)))))
            return
        self.merged_words = words.kept_words(merged, last, self.background)
        self.again()


def chosen_values(
    merged: Merged, mine: Mapping[str, Stand], theirs: Mapping[str, Stand], choices: Choices
) -> dict[str, Any]:
    """What a person's choices put into the fields."""
    found = {}
    for one in merged.asked:
        side = choices[one.name]
        both = {Side.YOURS: mine[one.name].kept, Side.THEIRS: theirs[one.name].kept}
        found[one.name] = joined(one, side) if side is Side.BOTH else both[side]
    return found


# --- fields -------------------------------------------------------------------------------------------------------


def _control(widget: QWidget) -> QWidget:
    return widget.control if isinstance(widget, Field) else widget


def stand(widget: QWidget) -> Stand:
    """What stands in a field now."""
    control = _control(widget)
    label = widget.label.text() if isinstance(widget, Field) else ""
    if isinstance(control, QAbstractButton):
        label = control.text()
    label = label or (control.focusProxy() or control).accessibleName()
    return Stand(
        label, controls.read(control), controls.words(control), controls.between(control), controls.dated(control)
    )
