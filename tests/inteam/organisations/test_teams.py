"""Organisations, teams of teams and staff."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inteam.access import Actor, Role
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.organisations import queries, rules, service, service_teams
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


def names(database: Database, on: date) -> list[str]:
    with database.read() as session:
        return [row.name for row in queries.organisations(session, on=on)]


def test_a_local_charity_is_added_changed_and_closed_from_a_day(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        made = service.add_organisation(work, NewOrganisation("Harbour Shed", "vcse"))
    changed = NewOrganisation(" Harbour Men's Shed ", "vcse", phone="01632 960111", closed_on=DAY)
    with database.write(actor) as work:
        service.change_organisation(work, made, 1, changed)
    assert names(database, DAY - timedelta(days=1)) == ["Harbour Men's Shed"]
    assert names(database, DAY) == []
    with database.read() as session:
        (row,) = queries.organisations(session, on=date.min)
    assert (row.short_name, row.phone, row.closed_on, row.statutory) == (
        "Harbour Men's Shed",
        "01632 960111",
        DAY,
        False,
    )
    with pytest.raises(ConflictError), database.write(actor) as work:
        service.change_organisation(work, made, 1, NewOrganisation("Harbour Shed", "vcse"))
    with database.write(actor) as work:
        service.change_organisation(work, made, 2, NewOrganisation("Harbour Shed", "vcse"))
    assert names(database, DAY) == ["Harbour Shed"]


def test_an_organisation_keeps_its_own_code_and_does_not_get_anothers(database: Database, actor: Actor) -> None:
    surgery = NewOrganisation("Quayside Surgery", "gp_practice", ods_code="A81001")
    with database.write(actor) as work:
        kept = service.add_organisation(work, surgery)
        other = service.add_organisation(work, NewOrganisation("Salt Lane", "gp_practice", ods_code="A81002"))
    with database.write(actor) as work:
        service.change_organisation(work, kept, 1, surgery)
    with pytest.raises(InputError) as refused, database.write(actor) as work:
        service.change_organisation(work, other, 1, surgery)
    assert refused.value.problems == {"ods_code": "ods_code_taken"}


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        (NewOrganisation(" ", "vcse"), {"name": "required"}),
        (NewOrganisation("a" * 201, "vcse", phone="1" * 41), {"name": "too_long", "phone": "too_long"}),
        (NewOrganisation("Harbour Shed", "shed"), {"kind": "unknown"}),
    ],
)
def test_an_organisation_is_refused_with_each_field(
    database: Database, actor: Actor, entry: NewOrganisation, problems: dict[str, str]
) -> None:
    with pytest.raises(InputError) as refused, database.write(actor) as work:
        service.add_organisation(work, entry)
    assert refused.value.problems == problems


def test_a_link_worker_may_not_change_an_organisation(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        made = service.add_organisation(work, NewOrganisation("Harbour Shed", "vcse"))
    with pytest.raises(DeniedError), database.write(Actor(uuid4(), Role.LINK_WORKER)) as work:
        service.change_organisation(work, made, 1, NewOrganisation("Mine", "vcse"))


def places(database: Database, team: UUID, on: date) -> list[tuple[str, date, date | None]]:
    with database.read() as session:
        return [(row.outer, row.from_on, row.to_on) for row in queries.places(session, on=on, team_id=team)]


def test_a_team_belongs_to_another_from_a_day_and_then_to_a_third(database: Database, actor: Actor) -> None:
    later = DAY + timedelta(days=30)
    with database.write(actor) as work:
        inner, east, west = (service.add_team(work, name, "mdt", from_on=DAY) for name in ("Inner", "East", "West"))
        service_teams.place_team(work, inner, east, DAY)
    with database.write(actor) as work:
        service_teams.place_team(work, inner, west, later)
    assert places(database, inner, DAY) == [("East", DAY, later - timedelta(days=1)), ("West", later, None)]
    with database.write(actor) as work:
        service_teams.place_team(work, inner, None, later)
    assert places(database, inner, DAY) == [("East", DAY, later - timedelta(days=1))]
    assert places(database, inner, later) == []


def test_a_team_is_not_placed_in_a_team_inside_it(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        outer, inner = (service.add_team(work, name, "mdt", from_on=DAY) for name in ("Outer", "Inner"))
        service_teams.place_team(work, inner, outer, DAY)
    for team, into in ((outer, inner), (outer, outer)):
        with pytest.raises(InputError) as refused, database.write(actor) as work:
            service_teams.place_team(work, team, into, DAY)
        assert refused.value.problems == {"outer_id": "cycle"}
    assert places(database, inner, DAY) == [("Outer", DAY, None)]


def test_a_team_is_corrected_and_the_second_correction_is_refused(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        team = service.add_team(work, "Harbour INT", "mdt", from_on=DAY)
        staff = service.add_staff(work, PRIYA)
    with database.write(actor) as work:
        service_teams.amend_team(work, team, 1, name="Harbour Vale INT", kind="virtual", lead_id=staff)
    with database.read() as session:
        (row,) = queries.teams(session, on=DAY)
    assert (row.name, row.kind, row.lead_id) == ("Harbour Vale INT", "virtual", staff)
    with pytest.raises(ConflictError), database.write(actor) as work:
        service_teams.amend_team(work, team, 1, name="Vale INT", kind="mdt", lead_id=None)
