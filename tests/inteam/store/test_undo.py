"""Undo puts back row for row, and never over somebody else's words."""

from datetime import date

import pytest
from sqlalchemy import select

from inteam import audit
from inteam.access import Actor
from inteam.audit.model import AuditEntry
from inteam.audit.service import first_broken
from inteam.errors import ConflictError
from inteam.organisations import queries, service
from inteam.organisations.model import Team
from inteam.store.database import Database, Work
from inteam.store.undo import restore

DAY = date(2026, 11, 19)


def test_undo_of_a_change_restores_all_values_and_of_an_addition_withdraws_it(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        team_id = service.add_team(work, "Cove", "mdt", from_on=DAY)
    with database.write(actor) as changed:
        team = changed.session.get_one(Team, team_id)
        team.name, team.to_on = "Harbour", DAY
        changed.session.flush()
        team.name = "Quay"
        new_id = service.add_team(changed, "New", "mdt", from_on=DAY)
    with database.write(actor) as work:
        restore(work, changed.changes)
    with database.read() as session:
        assert [(row.id, row.name) for row in queries.teams(session, on=DAY)] == [(team_id, "Cove")]
        assert session.get_one(Team, new_id).withdrawn_reason == "undone"
        assert session.get_one(Team, team_id).to_on is None


def test_undo_is_refused_when_somebody_has_changed_the_row_since(database: Database, actor: Actor) -> None:
    with database.write(actor) as added:
        team_id = service.add_team(added, "Cove", "mdt", from_on=DAY)
    with database.write(actor) as work:
        work.session.get_one(Team, team_id).name = "Theirs"
    with pytest.raises(ConflictError), database.write(actor) as work:
        restore(work, added.changes)
    with database.read() as session:
        assert queries.teams(session, on=DAY)[0].name == "Theirs"


def test_a_failed_use_case_leaves_nothing(database: Database, actor: Actor) -> None:
    def add_and_fail(work: Work) -> None:
        service.add_team(work, "Cove", "mdt", from_on=DAY)
        raise RuntimeError

    with pytest.raises(RuntimeError), database.write(actor) as work:
        add_and_fail(work)
    with database.read() as session:
        assert queries.teams(session, on=DAY) == []
        assert session.scalars(select(AuditEntry)).all() == []


def test_listeners_hear_the_names_of_changed_tables(database: Database, actor: Actor) -> None:
    heard: list[frozenset[str]] = []
    database.on_change(heard.append)
    with database.write(actor) as work:
        service.add_team(work, "Cove", "mdt", from_on=DAY)
    assert heard == [frozenset({"team", "audit_entry"})]


def test_a_changed_entry_of_the_trail_is_found(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        for number in range(4):
            audit.note(work, "test.done", detail={"number": number})
    with database.read() as session:
        assert first_broken(session) is None
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET action = 'test.denied' WHERE seq = 3")
    with database.read() as session:
        assert first_broken(session) == 3
