"""Understand someone in 30 seconds: next action, what matters, risks, care team; needs; the timeline."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from inteam.needs import actions
from inteam.needs.queries import ActionRow
from inteam.people import risks as risk_rules
from inteam.people import service_protection
from inteam.people.choices import RiskLevel
from inteam.people.queries_care import CareTeamRow, RiskRow
from inteam.people.risks import Standing
from inteam.timeline import queries as timeline_reads
from inteam.timeline.overview import FIRST_PAGE, Overview
from inteam.timeline.queries import CHANGES, CONTACTS, Entry
from ui.app.acts import act_button
from ui.app.page import Page
from ui.person import words
from ui.person.lists import ActionLine, Line, NeedsDelegate, TimelineDelegate, entry_says, need_lines, show_entry
from ui.person.parts import LinesCard, line, link
from ui.widgets.buttons import Button, FilterChip, IconButton
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import Columns
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import NO_LIMIT, box, clear, column, row, scrolling
from ui.widgets.lists import ListModel, ListView
from ui.widgets.marks import disc

TEAM_SHOWN = 4
TONES = ("blue", "green", "violet", "amber")
_LEFT, _RIGHT = 292, 340


class OverviewTab(QWidget):
    """The first tab. `page` is asked for sheets and reads; it reads again by itself after each save."""

    def __init__(self, page: Page, sheet: Callable[..., object], open_plan: Callable[[], object]) -> None:
        super().__init__()
        self.page, self.sheet, self.open_plan = page, sheet, open_plan
        self.seen: Overview | None = None
        self.next = Card(tone="blue")
        self.next.body.setContentsMargins(16, 14, 16, 14)
        self.matters = Card(self.tr("What matters to me"), "", date := Label("", "caption", "muted"))
        self._matters_date = date
        self._matters = self.matters.inside(bottom=14)
        self._risks_made()
        self._team_made()
        left = column(self.next, self.matters, self.risks, gap=16)
        left.addWidget(self.team, 1)
        self._left = box(left)
        self._left_area = scrolling(self._left, bar=True)
        self._left.installEventFilter(self)
        self._needs_made()
        self._timeline_made()
        self.columns = Columns((self._left_area, _LEFT), (self.needs_card, 0), (self.timeline_card, _RIGHT))
        layout = column()
        layout.addWidget(self.columns, 1)
        self.setLayout(layout)

    # --- parts ------------------------------------------------------------------------------------------------

    def _risks_made(self) -> None:
        add = link(self.tr("Add"), partial(self.sheet, "people.risk"), self.tr("Add risk"))
        self._review = link(self.tr("Review"), self._look_again, self.tr("Say that the risks were looked at again"))
        self.risks = LinesCard(self.tr("Risks"), "", self._review, add)

    def _team_made(self) -> None:
        self._team_link = link(self.tr("Add"), partial(self.sheet, "people.care_team"), self.tr("Add to care team"))
        self.team = Card(self.tr("Care team"), "", self._team_link)
        self._team = self.team.inside(bottom=8)
        self.team.body.addStretch(1)

    def _needs_made(self) -> None:
        self._need_model: ListModel[Line] = ListModel(lambda one: one.says())
        delegate = NeedsDelegate()
        delegate.ticked.connect(self._tick)
        self.needs = ListView(self._need_model, delegate, self.tr("Needs, goals and actions"), shows_current=True)
        self.needs.setMinimumHeight(200)
        self.needs.opened.connect(self._open_line)
        self.needs.key_pressed.connect(self._need_key)
        self.needs_card = Card(self.tr("Needs, goals and actions"), "", link(self.tr("Open care plan"), self.open_plan))
        self._no_needs = EmptyState(
            self.tr("No needs yet"),
            self.tr("What the person says they need stands here, with its goals and actions."),
            self.tr("Add need"),
            partial(self.sheet, "needs.add"),
        )
        self.needs_card.body.addWidget(self.needs, 1)
        self.needs_card.body.addWidget(self._no_needs, 1)
        adding = (("needs.add", "Add need"), ("needs.goal", "Add goal"), ("needs.action", "Add action"))
        more = row(*(self._small(key, self.tr(said)) for key, said in adding), None)
        more.setContentsMargins(16, 8, 16, 10)
        self.needs_card.body.addLayout(more)

    def _small(self, key: str, said: str) -> Button:
        return act_button(key, partial(self._add_under, key), "quiet", words=said, height=28)

    def _timeline_made(self) -> None:
        self._only = ""
        names = (("", self.tr("All")), (CONTACTS, self.tr("Contacts")), (CHANGES, self.tr("Changes")))
        self.chips = {key: FilterChip(said, on=key == "", height=24) for key, said in names}
        for key, made in self.chips.items():
            made.clicked.connect(partial(self._filter, key))
        self.timeline_card = Card(self.tr("Timeline"), "", *self.chips.values())
        self._entry_model: ListModel[Entry] = ListModel(entry_says)
        delegate = TimelineDelegate()
        delegate.read_asked.connect(self._read_entry)
        self.entries = ListView(self._entry_model, delegate, self.tr("Timeline"))
        self.entries.setMinimumHeight(200)
        self.entries.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.entries.opened.connect(self._open_entry)
        self._nothing = EmptyState(
            self.tr("Nothing has happened yet"),
            self.tr("Contacts, decisions and changes stand here, the newest first."),
            self.tr("Log contact"),
            lambda: self.page.shell.log_contact(self._person_id()),
            key="Ctrl L",
        )
        self._more: bool = True
        self.timeline_card.body.addSpacing(6)
        self.timeline_card.body.addWidget(self.entries, 1)
        self.timeline_card.body.addWidget(self._nothing, 1)

    # --- what is shown ----------------------------------------------------------------------------------------

    def _person_id(self) -> UUID | None:
        return self.seen.person.id if self.seen else None

    def show_person(self, seen: Overview) -> None:
        """Shows the person as they were just read."""
        other = self.seen is None or self.seen.person.id != seen.person.id
        self.seen = seen
        self._show_next(seen)
        self._show_matters(seen)
        self._show_risks(seen)
        self._show_team(seen)
        self._show_needs(seen)
        if other or not self._only:
            self._filter_chip("")
            self._show_entries(list(seen.entries), more=len(seen.entries) >= FIRST_PAGE)
        else:
            self._read_entries()
        self.fit()

    def _show_next(self, seen: Overview) -> None:
        body = self.next.body
        clear(body)
        action = seen.next_action
        self.next.setVisible(True)
        if action is None:
            self._no_next(seen)
            return
        said = self.tr("Next action, {when}").format(when=words.due_words(action.due_on, seen.today))
        tone = "red" if action.due_on < seen.today else "blue_deep"
        who = ", ".join(part for part in (action.done_by, action.owner_name) if part)
        log = Button(self.tr("Log and close"), "primary", 28, icon="check")
        log.clicked.connect(lambda _checked=False: self.page.shell.log_contact(seen.person.id, action_id=action.id))
        move = act_button(
            "needs.snooze", partial(self.sheet, "needs.snooze", row=action), words=self.tr("Move date"), height=28
        )
        body.addWidget(Label(said, "caption_strong", tone, elide=True))
        body.addSpacing(4)
        body.addWidget(Paragraph(action.text, "lead", most=3))
        body.addSpacing(2)
        body.addWidget(Label(who, "dense", "muted", elide=True))
        body.addSpacing(12)
        body.addLayout(row(log, move, None))

    def _no_next(self, seen: Overview) -> None:
        body = self.next.body
        if not seen.person.is_alive:
            body.addWidget(Label(self.tr("No open action"), "caption_strong", "blue_deep"))
            return
        body.addWidget(Label(self.tr("No next action"), "caption_strong", "blue_deep"))
        body.addSpacing(4)
        body.addWidget(Paragraph(self.tr("Nothing is planned. Decide what happens next."), "body"))
        body.addSpacing(12)
        add = act_button(
            "needs.action", partial(self.sheet, "needs.action"), "primary", words=self.tr("Add action"), height=28
        )
        body.addLayout(row(add, None))

    def _show_matters(self, seen: Overview) -> None:
        clear(self._matters)
        matters = seen.matters
        self._matters_date.say(words.day(matters.said_on) if matters else "")
        if matters is None:
            self._matters.addWidget(
                Paragraph(self.tr("Nobody has asked yet, or it is not written down."), "dense", "muted")
            )
            self._matters.addSpacing(4)
            ask = link(self.tr("Write it in the care plan"), self.open_plan)
            self._matters.addLayout(row(ask, None))
            return
        said = f"\u201c{matters.text}\u201d" if matters.own_words and "\u201c" not in matters.text else matters.text
        self._matters.addWidget(Paragraph(said, most=8))

    def _show_risks(self, seen: Overview) -> None:
        opened = sorted((risk for risk in seen.risks if risk.status != "closed"), key=_seriousness)
        answer = seen.risk_review
        standing = risk_rules.standing([risk.line for risk in seen.risks], answer.answer if answer else None)
        self._review.setVisible(bool(opened))
        if standing is Standing.NO_KNOWN_RISKS and answer is not None:
            said = self.tr("No known risks, said on {day} by {who}.").format(
                day=words.day(answer.reviewed_on), who=answer.by or self.tr("somebody")
            )
            self.risks.show_lines([], said)
            return
        lines = [self._risk_line(risk, seen) for risk in opened]
        empty = (
            self.tr("All risks are closed.")
            if standing is Standing.ALL_CLOSED
            else self.tr("Nobody has assessed the risks yet.")
        )
        if not opened:
            say = act_button(
                "people.no_risks", self._say_none, words=self.tr("Say \u201cno known risks\u201d"), height=28
            )
            lines = [box(column(Paragraph(empty, "dense", "muted"), 8, row(say, None), 4))]
        self.risks.show_lines(lines, empty)

    def _risk_line(self, risk: RiskRow, seen: Overview) -> QWidget:
        hidden = risk.kind == "safeguarding" and not seen.safeguarding_detail
        title = risk_rules.title(risk.line, safeguarding_detail=seen.safeguarding_detail)
        review = self.tr("Review {day}").format(day=words.day(risk.review_due)) if risk.review_due else ""
        note = "" if hidden else (risk.detail or "").split("\n")[0]
        note = ". ".join(part for part in (note.rstrip("."), review) if part)
        tools = (
            []
            if hidden
            else [link(self.tr("Edit"), partial(self.sheet, "people.risk", row=risk), f"Edit risk {title}")]
        )
        return line(title, note, mark=words.LEVELS[risk.level], tools=tools, most=2)

    def _show_team(self, seen: Overview) -> None:
        clear(self._team)
        present = [one for one in seen.care_team if one.valid_to is None or one.valid_to > seen.today]
        self.team.caption.say("" if len(present) < 2 else f"{len(present)} people")
        if seen.person.usual_worker and not any(one.staff_id == seen.person.usual_worker_id for one in present):
            worker = seen.person.usual_worker
            self._team.addWidget(self._member(worker, self.tr("Usual worker"), "blue", None))
        if not present and not seen.person.usual_worker:
            self._team.addWidget(Paragraph(self.tr("Nobody is in the care team yet."), "dense", "muted"))
            self._team.addSpacing(8)
        for place, one in enumerate(present):
            role = ", ".join(
                part for part in (one.role, self.tr("lead") if one.is_lead else "", one.organisation or "") if part
            )
            self._team.addWidget(self._member(one.name, role, TONES[place % len(TONES)], one))

    def _member(self, name: str, role: str, tone: str, one: CareTeamRow | None) -> QWidget:
        parts = name.replace("Dr ", "").split()
        initials = (parts[0][:1] + parts[-1][:1]).upper() if len(parts) > 1 else name[:2].upper()
        said = column(Label(name, "dense_strong", elide=True), Label(role, "caption", "muted", elide=True))
        laid = row(disc(24, tone, initials))
        laid.addLayout(said, 1)
        if one is not None:
            way = "phone" if one.phone else "letter"
            tip = one.phone or one.email or self.tr("no number or address")
            edit = IconButton(way if (one.phone or one.email) else "pencil", f"{name}: {tip}. Edit", 24, icon_size=16)
            edit.clicked.connect(partial(self._edit_member, one))
            laid.addWidget(edit)
        made = box(laid)
        made.setMinimumHeight(42)
        return made

    def _edit_member(self, one: CareTeamRow, _checked: bool = False) -> None:
        self.sheet("people.care_team", row=one)

    def _show_needs(self, seen: Overview) -> None:
        plan = seen.plan
        said = ""
        if plan is not None:
            said = self.tr("Version {number}").format(number=plan.number)
            said += f", signed {words.day(plan.agreed_on)}" if plan.agreed_on else ", draft"
        self.needs_card.caption.say(said)
        lines = need_lines(seen.needs, seen.today)
        self.needs.setVisible(bool(lines))
        self._no_needs.setVisible(not lines)
        if lines != self._need_model.items():
            self._need_model.show(lines)

    def _show_entries(self, entries: list[Entry], *, more: bool) -> None:
        self._more = more
        self.entries.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        self._entry_model.show(entries)

    # --- timeline ---------------------------------------------------------------------------------------------

    def _filter_chip(self, key: str) -> None:
        self._only = key
        for name, made in self.chips.items():
            made.setChecked(name == key)

    def _filter(self, key: str, _checked: bool = False) -> None:
        self._filter_chip(key)
        self._read_entries()

    def _read_entries(self, after: Entry | None = None) -> None:
        if self.seen is None:
            return
        ask = partial(
            timeline_reads.timeline,
            people=list(self.seen.people),
            only=self._only,
            after=after.key if after else None,
            limit=FIRST_PAGE,
        )
        before = self._entry_model.items() if after else []
        took = partial(self._took, before)
        self.page.background.read(self, ask, took, self.page.fail, key="timeline")

    def _took(self, before: list[Entry], entries: list[Entry]) -> None:
        self._show_entries([*before, *entries], more=len(entries) >= FIRST_PAGE)
        self.fit()

    def _scrolled(self, value: int) -> None:
        bar = self.entries.verticalScrollBar()
        items = self._entry_model.items()
        if self._more and items and value >= bar.maximum() - 200 and bar.maximum() > 0:
            self._more = False
            self._read_entries(items[-1])

    def _open_entry(self, place: int) -> None:
        if (entry := self._entry_model.item(place)) is not None:
            self._read_entry(entry)

    def _read_entry(self, entry: Entry) -> None:
        """An entry in full: its own sheet where it has one, else its words in a dialog."""
        if entry.kind in ("contact", "attempt"):
            self.sheet("contacts.show", contact_id=entry.id)
        elif entry.kind == "plan":
            self.open_plan()
        else:
            show_entry(self.window(), entry)

    # --- needs ------------------------------------------------------------------------------------------------

    def _open_line(self, place: int) -> None:
        item = self._need_model.item(place)
        match getattr(item, "need", None) or getattr(item, "goal", None) or getattr(item, "action", None):
            case None:
                return
            case ActionRow() as action:
                self.sheet("needs.action", row=action)
            case found:
                self.sheet("needs.goal" if hasattr(item, "goal") else "needs.add", row=found)

    def _need_key(self, key: str, place: int) -> None:
        item = self._need_model.item(place)
        if isinstance(item, ActionLine) and key in (" ", "D"):
            self._tick(item)
        elif isinstance(item, ActionLine) and key == "S" and item.action.is_open:
            self.sheet("needs.snooze", row=item.action)

    def _tick(self, item: Any) -> None:
        action: ActionRow = item.action
        if action.is_open:
            case: Any = partial(actions.finish_action, action_id=action.id, version=action.version)
            done = self.tr("Action done")
        else:
            case = partial(actions.reopen_action, action_id=action.id, version=action.version)
            done = self.tr("Action open again")
        self.page.background.write(self, case, lambda _result: None, self.page.fail, done=done)

    def _add_under(self, key: str) -> None:
        """A goal or action under the line that is current."""
        item: Any = self.needs.current()
        need = getattr(item, "need", None)
        goal = getattr(item, "goal", None)
        action = getattr(item, "action", None)
        need_id = need.id if need else goal.need_id if goal else action.need_id if action else None
        goal_id = goal.id if goal else action.goal_id if action else None
        under = {} if key == "needs.add" else {"need_id": need_id, "goal_id": goal_id}
        self.sheet(key, **under)

    # --- risks ------------------------------------------------------------------------------------------------

    def _say_none(self) -> None:
        if self.seen is None:
            return
        case = partial(service_protection.say_no_known_risks, person_id=self.seen.person.id)
        self.page.background.write(self, case, _nothing, self.page.fail, done=self.tr("No known risks recorded"))

    def _look_again(self) -> None:
        if self.seen is None:
            return
        case = partial(service_protection.review_risks, person_id=self.seen.person.id)
        self.page.background.write(self, case, _nothing, self.page.fail, done=self.tr("Risks looked at again"))

    # --- width ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The left column has grown or shrunk."""
        if watched is self._left and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_left()
        return super().eventFilter(watched, event)

    def _fit_left(self) -> None:
        if self.page.narrow:
            self._left_area.setFixedHeight(max(200, self._left.minimumSizeHint().height()))
        else:
            self._left_area.setMinimumHeight(200)
            self._left_area.setMaximumHeight(NO_LIMIT)

    def fit(self) -> None:
        """In one column the lists stand in full height; side by side they scroll on their own."""
        narrow = self.page.narrow
        self._fit_left()
        for view in (self.needs, self.entries):
            if narrow:
                view.setFixedHeight(max(200, view.content_height() + 8))
            else:
                view.setMinimumHeight(200)
                view.setMaximumHeight(NO_LIMIT)
            view.setVerticalScrollBarPolicy(
                Qt.ScrollBarPolicy.ScrollBarAlwaysOff if narrow else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            )


def _seriousness(risk: RiskRow) -> int:
    return risk_rules.LEVELS.index(RiskLevel(risk.level))


def _nothing(_result: object) -> None:
    return
