"""The process that a kill test ends: does one kind of act again and again, and says when each begins and has ended.

Run: python -m tests.killed save|migrate|import FILE [SOURCE [TABLE]], the passphrase on standard input.
It prints "begin N" when the transaction of act N begins, and "done N" once the act is acknowledged. An import with a
TABLE prints "inside" once it has written to that table, and goes no further: it waits to be killed.
"""

import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select

from inteam import application, clock, commands
from inteam.access import Actor, Role
from inteam.errors import InteamError
from inteam.store import engines, local
from inteam.store.database import Database

SAVES = 400


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def save(path: Path, words: str) -> None:
    """Log contacts, each with a next action, as the screen does."""
    from inteam.contacts import service  # noqa: PLC0415 (one of three acts)
    from inteam.contacts.rules import ContactEntry, ContactType, HowItWent, Mode  # noqa: PLC0415 (as above)
    from inteam.needs.rules import ActionEntry  # noqa: PLC0415 (as above)
    from inteam.organisations.model import Staff, TeamMember  # noqa: PLC0415 (as above)
    from inteam.people.model import Person  # noqa: PLC0415 (as above)

    application.load_tables()
    closed = local.approach(path)
    opened = closed.open(closed.key_by_passphrase(words))
    database = Database(opened.engine, reader=opened.reader, hooks=application.hooks())
    with database.read() as session:
        person = session.scalars(select(Person.id).order_by(Person.id).limit(1)).one()
        membership = select(Staff.id, TeamMember.team_id).join(TeamMember, TeamMember.staff_id == Staff.id)
        worker, team = session.execute(membership.order_by(Staff.id).limit(1)).one()
    actor = Actor(worker, Role.LINK_WORKER, team_id=team, name="Kill test")
    for number in range(SAVES):
        entry = ContactEntry(
            person_id=person,
            type=ContactType.DIRECT,
            mode=Mode.PHONE,
            duration_min=15,
            quick_code=HowItWent.REACHED,
            summary=f"kill test {number}",
            next_action=ActionEntry(text=f"kill action {number}", due_on=clock.day(database.now())),
        )
        with database.write(actor) as work:
            say(f"begin {number}")
            service.log_contact(work, entry)
        say(f"done {number}")


def migrate(path: Path, words: str) -> None:
    """Bring an older file up."""
    own = engines.open_for_upgrade

    def telling(*given: Any) -> Engine:
        engine = own(*given)

        @event.listens_for(engine, "begin")
        def _begun(_connection: object) -> None:
            say("begin 0")

        return engine

    setattr(engines, "open_for_upgrade", telling)  # noqa: B010 (the type checker refuses the plain form)
    closed = local.approach(path)
    closed.open(closed.key_by_passphrase(words)).close()
    say("done 0")


def take_in(path: Path, words: str, source: str, table: str = "") -> None:
    """Import a file of people by the command. table: stop within the transaction, once it has rows in it."""
    import io  # noqa: PLC0415 (this act only)

    own = engines.open_engines

    def telling(*given: Any) -> engines.Engines:
        made = own(*given)

        @event.listens_for(made.writer, "begin")
        def _begun(_connection: object) -> None:
            say("begin 0")

        @event.listens_for(made.writer, "after_cursor_execute")
        def _wrote(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            if table and statement.startswith(f"INSERT INTO {table} "):
                say("inside")
                while True:
                    signal.pause()

        return made

    setattr(engines, "open_engines", telling)  # noqa: B010 (the type checker refuses the plain form)
    sys.stdin = io.TextIOWrapper(io.BytesIO(words.encode()))
    code = commands.main(["import", str(path), source, "--passphrase-file", "-"])
    if code == 0:
        say("done 0")
    sys.exit(code)


def main() -> None:
    act, path, *more = sys.argv[1:]
    words = sys.stdin.readline().rstrip("\n")
    if act == "save":
        try:
            save(Path(path), words)
        except InteamError as error:
            say(f"failed {commands.sentence(error)}")
    elif act == "migrate":
        migrate(Path(path), words)
    else:
        take_in(Path(path), words, *more)


if __name__ == "__main__":
    main()
