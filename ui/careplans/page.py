"""The care plan of one person: which version and section are shown, and what is done with them."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut

from inteam import clock
from inteam.careplans import service
from inteam.careplans.queries import PlanView
from inteam.careplans.queries_copy import CopyLook
from inteam.errors import InteamError
from ui.app.background import Background, UseCase
from ui.app.messages import sentence
from ui.careplans import asking, compare
from ui.careplans.editor import Editor
from ui.careplans.editor_needs import NeedsEditor
from ui.careplans.editors import editor_of
from ui.careplans.kept_note import KeptNote
from ui.careplans.kept_signoff import KeptSignoff, kept_of
from ui.careplans.kept_words import KeptWords
from ui.careplans.keyboard import Keyboard
from ui.careplans.layout import PlanLayout
from ui.careplans.loading import MATTERS, NEEDS, SIGN, TABLES, Loaded, load, signature, spoken
from ui.careplans.sheet import About
from ui.careplans.signing import Signing
from ui.careplans.signoff import SignoffEditor


class CarePlanPage(PlanLayout):
    """The plan of one person. Stands inside the person's record, under its banner."""

    tables: ClassVar[frozenset[str]] = TABLES
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Ctrl+Enter", "Go to sign-off"),
        ("Alt+PgDn, Alt+PgUp", "Next, previous section"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self._person_id: UUID | None = None
        self.plan_id: UUID | None = None
        self.section = NEEDS
        self.look: CopyLook | None = None
        self.loaded: Loaded | None = None
        self.editor: Editor | SignoffEditor | None = None
        self._postponed = self._begin = False
        self._signature: object = None
        self.signing = Signing(self.wanting)
        self.keyboard = Keyboard(self.area)
        self.kept = KeptNote(KeptWords(self, self.fail), self, self.kept_note)
        self.unsigned = KeptSignoff(self, self, self.unsigned_note, self.fail)
        self.wanting.acted.connect(partial(self.choose, SIGN))
        self.side.chosen.connect(self.choose)
        self.side.version.connect(self._open_version)
        self.side.compare.connect(self.compare)
        self.side.details.connect(partial(self._ask, "details", {}))
        self.copy_view.look_chosen.connect(self._look)
        self.pressed.connect(self._do)
        for keys, do in (
            ("Ctrl+Return", partial(self.choose, SIGN)),
            ("Alt+PgDown", partial(self._step, 1)),
            ("Alt+PgUp", partial(self._step, -1)),
        ):
            QShortcut(QKeySequence(keys), self, partial(self._if_shown, do))

    def _do(self, act: str) -> None:
        """What the button of an act does."""
        does: dict[str, Callable[[], object]] = {
            "careplans.start": self.start,
            "careplans.need": partial(self._ask, "need", {}),
            "careplans.preview": self.print_copy,
            "careplans.copy_given": partial(self._ask, "copy", {}),
            "careplans.copies": self._copies,
            "careplans.signoff": partial(self.choose, SIGN),
            "careplans.sign": self.sign,
            "careplans.next": self.start,
            "careplans.begin_review": self.begin_review,
            "careplans.reviewed": partial(self._ask, "reviewed", {}),
            "careplans.end": partial(self._ask, "end", {}),
            "careplans.discard": self._discard,
        }
        does[act]()

    # --- reading ----------------------------------------------------------------------------------------------

    def arrive(self, person_id: UUID | None = None, section: str = "") -> None:
        """Show a person's plan."""
        if person_id is not None and person_id != self._person_id:
            self._flush()
            self._person_id, self.plan_id, self.loaded, self.look = person_id, None, None, None
            self._signature = None
            self.signing.forget()
            self.unsigned.forget()
            self.mark_stale()

    def person_id(self) -> UUID | None:
        return self._person_id

    def leave(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if self.editor is not None:
            self.editor.flush()

    def reload(self) -> None:
        if self._person_id is None:
            return
        query = partial(
            load,
            person_id=self._person_id,
            plan_id=self.plan_id,
            look=self.look,
            today=self.background.today(),
            staff_id=self.background.actor.staff_id,
        )
        opened = self.loaded is None  # what was kept as it was left is read with it
        self.background.read(self, query, self._show, self.fail, key="plan", after_writes=opened)
        self.kept.ask(self._person_id)

    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.show_around(loaded, self.section)
        self.unsigned.show(loaded, self.section)
        if loaded.view is None:
            return
        self.plan_id = loaded.view.plan.id
        self._show_editor(loaded.view)
        self.kept.show_again()  # what may be done with them depends on the version
        self.keyboard.arrive(self.editor)
        if self._begin and not loaded.view.plan.locked:
            self._begin = False
            self.keyboard.begin(self.editor)

    @property
    def locked(self) -> bool:
        """Whether the version that is shown can no longer be changed."""
        return self.loaded is not None and self.loaded.view is not None and self.loaded.view.plan.locked

    # --- the editor -------------------------------------------------------------------------------------------

    def _show_editor(self, view: PlanView) -> None:
        withheld = self.loaded.withheld if self.loaded else ()
        wanted = signature(view, self.section, self.background.actor.staff_id, withheld)
        if wanted == self._signature and self.editor is not None:
            self.editor.read_again(view)
            return
        self._flush()
        if isinstance(self.editor, Editor) and self.editor.on_its_way:
            self._postponed = True  # what is being saved is shown first; the page is read again after it
            return
        self._replace_editor(view, wanted)

    def _replace_editor(self, view: PlanView, wanted: object) -> None:
        self.keyboard.remember(self.editor)
        self.signing.keep(self.editor)
        same = self._signature is not None
        self._signature, self._postponed = wanted, False
        self.editor = self._make(view)
        self.put_editor(self.editor.widget)
        self.signing.show_on(self.editor)
        if same:
            self.keyboard.restore(self.editor, self.side.tabs[self.section])

    def _going(self, row: UUID) -> None:
        """The button that was pressed will be gone: the keyboard goes to its row."""
        self.keyboard.leave(self.editor, row)

    def _make(self, view: PlanView) -> Editor | SignoffEditor:
        if self.section == SIGN:
            name = spoken(self.loaded.person if self.loaded else None)
            signoff = SignoffEditor(self.background, view, name, self)
            signoff.signed.connect(self._signed)
            signoff.wanting.connect(self._lead_to_needs)
            signoff.refused.connect(self.fail)
            signoff.asked.connect(self._ask)
            self.signing.fill(signoff, kept_of(self.loaded) if self.loaded else None)
            return signoff
        made = editor_of(self.section, self.background, view, self._about(view), self)
        made.asked.connect(self._ask)
        made.going.connect(self._going)
        made.refused.connect(self._refused)
        made.saved.connect(self._box_saved)
        made.kept.connect(partial(self.kept.words.keep, view.plan.person_id, view.plan.id))
        made.let_go.connect(partial(self.kept.words.let_go, view.plan.person_id))
        return made

    def _about(self, view: PlanView) -> About:
        if self.loaded is None:
            return About(view.plan.id, view.plan.person_id, None)
        return About(view.plan.id, view.plan.person_id, self.loaded.person, self.loaded.withheld, self.loaded.every)

    def _box_saved(self) -> None:
        at = self.background.now().astimezone(clock.LONDON)
        number = self.loaded.view.plan.number if self.loaded and self.loaded.view else 0
        self.foot.say_saved(number, f"{at:%H:%M:%S}")

    def _refused(self, error: InteamError) -> None:
        self.foot.say_unsaved()
        self.problem.say(sentence(error), "red")
        self.problem.show()
        if self._postponed:
            self.mark_stale()

    def _lead_to_needs(self, problems: dict[UUID, str]) -> None:
        """From the sign-off to the first need that has no action."""
        self.signing.want(problems)
        self.choose(NEEDS)
        if isinstance(self.editor, NeedsEditor):
            self.keyboard.lead(self.editor.first_wanting())

    def choose(self, section: int) -> None:
        """Show a section; the keyboard goes with it, unless it is in the list of sections."""
        self._flush()
        self.signing.keep(self.editor)
        self.section = section
        self._signature = None
        if self.loaded is not None:
            self._show(self.loaded)
            if not self.keyboard.inside(self.side) and not self.keyboard.begin(self.editor):
                self.keyboard.lead(self.side.tabs[section])  # a version that can only be read has no fields

    def _step(self, step: int) -> None:
        self.choose(max(MATTERS, min(SIGN, self.section + step)))

    def _if_shown(self, do: Any) -> None:
        if self.isVisible() and self.loaded is not None and self.loaded.view is not None:
            do()

    # --- acts -------------------------------------------------------------------------------------------------

    def _look(self, look: CopyLook) -> None:
        self.look = look
        self.mark_stale()

    def _open_version(self, plan_id: UUID) -> None:
        self._flush()
        self.plan_id, self._signature = plan_id, None
        self.mark_stale()

    def start(self) -> None:
        """Begin the next version, or open the draft there is."""
        if self._person_id is not None:
            self._begin_version(partial(service.start_draft, person_id=self._person_id))

    def begin_review(self) -> None:
        """The same for a review that is due: the version in force says that it is under review."""
        if self.loaded is not None and self.loaded.view is not None:
            plan = self.loaded.view.plan
            use_case = partial(service.begin_review, plan_id=plan.id, version=plan.version)
            self._begin_version(use_case, self.tr("Review begun"))

    def _begin_version(self, use_case: UseCase[UUID], done: str = "") -> None:
        def begun(plan_id: UUID) -> None:
            self.plan_id, self._signature, self._begin = plan_id, None, True
            self.mark_stale()

        self.background.write(self, use_case, begun, self.fail, done=done)

    def sign(self) -> None:
        """Agree and put into force."""
        if isinstance(self.editor, SignoffEditor):
            self.editor.sign()

    def _signed(self) -> None:
        self._signature = None
        self.signing.forget()
        self.mark_stale()

    def _discard(self) -> None:
        view = self.loaded.view if self.loaded else None
        if view is None:
            return

        def gone(_nothing: None) -> None:
            self.plan_id, self._signature, self.section = None, None, NEEDS
            self.editor = None
            self.signing.forget()
            self.mark_stale()

        use_case: UseCase[None] = partial(service.discard_draft, plan_id=view.plan.id, version=view.plan.version)
        if isinstance(self.editor, SignoffEditor):
            use_case = self.editor.letting_go(use_case)
        self.background.write(self, use_case, gone, self.fail, done=self.tr("Draft discarded"))

    def compare(self) -> None:
        """What differs from the version before."""
        if self.loaded is not None:
            compare.open_sheet(self.shell, self.loaded)

    def print_copy(self) -> None:
        """The person's own copy, as it will print."""
        if self.plan_id is not None and self._person_id is not None:
            self._flush()
            about = {"plan_id": self.plan_id, "person_id": self._person_id, "look": self.look}
            self.shell.show_sheet("print.plan_copy", **about)

    def _copies(self) -> None:
        if self._person_id is not None:
            self._flush()
            self.shell.show_sheet("careplans.copies", person_id=self._person_id)

    def _ask(self, what: str, context: dict[str, Any]) -> None:
        view = self.loaded.view if self.loaded else None
        if view is None or self.loaded is None or self._person_id is None:
            return
        self._flush()
        self.keyboard.leave(self.editor, asking.row_about(context))
        sheet = asking.open_sheet(self.shell, self._about(view), view, what, context)
        sheet.closed.connect(self._sheet_closed)
        if what in asking.ADDING:
            sheet.done.connect(self.keyboard.want)

    def _sheet_closed(self) -> None:
        self.keyboard.restore_if_lost(self.editor, self.side.tabs[self.section])
