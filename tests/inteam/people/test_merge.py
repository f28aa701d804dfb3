"""Joining two records and parting them again: nothing moves, everything is seen, all of it comes back."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from inteam.errors import ConflictError, InputError
from inteam.people import queries, queries_protection, service, service_merge, service_protection, service_reach
from inteam.people.model import Person, PersonMerge
from inteam.people.search import search
from inteam.store import undo
from inteam.store.base import require
from inteam.store.database import Database, Work
from tests.inteam.people.samples import LINK_WORKER, MARGARET, entry, register, rows_of_all_tables, with_staff

MAGGIE = replace(MARGARET, given_name="Margret", nhs_number=None, preferred_name="Maggie")
LOGS = frozenset({"audit_entry", "person_merge"})


def merge(database: Database, survivor: UUID, merged: UUID) -> UUID:
    with database.write(LINK_WORKER) as work:
        versions = [require(work.session, Person, id_).version for id_ in (survivor, merged)]
        return service_merge.merge_people(work, survivor, versions[0], merged, versions[1], "the same person")


def unmerge(database: Database, merge_id: UUID) -> None:
    with database.write(LINK_WORKER) as work:
        service_merge.unmerge_people(work, merge_id, require(work.session, PersonMerge, merge_id).version)


def test_rows_of_both_are_read_through_the_survivor(database: Database) -> None:
    survivor, merged = register(with_staff(database), MARGARET, MAGGIE)
    with database.write(LINK_WORKER) as work:
        service_protection.record_risk(work, survivor, service_protection.RiskEntry("Falls", "high"))
        service_protection.record_risk(work, merged, service_protection.RiskEntry("Self-neglect", "low"))
    merge(database, survivor, merged)
    with database.read() as session:
        ids = queries.joined_ids(session, survivor)
        assert {risk.title for risk in queries_protection.risks(session, ids)} == {"Falls", "Self-neglect"}
        (row,) = queries.merges(session, survivor)
    assert (row.merged_id, row.given_name, row.reason) == (merged, "Margret", "the same person")


def test_the_survivor_takes_only_what_they_have_not(database: Database) -> None:
    survivor, merged = register(database, replace(MAGGIE, preferred_name=None), MARGARET)
    merge_id = merge(database, survivor, merged)
    with database.read() as session:
        row = queries.header(session, survivor)
    assert row is not None
    assert (row.nhs_number, row.given_name) == ("9990000018", "Margret")
    unmerge(database, merge_id)
    with database.read() as session:
        assert queries.header(session, survivor).nhs_number is None  # type: ignore[union-attr]  # (it is there)


def test_the_higher_protection_wins_and_goes_back(database: Database) -> None:
    survivor, merged = register(with_staff(database), MARGARET, MAGGIE)
    with database.write(LINK_WORKER) as work:
        service.set_confidentiality(work, merged, 1, "restricted")
    merge_id = merge(database, survivor, merged)
    with database.read() as session:
        assert queries.header(session, survivor).confidentiality == "restricted"  # type: ignore[union-attr]  # (it is there)
    unmerge(database, merge_id)
    with database.read() as session:
        assert queries.header(session, survivor).confidentiality == "normal"  # type: ignore[union-attr]  # (it is there)


def test_the_merged_name_and_number_lead_to_the_survivor_until_they_are_parted(database: Database) -> None:
    survivor, merged = register(database, MARGARET, replace(MAGGIE, family_name="Pembertan"))
    merge_id = merge(database, survivor, merged)

    def found(text: str) -> list[UUID]:
        with database.read() as session:
            return [match.person_id for match in search(session, text, actor=LINK_WORKER).matches]

    assert found("pembertan") == [survivor]
    assert found("maggie") == [survivor]
    unmerge(database, merge_id)
    assert found("maggie") == [merged]
    assert found("9990000018") == [survivor]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (replace(MARGARET, nhs_number="9990000026"), "merge_two_numbers"),
        (entry("Smith", "Margaret"), "merge_too_little"),
        (replace(MARGARET, given_name="Mary", nhs_number=None), "merge_twins"),
    ],
)
def test_too_little_two_numbers_and_twins_are_not_joined(database: Database, other: object, code: str) -> None:
    survivor, merged = register(database, MARGARET, other)  # type: ignore[arg-type]  # (an entry or none)
    with pytest.raises(InputError) as caught:
        merge(database, survivor, merged)
    assert caught.value.problems == {"": code}


def test_a_record_is_not_joined_twice_nor_to_itself(database: Database) -> None:
    survivor, merged, third = register(database, MARGARET, MAGGIE, replace(MAGGIE, preferred_name="Mags"))
    with pytest.raises(InputError):
        merge(database, survivor, survivor)
    merge_id = merge(database, survivor, merged)
    with pytest.raises(ConflictError):
        merge(database, third, merged)
    with pytest.raises(InputError) as caught:
        merge(database, third, survivor)
    assert caught.value.problems == {"": "merge_other_way"}
    unmerge(database, merge_id)
    with pytest.raises(ConflictError):
        unmerge(database, merge_id)


def test_a_merge_is_undone_row_for_row(database: Database) -> None:
    survivor, merged = register(database, MARGARET, MAGGIE)
    before = rows_of_all_tables(database.engine, without=LOGS)
    with database.write(LINK_WORKER) as work:
        service_merge.merge_people(work, survivor, 1, merged, 1, "the same person")
        changes = work.changes
    with database.write(LINK_WORKER) as work:
        undo.restore(work, changes)
    assert rows_of_all_tables(database.engine, without=LOGS) == before


def test_the_merge_lists_the_rows_of_the_merged_person(database: Database) -> None:
    survivor, merged = register(database, MARGARET, MAGGIE)
    with database.write(LINK_WORKER) as work:
        address = service_reach.AddressEntry(line1="1 Quay St", postcode="BN1 4GE")
        kept = service_reach.move_home(work, merged, address)
    merge_id = merge(database, survivor, merged)
    with database.read() as session:
        row = session.scalars(select(PersonMerge).where(PersonMerge.id == merge_id)).one()
        assert row.child_ids == {"address": [str(kept)]}


EDITS = st.lists(
    st.tuples(st.sampled_from(["survivor", "merged"]), st.sampled_from(["name", "risk", "number", "title"])),
    min_size=1,
    max_size=20,
)


def _edit(work: Work, person_id: UUID, what: str, count: int) -> None:
    person = require(work.session, Person, person_id)
    if what == "risk":
        service_protection.record_risk(work, person_id, service_protection.RiskEntry(f"Risk {count}", "low"))
        return
    given = replace(
        MARGARET,
        family_name=person.family_name,
        given_name=person.given_name,
        preferred_name=f"Peg{count}" if what == "name" else person.preferred_name,
        title="Ms" if what == "title" else person.title,
        nhs_number="9990000034" if what == "number" else person.nhs_number,
    )
    service.amend_person(work, person_id, person.version, given)


def _played(database: Database, edits: list[tuple[str, str]], *, joined: bool) -> dict[str, list[tuple[object, ...]]]:
    survivor, merged = register(database, replace(MARGARET, nhs_number=None, title=None), MAGGIE)
    merge_id = merge(database, survivor, merged) if joined else None
    for count, (side, what) in enumerate(edits):
        with database.write(LINK_WORKER) as work:
            _edit(work, survivor if side == "survivor" else merged, what, count)
    if merge_id is not None:
        unmerge(database, merge_id)
    rows = rows_of_all_tables(database.engine, without=LOGS)
    names = {str(survivor): "survivor", str(merged): "merged"}
    return {table: sorted(_without_ids(row, names) for row in found) for table, found in rows.items()}


def _without_ids(row: tuple[object, ...], names: dict[str, str]) -> tuple[str, ...]:
    """Values without random keys, so that two runs can be compared."""
    return tuple(names.get(str(value), "key") if isinstance(value, UUID) else repr(value) for value in row)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_after_edits_by_either_side_unmerging_leaves_the_never_merged_twin_and_the_edits(
    local_pair: tuple[Database, Database], edits: list[tuple[str, str]]
) -> None:
    one, two = local_pair
    for database in local_pair:
        _empty(database)
    assert _played(one, edits, joined=True) == _played(two, edits, joined=False)


def _empty(database: Database) -> None:
    with database.write(LINK_WORKER) as work:
        connection = work.session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in ("person_merge", "risk", "person_name", "person_token", "search_word", "person_fts"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 (names written here)
        connection.exec_driver_sql("DELETE FROM person")


def test_the_day_of_a_merge_is_kept(database: Database) -> None:
    survivor, merged = register(database, MARGARET, MAGGIE)
    merge(database, survivor, merged)
    with database.read() as session:
        (row,) = queries.merges(session, survivor)
    assert row.merged_at.date() == date(2026, 11, 19)
