"""Reading: what the person says beside the referrer, the board and whose it is."""

from datetime import date, timedelta

from inteam.organisations.model import TeamInTeam
from inteam.referrals import queries, queries_panel, service
from inteam.referrals.choices import (
    Issue,
    Source,
)
from inteam.referrals.clocks import Wait
from inteam.referrals.rules import (
    Reason,
    Triage,
)
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.referrals.samples import a_referral, a_team, neighbourhood


def test_what_the_person_says_stands_beside_what_the_referrer_said(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        service.add_person_issues(work, referral_id, (Reason(Issue.MONEY_DEBT_BENEFITS, "The gas bill"),))
    with database.read() as session:
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert len(panel.reasons) == 2
    assert [(i.code, i.note) for i in panel.person_issues] == [("money_debt_benefits", "The gas bill")]


def test_the_board_shows_waits_by_column_oldest_first(database: Database) -> None:
    near = neighbourhood(database)
    a_referral(database, near, received_at=NOW - timedelta(days=3))
    a_referral(database, near, received_at=NOW - timedelta(hours=6))
    third = a_referral(database, near, received_at=NOW - timedelta(days=4))
    with database.write(near.actor) as work:
        service.triage_referral(work, third, 1, Triage())
    with database.read() as session:
        board = queries.board(session, now=NOW, team_id=near.team)
        counts = queries.counts(session, near.team, on=date(2026, 11, 19))
    assert [(c.days, c.hours, c.wait) for c in board.columns["new"]] == [(3, 72, Wait.OVER), (0, 6, Wait.WITHIN)]
    assert [(c.days, c.wait) for c in board.columns["triage"]] == [(4, Wait.NEAR)]
    assert board.columns["new"][0].reasons == ("Lonely", "low mood")
    assert (board.count, board.over) == (3, 1)
    assert counts == {"new": 2, "triage": 1, "accepted": 0, "first_contact": 0}


def test_the_board_can_be_narrowed_by_source_and_pathway(database: Database) -> None:
    near = neighbourhood(database)
    a_referral(database, near)
    a_referral(database, near, source=Source.SELF, referrer_name="", pathway_key="gambling_support")
    with database.read() as session:
        assert queries.board(session, now=NOW, sources=["self"]).count == 1
        assert queries.board(session, now=NOW, pathway_key="social_prescribing").count == 1
        assert queries.board(session, now=NOW, sources=["self"], pathway_key="social_prescribing").count == 0


def test_a_team_of_teams_sees_the_referrals_of_the_teams_inside_it(database: Database) -> None:
    near = neighbourhood(database)
    inner = a_team(database, near, "Social prescribing")
    a_referral(database, near, team_id=inner)
    with database.write(near.actor) as work:
        work.session.add(TeamInTeam(outer_id=near.team, inner_id=inner, from_on=date(2026, 1, 1)))
    with database.read() as session:
        assert queries.board(session, now=NOW, team_id=near.team).count == 1
        assert queries.board(session, now=NOW, team_id=inner).count == 1
        assert queries.counts(session, near.team, on=date(2026, 11, 19))["new"] == 1
        assert queries.counts(session, near.team, on=date(2025, 12, 31))["new"] == 0


def test_an_isolated_referral_is_on_no_board(database: Database) -> None:
    near = neighbourhood(database)
    a_referral(database, near, isolated=True)
    with database.read() as session:
        assert queries.board(session, now=NOW).count == 0
        assert sum(queries.counts(session, near.team, on=date(2026, 11, 19)).values()) == 0
