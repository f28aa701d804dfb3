"""Copies that are out: who holds an old one, who was told, by whom and how."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from inteam.access import Actor, Role
from inteam.careplans import queries, queries_sharing, service, service_copies
from inteam.careplans.copies import CopyEntry, CopyFormatCode, CopyHow, Holder, TellEntry, Told
from inteam.careplans.queries_sharing import CopyRow
from inteam.errors import ConflictError, InputError
from inteam.store.database import Database
from inteam.store.undo import restore
from tests.conftest import NOW, MovableClock
from tests.inteam.careplans.people import Neighbourhood
from tests.inteam.careplans.signing import TODAY, a_whole_draft, refused, sign

RUTH = CopyEntry("Ruth", Holder.CARER, CopyFormatCode.LARGE_PRINT, CopyHow.BY_HAND, TODAY)
LATER = TODAY + timedelta(days=3)


@pytest.fixture
def old(database: Database, near: Neighbourhood, now: MovableClock) -> UUID:
    """Ruth holds version 1; version 2 has been in force for three days."""
    with database.write(near.actor) as work:
        first, _need = a_whole_draft(work, near)
        with refused(holder="draft_not_for_others"):
            service_copies.record_copy(work, first, RUTH)
        sign(work, first)
        copy = service_copies.record_copy(work, first, RUTH)
    with database.read() as session:
        assert queries_sharing.holders_of_old_copies(session, near.margaret) == []
    with database.write(near.actor) as work:
        sign(work, service.start_draft(work, near.margaret))
    now.now = NOW + timedelta(days=3)
    return copy


def to_tell(database: Database, near: Neighbourhood) -> list[CopyRow]:
    with database.read() as session:
        return queries_sharing.holders_of_old_copies(session, near.margaret)


def test_the_holder_of_an_old_copy_is_listed_until_told(database: Database, near: Neighbourhood, old: UUID) -> None:
    (holder,) = to_tell(database, near)
    assert (holder.given_to, holder.number, holder.given_by, holder.old) == ("Ruth", 1, "Priya Nair", True)
    tom = Actor(near.tom, Role.CARE_COORDINATOR, near.team)
    with database.write(tom) as work:
        service_copies.tell_holder(work, old, holder.version, TellEntry(LATER, Told.PHONE))
    assert to_tell(database, near) == []
    with database.read() as session:
        (row,) = queries_sharing.copies(session, near.margaret)
    assert (row.recalled_on, row.told_how, row.told_by) == (LATER, "phone", "Tom Okafor")


def test_given_the_version_that_holds_is_a_copy_of_its_own(database: Database, near: Neighbourhood, old: UUID) -> None:
    with database.write(near.actor) as work:
        service_copies.tell_holder(work, old, 1, TellEntry(LATER, Told.POST, new_copy=True))
    with database.read() as session:
        new, before = queries_sharing.copies(session, near.margaret)
    assert (new.number, new.given_to, new.format, new.how, new.given_on) == (2, "Ruth", "large_print", "post", LATER)
    assert (before.told_how, before.to_tell, new.to_tell) == ("post", False, False)


@pytest.mark.usefixtures("old")
def test_recording_a_new_copy_for_the_same_holder_tells_them(database: Database, near: Neighbourhood) -> None:
    with database.read() as session:
        second = next(one.id for one in queries.versions(session, near.margaret) if one.number == 2)
    with database.write(near.actor) as work:
        tom = CopyEntry("Dr Bell", Holder.PRACTICE, CopyFormatCode.PAPER, CopyHow.POST, LATER)
        service_copies.record_copy(work, second, tom)
    assert [row.given_to for row in to_tell(database, near)] == ["Ruth"]
    with database.write(near.actor) as work:
        again = CopyEntry("  ruth ", Holder.CARER, CopyFormatCode.PAPER, CopyHow.EMAIL, LATER)
        service_copies.record_copy(work, second, again)
    assert to_tell(database, near) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (TellEntry(LATER + timedelta(days=1), Told.PHONE), {"on": "in_future"}),
        (TellEntry(TODAY - timedelta(days=1), Told.PHONE), {"on": "told_before_given"}),
        (TellEntry(LATER, Told.PHONE, new_copy=True), {"how": "copy_not_given_so"}),
        (TellEntry(LATER, Told.RETURNED, new_copy=True), {"how": "copy_not_given_so"}),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(
    database: Database, near: Neighbourhood, old: UUID, entry: TellEntry, problem: dict[str, str]
) -> None:
    with pytest.raises(InputError) as found, database.write(near.actor) as work:
        service_copies.tell_holder(work, old, 1, entry)
    assert found.value.problems == problem
    assert len(to_tell(database, near)) == 1


def test_nobody_is_told_twice_and_a_second_editor_is_refused(
    database: Database, near: Neighbourhood, old: UUID
) -> None:
    with database.write(near.actor) as work:
        service_copies.tell_holder(work, old, 1, TellEntry(LATER, Told.PHONE))
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service_copies.tell_holder(work, old, 1, TellEntry(LATER, Told.EMAIL))
    with pytest.raises(InputError, match="copy_told"), database.write(near.actor) as work:
        service_copies.tell_holder(work, old, 2, TellEntry(LATER, Told.EMAIL))


def test_a_copy_of_the_version_that_holds_has_nothing_to_tell(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        first, _need = a_whole_draft(work, near)
        sign(work, first)
        copy = service_copies.record_copy(work, first, RUTH)
    with pytest.raises(InputError, match="copy_holds"), database.write(near.actor) as work:
        service_copies.tell_holder(work, copy, 1, TellEntry(date(2026, 11, 19), Told.PHONE))


def test_a_telling_is_taken_back_by_its_act_and_by_undo(database: Database, near: Neighbourhood, old: UUID) -> None:
    with database.write(near.actor) as work:
        service_copies.tell_holder(work, old, 1, TellEntry(LATER, Told.EMAIL, new_copy=True))
        changes = work.changes
    with database.write(near.actor) as work:
        restore(work, changes)
    assert [(row.given_to, row.told_by) for row in to_tell(database, near)] == [("Ruth", "")]
    (row,) = to_tell(database, near)
    with database.write(near.actor) as work:
        service_copies.tell_holder(work, old, row.version, TellEntry(LATER, Told.PHONE))
    with database.write(near.actor) as work:
        service_copies.take_back_telling(work, old, row.version + 1)
    (row,) = to_tell(database, near)
    assert (row.recalled_on, row.told_how, row.told_by) == (None, None, "")
