"""The base of the editors of a plan: boxes that save themselves, and what happens when two people write into one."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from inteam.careplans import queries
from inteam.careplans.queries import PlanView
from inteam.errors import ConflictError, InteamError
from inteam.timeline.queries_saved import LastSave, last_save
from ui.app import conflict_words
from ui.app.background import Background, UseCase
from ui.app.conflict import ConflictDialog
from ui.app.editing import chosen_values, stand
from ui.app.merging import Choices, Merged, Side, Stand, merge
from ui.app.shell import shell_of
from ui.careplans.autosave import Autosave, Save, Values, caret, put_caret
from ui.careplans.sheet import About
from ui.widgets.layouts import box, column

Standing = dict[str, tuple[int, Values]]  # of each box: the version of its row and what the record says


class Editor(QObject):
    """One section as it is edited. asked(act, context): a sheet is wanted; refused(error): a box was not saved.

    going(row): the button that was pressed for a row will be gone.
    kept(label, key, values): words that the record cannot take now, to be kept elsewhere; let_go(key) when it has them.
    """

    asked = Signal(str, object)
    refused = Signal(object)
    saved = Signal()
    going = Signal(object)
    kept = Signal(str, str, object)
    let_go = Signal(str)

    def __init__(self, background: Background, view: PlanView, about: About, parent: QObject) -> None:
        super().__init__(parent)
        self.background, self.view, self.about = background, view, about
        self.plan_id = view.plan.id
        self.boxes: dict[str, Autosave] = {}
        self.rows: dict[UUID, QWidget] = {}  # where the keyboard goes to come to a row
        self._conflicts: list[str] = []
        self.body = column(gap=12, margins=(16, 0, 16, 16))
        self.widget = box(self.body)

    @property
    def open(self) -> bool:
        """Whether the version is a draft that may be changed."""
        return not self.view.plan.locked

    def first_part(self) -> QWidget:
        """Where the keyboard begins."""
        return self.widget

    def standing(self, view: PlanView) -> Standing:
        """What the record says for each box."""
        return {}

    def row_of(self, view: PlanView, key: str) -> UUID | None:
        """The row that a box writes into; None where there is none yet."""
        return None

    def beside(self, view: PlanView, key: str, values: Values) -> UseCase[Any] | None:
        """What is done with words that may not be joined with the other's; None where they may."""
        return None

    def keep(self, key: str, parts: Mapping[str, QWidget], save: Save, version: int, *, label: str) -> None:
        """A box that saves itself."""
        if not self.open:
            for control in parts.values():
                control.setEnabled(False)
            return
        made = Autosave(self.background, label, parts, save, version, self)
        made.saved.connect(self.saved)
        made.saved.connect(partial(self.let_go.emit, key))
        made.refused.connect(partial(self._box_refused, key))
        made.conflicted.connect(partial(self._conflicted, key))
        self.boxes[key] = made

    def flush(self) -> None:
        """Save everything now."""
        for one in self.boxes.values():
            one.flush()

    @property
    def on_its_way(self) -> bool:
        """Whether a box waits for the answer to its save."""
        return any(one.on_its_way for one in self.boxes.values())

    def place(self) -> tuple[str, str, int] | None:
        """Where the caret is: the box, its part and how far; None when it is in no box."""
        for key, one in self.boxes.items():
            for part, control in one.parts.items():
                if (place := caret(control)) is not None:
                    return key, part, place
        return None

    def go_to(self, place: tuple[str, str, int]) -> None:
        """The caret goes where it was in the editor before this one."""
        key, part, at = place
        if key in self.boxes:
            control = self.boxes[key].parts[part]
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            put_caret(control, at)

    def read_again(self, view: PlanView) -> None:
        """The same section of the same version, read again."""
        self.view = view
        for key, (version, values) in self.standing(view).items():
            if key in self.boxes:
                self.boxes[key].show(version, values)

    def put(self, key: str, values: Values) -> bool:
        """Words that were kept elsewhere go back into their box; False where there is none."""
        if key not in self.boxes:
            return False
        self.boxes[key].fill(values)
        self.boxes[key].flush()
        return True

    # --- two people in one box --------------------------------------------------------------------------------

    def _box_refused(self, key: str, error: InteamError) -> None:
        self.refused.emit(error)
        if key in self.boxes:
            self.kept.emit(self.boxes[key].label, key, self.boxes[key].values())

    def _conflicted(self, key: str) -> None:
        if key not in self._conflicts:
            self._conflicts.append(key)

        def read(session: Any) -> tuple[PlanView | None, LastSave | None]:
            view = queries.plan_view(session, self.plan_id)
            row_id = self.row_of(view, key) if view is not None else None
            return view, last_save(session, row_id or self.plan_id)

        # After what was sent together with it: one question for all boxes in which somebody else has written.
        self.background.read(self, read, self._compare, self.refused.emit, key="conflict", after_writes=True)

    def _compare(self, found: tuple[PlanView | None, LastSave | None]) -> None:
        view, last = found
        keys, self._conflicts = self._conflicts, []
        now = self.standing(view) if view is not None else {}
        whole = Merged()
        mine: dict[str, Stand] = {}
        theirs: dict[str, Stand] = {}
        for key in keys:
            if key not in now:
                self._box_refused(key, ConflictError("gone"))
                continue
            beside = self.beside(view, key, self.boxes[key].values()) if view is not None else None
            if beside is not None:
                self._put_beside(key, now[key], beside, last)
                continue
            one, yours, others = self._merged(key, now[key][1])
            whole.asked += one.asked
            mine |= yours
            theirs |= others
            whole.values[key] = one.values
        settle = partial(self._settle, list(whole.values), now, whole, mine, theirs)
        if not whole.asked:
            settle({})
            return
        dialog = ConflictDialog(
            shell_of(self.widget),
            conflict_words.title(self.tr("plan"), last, self.background),
            self.about.person,
            conflict_words.yours(self.background),
            conflict_words.version_of(last, self.background),
            whole.asked,
            decided=settle,
        )
        dialog.open()

    def _put_beside(self, key: str, says: tuple[int, Values], use_case: UseCase[Any], last: LastSave | None) -> None:
        one = self.boxes[key]
        typed, (version, values) = one.values(), says

        def failed(error: InteamError) -> None:
            one.fill(typed)
            self._box_refused(key, error)

        one.settle(version, typed)
        one.fill(values)
        one.settle(version, values)
        said = self.tr("{name} wrote this down first. Your words stand underneath, with your name")
        done = said.format(name=conflict_words.name_of(last))
        self.background.write(self, use_case, lambda _id: self.saved.emit(), failed, done=done)

    def _merged(self, key: str, says: Values) -> tuple[Merged, dict[str, Stand], dict[str, Stand]]:
        """One box, its parts named with its key."""
        one = self.boxes[key]
        mine, theirs, base = {}, {}, {}
        for part, control in one.parts.items():
            here = stand(control)
            name = f"{key}/{part}"
            label = one.label if part == "text" else here.label
            between = "; " if part == "text" and here.between is None else here.between
            mine[name] = Stand(label, here.kept, here.words, between, here.dated)
            theirs[name] = Stand(label, says[part], str(says[part] or ""), between, here.dated)
            base[name] = one.stored[part]
        return merge(base, mine, theirs, newest=Side.THEIRS), mine, theirs

    def _settle(
        self,
        keys: list[str],
        now: Standing,
        whole: Merged,
        mine: Mapping[str, Stand],
        theirs: Mapping[str, Stand],
        choices: Choices,
    ) -> None:
        """Puts in what is kept and saves it on top of what the record says now."""
        chosen = chosen_values(whole, mine, theirs, choices)
        for key in keys:
            if key in now:
                values = {
                    name.partition("/")[2]: value
                    for name, value in (whole.values[key] | chosen).items()
                    if name.startswith(f"{key}/")
                }
                self.boxes[key].fill(values)
                version, says = now[key]
                self.boxes[key].settle(version, says)
                self.boxes[key].flush()
