"""The demo neighbourhood: the same each time, and everything in it at least three times (decision 49)."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Date, func, select
from sqlalchemy.orm import Session

from inteam import application, clock
from inteam.careplans.model import CarePlan, WithheldItem
from inteam.careplans.rules import PlanStatus, WithheldReason
from inteam.caseload import derive
from inteam.caseload.model import CaseWork
from inteam.caseload.rules import Flag
from inteam.cases.model import CareCase
from inteam.contacts.model import Contact
from inteam.contacts.rules import AttemptResult
from inteam.demo import fill
from inteam.demo.numbers import nhs_numbers
from inteam.errors import InputError
from inteam.meetings.model import AgendaItem, Decision, Meeting, MeetingSummary
from inteam.needs.model import Action, Goal, Need
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.rules import ActionStatus, GoalStatus, NeedStatus
from inteam.needs.rules_onward import OPEN_ONWARD, OnwardState
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people import nhs_number
from inteam.people.access_needs import Need as AccessNeedCode
from inteam.people.model import AccessNeed, Person, Risk
from inteam.referrals.choices import State
from inteam.referrals.model import Referral, ReferralClock
from inteam.store.base import Base
from inteam.store.database import Database
from tests.stores import local_engine, make_tables

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)
KEY = bytes(range(32))
PEOPLE = 420
SCRIPTS = {
    "Arabic": ("\u0600", "\u06ff"),
    "Bengali": ("\u0980", "\u09ff"),
    "Devanagari": ("\u0900", "\u097f"),
    "Gurmukhi": ("\u0a00", "\u0a7f"),
    "Tamil": ("\u0b80", "\u0bff"),
    "Han": ("\u4e00", "\u9fff"),
    "Cyrillic": ("\u0400", "\u04ff"),
    "Greek": ("\u0370", "\u03ff"),
    "Hebrew": ("\u0590", "\u05ff"),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from _made(tmp_path_factory.mktemp("demo") / "demo.inteam", PEOPLE)


@pytest.fixture
def session(filled: Database) -> Iterator[Session]:
    with filled.read() as session:
        yield session


def _made(path: Path, people: int, seed: int = 1) -> Iterator[Database]:
    engine = local_engine(path, KEY)
    make_tables(engine)
    database = Database(engine, now=clock.fixed(NOW), hooks=application.hooks())
    fill(database, people=people, seed=seed, now=NOW)
    yield database
    database.close()


def _counts(session: Session, column: Any) -> Counter[Any]:
    return Counter(session.scalars(select(column)).all())


def _rare(found: Counter[Any], wanted: Any) -> dict[Any, int]:
    return {value: found[value] for value in wanted if found[value] < 3}


def test_it_has_the_practices_networks_and_teams_of_the_brief(session: Session) -> None:
    kinds = _counts(session, Organisation.kind)
    assert (kinds["gp_practice"], kinds["pcn"]) == (8, 2)
    assert session.scalar(select(func.count()).select_from(Team)) == 6
    assert (session.scalar(select(func.count()).select_from(Staff)) or 0) >= 18


def test_nhs_numbers_are_valid_unique_and_of_the_test_range(session: Session) -> None:
    numbers = session.scalars(select(Person.nhs_number).where(Person.nhs_number.is_not(None))).all()
    assert len(set(numbers)) == len(numbers) > 300
    assert {nhs_number.check(number or "").result.value for number in numbers} == {"valid_test_range"}


def test_the_generator_gives_the_published_test_numbers() -> None:
    # domain.md 14.1: 999 000 0018, 0026, 0034, 0042, 0050, 0069, 0077, 0085, 0093, 0107, 0115, 0123, 0131
    ends = ["0018", "0026", "0034", "0042", "0050", "0069", "0077", "0085", "0093", "0107", "0115", "0123", "0131"]
    assert list(islice(nhs_numbers(), 13)) == [f"999000{end}" for end in ends]


def test_the_people_of_the_pictures_have_their_numbers(session: Session) -> None:
    found = session.scalars(select(Person.family_name).where(Person.nhs_number == "9990000018")).all()
    assert found == ["Pemberton"]
    assert session.scalar(select(Person.born_on).where(Person.nhs_number == "9990000018")) == date(1957, 3, 14)


def test_each_referral_state_occurs_three_times(session: Session) -> None:
    assert _rare(_counts(session, Referral.state), [state.value for state in State]) == {}


def test_each_need_goal_and_action_state_occurs_three_times(session: Session) -> None:
    assert _rare(_counts(session, Need.status), NeedStatus) == {}
    assert _rare(_counts(session, Goal.status), GoalStatus) == {}
    assert _rare(_counts(session, Action.status), ActionStatus) == {}


def test_each_state_of_what_was_referred_on_occurs_three_times(session: Session) -> None:
    assert _rare(_counts(session, OnwardReferral.state), OnwardState) == {}


def test_each_open_onward_referral_is_asked_after(session: Session) -> None:
    open_ones = select(OnwardReferral.follow_up_id).where(OnwardReferral.state.in_(OPEN_ONWARD))
    asked = set(session.scalars(select(Action.id).where(Action.status == "planned")))
    found = session.scalars(open_ones).all()
    assert found
    assert set(found) <= asked


def test_each_plan_state_and_reason_to_withhold_occurs_three_times(session: Session) -> None:
    assert _rare(_counts(session, CarePlan.status), PlanStatus) == {}
    assert _rare(_counts(session, WithheldItem.reason), WithheldReason) == {}


def test_each_result_of_an_attempt_occurs_three_times(session: Session) -> None:
    assert _rare(_counts(session, Contact.attempt_result), AttemptResult) == {}


def test_each_clock_is_breached_three_times(session: Session) -> None:
    for name, limit in (("triage", 5), ("first_contact", 14)):
        stopped = select(func.count()).where(ReferralClock.clock == name, ReferralClock.calendar_days > limit)
        assert (session.scalar(stopped) or 0) >= 3, name
    running = select(func.count()).where(CaseWork.waiting_until < NOW.date(), CaseWork.is_open)
    assert (session.scalar(running) or 0) >= 3


def test_each_script_occurs_three_times(session: Session) -> None:
    names = session.scalars(select(Person.family_name + Person.given_name)).all()
    found = {s: sum(any(a <= c <= z for c in n or "") for n in names) for s, (a, z) in SCRIPTS.items()}
    assert {script: count for script, count in found.items() if count < 3} == {}


def test_each_access_need_occurs_three_times(session: Session) -> None:
    assert _rare(_counts(session, AccessNeed.need_code), AccessNeedCode) == {}


def test_each_flag_occurs_three_times(session: Session) -> None:
    bits = session.scalars(select(CaseWork.flags)).all()
    assert {flag.name for flag in Flag if sum(flag in Flag(b) for b in bits) < 3} == set()
    assert _rare(_counts(session, Risk.safeguarding_type), ("adult", "domestic_abuse", "child", "mca_dols")) == {}


def test_notes_hold_five_hundred_different_sentences(session: Session) -> None:
    notes = session.scalars(select(Contact.summary)).all()
    assert len({sentence.strip() for note in notes for sentence in note.split(".") if sentence.strip()}) >= 500


def test_no_blank_of_a_sentence_is_left_unfilled(session: Session) -> None:
    texts = [*session.scalars(select(Contact.summary)), *session.scalars(select(AgendaItem.question))]
    assert [text for text in texts if "{" in text or "}" in text] == []


def test_every_action_is_owned_and_every_open_case_too(session: Session) -> None:
    assert session.scalar(select(func.count()).where(Action.owner_id.is_(None), Action.team_id.is_(None))) == 0
    ownerless = select(func.count()).select_from(CareCase).join(Staff, Staff.id == CareCase.owner_id, isouter=True)
    assert session.scalar(ownerless.where(Staff.id.is_(None))) == 0


def test_every_decision_leads_to_its_meeting_and_person(session: Session) -> None:
    rows = session.execute(
        select(Decision.id, Decision.meeting_id, Decision.person_id, AgendaItem.meeting_id, AgendaItem.person_id).join(
            AgendaItem, AgendaItem.id == Decision.agenda_item_id
        )
    ).all()
    assert len(rows) == session.scalar(select(func.count()).select_from(Decision)) == 18
    assert all(row[1] == row[3] and row[2] == row[4] for row in rows)
    assert (
        _rare(_counts(session, Decision.kind), ("care", "referral", "information", "safeguarding", "no_action")) == {}
    )


def test_two_meetings_were_held_and_the_next_is_planned(session: Session) -> None:
    rows = session.execute(select(Meeting.held_on, Meeting.status).order_by(Meeting.held_on)).all()
    assert [tuple(row) for row in rows] == [
        (date(2026, 10, 27), "minutes_agreed"),
        (date(2026, 11, 10), "minutes_draft"),
        (date(2026, 11, 24), "planned"),
    ]
    assert session.scalar(select(func.count()).select_from(MeetingSummary)) == 18


def test_nothing_happened_after_now(session: Session) -> None:
    assert session.scalar(select(func.count()).where(Contact.occurred_at > NOW)) == 0
    assert session.scalar(select(func.count()).where(Referral.received_at > NOW)) == 0


def test_a_work_row_stands_for_each_case_and_making_it_again_changes_nothing(filled: Database) -> None:
    with filled.read() as session:
        before = session.execute(select(CaseWork.__table__).order_by(CaseWork.case_id)).all()
        assert len(before) == session.scalar(select(func.count()).select_from(CareCase))
    with filled.engine.connect() as connection:
        # Made in a transaction that is not kept.
        from inteam.access import PROGRAM  # noqa: PLC0415 (only here)
        from inteam.store.database import Work  # noqa: PLC0415 (for this test alone)

        with Session(connection) as session:
            derive.rebuild(Work(session, PROGRAM, NOW))
            after = session.execute(select(CaseWork.__table__).order_by(CaseWork.case_id)).all()
            session.rollback()
    assert after == before


def test_the_same_seed_makes_the_same_rows_and_another_seed_others(tmp_path: Path) -> None:
    def story(name: str, seed: int) -> dict[str, list[str]]:
        for database in _made(tmp_path / name, 45, seed):
            with database.read() as session:
                found = {
                    table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
                    for table in Base.metadata.sorted_tables
                }
        return found

    first, again, other = story("a", 1), story("b", 1), story("c", 2)
    assert [name for name in first if first[name] != again[name]] == []
    assert first["person"] != other["person"]
    assert first["contact"] != other["contact"]
    assert first["decision"] != other["decision"]


_MAY_BE_AHEAD = {
    "due_on", "first_due_on", "review_due", "review_on", "target_on", "follow_up_on", "valid_to",
    "held_on", "answer_by", "waiting_until", "next_due_on", "plan_review_on", "to_on", "from_on", "last_on",
    "again_on", "effective_from", "due_before", "due_after", "waiting_since",
}  # fmt: skip


def test_nothing_has_happened_after_the_day_of_the_demo(filled: Database) -> None:
    today = NOW.date()
    wrong = []
    with filled.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, Date) and column.name not in _MAY_BE_AHEAD:
                    latest = session.scalar(select(func.max(column)))
                    if latest and latest > today:
                        wrong.append(f"{table.name}.{column.name}: {latest}")
    assert not wrong, wrong


def test_more_people_than_there_are_test_numbers_are_refused(filled: Database) -> None:
    with pytest.raises(InputError):
        fill(filled, people=1_000_000)
