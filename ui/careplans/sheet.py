"""The base of the sheets of a care plan: which plan, whose it is, and the words on it."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal

from inteam.careplans import queries
from inteam.careplans.queries import PlanView, ReviewEvery
from inteam.careplans.queries_sharing import WithheldRow
from ui.app.form import FormSheet
from ui.app.shell import Shell
from ui.careplans.words import say
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox
from ui.widgets.labels import Paragraph


@dataclass(frozen=True)
class About:
    """The plan that a sheet is about, and the person it belongs to; what is left out of their copies, and how often
    plans are reviewed, where the page has read it."""

    plan_id: UUID
    person_id: UUID
    person: Identity | None
    withheld: tuple[WithheldRow, ...] = ()
    every: ReviewEvery | None = None


class PlanSheet(FormSheet):
    """A sheet about one plan. A child class adds its fields in `make`; `record` is what it changes, None for a new one.

    title_words, save_words and done_words say so; with a record the second ones hold.
    done(result) tells what was saved.
    """

    done = Signal(object)
    title_words: ClassVar[tuple[str, str]]
    save_words: ClassVar[tuple[str, str]]
    done_words: ClassVar[tuple[str, str]]

    def __init__(self, shell: Shell, about: About, record: Any = None) -> None:
        which = 0 if record is None else 1
        super().__init__(
            shell,
            say(self.title_words[which]),
            say(self.save_words[which]),
            done=say(self.done_words[which]),
            person=about.person,
            person_id=about.person_id,
            record_id=getattr(record, "id", None),
        )
        self.about = about
        self.make(record)
        if record is not None:
            self.show_record(record)
            self.begin(record)

    def make(self, record: Any) -> None:
        """Adds the fields."""
        raise NotImplementedError

    def saved(self, result: Any) -> None:
        self.done.emit(result)

    def present(self, session: Any) -> Any:
        view = queries.plan_view(session, self.about.plan_id)
        return self.record_in(view) if view is not None else None

    def record_in(self, view: PlanView) -> Any:
        """The record as it stands in the plan now."""
        return None

    # --- fields -----------------------------------------------------------------------------------------------

    def heading(self, words: str) -> None:
        """What it is about, in the record's words."""
        self.body.addWidget(Paragraph(words, "body_strong"))

    def line(self, name: str, label: str, *, value: str = "", help: str = "", optional: bool = False) -> TextBox:
        """A line of words."""
        made = TextBox(label, value=value)
        self.add(name, Field(label, made, help=help, optional=optional))
        return made

    def area(self, name: str, label: str, lines: int, *, help: str = "", optional: bool = False) -> TextArea:
        """Several lines of words."""
        made = TextArea(label, lines=lines)
        self.add(name, Field(label, made, help=help, optional=optional))
        return made

    def choice(self, name: str, label: str, choices: list[tuple[Any, str]], value: Any = None) -> ChoiceField:
        """One of a list."""
        made = ChoiceField(label, choices)
        made.set_value(value)
        self.add(name, Field(label, made))
        return made

    def day(self, name: str, label: str, *, optional: bool = False) -> DateField:
        """A day."""
        made = DateField(label, self.background.today)
        self.add(name, Field(label, made, optional=optional))
        return made

    def text(self, name: str) -> str:
        """What is typed in a field."""
        control = self.control(name)
        return control.text() if isinstance(control, TextBox | TextArea) else ""
