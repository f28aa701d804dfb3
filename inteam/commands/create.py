"""`inteam create`: a new file, empty or with the demo neighbourhood; prints its recovery code once."""

import argparse
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from inteam import clock
from inteam.commands import DONE, files
from inteam.errors import InputError
from inteam.store.keys import passphrase
from inteam.store.kind import Kind

if TYPE_CHECKING:
    from inteam.store.making import Made

MOST_PEOPLE = 1_000_000
MORNING = time(10, 42)
"""The hour of the demonstration's day when only its date is given."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", metavar="FILE", help="the file to make; its folder must be there")
    parser.add_argument("--demo", type=int, metavar="PEOPLE", help="a demonstration with so many invented people")
    parser.add_argument("--as-of", metavar="DATE", help="the demonstration's today, such as 2026-11-19")
    parser.add_argument("--seed", type=int, metavar="S", help="the same number makes the same demonstration")
    parser.add_argument(
        "--live", action="store_true", help="for real people; the recovery code is typed back on standard input"
    )
    files.add_passphrase(parser)


def run(args: argparse.Namespace) -> int:
    """Make the file. Nothing is left behind when it cannot be finished."""
    from inteam.store import making  # noqa: PLC0415 (slow to import)

    kind, day = _check(args)
    words = _words(args, kind)
    typed_back = _TypedBack(words) if kind is Kind.LIVE else None
    made = making.make(Path(args.file), words, kind=kind, confirm=typed_back)
    try:
        if kind is Kind.DEMO:
            _fill(made, args, day)
        if typed_back is None:
            print(f"Recovery code: {made.recovery_code}")
            print("It is shown only now. Write it down and keep it away from this computer.")
    except BaseException:
        made.file.close()
        making.remove(made.file.path)
        raise
    made.file.close()
    return DONE


class _TypedBack:
    """Shows the recovery code and reads it back from standard input."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __call__(self, code: str) -> str:
        """What was typed."""
        print(f"Recovery code: {code}")
        print("Write it down, then type it back:", flush=True)
        typed = sys.stdin.readline()
        # With the passphrase in a file its line on standard input may be left empty or be given all the same.
        if typed and typed.strip() in {"", self._words}:
            typed = sys.stdin.readline()
        return typed.strip()


def _check(args: argparse.Namespace) -> tuple[Kind, date | None]:
    if args.demo is None:
        if args.as_of is not None or args.seed is not None:
            raise InputError("demo_option")
        return (Kind.LIVE if args.live else Kind.REHEARSAL), None
    if args.live:
        raise InputError("live_or_demo")
    if not 1 <= args.demo <= MOST_PEOPLE:
        raise InputError("people_range")
    if args.as_of is None:
        return Kind.DEMO, None
    try:
        return Kind.DEMO, date.fromisoformat(args.as_of)
    except ValueError as error:
        wrong = InputError("as_of")
        wrong.about(given=args.as_of)
        raise wrong from error


def _words(args: argparse.Namespace, kind: Kind) -> str:
    if args.passphrase_file:
        return files.read_passphrase(args.passphrase_file, one_line=args.live)
    if kind is Kind.DEMO:
        return passphrase.DEMO_PASSPHRASE
    raise InputError("create_passphrase")


def _fill(made: "Made", args: argparse.Namespace, day: date | None) -> None:
    from inteam import application, demo  # noqa: PLC0415 (loads every feature)
    from inteam.store.database import Database  # noqa: PLC0415 (loads SQLAlchemy)

    application.load_tables()
    now = clock.system() if day is None else datetime.combine(day, MORNING, clock.LONDON).astimezone(UTC)
    database = Database(made.file.engine, reader=made.file.reader, now=clock.fixed(now), hooks=application.hooks())
    seed = {} if args.seed is None else {"seed": args.seed}
    demo.fill(database, people=args.demo, now=now, **seed)
