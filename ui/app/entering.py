"""What opening a file and finding out who I am take: run in the background, once the window is painted."""

from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from inteam.errors import InteamError

if TYPE_CHECKING:
    from datetime import date

    from inteam.access import Actor
    from inteam.clock import Clock
    from inteam.organisations.people_here import MembershipRow, StaffRow
    from inteam.store.database import Database
    from inteam.store.database import Session as Reading
    from inteam.store.local import ClosedFile, LocalFile
    from inteam.store.prepared import First

DEMO_PERSON = "Priya Nair"  # the link worker whose caseload the demonstration fills


@dataclass(frozen=True)
class Who:
    """Everybody who works here, and who I said I was the last time (None: nobody yet)."""

    staff: "tuple[StaffRow, ...]"
    me: "StaffRow | None"
    teams: "tuple[MembershipRow, ...]" = ()


def actor_of(staff: "StaffRow", membership: "MembershipRow | None") -> "Actor":
    """Who acts: a member of staff, in one of their teams."""
    from inteam.access import Actor, Role  # noqa: PLC0415 (after the first paint)

    return Actor(
        staff.id,
        Role(staff.role),
        team_id=membership.team_id if membership else None,
        organisation_id=staff.organisation_id,
        name=staff.name,
    )


def approach(path: Path) -> "tuple[ClosedFile, bytearray | None]":
    """The file, and its key where it opens unasked: this computer's, or the published one of a demonstration."""
    from inteam.store import local  # noqa: PLC0415 (after the first paint)

    closed = local.approach(path)
    Thread(target=_warm, daemon=True).start()
    try:
        return closed, closed.key_by_device() or demo_key(closed)
    except BaseException:
        closed.let_go()
        raise


def _warm() -> None:
    """Loads what the first page needs while the key is being worked out, which takes no turn from Python."""
    from inteam.organisations import people_here  # noqa: F401, PLC0415 (loaded, not used)
    from ui.app.screens import SCREENS, load  # noqa: PLC0415 (as above)

    load(SCREENS[0].factory)


def demo_key(closed: "ClosedFile") -> bytearray | None:
    """The key of a demonstration that has the published passphrase, else None."""
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE  # noqa: PLC0415 (after the first paint)
    from inteam.store.kind import Kind  # noqa: PLC0415 (as above)

    if closed.keys.kind is not Kind.DEMO:
        return None
    try:
        return closed.key_by_passphrase(DEMO_PASSPHRASE)
    except InteamError:  # made with a passphrase of its own (decision 2): that one is asked for
        return None


def database_of(file: "LocalFile", now: "Clock") -> "Database":
    """The database in an open file, with all that keeps derived rows."""
    from inteam import application  # noqa: PLC0415 (after the first paint)
    from inteam.store.database import Database  # noqa: PLC0415 (as above)

    hooks, tables = application.hooks(), application.load_tables
    return Database(file.engine, reader=file.reader, now=now, hooks=hooks, tables=tables)


def who(database: "Database", me: str | None, *, demo: bool) -> Who:
    """Everybody who works here, and who I am: me, or for a demonstration its first person."""
    from inteam import clock  # noqa: PLC0415 (after the first paint)

    with database.read() as session:
        return who_of(session, clock.day(database.now()), me, demo=demo)


def who_of(session: "Reading | First", today: "date", me: str | None, *, demo: bool) -> Who:
    """``who`` by a session, or by what may be read before the database is there."""
    from inteam.access import Role  # noqa: PLC0415 (after the first paint)
    from inteam.organisations import people_here  # noqa: PLC0415 (after the first paint)

    staff = tuple(people_here.staff_list(session, on=today))
    mine = next((one for one in staff if str(one.id) == me), None)
    if mine is None and demo:
        workers = [one for one in staff if one.role == Role.LINK_WORKER]
        mine = next((one for one in workers if one.name == DEMO_PERSON), next(iter(workers), None))
    teams = people_here.memberships(session, on=today, staff_id=mine.id) if mine is not None else []
    # The team that I lead is where my work comes in; the neighbourhood around it is one press away.
    return Who(staff, mine, tuple(sorted(teams, key=lambda one: not one.is_lead)))
