"""The care plan of one person: sections and versions left, the editor, the person's own copy live at the right."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from inteam import clock
from inteam.careplans import queries, queries_content, queries_copy, service
from inteam.careplans.content import PlanContent, changed_parts, differences
from inteam.careplans.papers import PlanCopy
from inteam.careplans.queries import PlanView, VersionRow
from inteam.careplans.queries_copy import CopyLook
from inteam.careplans.rules import Section, needs_without_action
from inteam.errors import InteamError
from inteam.people import banner
from inteam.people import queries as people
from ui.app.acts import act_button
from ui.app.background import Background
from ui.app.messages import sentence
from ui.app.page import Page
from ui.careplans import sheets
from ui.careplans.copy_view import CopyView
from ui.careplans.editors import AboutEditor, ActionsEditor, ContingencyEditor, Editor, NeedsEditor
from ui.careplans.section_tab import SectionTab
from ui.careplans.signoff import SignoffEditor
from ui.careplans.words import STATUS
from ui.widgets import dates
from ui.widgets.buttons import Link
from ui.widgets.cards import Card, EmptyState, Strip
from ui.widgets.flow import FlowLayout
from ui.widgets.identity import Identity
from ui.widgets.labels import Label
from ui.widgets.layouts import NO_LIMIT, box, clear, column, framed, row, scrolling
from ui.widgets.marks import Rule

MATTERS, NEEDS, ACTIONS, WORSE, CARERS, SIGN = range(6)
_TITLES = (
    ("What matters", "In the person's words"),
    ("Needs and goals", "In their words where you can"),
    ("Agreed actions", "Who does what, by when"),
    ("If things get worse", "Who does what, with the phone number"),
    ("Carers and family", "In their words"),
    ("Sign-off", "Who agreed, how and when"),
)
_STACK_BELOW = 1000


@dataclass(frozen=True)
class Loaded:
    """All that the page shows."""

    person: Identity | None
    versions: tuple[VersionRow, ...]
    view: PlanView | None
    copy: PlanCopy | None
    before: tuple[VersionRow, PlanContent] | None
    old_copies: int


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
        self._columns = row(gap=16)
        self.side = self._side()
        self.middle = self._middle()
        self.copy_view = CopyView()
        self.copy_view.look_chosen.connect(self._look)
        self._columns.addWidget(self.side)
        self._columns.addWidget(self.middle, 1)
        self._columns.addWidget(self.copy_view)
        self.holder = QWidget()
        self.holder.setLayout(self._columns)
        self.body.addWidget(self.note)
        self.body.addWidget(self.empty_card, 1)
        self.body.addWidget(self.holder, 1)
        self.setObjectName("carePlan")  # it lies over the record, which must not shine through

    def _side(self) -> Card:
        card = Card()
        card.setAccessibleName(self.tr("Sections and versions"))
        self._nav = column(gap=2, margins=(8, 8, 8, 8))
        self.tabs: list[SectionTab] = []
        for number, (title, _caption) in enumerate(_TITLES):
            made = SectionTab(self.tr(title))
            made.clicked.connect(partial(self._pressed, number))
            self.tabs.append(made)
            self._nav.addWidget(made)
        self._versions = column(gap=10)
        card.body.addLayout(self._nav)
        card.body.addWidget(Rule())
        inner = column(gap=10, margins=(16, 12, 12, 12))
        inner.addWidget(Label(self.tr("Versions"), "dense_strong"))
        inner.addLayout(self._versions)
        inner.addStretch(1)
        card.body.addWidget(scrolling(box(inner), bar=True), 1)
        return card

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
        self._saved = Label("", "dense_strong", "green_text", elide=True)
        self._changes = Label("", "caption", "muted", elide=True)
        self.preview = act_button("careplans.preview", self.print_copy)
        self.given = act_button("careplans.copy_given", partial(self._ask, "copy", {}))
        self.to_sign = act_button("careplans.signoff", partial(self.choose, SIGN), "primary")
        self.sign_button = act_button("careplans.sign", self.sign, "primary")
        self.next_version = act_button("careplans.next", self.start, "primary")
        self.end = act_button("careplans.end", partial(self._ask, "end", {}))
        self.discard = act_button("careplans.discard", self._discard, "danger")
        doing = FlowLayout(
            self.discard,
            self.end,
            self.given,
            self.preview,
            self.to_sign,
            self.sign_button,
            self.next_version,
            gap=12,
            row_gap=8,
        )
        foot = column(gap=8, margins=(16, 10, 16, 12))
        said = row(self._saved, gap=12)
        said.addWidget(self._changes, 1)
        foot.addLayout(said)
        foot.addWidget(box(doing))
        card.body.addWidget(framed(foot, "foot"))
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
        roomy = width >= 1400
        self.given.setVisible(roomy and self._locked())
        self.end.setVisible(roomy and self._in_force())

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
            _load, person_id=self._person_id, plan_id=self.plan_id, look=self.look, today=self.background.today()
        )
        self.background.read(self, query, self._show, self.fail, key="plan")

    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.empty_card.setVisible(loaded.view is None)
        self.holder.setVisible(loaded.view is not None)
        self.note.setVisible(False)
        if loaded.view is None:
            return
        self.plan_id = loaded.view.plan.id
        self._show_versions(loaded)
        self._show_foot(loaded)
        self._show_note(loaded)
        self._mark_sections(loaded.view)
        if loaded.copy is not None:
            self.copy_view.show_copy(loaded.copy)
        self._show_editor(loaded.view)

    def _show_versions(self, loaded: Loaded) -> None:
        clear(self._versions)
        for one in loaded.versions:
            if loaded.view is None or one.kind != loaded.view.plan.kind:
                continue
            words, _tone = STATUS[one.status]
            on = dates.shown(one.agreed_on) if one.agreed_on else "now"
            link = Link(f"{one.number}, {words}", "dense_strong", "ink" if one.id == self.plan_id else "blue")
            link.setAccessibleName(f"Version {one.number}, {words}, {on}")
            link.clicked.connect(partial(self._open_version, one.id))
            tail = "" if one.id != self.plan_id else " · shown"
            self._versions.addLayout(column(row(link, None), Label(f"{on}{tail}", "caption", "muted")))
        if loaded.before is not None and loaded.view is not None:
            words = self.tr("Compare {a} and {b}").format(a=loaded.before[0].number, b=loaded.view.plan.number)
            compare = act_button("careplans.compare", self.compare, "quiet", words=words, height=28)
            self._versions.addLayout(row(compare, None))

    def _show_foot(self, loaded: Loaded) -> None:
        view = loaded.view
        if view is None:
            return
        locked, has_draft = view.plan.locked, any(v.status == "draft" for v in loaded.versions)
        at = view.plan.updated_at.astimezone(clock.LONDON)
        if locked:
            said = self.tr("Version {n}, {status}").format(n=view.plan.number, status=STATUS[view.plan.status][0])
        else:
            said = self.tr("Draft {n} saved {time}").format(n=view.plan.number, time=f"{at:%H:%M}")
        self._saved.say(said)
        changed = ""
        if loaded.before is not None and not locked:
            count = changed_parts(differences(loaded.before[1], view.content))
            words = "1 change" if count == 1 else f"{count} changes"
            changed = self.tr("{n} from version {v}").format(n=words, v=loaded.before[0].number)
        elif locked and view.plan.review_due:
            changed = self.tr("Review due {day}").format(day=dates.shown(view.plan.review_due))
        self._changes.say(changed)
        self.to_sign.setVisible(not locked and self.section != SIGN)
        self.sign_button.setVisible(not locked and self.section == SIGN)
        self.discard.setVisible(not locked and self.section == SIGN)
        self.next_version.setVisible(locked)
        self.next_version.setText(self.tr("Open the draft") if has_draft else self.tr("Start the next version"))
        self.given.setVisible(locked)
        self.end.setVisible(self._in_force())

    def _show_note(self, loaded: Loaded) -> None:
        view = loaded.view
        if view is None:
            return
        if view.plan.status == "superseded":
            said = self.tr("Version {n} was superseded on {day}. It can be read and printed, not changed.")
            self.note.say(said.format(n=view.plan.number, day=dates.shown(view.plan.superseded_on)), "amber")
            self.note.show()
        elif view.plan.locked and not view.agreed_with_person:
            self.note.say(self.tr("Not agreed with the person: {why}").format(why=view.plan.not_agreed), "amber")
            self.note.show()
        elif loaded.old_copies:
            one = self.tr("1 person holds an old copy of this plan and has not been told.")
            many = self.tr("{n} people hold an old copy of this plan and have not been told.")
            self.note.say(one if loaded.old_copies == 1 else many.format(n=loaded.old_copies), "amber")
            self.note.show()

    def _locked(self) -> bool:
        return self.loaded is not None and self.loaded.view is not None and self.loaded.view.plan.locked

    def _in_force(self) -> bool:
        view = self.loaded.view if self.loaded else None
        return view is not None and view.plan.status in ("active", "under_review", "agreed")

    def _mark_sections(self, view: PlanView) -> None:
        content = view.content
        said = content.section(Section.WHAT_MATTERS)
        carers = content.section(Section.CARERS)
        needs_ok = bool(content.needs) and not needs_without_action(content.standings())
        done = {
            MATTERS: bool(said and said.text) or bool(view.plan.no_what_matters),
            NEEDS: bool(content.needs),
            ACTIONS: needs_ok,
            WORSE: bool(content.contingencies),
            CARERS: bool(carers and carers.text),
            SIGN: bool(view.signoffs),
        }
        for number, button in enumerate(self.tabs):
            button.say(done=done[number], current=number == self.section)

    # --- the editor -------------------------------------------------------------------------------------------

    def _show_editor(self, view: PlanView) -> None:
        title, caption = _TITLES[self.section]
        self.title.say(self.tr(title))
        self.caption.say(self.tr(caption))
        self.add_need.setVisible(self.section == NEEDS and not view.plan.locked)
        signature = _signature(view, self.section)
        if signature == self._signature and self.editor is not None:
            if isinstance(self.editor, Editor):
                self.editor.read_again(view)
            return
        self._flush()
        self._signature = signature
        place = self._area.verticalScrollBar().value()
        self.editor = self._make(view)
        self._area.setWidget(self.editor.widget)
        self.editor.widget.setAutoFillBackground(False)
        self._area.verticalScrollBar().setValue(place)

    def _make(self, view: PlanView) -> Editor | SignoffEditor:
        if self.section == SIGN:
            who = self.loaded.person if self.loaded else None
            name = _spoken(who)
            signoff = SignoffEditor(self.background, view, name, self)
            signoff.signed.connect(self._signed)
            return signoff
        kinds: dict[int, type[Editor]] = {NEEDS: NeedsEditor, ACTIONS: ActionsEditor, WORSE: ContingencyEditor}
        if self.section == CARERS:
            made: Editor = AboutEditor(self.background, view, self, (Section.CARERS,))
        else:
            made = kinds.get(self.section, AboutEditor)(self.background, view, self)
        made.asked.connect(self._ask)
        made.refused.connect(self._refused)
        made.saved.connect(self._box_saved)
        return made

    def _box_saved(self) -> None:
        at = self.background.now().astimezone(clock.LONDON)
        number = self.loaded.view.plan.number if self.loaded and self.loaded.view else 0
        self._saved.say(self.tr("Draft {n} saved {time}").format(n=number, time=f"{at:%H:%M:%S}"), "green_text")

    def _refused(self, error: InteamError) -> None:
        self._saved.say(self.tr("Not saved"), "red_text")
        self.problem.say(sentence(error), "red")
        self.problem.show()

    def choose(self, section: int) -> None:
        """Show a section."""
        self._flush()
        self.section = section
        self._signature = None
        if self.loaded is not None:
            self._show(self.loaded)

    def _pressed(self, number: int, _checked: bool = False) -> None:
        self.choose(number)

    def _step(self, step: int) -> None:
        self.choose(max(MATTERS, min(SIGN, self.section + step)))

    def _if_shown(self, do: Any) -> None:
        if self.isVisible() and self.loaded is not None and self.loaded.view is not None:
            do()

    # --- acts -------------------------------------------------------------------------------------------------

    def _look(self, look: CopyLook) -> None:
        self.look = look
        self.mark_stale()

    def _open_version(self, plan_id: UUID, _checked: bool = False) -> None:
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
        sheets.CompareSheet(self.shell, title, found).open()

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
        shell, plan_id, who, person_id = self.shell, view.plan.id, self.loaded.person, self._person_id
        made: Any = None
        match what:
            case "need":
                made = sheets.NeedSheet(shell, plan_id, who, person_id)
            case "goal":
                made = sheets.GoalSheet(shell, plan_id, context["need_id"], context["need"], who, person_id)
            case "action":
                made = sheets.ActionSheet(shell, plan_id, who, person_id, **context)
            case "no_action":
                made = sheets.NoActionSheet(shell, plan_id, context["need_id"], context["need"], who, person_id)
            case "answer":
                made = sheets.AnswerSheet(shell, plan_id, context["need"], context["status"], who, person_id)
            case _:
                made = self._ask_more(what, context, view, who, person_id)
        if made is not None:
            made.open()

    def _ask_more(
        self, what: str, context: dict[str, Any], view: PlanView, who: Identity | None, person_id: UUID
    ) -> Any:
        shell = self.shell
        match what:
            case "contingency":
                return sheets.ContingencySheet(shell, who, person_id, context.get("part"))
            case "copy":
                name = _spoken(who)
                return sheets.CopySheet(shell, view.plan.id, name, who, person_id)
            case "withhold":
                return sheets.WithholdSheet(shell, context["subject"], context["id"], context["words"], who, person_id)
            case "add_to":
                return sheets.AddendumSheet(shell, context["about_id"], context["title"], who, person_id)
            case "end":
                return sheets.EndSheet(shell, view.plan.id, view.plan.version, who, person_id)
        return None


def _spoken(who: Identity | None) -> str:
    """Margaret Pemberton: as the name stands under a signature."""
    return f"{who.given.partition(' (')[0]} {who.family.title()}".strip() if who else ""


def _signature(view: PlanView, section: int) -> object:
    """What makes the editor another one; texts in boxes that save themselves are left out."""
    content = view.content
    base = (view.plan.id, view.plan.status, section)
    if section in (MATTERS, CARERS):
        return (*base, tuple((p.id, p.author_id, p.addenda) for p in content.about))
    if section == NEEDS:
        needs = tuple(
            (n.id, n.status, n.no_action_reason, n.actions, tuple((g.id, g.actions) for g in n.goals))
            for n in content.needs
        )
        return (*base, needs)
    if section == ACTIONS:
        return (*base, content.needs, content.loose_actions)
    if section == WORSE:
        return (*base, content.contingencies)
    return (*base, view.signoffs)


def _load(session: Any, *, person_id: UUID, plan_id: UUID | None, look: CopyLook | None, today: date) -> Loaded:
    versions = tuple(queries.versions(session, person_id))
    header = people.header(session, person_id)
    who = None
    if header is not None:
        shown = banner.banner(header.identity, today)
        family, _, given = shown.name.partition(", ")
        who = Identity(family, given, shown.born, shown.nhs_number)
    shown_id = plan_id if any(v.id == plan_id for v in versions) else _first(versions)
    if shown_id is None:
        return Loaded(who, versions, None, None, None, 0)
    view = queries.plan_view(session, shown_id)
    copy = queries_copy.persons_copy(session, shown_id, today, look)
    before = None
    if view is not None:
        older = next((v for v in versions if v.id == view.plan.previous_id), None)
        if older is not None:
            before = (older, queries_content.content_then(session, older.id, person_id))
    return Loaded(who, versions, view, copy, before, len(queries.holders_of_old_copies(session, person_id)))


def _first(versions: tuple[VersionRow, ...]) -> UUID | None:
    """The draft, else what is in force, else the newest."""
    for wanted in (("draft",), ("active", "under_review", "agreed")):
        for one in versions:
            if one.status in wanted:
                return one.id
    return versions[0].id if versions else None
