"""A read answers alike on both databases: filters, lists, sorts, paging."""

from datetime import date

import pytest
from sqlalchemy import String, Uuid, select

from inteam.access import Actor
from inteam.organisations import queries, service
from inteam.organisations.model import Team
from inteam.store import migrations
from inteam.store.database import Database
from inteam.store.reads import Read, Sort, one_of, param

DAY = date(2026, 11, 19)
TEAMS = Read(
    "teams_for_the_test",
    select(Team.id, Team.name, Team.sort_key).where(Team.withdrawn_at.is_(None), Team.kind.in_(("mdt", "virtual"))),
    optional={
        "names": one_of(Team.name, "names", String()),
        "ids": one_of(Team.id, "ids", Uuid()),
        "kind": Team.kind == param("kind", String()),
    },
    sorts={"name": Sort(Team.sort_key, Team.id)},
)
NAMES = ["Ärzte", "Beacon", "beacon", "Cove", "O'Neil", "Zoë"]


@pytest.fixture
def filled(database: Database, actor: Actor) -> Database:
    with database.write(actor) as work:
        for name in NAMES:
            service.add_team(work, name, "virtual" if name == "Cove" else "mdt", from_on=DAY)
    if database.shared:
        with database.engine.begin() as connection:
            migrations.install(connection, [TEAMS])
    return database


def test_paging_by_key_gives_each_row_once_in_order(filled: Database) -> None:
    for descending in (False, True):
        seen, after = [], None
        with filled.read() as session:
            while rows := TEAMS.run(session, descending=descending, after=after, limit=2):
                seen += [(row.sort_key, row.id) for row in rows]
                after = seen[-1]
        assert len(seen) == len(NAMES)
        assert seen == sorted(seen, key=lambda row: (row[0].encode(), row[1].hex), reverse=descending)


def test_filters_and_lists_narrow_and_an_absent_one_does_not(filled: Database) -> None:
    with filled.read() as session:
        assert [row.name for row in TEAMS.run(session, kind="virtual", limit=9)] == ["Cove"]
        assert [row.name for row in TEAMS.run(session, names=["Zoë", "O'Neil", "x"], limit=9)] == ["O'Neil", "Zoë"]
        assert TEAMS.run(session, names=[], limit=9) == []
        one = TEAMS.run(session, kind="virtual", limit=1)[0].id
        assert [row.name for row in TEAMS.run(session, ids=[one], limit=9)] == ["Cove"]


def test_an_unknown_parameter_is_refused(database: Database) -> None:
    with database.read() as session, pytest.raises(TypeError, match="no parameter colour"):
        TEAMS.run(session, colour="red")


def test_queries_of_teams_answer_on_both(database: Database) -> None:
    with database.read() as session:
        assert queries.teams(session, on=DAY) == []
        assert queries.organisations(session, on=DAY) == []
