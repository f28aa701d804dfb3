"""The care plan of one person: sections and versions left, the editor, the person's own copy live at the right."""

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from inteam import clock
from inteam.careplans import service
from inteam.careplans.content import differences
from inteam.careplans.queries import PlanView
from inteam.careplans.queries_copy import CopyLook
from inteam.drafts.queries import DraftRow
from inteam.errors import InteamError
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.messages import sentence
from ui.app.page import Page
from ui.careplans import asking, compare
from ui.careplans.copy_view import CopyView
from ui.careplans.editor import Editor
from ui.careplans.editor_about import CARERS_ONLY, AboutEditor
from ui.careplans.editor_actions import ActionsEditor
from ui.careplans.editor_needs import NeedsEditor
from ui.careplans.editor_worse import ContingencyEditor
from ui.careplans.foot import PlanFoot, note
from ui.careplans.kept_words import KeptWords, words_of
from ui.careplans.loading import ACTIONS, CARERS, MATTERS, NEEDS, SIGN, WORSE, Loaded, load, signature, spoken
from ui.careplans.sections import TITLES, SectionsCard
from ui.careplans.sheet import About
from ui.careplans.signoff import SignoffEditor
from ui.careplans.words import say
from ui.widgets.cards import Card, EmptyState, Strip
from ui.widgets.labels import Label
from ui.widgets.layouts import NO_LIMIT, row, scrolling

_STACK_BELOW = 1000


