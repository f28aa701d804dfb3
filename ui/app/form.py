"""The base of every form in a sheet: fields with their problems, a draft that is kept, and saving."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from inteam import clock
from inteam.drafts.queries import DraftRow
from inteam.errors import ConflictError, InteamError
from ui.app.background import UseCase
from ui.app.drafting import Drafting
from ui.app.editing import Editing
from ui.app.messages import plural, sentence, words
from ui.app.shell import Shell, as_widget
from ui.widgets import controls, dates
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Strip
from ui.widgets.fields import DateField, Field
from ui.widgets.identity import Identity, identity_head
from ui.widgets.labels import Label
from ui.widgets.layouts import box, clear, column, row, scrolling
from ui.widgets.marks import icon
from ui.widgets.overlay import Sheet


class FormSheet(Editing, Sheet):
    """A form in a sheet from the right. Ctrl+Enter saves; Esc closes and keeps the draft.

    A child class sets `form` (the draft's name), adds its fields to `self.body` with `add`, and gives the use case.
    Names of fields are the ones that inteam uses in its errors. One that changes a record says what it is and how it
    is read again (ui/app/editing.py): then a second editor compares, and neither loses a word.
    """

    form: ClassVar[str]
    leave_words: ClassVar[str] = "Close"

    def __init__(
        self,
        shell: Shell,
        title: str,
        save_words: str,
        *,
        done: str = "",
        person: Identity | None = None,
        person_id: UUID | None = None,
        record_id: UUID | None = None,
        draft: DraftRow | None = None,
        width: int = 560,
    ) -> None:
        super().__init__(as_widget(shell), title, width)
        self.shell, self.background = shell, shell.background
        self.title, self._done_words = title, done
        self.person_id, self.record_id = person_id, record_id
        self.fields: dict[str, QWidget] = {}
        self._given = draft
        self._at: QWidget | None = None  # where the keyboard was when saving began
        if draft is not None:
            self.began_with(draft.fields)
        self.draft = Drafting(
            self.background,
            self.form,
            lambda: self.values() | self.began(),
            self,
            person_id=person_id,
            record_id=record_id,
            draft=draft,
        )
        self.draft.kept.connect(self._draft_kept)
        self.draft.refused.connect(self._draft_refused)
        self.top = column()
        self._head_words = column()
        self.body = column(gap=16, margins=(24, 18, 24, 18))
        self.offer = Strip()
        self.problem = Strip("", "red")
        self._foot_words = column()
        self.save_button = Button(save_words, "primary", key="Ctrl ↵")
        self.panel.setLayout(self._layout(save_words))
        self.set_person(person)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.save)

    def _layout(self, save_words: str) -> Any:
        self.offer.hide()
        self.problem.hide()
        content = column()
        content.addLayout(column(self.offer, self.problem, gap=8, margins=(24, 12, 24, 0)))
        content.addLayout(self.body)
        content.addStretch(1)
        close = Button(self.tr(self.leave_words), key="Esc")
        close.clicked.connect(self.dismiss)
        self.save_button.clicked.connect(self.save)
        foot = row(gap=12, margins=(24, 14, 24, 14))
        foot.addLayout(self._foot_words, 1)
        foot.addWidget(close)
        foot.addWidget(self.save_button)
        holder = QFrame()
        holder.setObjectName("sheetFoot")
        holder.setLayout(foot)
        self._inside = box(content)
        self._area = scrolling(self._inside, bar=True)
        whole = column(self._head())
        whole.addLayout(self.top)
        whole.addWidget(self._area, 1)
        whole.addWidget(holder)
        return whole

    def _head(self) -> QFrame:
        cross = IconButton("cross", self.tr("Close and keep the draft"), 28)
        cross.clicked.connect(self.dismiss)
        line = row(gap=10, margins=(24, 12, 19, 12))
        line.addLayout(self._head_words, 1)
        self.head_tools = row(gap=10)
        line.addLayout(self.head_tools)
        line.addWidget(cross)
        head = QFrame()
        head.setObjectName("sheetHead")
        head.setLayout(line)
        return head

    # --- fields -----------------------------------------------------------------------------------------------

    def set_person(self, person: Identity | None) -> None:
        """Who it is about, in the head."""
        self.person = person
        clear(self._head_words)
        self._head_words.addWidget(identity_head(self.title, person))
        self.panel.setAccessibleName(f"{self.title}: {person.words()}" if person else self.title)

    def add(self, name: str, widget: QWidget) -> QWidget:
        """Puts a Field (or a control with a name of its own) under the others, and watches it."""
        self.body.addWidget(widget)
        return self.keep(name, widget)

    def keep(self, name: str, widget: QWidget) -> QWidget:
        """Watches a field that already stands somewhere in the form."""
        self.fields[name] = widget
        controls.watch(self.control(name), self.draft.touch)
        control = self.control(name)
        if isinstance(control, DateField) and isinstance(widget, Field):
            control.refused.connect(widget.set_problem)
            control.changed.connect(partial(widget.set_problem, ""))
        return widget

    def control(self, name: str) -> QWidget:
        """The control of a field."""
        widget = self.fields[name]
        return widget.control if isinstance(widget, Field) else widget

    def values(self) -> dict[str, Any]:
        """What stands in the form, for the draft. A child class may add what stands elsewhere."""
        return {name: controls.read(self.control(name)) for name in self.fields}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Puts a draft back into the form."""
        for name in self.fields:
            if name in values:
                controls.fill(self.control(name), values[name])

    # --- life -------------------------------------------------------------------------------------------------

    def open(self, first: QWidget | None = None) -> None:
        """Shows the form; an earlier draft of it is offered at the top."""
        if self._given is not None:
            self.fill(self._given.fields)
            self._last_saved(self._given)
        self.draft.settle()
        super().open(first or self.first_field())
        if self._given is None:
            self.draft.earlier(self._offer)

    def first_field(self) -> QWidget | None:
        """Where typing starts; None for the first control of the form."""
        return next((field for field in self.fields.values() if not field.isHidden()), None)

    def dismiss(self) -> None:
        self.draft.flush_if_touched()
        if self.draft.exists:
            self.shell.toast(self.tr("Draft kept"))
        self.close_overlay()

    def _offer(self, drafts: list[DraftRow]) -> None:
        if not drafts or drafts[0].id == self.draft.id:
            return
        at = drafts[0].saved_at.astimezone(clock.LONDON)
        when = f"{dates.shown(at.date())}, {at:%H:%M}"
        said = self.tr("You began this on {when} and did not save it.").format(when=when)
        self.offer.say(said, "amber", "pencil", action=self.tr("Use that draft"))
        self.offer.acted.connect(partial(self._use, drafts[0]))
        self.offer.show()

    def _use(self, draft: DraftRow) -> None:
        self.offer.hide()
        self.draft.adopt(draft)
        self.began_with(draft.fields)
        self.fill(draft.fields)
        self._last_saved(draft)
        first = self.first_field()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _last_saved(self, draft: DraftRow) -> None:
        self._draft_kept(draft.saved_at)

    def _draft_kept(self, moment: Any) -> None:
        at = moment.astimezone(clock.LONDON)
        clear(self._foot_words)
        said = Label(self.tr("Draft saved {time}").format(time=f"{at:%H:%M:%S}"), "dense_strong", "green", elide=True)
        self._foot_words.addLayout(row(icon("check", 14, "green"), said, None, gap=4))
        kept = Label(self.tr("Encrypted, kept if the app closes"), "caption", "muted", elide=True)
        self._foot_words.addWidget(kept)

    def _draft_refused(self, error: InteamError) -> None:
        clear(self._foot_words)
        self._foot_words.addWidget(Label(self.tr("Draft not saved"), "dense_strong", "red", elide=True))
        self.show_problem(sentence(error))

    # --- saving -----------------------------------------------------------------------------------------------

    def use_case(self) -> UseCase[Any]:
        """What saving does, with the values as they stand now."""
        raise NotImplementedError

    def problems(self) -> dict[str, str]:
        """Sentences for what can be seen to be wrong before asking: dates that cannot be read, by default."""
        found = {}
        for name in self.fields:
            control = self.control(name)
            if isinstance(control, DateField):
                control.settle()
                if control.problem:
                    found[name] = control.problem
        return found

    def save(self) -> None:
        """Saves, unless something is wrong; then each problem stands at its field, and the first has the focus."""
        if not self.panel.isEnabled():
            return
        wrong = self.problems()
        self.show_problems(wrong)
        if wrong:
            return
        self.send(self.use_case(), self._done_words)

    def send(self, case: UseCase[Any], done: str) -> None:
        """Does it and lets the draft go, both or neither; the form rests until the answer."""
        self._at = QApplication.focusWidget()
        self.panel.setEnabled(False)  # so that nothing is sent twice
        if self.merged_words:
            done, self.merged_words = f"{done}. {self.merged_words}", ""
        self.background.write(self, self.draft.letting_go(case), self._saved, self._failed, done=done)

    def _saved(self, result: Any) -> None:
        self.draft.exists = False
        self.panel.setEnabled(True)
        self.close_overlay()
        self.saved(result)

    def saved(self, result: Any) -> None:
        """After saving and closing; nothing by default, as pages read again by themselves."""

    def _failed(self, error: InteamError) -> None:
        self.panel.setEnabled(True)
        if self._at is not None and isValid(self._at) and self.panel.isAncestorOf(self._at):
            self._at.setFocus(Qt.FocusReason.OtherFocusReason)  # a disabled form had lost the keyboard
        self.draft.touch()
        if isinstance(error, ConflictError) and self.compare():
            return
        self.show_problems(words(error))

    def parts(self) -> Mapping[str, QWidget]:
        return self.fields

    def again(self) -> None:
        self.save()

    def tell(self, said: str) -> None:
        self.show_problems({"": said})

    def show_problem(self, said: str) -> None:
        """What is about no one field, at the top."""
        self.problem.say(said, "red")
        self.problem.setVisible(bool(said))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Each sentence under its field, "" and unknown names at the top; focus to the first."""
        general = [said for name, said in problems.items() if name not in self.fields]
        at_fields = [name for name in self.fields if name in problems]
        if len(at_fields) > 1:
            general.insert(0, plural(len(at_fields), "", self.tr("{n} fields need another look.")))
        self.show_problem(" ".join(general))
        for name, widget in self.fields.items():
            if isinstance(widget, Field):
                widget.set_problem(problems.get(name, ""))
        if at_fields:
            target = self.fields[at_fields[0]]
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(target, 8, 40)
        elif general:
            self._area.ensureWidgetVisible(self.problem, 8, 8)


def focus(widget: QWidget) -> Callable[[], None]:
    """To be called later: gives a widget the focus."""
    return lambda: widget.setFocus(Qt.FocusReason.OtherFocusReason)
