"""A group session: one row for each person on its list, in one transaction with one undo."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from inteam.contacts import groups
from inteam.contacts.groups import Came
from inteam.contacts.model import Contact
from inteam.contacts.rules import ContactEntry, Mode
from inteam.errors import ConflictError, InputError
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.inteam.careplans.people import a_person
from tests.inteam.referrals.samples import Neighbourhood, neighbourhood, row

SESSION = ContactEntry(mode=Mode.COMMUNITY, duration_min=90, summary="Walked to the harbour", no_action=True)


def three(database: Database, near: Neighbourhood) -> list[UUID]:
    with database.write(near.actor) as work:
        return [near.margaret, a_person(work, "Uddin", "Rafiq").id, a_person(work, "Kaur", "Simran").id]


def count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(Contact.withdrawn_at.is_(None))) or 0


def test_each_who_came_has_the_whole_duration_and_who_did_not_has_no_contact(database: Database) -> None:
    near = neighbourhood(database)
    came, late, absent = three(database, near)
    with database.write(near.actor) as work:
        saved = groups.log_group_session(
            work, SESSION, [(came, Came.ON_TIME), (late, Came.LATE), (absent, Came.DID_NOT_ATTEND)]
        )
    rows = [row(database, Contact, contact_id) for contact_id in saved]
    assert [(r.person_id, r.type, r.attended_code, r.duration_min) for r in rows] == [
        (came, "group_session", "5", 90),
        (late, "group_session", "6", 90),
        (absent, "attempt", "3", None),
    ]
    assert {r.summary for r in rows} == {"Walked to the harbour"}
    assert len({r.group_id for r in rows}) == 1
    assert [r.meaningful for r in rows] == [True, True, False]


def test_who_cancelled_beforehand_is_neither_a_contact_nor_somebody_who_did_not_attend(database: Database) -> None:
    near = neighbourhood(database)
    with database.write(near.actor) as work:
        (saved,) = groups.log_group_session(work, SESSION, [(near.margaret, Came.CANCELLED)])
    found = row(database, Contact, saved)
    assert (found.type, found.attended_code, found.meaningful) == ("no_contact_note", "2", False)


def test_one_undo_takes_the_whole_session_back(database: Database) -> None:
    near = neighbourhood(database)
    people = three(database, near)
    with database.write(near.actor) as logged:
        groups.log_group_session(logged, SESSION, [(one, Came.ON_TIME) for one in people])
    assert count(database) == 3
    with database.write(near.actor) as work:
        restore(work, logged.changes)
    assert count(database) == 0


def test_all_or_none_is_saved(database: Database) -> None:
    near = neighbourhood(database)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        groups.log_group_session(work, SESSION, [(near.margaret, Came.ON_TIME), (uuid4(), Came.ON_TIME)])
    assert count(database) == 0


@pytest.mark.parametrize(("times", "code"), [(0, "required"), (2, "twice")])
def test_a_list_has_somebody_and_nobody_twice(local_database: Database, times: int, code: str) -> None:
    near = neighbourhood(local_database)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        groups.log_group_session(work, SESSION, [(near.margaret, Came.ON_TIME)] * times)
    assert refused.value.problems == {"person_id": code}