class CarePlanPage(Page):
    """The plan of one person. Stands inside the person's record, under its banner."""

    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "care_plan",
            "plan_need",
            "plan_goal",
            "plan_action",
            "about_me",
            "about_me_addendum",
            "contingency",
            "contingency_step",
            "signoff",
            "plan_copy",
            "withheld_item",
            "need",
            "goal",
            "action",
            "access_need",
        }
    )
    keys: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Ctrl+Enter", "Go to sign-off"),
        ("Alt+PgDn, Alt+PgUp", "Next, previous section"),
    )

    def __init__(self, background: Background) -> None:
        super().__init__(background, 16)
        self._person_id: UUID | None = None
        self.plan_id: UUID | None = None
        self.section = NEEDS
        self.look: CopyLook | None = None
        self.loaded: Loaded | None = None
        self.editor: Editor | SignoffEditor | None = None
        self._postponed = self._putting = False
        self._drafts: list[DraftRow] = []
        self._signature: object = None
        self._build()
        for keys, do in (
            ("Ctrl+Return", partial(self.choose, SIGN)),
            ("Alt+PgDown", partial(self._step, 1)),
            ("Alt+PgUp", partial(self._step, -1)),
        ):
            QShortcut(QKeySequence(keys), self, partial(self._if_shown, do))

    # --- parts ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.empty = EmptyState(
            self.tr("No care plan yet"),
            self.tr("Begin one: needs, goals and actions from the record are in it from the start."),
            self.tr("Start a plan"),
            self.start,
        )
        self.empty.button.setProperty("act", "careplans.start")
        self.empty_card = Card()
        self.empty_card.body.addWidget(self.empty, 1)
        self.empty_card.hide()
        self.note = Strip("", "amber")
        self.note.hide()
        self.kept = KeptWords(self, self.fail)
        self.kept_note = Strip("", "amber")
        self.kept_note.hide()
        self.kept_note.acted.connect(self._use_kept)
        self._columns = row(gap=16)
        self.side = SectionsCard()
        self.side.chosen.connect(self.choose)
        self.side.version.connect(self._open_version)
        self.side.compare.connect(self.compare)
        self.middle = self._middle()
        self.copy_view = CopyView()
        self.copy_view.look_chosen.connect(self._look)
        self._columns.addWidget(self.side)
        self._columns.addWidget(self.middle, 1)
        self._columns.addWidget(self.copy_view)
        self.holder = QWidget()
        self.holder.setLayout(self._columns)
        self.holder.hide()  # until there is something to show
        self.body.addWidget(self.note)
        self.body.addWidget(self.kept_note)
        self.body.addWidget(self.empty_card, 1)
        self.body.addWidget(self.holder, 1)
        self.setObjectName("carePlan")  # it lies over the record, which must not shine through

    def _middle(self) -> Card:
        card = Card()
        self.title = Label("", "section", elide=True)
        self.caption = Label("", "caption", "muted", elide=True)
        self.add_need = act_button("careplans.need", partial(self._ask, "need", {}), height=28)
        self.add_need.set_icon("plus")
        head = row(self.title, gap=8, margins=(16, 12, 16, 10))
        head.addWidget(self.caption, 1)
        head.addWidget(self.add_need)
        self._area = scrolling(QWidget(), bar=True)
        card.body.addLayout(head)
        card.body.addWidget(self._area, 1)
        self.foot = PlanFoot(
            {
                "careplans.preview": self.print_copy,
                "careplans.copy_given": partial(self._ask, "copy", {}),
                "careplans.signoff": partial(self.choose, SIGN),
                "careplans.sign": self.sign,
                "careplans.next": self.start,
                "careplans.end": partial(self._ask, "end", {}),
                "careplans.discard": self._discard,
            }
        )
        card.body.addWidget(self.foot)
        return card

    def reflow(self, narrow: bool) -> None:
        self._place(self.window().width())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place(self.window().width())

    def _place(self, width: int) -> None:
        stacked = width < _STACK_BELOW
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        for widget, usual, small in ((self.side, 196, 172), (self.copy_view, 392, 300)):
            fixed = 0 if stacked else usual if width >= 1280 else small
            widget.setMinimumWidth(fixed)
            widget.setMaximumWidth(fixed or NO_LIMIT)
            widget.setMinimumHeight(420 if stacked else 0)
        self.middle.setMinimumHeight(520 if stacked else 0)

    # --- reading ----------------------------------------------------------------------------------------------

    def arrive(self, person_id: UUID | None = None, section: str = "") -> None:
        """Show a person's plan."""
        if person_id is not None and person_id != self._person_id:
            self._flush()
            self._person_id, self.plan_id, self.loaded, self.look = person_id, None, None, None
            self._signature = None
            self.mark_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._alone() and self._person_id is not None:
            # A plan is one person's: it is read under that person's banner.
            QTimer.singleShot(0, partial(self._under_the_banner, self._person_id))

    def _alone(self) -> bool:
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, Page):
                return False
            above = above.parentWidget()
        return True

    def _under_the_banner(self, person_id: UUID) -> None:
        if self.isVisible() and any(one.key == "person" for one in self.shell.screens):
            self.shell.open("person", person_id, "careplan")

    def person_id(self) -> UUID | None:
        return self._person_id

    def leave(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if isinstance(self.editor, Editor):
            self.editor.flush()

    def reload(self) -> None:
        if self._person_id is None:
            return
        query = partial(
            load, person_id=self._person_id, plan_id=self.plan_id, look=self.look, today=self.background.today()
        )
        self.background.read(self, query, self._show, self.fail, key="plan")
        self.kept.ask(self._person_id, self._show_kept)

    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.empty_card.setVisible(loaded.view is None)
        self.holder.setVisible(loaded.view is not None)
        if loaded.view is None:
            return
        self.plan_id = loaded.view.plan.id
        self.side.show_versions(loaded, self.plan_id)
        self.foot.show_plan(loaded, self.section)
        self._show_note(loaded)
        self.side.mark(loaded.view, self.section)
        if loaded.copy is not None:
            self.copy_view.show_copy(loaded.copy)
        self._show_editor(loaded.view)
        self._show_kept(self._drafts)  # what may be done with them depends on the version
        if self._putting and not loaded.view.plan.locked:
            self._put_kept()

    def _show_note(self, loaded: Loaded) -> None:
        said = note(loaded)
        self.note.say(said, "amber")
        self.note.setVisible(bool(said))

    def _locked(self) -> bool:
        return self.loaded is not None and self.loaded.view is not None and self.loaded.view.plan.locked

    # --- the editor -------------------------------------------------------------------------------------------

    def _show_editor(self, view: PlanView) -> None:
        title, caption = TITLES[self.section]
        self.title.say(say(title))
        self.caption.say(say(caption))
        self.add_need.setVisible(self.section == NEEDS and not view.plan.locked)
        wanted = signature(view, self.section, self.background.actor.staff_id)
        if wanted == self._signature and self.editor is not None:
            if isinstance(self.editor, Editor):
                self.editor.read_again(view)
            return
        self._flush()
        if isinstance(self.editor, Editor) and self.editor.on_its_way:
            self._postponed = True  # what is being saved is shown first; the page is read again after it
            return
        self._replace_editor(view, wanted)

    def _replace_editor(self, view: PlanView, wanted: object) -> None:
        at = self.editor.place() if isinstance(self.editor, Editor) else None
        same = self._signature is not None
        self._signature, self._postponed = wanted, False
        place = self._area.verticalScrollBar().value()
        self.editor = self._make(view)
        self._area.setWidget(self.editor.widget)
        self.editor.widget.setAutoFillBackground(False)
        self._area.verticalScrollBar().setValue(place)
        if same and at is not None and isinstance(self.editor, Editor):
            self.editor.go_to(at)

    def _make(self, view: PlanView) -> Editor | SignoffEditor:
        if self.section == SIGN:
            name = spoken(self.loaded.person if self.loaded else None)
            signoff = SignoffEditor(self.background, view, name, self)
            signoff.signed.connect(self._signed)
            return signoff
        about = self._about(view)
        kinds: dict[int, type[Editor]] = {NEEDS: NeedsEditor, ACTIONS: ActionsEditor, WORSE: ContingencyEditor}
        if self.section == CARERS:
            made: Editor = AboutEditor(self.background, view, about, self, CARERS_ONLY)
        else:
            made = kinds.get(self.section, AboutEditor)(self.background, view, about, self)
        made.asked.connect(self._ask)
        made.refused.connect(self._refused)
        made.saved.connect(self._box_saved)
        made.kept.connect(partial(self.kept.keep, view.plan.person_id, view.plan.id))
        made.let_go.connect(partial(self.kept.let_go, view.plan.person_id))
        return made

    def _about(self, view: PlanView) -> About:
        return About(view.plan.id, view.plan.person_id, self.loaded.person if self.loaded else None)

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

    # --- words that the plan could not take -------------------------------------------------------------------

    def _show_kept(self, drafts: list[DraftRow]) -> None:
        self._drafts = drafts
        self.kept_note.setVisible(bool(drafts))
        if drafts:
            label, words = str(drafts[0].fields.get("title", "")), words_of(drafts[0])
            said = self.tr("Kept, because the plan could not take it then. {where}: “{words}”")
            into = self.tr("Start the next version with it") if self._locked() else self.tr("Put it in")
            self.kept_note.say(said.format(where=label, words=words), "amber", "pencil", action=into)

    def _use_kept(self) -> None:
        """The newest kept words go into their box; in a locked version the next one is begun first."""
        if self._locked():
            self._putting = True
            self.start()
        else:
            self._put_kept()

    def _put_kept(self) -> None:
        self._putting = False
        if not self._drafts:
            return
        draft = self._drafts[0]
        key, values = str(draft.fields.get("key")), draft.fields.get("values")
        self.choose(_section_of(key))
        if not isinstance(self.editor, Editor) or not isinstance(values, dict) or not self.editor.put(key, values):
            gone = self.tr("What it was written about is no longer in the plan: “{words}”")
            self.kept_note.say(gone.format(words=words_of(draft)), "red")

    def choose(self, section: int) -> None:
        """Show a section."""
        self._flush()
        self.section = section
        self._signature = None
        if self.loaded is not None:
            self._show(self.loaded)

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
        if self._person_id is None:
            return

        def begun(plan_id: UUID) -> None:
            self.plan_id, self._signature = plan_id, None
            self.mark_stale()

        use_case = partial(service.start_draft, person_id=self._person_id)
        self.background.write(self, use_case, begun, self.fail)

    def sign(self) -> None:
        """Agree and put into force."""
        if isinstance(self.editor, SignoffEditor):
            self.editor.sign()

    def _signed(self) -> None:
        self._signature = None
        self.mark_stale()

    def _discard(self) -> None:
        view = self.loaded.view if self.loaded else None
        if view is None:
            return

        def gone(_nothing: None) -> None:
            self.plan_id, self._signature, self.section = None, None, NEEDS
            self.mark_stale()

        use_case = partial(service.discard_draft, plan_id=view.plan.id, version=view.plan.version)
        self.background.write(self, use_case, gone, self.fail, done=self.tr("Draft discarded"))

    def compare(self) -> None:
        """What differs from the version before."""
        if self.loaded is None or self.loaded.before is None or self.loaded.view is None:
            return
        before, content = self.loaded.before
        now = self.loaded.view.plan
        found = differences(content, self.loaded.view.content)
        title = self.tr("From version {a} to version {b}").format(a=before.number, b=now.number)
        compare.CompareSheet(self.shell, title, found).open()

    def print_copy(self) -> None:
        """The person's own copy, as it will print."""
        from ui.careplans.printing import preview_copy  # noqa: PLC0415 (draws)

        if self.plan_id is not None and self._person_id is not None:
            self._flush()
            preview_copy(self, self.plan_id, self._person_id, self.look)

    def _ask(self, what: str, context: dict[str, Any]) -> None:
        view = self.loaded.view if self.loaded else None
        if view is None or self.loaded is None or self._person_id is None:
            return
        self._flush()
        asking.open_sheet(self.shell, self._about(view), view, what, context)


def _section_of(key: str) -> int:
    """In which section a box stands."""
    if key.partition(".")[0] in ("need", "plain", "goal"):
        return NEEDS
    return CARERS if key == CARERS_ONLY[0] else MATTERS
