"""Papers: frozen, compared, packed, counted; minutes."""

from datetime import UTC, date, datetime

import pytest

from inteam.careplans import service_parts
from inteam.careplans.rules import Subject, WithheldReason, WithholdEntry
from inteam.meetings import (
    letters_minutes,
    letters_pack,
    queries,
    queries_live,
    queries_papers,
    queries_record,
    service,
    service_agenda,
    service_attendance,
    service_decisions,
    service_live,
    service_minutes,
    service_papers,
)
from inteam.meetings.model import AgendaItem
from inteam.meetings.rules import (
    Again,
    AttendanceState,
    DecisionEntry,
    ItemEntry,
    ItemKind,
)
from inteam.people.model import Risk
from inteam.store.database import Database
from tests.inteam import pdf_reader
from tests.inteam.careplans.people import (
    Neighbourhood,
    a_need,
    add,
    an_action,
    neighbourhood,
)
from tests.inteam.meetings.meeting_steps import (
    READER,
    TODAY,
    an_earlier_meeting,
    begin,
    item_version,
    margarets_item,
    plan,
    refused,
    service_live_freeze,
    version,
)


@pytest.fixture
def near(database: Database) -> Neighbourhood:
    return neighbourhood(database)


def test_papers_freeze_only_when_every_item_has_its_question(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        with refused(**{"": "agenda_empty"}):
            service_live_freeze(work, meeting)
        item = service_agenda.add_item(work, meeting, ItemEntry("", near.margaret))
        with refused(**{f"item.{item}": "question_required"}):
            service_live_freeze(work, meeting)
        service_agenda.change_item(work, item, item_version(work, item), ItemEntry("Who leads?", near.margaret))
        digest = service_live_freeze(work, meeting)
    assert len(digest) == 64
    with database.read() as session:
        row = queries.meeting(session, meeting)
    assert row is not None
    assert row.status == "papers_frozen"


def test_the_same_record_freezes_to_the_same_hash(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        margarets_item(work, near, meeting)
        first = service_live_freeze(work, meeting)
        service_papers.reopen_papers(work, meeting, version(work, meeting))
        assert service_live_freeze(work, meeting) == first
        service_papers.reopen_papers(work, meeting, version(work, meeting))
        a_need(work, near.margaret, "Afraid of falling again")
        assert service_live_freeze(work, meeting) != first


def test_the_first_time_is_new_to_the_mdt(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        margarets_item(work, near, meeting)
    with database.read() as session:
        (view,) = queries_live.live(session, meeting, READER)
    assert view.paper is not None
    assert (view.paper.last_discussed_on, view.paper.changes, view.changes) == (None, (), 0)


def test_what_changed_since_the_last_meeting_is_marked(database: Database, near: Neighbourhood) -> None:
    an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        a_need(work, near.margaret, "Afraid of falling again")
        add(work, Risk(person_id=near.margaret, kind="general", title="Falls at home", level="high", raised_on=TODAY))
        meeting = plan(work, near, date(2026, 12, 3))
    with database.read() as session:
        (view,) = queries_live.live(session, meeting, READER)
    assert view.paper is not None
    assert view.paper.last_discussed_on == TODAY
    assert sorted(c.text for c in view.paper.changes) == [
        "Action: Home hazard assessment",
        "Need: Afraid of falling again",
        "Risk: Falls at home",
    ]
    assert view.changes == 3


def test_nothing_recorded_since_is_said(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        service_live.finish_item(work, item, item_version(work, item), again=Again.TWO_WEEKS)
        service_live.end_meeting(work, meeting, version(work, meeting))
        following = plan(work, near, date(2026, 12, 3))
    with database.read() as session:
        (view,) = queries_live.live(session, following, READER)
    assert view.paper is not None
    assert [c.text for c in view.paper.changes] == ["Nothing recorded since 19-Nov-2026"]
    assert view.changes == 0


def test_minutes_are_corrected_with_both_wordings_then_only_added_to(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        item = margarets_item(work, near, meeting)
        begin(work, meeting)
        decision = service_decisions.decide(work, item, DecisionEntry("Stays with Pria"))
        service_live.finish_item(work, item, item_version(work, item))
        service_live.end_meeting(work, meeting, version(work, meeting))
        service_minutes.correct_decision(work, decision, 1, "text", "Stays with Priya")
        with refused(**{"": "minutes_not_agreed"}):
            service_minutes.add_addendum(work, meeting, "Too early")
        service_minutes.agree_minutes(work, meeting, version(work, meeting))
        work.session.flush()
        with refused(**{"": "minutes_agreed_already"}):
            service_minutes.correct_decision(work, decision, 2, "text", "Stays with Tom")
        service_minutes.add_addendum(work, meeting, "Hana's visit was on Friday.", item_id=item)
    with database.read() as session:
        changes = queries_record.minutes_changes(session, meeting)
        paper = queries_papers.minutes_paper(session, meeting, near.actor, datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert [(c.kind, c.before, c.after) for c in changes] == [
        ("correction", "Stays with Pria", "Stays with Priya"),
        ("addendum", "", "Hana's visit was on Friday."),
    ]
    assert paper.agreed_on == TODAY
    assert paper.items[0].decisions[0].text == "Stays with Priya"
    assert paper.addenda == ("19-Nov-2026, Priya Nair: Hana's visit was on Friday.",)


def test_guests_stand_on_the_packs_cover_and_in_the_minutes(database: Database, near: Neighbourhood) -> None:
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC)
    with database.write(near.actor) as work:
        meeting = plan(work, near, TODAY)
        margarets_item(work, near, meeting)
        joy = service.add_guest(work, meeting, name="Joy Ash", role="Nurse, St Luke's Hospice")
        mina = service.add_guest(work, meeting, name="Mina Patel", role="Student", observer=True)
    with database.read() as session:
        pack = queries_papers.meeting_pack(session, meeting, near.actor, moment)
    cover = pdf_reader.whole(letters_pack.cover_page(pack))
    assert "Joy Ash (Nurse, St Luke's Hospice)" in cover
    assert "Mina Patel (Student, observer)" in cover
    with database.write(near.actor) as work:
        begin(work, meeting)
        service_attendance.set_attendance(work, joy, 1, AttendanceState.APOLOGIES)
        service_attendance.set_attendance(work, mina, 1, AttendanceState.PRESENT, confidentiality=True)
        service_live.end_now(work, meeting)
    with database.read() as session:
        paper = queries_papers.minutes_paper(session, meeting, near.actor, moment)
    printed = pdf_reader.whole(letters_minutes.minutes(paper))
    assert "Observing: Mina Patel (Student)." in printed
    assert "Apologies: Joy Ash (Nurse, St Luke's Hospice)." in printed


def test_the_pack_says_the_question_and_what_is_late(database: Database, near: Neighbourhood) -> None:
    an_earlier_meeting(database, near)
    with database.write(near.actor) as work:
        meeting = plan(work, near, date(2026, 12, 3))
        work.session.flush()
        (item,) = work.session.query(AgendaItem).filter_by(meeting_id=meeting)
        change = ItemEntry("Who responds to a fall?", near.margaret, kind=ItemKind.REVIEW)
        service_agenda.change_item(work, item.id, item.version, change)
        service_agenda.add_item(work, meeting, ItemEntry("Rota", topic="Winter plan", minutes=5))
    with database.read() as session:
        pack = queries_papers.meeting_pack(session, meeting, near.actor, datetime(2026, 12, 2, 16, 5, tzinfo=UTC))
    assert (pack.people[0].question, pack.people[0].family_name) == ("Who responds to a fall?", "Pemberton")
    assert [(o.text, o.owner, o.days_late) for o in pack.overdue] == [("Home hazard assessment", "Hana Wells", 10)]
    assert [(t.text, t.minutes) for t in pack.after] == [("Winter plan", 5)]
    assert (pack.printing.by, pack.printing.at, pack.printing.purpose) == (
        "Priya Nair",
        "02-Dec-2026 16:05",
        "meeting Thu 03-Dec-2026",
    )
    assert pack.when_where == "Thu 03-Dec-2026, 10:00 to 11:00. Quayside Surgery. Chair Tom Okafor. Notes Priya Nair."


def test_risks_not_assessed_none_known_and_listed_are_three_answers(database: Database, near: Neighbourhood) -> None:
    moment = datetime(2026, 11, 19, 12, tzinfo=UTC)
    with database.read() as session:
        pack = queries_papers.people_pack(session, [near.margaret], near.actor, moment)
    assert pack.people[0].risk_state == "not_assessed"
    with database.write(near.actor) as work:
        add(work, Risk(person_id=near.margaret, title="Falls at home", level="high", raised_on=TODAY))
    with database.read() as session:
        pack = queries_papers.caseload_pack(session, near.priya, "Priya Nair", near.actor, moment)
    assert pack.people[0].risk_state == "listed"
    assert [r.text for r in pack.people[0].risks] == ["Falls at home"]
    assert pack.printing.purpose == "caseload of Priya Nair"


def test_a_pack_of_nobody_is_refused(database: Database, near: Neighbourhood) -> None:
    with database.read() as session, refused(**{"": "nobody_to_print"}):
        queries_papers.caseload_pack(session, near.bello, "Dr Bello", near.actor, datetime(2026, 11, 19, tzinfo=UTC))


def test_copies_of_one_pack_are_numbered_through(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        given = {"document": "pack", "people": [near.margaret], "pages": 2, "sha256": "0" * 64, "target": "file"}
        _first, one = service_papers.record_print(work, meeting_id=meeting, copies=9, **given)  # type: ignore[arg-type]  # (what a test names)
        _second, ten = service_papers.record_print(work, meeting_id=meeting, **given)  # type: ignore[arg-type]  # (what a test names)
        _other, own = service_papers.record_print(work, **given)  # type: ignore[arg-type]  # (what a test names)
    assert (one, ten, own) == (1, 10, 1)
    with database.read() as session:
        made = queries_record.prints(session, meeting)
    assert sorted((p.copy_number, p.copies, p.by) for p in made) == [(1, 9, "Priya Nair"), (10, 1, "Priya Nair")]


def test_missing_packs_are_counted(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        meeting = plan(work, near)
        assert service_papers.count_packs(work, meeting, version(work, meeting), out=9, back=8, destroyed=8) == 1
        with refused(packs_back="more_back_than_out"):
            service_papers.count_packs(work, meeting, version(work, meeting), out=9, back=10, destroyed=8)


def test_a_withheld_need_is_a_marker_with_none_of_its_words(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        need = a_need(work, near.margaret, "Afraid of her son")
        withheld = WithholdEntry(
            Subject.NEED,
            need,
            WithheldReason.SAFEGUARDING,
            "safeguarding lead",
            date(2027, 1, 1),
            from_professionals=True,
        )
        service_parts.withhold(work, near.margaret, withheld)
        an_action(work, near, "Ring Ruth")
    with database.read() as session:
        moment = datetime(2026, 11, 19, tzinfo=UTC)
        pack = queries_papers.people_pack(session, [near.margaret], near.actor, moment)
    assert [(n.text, n.withheld) for n in pack.people[0].needs] == [("", "safeguarding lead")]
    assert "her son" not in repr(pack)
