"""What a SOURCE holds: a file, a folder's files, a zip's members; each with a name for reports and its bytes."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from inteam.errors import InputError
from inteam.exchange import limits, zips
from inteam.exchange.incoming import NotTaken, Refusal

HEAD = 65536  # bytes looked at to tell what a file is
_SUFFIXES = {".csv", ".txt", ".tsv", ".tab", ".csa", ".csb", ".json", ".ndjson", ".jsonl", ".xml", ".zip"}


@dataclass(frozen=True)
class Document:
    """One file to read. name is as it stands in reports, a zip's member as zip!member; size in bytes."""

    name: str
    size: int
    opener: Callable[[], IO[bytes]]

    def open(self) -> IO[bytes]:
        """The bytes from the first one. Raises InputError where they cannot be read."""
        try:
            return self.opener()
        except OSError as error:
            raise InputError("source_unreadable").about(source=self.name) from error

    def head(self) -> bytes:
        """The first bytes, to tell what the file is."""
        with self.open() as file:
            return _read(file, HEAD)

    def sha256(self) -> str:
        """The SHA-256 of all bytes."""
        digest = hashlib.sha256()
        with self.open() as file:
            while block := _read(file, 1024**2):
                digest.update(block)
        return digest.hexdigest()


def _read(file: IO[bytes], count: int) -> bytes:
    try:
        return file.read(count)
    except OSError as error:
        raise InputError("source_unreadable") from error


def documents(source: Path) -> Iterator[Document | Refusal | NotTaken]:
    """The documents of one SOURCE, in the order of their names, and what of it cannot be opened.

    Files of other kinds in a folder or zip are counted as not taken. Raises InputError where source is not there.
    """
    if source.is_dir():
        for path in _files(source):
            yield from _file(path, path.relative_to(source).as_posix(), asked_for=False)
    elif source.is_file():
        yield from _file(source, source.name, asked_for=True)
    else:
        raise InputError("source_missing").about(source=source.name or str(source))


def _files(folder: Path) -> Iterable[Path]:
    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(where, name) for name in names if not name.startswith(".")]
    # A link could lead out of the folder that was given.
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _unreadable(error: OSError) -> None:
    raise InputError("source_unreadable").about(source=Path(error.filename or "").name) from error


def _file(path: Path, name: str, *, asked_for: bool) -> Iterator[Document | Refusal | NotTaken]:
    document = Document(name, path.stat().st_size, partial(_open, path))
    suffix = path.suffix.lower()
    if not asked_for and suffix not in _SUFFIXES:
        yield NotTaken(f"file {suffix or 'without a suffix'}")
        return
    try:
        packed = zips.is_zip(document.head()) or suffix == ".zip"
    except InputError as error:
        yield refused(name, error)
        return
    if packed:
        yield from _zip(path, name)
    else:
        yield document


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _zip(path: Path, name: str) -> Iterator[Document | Refusal | NotTaken]:
    try:
        members = zips.members(path)
    except InputError as error:
        yield refused(name, error)
        return
    if any(member.filename in _SPREADSHEET for member in members):
        yield refused(name, InputError("spreadsheet"))
        return
    for member in sorted(members, key=lambda member: member.filename):
        if _is_hidden(member.filename):
            continue
        yield from _member(path, f"{name}!{member.filename}", member.filename, member.file_size)


_SPREADSHEET = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})


def _is_hidden(member: str) -> bool:
    """What a Mac adds to a zip, and names that begin with a dot, as in folders."""
    return any(part.startswith(".") or part == "__MACOSX" for part in member.split("/"))


def _member(path: Path, name: str, member: str, size: int) -> Iterator[Document | Refusal | NotTaken]:
    suffix = Path(member).suffix.lower()
    if suffix not in _SUFFIXES:
        yield NotTaken(f"file {suffix or 'without a suffix'}")
        return
    document = Document(name, size, partial(zips.open_member, path, member, size))
    try:
        packed = zips.is_zip(document.head()) or suffix == ".zip"
    except InputError as error:
        yield refused(name, error)
        return
    yield refused(name, InputError("zip_in_zip")) if packed else document


def refused(name: str, error: InputError, row: int | None = None) -> Refusal:
    """The refusal of a whole document, from the error that its reader raised."""
    (field, code) = next(iter(error.problems.items()))
    facts = {key: value for key, value in error.facts.items() if key not in ("source", "row", "value")}
    place = error.facts.get("row", row)
    value = str(error.facts.get("value", ""))
    return Refusal(name, place if isinstance(place, int) else None, field, value, code, tuple(sorted(facts.items())))


def check_size(document: Document, most: int) -> None:
    """Raise InputError for a document of more than most bytes."""
    if document.size > most:
        raise InputError("source_too_big").about(most=f"{most // limits.RATIO_COUNTS_FROM:,} MB")
