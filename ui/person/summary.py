"""The left column of the overview: the next action, what matters, risks and the care team."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inteam.pathways import pathway
from inteam.pathways.rules import Pathway
from inteam.people import risks as risk_rules
from inteam.people import service_protection
from inteam.people.choices import RiskLevel
from inteam.people.queries_circle import CareTeamRow
from inteam.people.queries_protection import RiskRow
from inteam.people.risks import Standing
from inteam.timeline.overview import Overview
from ui.app.acts import act_button
from ui.app.messages import plural
from ui.app.page import Page
from ui.person import words
from ui.person.parts import LinesCard, line, link
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column, row
from ui.widgets.marks import disc

TONES = ("blue", "green", "violet", "amber")


class Summary(QWidget):
    """Four cards, made again at each reading."""

    def __init__(self, page: Page, sheet: Callable[..., object], open_plan: Callable[[], object]) -> None:
        super().__init__()
        self.page, self.sheet, self.open_plan = page, sheet, open_plan
        self.seen: Overview | None = None
        self._all_risks = False  # the closed ones too
        self.next = Card(tone="blue")
        self.next.body.setContentsMargins(16, 14, 16, 14)
        self._matters_date = Label("", "caption", "muted")
        self.matters = Card(self.tr("What matters to me"), "", self._matters_date)
        self._matters = self.matters.inside(bottom=14)
        add = link(self.tr("Add"), partial(self.sheet, "people.risk"), self.tr("Add risk"))
        self._review = link(self.tr("Review"), self._look_again, self.tr("Say that the risks were looked at again"))
        self.risks = LinesCard(self.tr("Risks"), "", self._review, add)
        join = link(self.tr("Add"), partial(self.sheet, "people.care_team"), self.tr("Add to care team"))
        self.team = Card(self.tr("Care team"), "", join)
        self._team = self.team.inside(bottom=8)
        self.team.body.addStretch(1)
        cards = column(self.next, self.matters, self.risks, gap=16)
        cards.addWidget(self.team, 1)
        self.setLayout(cards)

    def show_person(self, seen: Overview) -> None:
        """Shows the person as they were just read."""
        if self.seen is None or self.seen.person.id != seen.person.id:
            self._all_risks = False
        self.seen = seen
        self._show_next(seen)
        self._show_matters(seen)
        self._show_risks(seen)
        self._show_team(seen)

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
        if matters.joined:
            told = self.tr("Said in the record that was joined to this one. Write it in this plan if it still holds.")
            self._matters.addWidget(Paragraph(told, "caption", "muted"))

    def _show_risks(self, seen: Overview) -> None:
        opened = sorted((risk for risk in seen.risks if risk.status != "closed"), key=_seriousness)
        closed = [risk for risk in seen.risks if risk.status == "closed"]
        answer = seen.risk_review
        standing = risk_rules.standing([risk.line for risk in seen.risks], answer.answer if answer else None)
        self._review.setVisible(bool(opened))
        if standing is Standing.NO_KNOWN_RISKS and answer is not None:
            said = self.tr("No known risks, said on {day} by {who}.").format(
                day=words.day(answer.reviewed_on), who=answer.by or self.tr("somebody")
            )
            self.risks.show_lines([*self._closed_lines(closed, seen, said)], said)
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
        self.risks.show_lines([*lines, *self._closed_lines(closed, seen)], empty)

    def _closed_lines(self, closed: list[RiskRow], seen: Overview, said: str = "") -> list[QWidget]:
        """Risks that stand no more, shown when they are asked for; said is what stands above them."""
        if not closed:
            return []
        above: list[QWidget] = [box(column(Paragraph(said, "dense", "muted"), 4))] if said else []
        many = plural(len(closed), self.tr("1 closed risk"), self.tr("{n} closed risks"))
        words_of = self.tr("Hide {many}") if self._all_risks else self.tr("Show {many}")
        self.closed = link(words_of.format(many=many), self._show_closed)
        above.append(box(row(self.closed, None, margins=(0, 8, 0, 8))))
        return [*above, *(self._closed_line(risk, seen) for risk in closed if self._all_risks)]

    def _closed_line(self, risk: RiskRow, seen: Overview) -> QWidget:
        title = risk_rules.title(risk.line, safeguarding_detail=seen.safeguarding_detail)
        note = self.tr("Closed {day}").format(day=words.day(risk.closed_on))
        if risk.kind == "safeguarding" and not seen.safeguarding_detail:
            return line(title, note, former=True)
        name = self.tr("Open again: {risk}").format(risk=title)
        again = link(self.tr("Open again"), partial(self._open_again, risk), name)
        again.setProperty("act", "people.reopen_risk")
        whole = ": ".join(part for part in (note, risk.closed_reason or "") if part)
        return line(title, whole, former=True, most=4, tools=[again])

    def _show_closed(self) -> None:
        self._all_risks = not self._all_risks
        if self.seen is not None:
            self._show_risks(self.seen)
            self.closed.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_again(self, risk: RiskRow) -> None:
        case = partial(service_protection.reopen_risk, risk_id=risk.id, version=risk.version)
        self.page.background.write(self, case, _nothing, self.page.fail, done=self.tr("Risk opened again"))

    def _risk_line(self, risk: RiskRow, seen: Overview) -> QWidget:
        hidden = risk.kind == "safeguarding" and not seen.safeguarding_detail
        title = risk_rules.title(risk.line, safeguarding_detail=seen.safeguarding_detail)
        review = self.tr("Review {day}").format(day=words.day(risk.review_due)) if risk.review_due else ""
        note = "" if hidden else (risk.detail or "").split("\n")[0]
        note = ". ".join(part for part in (review, note) if part)  # the date first: a long note ends in an ellipsis
        tools = (
            []
            if hidden
            else [link(self.tr("Edit"), partial(self.sheet, "people.risk", row=risk), f"Edit risk {title}")]
        )
        return line(title, note, mark=words.LEVELS[risk.level], tools=tools, most=4)

    def _show_team(self, seen: Overview) -> None:
        clear(self._team)
        present = [one for one in seen.care_team if one.valid_to is None or one.valid_to > seen.today]
        self.team.caption.say("" if len(present) < 2 else f"{len(present)} people")
        cases = _cases(seen)
        usual = seen.person.usual_worker_id
        for owner, (name, having) in cases.items():
            if not any(one.staff_id == owner for one in present):
                role = ", ".join(part for part in (self.tr("Usual worker") if owner == usual else "", having) if part)
                self._team.addWidget(self._member(name, role, "blue", None))
        if seen.person.usual_worker and usual not in cases and not any(one.staff_id == usual for one in present):
            worker = seen.person.usual_worker
            self._team.addWidget(self._member(worker, self.tr("Usual worker"), "blue", None))
        if not present and not cases and not seen.person.usual_worker:
            self._team.addWidget(Paragraph(self.tr("Nobody is in the care team yet."), "dense", "muted"))
            self._team.addSpacing(8)
        for place, one in enumerate(present):
            role = ", ".join(
                part
                for part in (
                    one.role,
                    self.tr("lead") if one.is_lead else "",
                    one.organisation or "",
                    cases[one.staff_id][1] if one.staff_id in cases else "",
                )
                if part
            )
            self._team.addWidget(self._member(one.name, role, TONES[place % len(TONES)], one))

    def _member(self, name: str, role: str, tone: str, one: CareTeamRow | None) -> QWidget:
        parts = name.replace("Dr ", "").split()
        initials = (parts[0][:1] + parts[-1][:1]).upper() if len(parts) > 1 else name[:2].upper()
        said = column(Label(name, "dense_strong", elide=True), Paragraph(role, "caption", "muted", most=4))
        laid = row(disc(24, tone, initials), margins=(0, 4, 0, 4))
        laid.addLayout(said, 1)
        if one is not None:
            way = "phone" if one.phone else "letter"
            tip = one.phone or one.email or self.tr("no number or address")
            edit = IconButton(way if (one.phone or one.email) else "pencil", f"{name}: {tip}. Edit", 24, icon_size=16)
            edit.clicked.connect(partial(self._edit_member, one))
            laid.addWidget(edit)
        return box(laid)

    def _edit_member(self, one: CareTeamRow, _checked: bool = False) -> None:
        self.sheet("people.care_team", row=one)

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


def _cases(seen: Overview) -> dict[UUID | None, tuple[str, str]]:
    """Who has the open cases: owner → name, and which pathways at which stages."""
    found: dict[UUID | None, tuple[str, str]] = {}
    for one in seen.cases:
        if one.status != "open":
            continue
        way = pathway(one.pathway_key, one.pathway_version)
        having = ", ".join(part for part in (found.get(one.owner_id, ("", ""))[1], _having(way, one.stage)) if part)
        found[one.owner_id] = (f"{one.owner_given} {one.owner_family}", having)
    return found


def _having(way: Pathway, stage: str) -> str:
    return f"{way.title}: {way.stage(stage).title.lower()}"


def _seriousness(risk: RiskRow) -> int:
    return risk_rules.LEVELS.index(RiskLevel(risk.level))


def _nothing(_result: object) -> None:
    return
