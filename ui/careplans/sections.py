"""The left of a care plan: its sections, done or still to do, and its versions."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout

from inteam.careplans.queries import PlanView
from inteam.careplans.rules import Section, needs_without_action
from ui.app.acts import act_button
from ui.careplans.loading import ACTIONS, CARERS, MATTERS, NEEDS, SIGN, WORSE, Loaded
from ui.careplans.section_tab import SectionTab
from ui.careplans.sheets_version import months_words
from ui.careplans.words import STATUS, say
from ui.widgets import dates
from ui.widgets.buttons import Link
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import NO_LIMIT, box, clear, column, row, scrolling
from ui.widgets.marks import Rule

_FLAT = 104  # a head and one line of versions
TITLES = (
    ("What matters", "In the person's words"),
    ("Needs and goals", "In their words where you can"),
    ("Agreed actions", "Who does what, by when"),
    ("If things get worse", "Who does what, with the phone number"),
    ("Carers and family", "In their words"),
    ("Sign-off", "Who agreed, how and when"),
)


class SectionsCard(Card):
    """chosen(section), version(plan's id), compare() and details() tell what was pressed."""

    chosen = Signal(int)
    version = Signal(object)
    compare = Signal()
    details = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Sections and versions"))
        self._nav = QGridLayout()
        self._nav.setContentsMargins(8, 8, 8, 8)
        self._nav.setSpacing(2)
        self.tabs: list[SectionTab] = []
        for number, (title, _caption) in enumerate(TITLES):
            made = SectionTab(say(title))
            made.clicked.connect(partial(self._pressed, number))
            self.tabs.append(made)
        self._versions = FlowLayout(gap=24, row_gap=10)
        self.body.addLayout(self._nav)
        self.body.addWidget(Rule())
        self.led, self.often = Paragraph("", "dense_strong"), Paragraph("", "dense", "muted")
        self.change = act_button("careplans.details", self.details.emit, "quiet", height=28)
        self.change.setAccessibleName(self.tr("Change who leads the plan and how often it is reviewed"))
        self._lead = column(box(column(self.led, self.often, gap=2, margins=(10, 0, 0, 0))), margins=(6, 8, 6, 8))
        self._lead.addWidget(self.change)
        self.body.addLayout(self._lead)
        self.body.addWidget(Rule())
        inner = column(gap=10, margins=(16, 12, 12, 12))
        inner.addWidget(Label(self.tr("Versions"), "dense_strong"))
        inner.addWidget(box(self._versions))
        inner.addStretch(1)
        self._older = scrolling(box(inner), bar=True)
        self.body.addWidget(self._older, 1)
        self.set_small(small=False)

    def set_small(self, *, small: bool) -> None:
        """In a small window it lies over the editor: two sections in a row, and the versions side by side."""
        for number, tab in enumerate(self.tabs):
            self._nav.addWidget(tab, number // 2 if small else number, number % 2 if small else 0)
        ways = QBoxLayout.Direction
        self._lead.setDirection(ways.LeftToRight if small else ways.TopToBottom)
        self._older.setMinimumHeight(_FLAT if small else 0)
        self._older.setMaximumHeight(_FLAT if small else NO_LIMIT)

    def show_lead(self, loaded: Loaded) -> None:
        """Who leads the version that is shown, and how often it is reviewed."""
        if loaded.view is None:
            return
        plan = loaded.view.plan
        often = months_words(loaded.every.months(plan.high_risk))
        usual, sooner = self.tr("Reviewed every {often}"), self.tr("High risk: reviewed every {often}")
        self.led.say(self.tr("Led by {name}").format(name=plan.lead))
        self.often.say((sooner if plan.high_risk else usual).format(often=often))
        self.change.setVisible(not plan.locked)

    def _pressed(self, number: int, _checked: bool = False) -> None:
        self.chosen.emit(number)

    def _opened(self, plan_id: UUID, _checked: bool = False) -> None:
        self.version.emit(plan_id)

    def show_versions(self, loaded: Loaded, plan_id: UUID | None) -> None:
        """The versions of the kind that is shown, the newest first."""
        clear(self._versions)
        view = loaded.view
        for one in loaded.versions:
            if view is None or one.kind != view.plan.kind:
                continue
            words = say(STATUS[one.status][0])
            on = dates.shown(one.agreed_on) if one.agreed_on else self.tr("now")
            shown = one.id == plan_id
            link = Link(f"{one.number}, {words}", "dense_strong", "ink" if shown else "blue")
            name = self.tr("Version {n}, {status}, {day}")
            link.setAccessibleName(name.format(n=one.number, status=words, day=on))
            link.clicked.connect(partial(self._opened, one.id))
            said = self.tr("{day} · shown").format(day=on) if shown else on
            self._versions.addWidget(box(column(row(link, None), Label(said, "caption", "muted"))))
        if loaded.before is not None and view is not None:
            words = self.tr("Compare {a} and {b}").format(a=loaded.before[0].number, b=view.plan.number)
            compare = act_button("careplans.compare", self.compare.emit, "quiet", words=words, height=28)
            self._versions.addWidget(compare)

    def mark(self, view: PlanView, section: int) -> None:
        """Which sections are done, and which is shown."""
        content = view.content
        said = content.section(Section.WHAT_MATTERS)
        carers = content.section(Section.CARERS)
        done = {
            MATTERS: bool(said and said.text) or bool(view.plan.no_what_matters),
            NEEDS: bool(content.needs),
            ACTIONS: bool(content.needs) and not needs_without_action(content.standings()),
            WORSE: bool(content.contingencies),
            CARERS: bool(carers and carers.text),
            SIGN: bool(view.signoffs),
        }
        for number, button in enumerate(self.tabs):
            button.say(done=done[number], current=number == section)
