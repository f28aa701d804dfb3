"""Opening the FILE of a command: its passphrase, its kind, its database."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from inteam.errors import InputError, StoreError
from inteam.store.database import Database
from inteam.store.keys import passphrase
from inteam.store.keys.slots import SlotKind
from inteam.store.kind import Kind

if TYPE_CHECKING:
    from inteam.store.local import ClosedFile


def add_file(parser: argparse.ArgumentParser) -> None:
    """The arguments that name a file and its passphrase."""
    parser.add_argument(
        "file", metavar="FILE", help="the INTeam file, or the postgresql:// address of a shared database"
    )
    add_passphrase(parser)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """The argument that says where the passphrase is."""
    parser.add_argument(
        "--passphrase-file", metavar="F", help="a file that holds the passphrase, or - for standard input"
    )


def read_passphrase(source: str, *, one_line: bool = False) -> str:
    """The passphrase in a file or on standard input (-), without its final line end.

    one_line: more is to come on standard input. Raises InputError: passphrase_file, passphrase_encoding.
    """
    if source == "-":
        given = sys.stdin.buffer.readline() if one_line else sys.stdin.buffer.read()
    else:
        try:
            given = Path(source).read_bytes()
        except OSError as error:
            raise InputError("passphrase_file").about(file=Path(source).name) from error
    try:
        words = given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("passphrase_encoding") from error
    return words.removesuffix("\n").removesuffix("\r")


@contextmanager
def database(args: argparse.Namespace) -> Iterator[Database]:
    """The open database of a command. Raises StoreError, InputError."""
    opened = open_database(args.file, args.passphrase_file)
    try:
        yield opened
    finally:
        opened.close()


def open_database(file: str, passphrase_file: str | None) -> Database:
    """Open a file, or a server by its address. Raises StoreError, InputError."""
    from inteam import application  # noqa: PLC0415 (loads every feature)
    from inteam.store import server  # noqa: PLC0415 (either this or the local file)

    words = read_passphrase(passphrase_file) if passphrase_file else None
    if server.is_address(file):
        application.load_tables()
        return Database(server.open_server(file, words), hooks=application.hooks())
    return of_file(Path(file), words)


def of_file(path: Path, words: str | None) -> Database:
    """Open a local file. words: None asks this computer's keyring, and a demonstration opens by itself."""
    from inteam import application  # noqa: PLC0415 (loads every feature)
    from inteam.store import local  # noqa: PLC0415 (either this or the server)

    application.load_tables()
    closed = local.approach(path)
    try:
        opened = closed.open(_key(closed, words))
    except BaseException:
        closed.let_go()
        raise
    return Database(opened.engine, reader=opened.reader, hooks=application.hooks(), close=opened.close)


def _key(closed: "ClosedFile", words: str | None) -> bytearray:
    if words is not None:
        return closed.key_by_passphrase(words)
    if closed.keys.kind is Kind.DEMO:
        return closed.key_by_passphrase(passphrase.DEMO_PASSPHRASE)
    if closed.has(SlotKind.DEVICE) and (key := closed.key_by_device()) is not None:
        return key
    if sys.stdin.isatty():
        return closed.key_by_passphrase(getpass.getpass("Passphrase: "))
    raise StoreError("passphrase_needed")
