"""Organisations, teams of teams and staff."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.access import Actor, Role
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.organisations import queries, rules, service
from inteam.organisations.rules import Link
from inteam.organisations.service import NewOrganisation, NewStaff
from inteam.store.database import Database

DAY = date(2026, 11, 19)
PRIYA = NewStaff("Nair", "Priya", "Social prescribing link worker", Role.LINK_WORKER)


def test_a_team_lists_its_members_on_the_day_only(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        team = service.add_team(work, "Harbour Vale INT", "mdt", from_on=DAY)
        staff = service.add_staff(work, PRIYA)
        service.join_team(work, team, staff, Role.LINK_WORKER, from_on=DAY, to_on=DAY + timedelta(days=3))
    with database.read() as session:
        assert [row.staff for row in queries.memberships(session, on=DAY + timedelta(days=3))] == ["Priya Nair"]
        assert queries.memberships(session, on=DAY + timedelta(days=4)) == []
        assert queries.staff_list(session, on=DAY, team_id=team)[0].initials == "PN"


def test_a_leaver_with_open_work_stays_until_it_is_handed_over(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        staff = service.add_staff(work, PRIYA)
    with pytest.raises(InputError) as refused, database.write(actor) as work:
        service.leave(work, staff, 1, DAY, open_work=2)
    assert refused.value.problems == {"left_on": "open_work"}
    with database.write(actor) as work:
        service.leave(work, staff, 1, DAY, open_work=0)
    with database.read() as session:
        assert queries.staff_list(session, on=DAY + timedelta(days=1)) == []


def test_the_second_of_two_amendments_is_refused(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        staff = service.add_staff(work, PRIYA)
    with database.write(actor) as work:
        service.amend_staff(work, staff, 1, NewStaff("Nair", "Priya", "Senior link worker", Role.LINK_WORKER))
    with pytest.raises(ConflictError), database.write(actor) as work:
        service.amend_staff(work, staff, 1, PRIYA)
    with database.read() as session:
        assert queries.staff_list(session, on=DAY)[0].job_title == "Senior link worker"


def test_a_link_worker_may_not_add_staff(database: Database) -> None:
    with pytest.raises(DeniedError), database.write(Actor(uuid4(), Role.LINK_WORKER)) as work:
        service.add_staff(work, PRIYA)


def test_an_open_code_is_used_once(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        service.add_organisation(work, NewOrganisation("Quayside Surgery", "gp_practice", ods_code="a81001"))
    with pytest.raises(InputError) as refused, database.write(actor) as work:
        service.add_organisation(work, NewOrganisation("Salt Lane", "gp_practice", ods_code="A81001"))
    assert refused.value.problems == {"ods_code": "ods_code_taken"}


def test_a_team_cannot_contain_itself_at_any_depth(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        a, b, c = (service.add_team(work, name, "mdt", from_on=DAY) for name in "abc")
        service.put_team_in_team(work, a, b, from_on=DAY)
        service.put_team_in_team(work, b, c, from_on=DAY)
    with pytest.raises(InputError) as refused, database.write(actor) as work:
        service.put_team_in_team(work, c, a, from_on=DAY)
    assert refused.value.problems == {"inner_id": "cycle"}


ids = st.integers(0, 5).map(lambda n: UUID(int=n))
days = st.integers(0, 30).map(lambda n: DAY + timedelta(days=n))


@st.composite
def links(draw: st.DrawFn) -> Link:
    start = draw(days)
    return Link(draw(ids), draw(ids), start, draw(st.one_of(st.none(), days.filter(lambda d: d >= start))))


@given(st.lists(links(), max_size=12), days)
def test_links_that_never_closed_a_circle_never_put_a_team_inside_itself(made: list[Link], on: date) -> None:
    kept: list[Link] = []
    for link in made:
        if not rules.closes_a_circle(link, kept):
            kept.append(link)
    for link in kept:
        if link.holds(on):
            assert link.outer_id not in rules.teams_within(link.inner_id, kept, on)
