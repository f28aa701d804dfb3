"""Two windows on one record, and the forms in which two people change it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inteam.access import Actor, Role
from inteam.needs import actions, onward
from inteam.needs import service as needs
from inteam.needs.rules import ActionEntry, GoalEntry, NeedEntry
from inteam.needs.rules_onward import OnwardEntry, SentVia
from inteam.organisations.model import Staff, Team
from inteam.people import (
    service,
    service_circle,
    service_protection,
    service_reach,
)
from inteam.people.entries import PersonEntry
from inteam.people.service_circle import CareTeamEntry, RelatedPersonEntry, SharingEntry
from inteam.people.service_protection import AccessNeedEntry, AdjustmentEntry, RiskEntry
from inteam.people.service_reach import AddressEntry, ContactPointEntry
from inteam.referrals.choices import Agreement, Issue
from inteam.store.database import Database
from inteam.timeline.overview import Overview, overview
from ui.app.background import Background
from ui.app.conflict import ConflictDialog
from ui.app.conflict_rows import Pick
from ui.app.form import FormSheet
from ui.app.window import Window
from ui.person.sheet import PersonSheet
from ui.widgets import controls

PRIYA, TOM, TEAM = UUID(int=0x5AFF), UUID(int=0x70), UUID(int=0x7EA)
MARGARET = PersonEntry(
    "Pemberton", "Margaret", title="Mrs", born_on=date(1957, 3, 14), nhs_number="9990000018", sex="2"
)


@dataclass(frozen=True)
class Case:
    """One form. both: the field that two people change, with what each writes; alone: one that only Tom changes.

    chosen: "both" for texts that can be joined, else "mine". find: the record in what was read.
    """

    key: str
    find: Callable[[Overview], Any]
    both: str
    mine: Any
    theirs: Any
    alone: tuple[str, Any]
    chosen: str = "both"
    joined: Any = None
    context: dict[str, Any] = field(default_factory=dict)


def first(name: str) -> Callable[[Overview], Any]:
    return lambda seen: getattr(seen, name)[0]


CASES = (
    Case("people.amend", lambda seen: seen.person, "preferred_name", "Peggy", "Maggie", ("title", "Dr"), "mine"),
    Case("people.address", first("addresses"), "access_note", "Ring twice.", "The dog bites.", ("line2", "Flat 3")),
    Case(
        "people.contact_point",
        first("contact_points"),
        "safe_times",
        "Mornings",
        "After six",
        ("who_answers", "Ruth"),
        "mine",
    ),
    Case("people.access_need", first("access_needs"), "detail", "Yellow paper.", "On thick paper.", ("source", "Ruth")),
    Case(
        "people.adjustment",
        first("adjustments"),
        "adjustment",
        "First appointment. No stairs.",
        "First appointment. A quiet room.",
        ("impairment", "Hearing"),
        joined="First appointment.\nNo stairs.\nA quiet room.",
    ),
    Case(
        "people.risk", first("risks"), "detail", "Fell on the stairs.", "Fell in the bath.", ("title", "Falls, badly")
    ),
    Case(
        "people.related",
        first("related"),
        "may_be_told",
        "Appointments.",
        "Nothing of money.",
        ("phone", "0117 496 0001"),
    ),
    Case("people.care_team", first("care_team"), "role", "GP partner", "Usual GP", ("phone", "0117 496 0002"), "mine"),
    Case(
        "needs.add",
        lambda seen: seen.needs.needs[0],
        "statement",
        "Lonely since husband died, misses the garden",
        "Lonely since husband died, misses her sister",
        ("confidence_note", "A lift there"),
        joined="Lonely since husband died\n, misses the garden\n, misses her sister",
    ),
    Case(
        "needs.goal",
        lambda seen: seen.needs.needs[0].goals[0],
        "text",
        "Walks to the park",
        "Walks with Ruth",
        ("progress", "75"),
    ),
    Case(
        "needs.action",
        lambda seen: seen.needs.needs[0].goals[0].actions[0],
        "text",
        "Ring the walking group",
        "Ask Ruth about the group",
        ("done_by", "Ruth"),
    ),
    Case(
        "needs.snooze",
        lambda seen: seen.needs.needs[0].goals[0].actions[0],
        "due_on",
        "26-Nov-2026",
        "27-Nov-2026",
        ("reason", ""),
        "mine",
        joined=date(2026, 11, 26),
    ),
    Case(
        "needs.refer_on",
        first("onward"),
        "reason",
        "Wants a befriender. By letter only.",
        "Wants a befriender. Not before noon.",
        ("shared", "Name and telephone"),
        joined="Wants a befriender.\nBy letter only.\nNot before noon.",
    ),
)


def a_record(database: Database) -> UUID:
    """A person with one record of each kind, and two colleagues."""
    with database.write(Actor(PRIYA, Role.LINK_WORKER, team_id=TEAM, name="Priya Nair")) as work:
        job = {"job_title": "link worker", "role": "link_worker"}
        work.session.add(Staff(id=PRIYA, family_name="Nair", given_name="Priya", sort_key="nair priya", **job))
        work.session.add(Staff(id=TOM, family_name="Okafor", given_name="Tom", sort_key="okafor tom", **job))
        team = {"name": "Harbour Vale INT", "sort_key": "harbour vale int", "kind": "personalised_care_team"}
        work.session.add(Team(id=TEAM, from_on=date(2026, 1, 1), **team))
        work.session.flush()
        person = service.register_person(work, MARGARET, usual_worker_id=PRIYA)
        service_reach.move_home(work, person, AddressEntry(line1="1 Quay St", postcode="BN1 4GE", uprn="100021"))
        service_reach.add_contact_point(work, person, ContactPointEntry("mobile", "07700 900123", use="home", rank=2))
        service_protection.record_access_need(work, person, AccessNeedEntry("large_print_18"))
        service_protection.record_adjustment(work, person, AdjustmentEntry("First appointment."))
        service_protection.record_risk(work, person, RiskEntry("Falls", "high"))
        service_circle.add_related_person(work, person, RelatedPersonEntry("Ruth Pemberton", "daughter"))
        service_circle.add_care_team_member(work, person, CareTeamEntry("Dr Amara Bell", "GP"))
        service_circle.record_sharing(
            work,
            person,
            SharingEntry("see_record", "agreed", category="vcse", basis="explicit_consent", given_on=work.today),
        )
        need = needs.add_need(work, person, NeedEntry(Issue.LONELINESS_ISOLATION, "Lonely since husband died"))
        goal = needs.add_goal(work, need, GoalEntry("Walks twice a week", progress=50))
        entry = ActionEntry("Book the taster walk", date(2026, 11, 19), PRIYA, TEAM, need_id=need, goal_id=goal)
        actions.add_action(work, person, entry)
        befriender = OnwardEntry(
            "Age UK",
            code=Issue.LONELINESS_ISOLATION,
            reason="Wants a befriender.",
            shared="Name",
            person_agrees=Agreement.YES,
            via=SentVia.PHONE,
            need_id=need,
            team_id=TEAM,
            owner_id=PRIYA,
        )
        onward.send_onward(work, person, befriender)
        return person


class TwoWindows:
    """Priya's window and Tom's, on one database."""

    def __init__(self, database: Database, person_id: UUID, qtbot: QtBot) -> None:
        self.database, self.person_id, self.qtbot = database, person_id, qtbot
        self.mine = self._window(Actor(PRIYA, Role.LINK_WORKER, team_id=TEAM, name="Priya Nair"))
        self.theirs = self._window(Actor(TOM, Role.LINK_WORKER, team_id=TEAM, name="Tom Okafor"))

    def _window(self, actor: Actor) -> Window:
        made = Window(Background(self.database, actor))
        self.qtbot.addWidget(made)
        made.show()
        return made

    def seen(self) -> Overview:
        background = self.mine.background
        with self.database.read() as session:
            found = overview(session, self.person_id, actor=background.actor, today=background.today())
        assert found is not None
        return found

    def open(self, window: Window, case: Case) -> PersonSheet:
        seen = self.seen()
        row = {} if case.key == "people.amend" else {"row": case.find(seen)}
        sheet = window.show_sheet(case.key, person_id=self.person_id, seen=seen, **row, **case.context)
        assert isinstance(sheet, PersonSheet)
        return sheet

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: self.mine.background.idle and self.theirs.background.idle)

    def front(self, window: Window) -> None:
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)

    def end(self) -> None:
        self.rest()
        for window in (self.mine, self.theirs):
            window.background.stop()


def write(sheet: FormSheet, **values: Any) -> None:
    for name, value in values.items():
        controls.fill(sheet.control(name), value)
    sheet.draft.touch()


def words_of(dialog: ConflictDialog) -> str:
    return " | ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def picks(dialog: ConflictDialog) -> list[Pick]:
    return dialog.findChildren(Pick)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def dialog_of(two: TwoWindows) -> ConflictDialog:
    two.qtbot.waitUntil(lambda: isinstance(two.mine.overlay(), ConflictDialog))
    two.rest()
    found = two.mine.overlay()
    assert isinstance(found, ConflictDialog)
    return found
