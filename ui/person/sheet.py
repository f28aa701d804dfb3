"""The base of all sheets about one person: who it is, the record that is changed, and its values."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inteam.drafts.queries import DraftRow
from inteam.errors import ConflictError
from inteam.timeline.overview import Overview, overview
from inteam.timeline.queries_saved import LastSave, last_save
from ui.app import conflict_words
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.shell import Shell
from ui.person import words
from ui.widgets import controls
from ui.widgets.buttons import Button, CheckBox
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.layouts import box, row

Choices = Sequence[tuple[Any, str]]


class PersonSheet(FormSheet):
    """A sheet about one person. `row` (or record_id) is the record that is changed; without one, a new one is added.

    A child class lists its fields in `make` and gives `entry` and `use_case`. `rows` names the part of the overview
    in which the record of a kept draft is looked up again.
    """

    add_title: ClassVar[str]
    edit_title: ClassVar[str] = ""
    save_words: ClassVar[str] = "Save"
    done_words: ClassVar[str] = "Saved"
    rows: ClassVar[str] = ""
    adds: ClassVar[bool] = True  # whether its words can also become something new

    def __init__(
        self,
        shell: Shell,
        *,
        person_id: UUID | None = None,
        seen: Overview | None = None,
        row: Any = None,
        record_id: UUID | None = None,
        draft: DraftRow | None = None,
    ) -> None:
        person_id = person_id or (draft.person_id if draft else None)
        record_id = row.id if row is not None else draft.record_id if draft else record_id
        title = self.edit_title if record_id is not None and self.edit_title else self.add_title
        super().__init__(
            shell,
            title,
            self.save_words,
            done=self.done_words,
            person=words.identity(seen.person, seen.today) if seen else None,
            person_id=person_id,
            record_id=record_id,
            draft=draft,
        )
        self._ends = False  # whether the record is being ended, and not its words saved
        self.seen, self.row = seen, row
        if row is None and seen is not None:
            self.row = self.found_in(seen)
        self.today = shell.background.today()
        self.make()
        if self.row is not None:
            self._begin(self.row)
        if seen is None and person_id is not None:
            ask = partial(overview, person_id=person_id, actor=self.background.actor, today=self.today)
            self.background.read(self, ask, self._took, self._failed)

    @property
    def row(self) -> Any:
        """The record that is changed, as it was read; None for a new one."""
        return self.record

    @row.setter
    def row(self, record: Any) -> None:
        self.record = record

    @property
    def whose(self) -> UUID:
        """The person's id. A sheet without a person is a defect."""
        if self.person_id is None:
            raise RuntimeError("a sheet about nobody")
        return self.person_id

    def _took(self, seen: Overview | None) -> None:
        if seen is None:
            self._failed(ConflictError("gone"))
            return
        self.seen = seen
        self.set_person(words.identity(seen.person, seen.today))
        late = self.row is None
        if late:
            self.row = self.found_in(seen)
        self.draft.by_itself(partial(self.found, seen))
        self._choose_as_kept()
        if late and self.row is not None:
            self._begin(self.row)
        elif late and self.record_id is not None:
            self.background.read(self, partial(last_save, record_id=self.record_id), self._lost, self._failed)

    def _choose_as_kept(self) -> None:
        """What a draft had chosen among what is only known now."""
        for name, kept in (self._given.fields if self._given is not None else {}).items():
            if name in self.fields and kept is not None and controls.read(self.control(name)) is None:
                controls.fill(self.control(name), kept)

    def _begin(self, row: Any) -> None:
        """The fields show the record, or the draft that was begun with it."""
        if not self.draft.exists:
            self.show_record(row)
        self.begin(row)
        if not self.draft.exists:
            self.draft.settle()

    def as_act(self) -> bool:
        return self._ends or super().as_act()

    def _lost(self, last: LastSave | None) -> None:
        """The record of a draft is gone: its words can still be added as something new."""
        self.tell(conflict_words.gone(self.what, last, self.background))
        self.save_button.setEnabled(self.adds)

    def found_in(self, seen: Overview) -> Any:
        """The record that is changed, as it stands in what was read; None when it is not there."""
        return next((one for one in self.listed(seen) if one.id == self.record_id), None)

    def listed(self, seen: Overview) -> Iterable[Any]:
        """The records among which it is found."""
        found: Iterable[Any] = getattr(seen, self.rows, ()) if self.rows else ()
        return found

    def present(self, session: Any) -> Any:
        seen = overview(session, self.whose, actor=self.background.actor, today=self.today)
        return self.found_in(seen) if seen is not None else None

    def show_record(self, record: Any) -> None:
        self.fill_from(record)

    def found(self, seen: Overview) -> None:
        """The person was read after the sheet had opened; choices that depend on them are made here."""

    def make(self) -> None:
        """Adds the fields."""
        raise NotImplementedError

    # --- fields -----------------------------------------------------------------------------------------------

    def text(self, name: str, label: str, *, hint: str = "", help: str = "", optional: bool = True) -> TextBox:
        """A line of words."""
        made = TextBox(label, "", hint)
        self.add(name, Field(self.tr(label), made, help=help, optional=optional))
        return made

    def area(
        self,
        name: str,
        label: str,
        *,
        lines: int = 3,
        hint: str = "",
        help: str = "",
        optional: bool = True,
    ) -> TextArea:
        """Several lines of words."""
        made = TextArea(label, hint=hint, lines=lines)
        self.add(name, Field(self.tr(label), made, help=help, optional=optional))
        return made

    def choice(self, name: str, label: str, choices: Choices, *, value: Any = None, help: str = "") -> ChoiceField:
        """One of a list."""
        made = ChoiceField(label, [(key, self.tr(said)) for key, said in choices])
        if value is not None:
            made.set_value(value)
        self.add(name, Field(self.tr(label), made, help=help))
        return made

    def day(self, name: str, label: str, *, value: date | None = None, help: str = "", past: bool = False) -> DateField:
        """A day."""
        made = DateField(label, lambda: self.today, value=value, past=past)
        self.add(name, Field(self.tr(label), made, help=help, optional=value is None))
        return made

    def check(self, name: str, label: str, *, on: bool = False) -> CheckBox:
        """Yes or no."""
        made = CheckBox(self.tr(label), on)
        self.add(name, made)
        return made

    def beside(self, *names: str) -> None:
        """Puts fields that were just added into one row."""
        laid = row(gap=16)
        for name in names:
            widget = self.fields[name]
            self.body.removeWidget(widget)
            laid.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(box(laid))

    def ending(self, said: str, do: Callable[[], UseCase[Any]], done: str, *, kind: str = "danger") -> None:
        """A button under the fields that ends or takes back the record."""
        button = Button(self.tr(said), kind, 28)
        button.clicked.connect(lambda _checked=False: self._end(do, done))
        self.body.addWidget(box(row(button, None)))

    def from_today(self, end: Callable[..., Any], key: str) -> UseCase[Any]:
        """Saying that the record is true no more."""
        return partial(end, **{key: self.row.id, "version": self.version, "on": self.background.today()})

    def _end(self, do: Callable[[], UseCase[Any]], done: str) -> None:
        """Ends the record; words that were changed before are saved with it, in one transaction."""
        if not self.panel.isEnabled():
            return
        self._ends, changed = True, self.is_changed()
        wrong = self.problems() if changed else {}
        self.show_problems(wrong)
        if not wrong:
            self.send(self._saving_first(do) if changed else do(), done)

    def _saving_first(self, do: Callable[[], UseCase[Any]]) -> UseCase[Any]:
        save, version = self.use_case(), self.version
        self.version = None  # of whatever the saving has made of it
        end = do()
        self.version = version

        def both(work: Any) -> Any:
            save(work)
            work.session.flush()
            return end(work)

        return both

    def save(self) -> None:
        self._ends = False
        super().save()

    # --- values -----------------------------------------------------------------------------------------------

    def value(self, name: str) -> Any:
        """What stands in a field now: words (None for none), a choice, a day, yes or no."""
        control: QWidget = self.control(name)
        if isinstance(control, DateField | ChoiceField):
            return control.value()
        if isinstance(control, TextBox | TextArea):
            return control.text().strip() or None
        if isinstance(control, CheckBox):
            return control.isChecked()
        return getattr(control, "value", lambda: None)()

    def fill_from(self, row: Any) -> None:
        """Puts a record's values into the fields of the same names."""
        for name in self.fields:
            if hasattr(row, name):
                self.set_value(name, getattr(row, name))

    def set_value(self, name: str, value: Any) -> None:
        """Puts one value in."""
        control = self.control(name)
        if isinstance(control, DateField | ChoiceField):
            control.set_value(value)
        elif isinstance(control, TextBox | TextArea):
            control.set_text("" if value is None else str(value))
        elif isinstance(control, CheckBox):
            control.setChecked(bool(value))

    def entered(self, kind: type[Any], **more: Any) -> Any:
        """An entry of a dataclass whose fields have the names of this sheet's fields.

        What the record has and this sheet does not show stays as it is.
        """
        if not is_dataclass(kind):
            raise TypeError(kind)
        known = {field.name for field in fields(kind)}
        unseen = {name: getattr(self.row, name) for name in known - self.fields.keys() if hasattr(self.row, name)}
        given = unseen | {name: self.value(name) for name in self.fields if name in known}
        return kind(**{name: value for name, value in given.items() if value is not None} | more)

    def either(self, add: Callable[..., Any], amend: Callable[..., Any], key: str, **values: Any) -> UseCase[Any]:
        """Adding for the person, or amending the record that was opened."""
        if self.row is None:
            return partial(add, person_id=self.whose, **values)
        return partial(amend, **{key: self.row.id, "version": self.version}, **values)
