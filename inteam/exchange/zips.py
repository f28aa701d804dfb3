"""Opening zip archives with care: one that two programs could read differently is refused, not guessed at.

The whole structure is walked first: local entries back to back from the first byte, a central directory that says
the same, one end record at the very end. Then Python's zipfile reads the members, and bytes are counted as they come.
"""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from inteam.errors import InputError
from inteam.exchange import limits

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END64, _LOCATOR64, _DESCRIPTOR = b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08"
_ZIP64_EXTRA, _UNICODE_PATH_EXTRA = 0x0001, 0x7075
_FULL32, _FULL16 = 0xFFFFFFFF, 0xFFFF
_ENCRYPTED, _DESCRIBED, _UTF8 = 0x1, 0x8, 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END_LENGTH, _COMMENT_MOST = 22, 65535


@dataclass(frozen=True)
class _Entry:
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    unix: int


def is_zip(start: bytes) -> bool:
    """Whether a file that begins so is a zip archive, an empty one included."""
    return start[:4] in (_LOCAL, _END)


def members(path: Path) -> list[zipfile.ZipInfo]:
    """The files in the archive, checked, in its order. Raises InputError with the reason."""
    with path.open("rb") as file:
        entries = _walk(file)
    _check_sizes(entries)
    for entry in entries:
        _check_entry(entry)
    names = [entry.name for entry in entries]
    if len(set(names)) != len(names) or len({name.lower() for name in names}) != len(names):
        raise InputError("zip_same_name")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError("zip_damaged") from error
    if len(infos) != len(entries):
        raise InputError("zip_ambiguous")
    return [info for info in infos if not info.is_dir()]


def open_member(path: Path, name: str, size: int) -> IO[bytes]:
    """A member's bytes as a stream that raises InputError where the archive lies or is damaged."""
    archive = zipfile.ZipFile(path)
    return io.BufferedReader(_Counted(archive, archive.open(name), size), limits.RATIO_COUNTS_FROM)


class _Counted(io.RawIOBase):
    """A member being read; more bytes than the directory says, or others than its checksum says, are refused."""

    def __init__(self, archive: zipfile.ZipFile, file: IO[bytes], size: int) -> None:
        super().__init__()
        self._archive, self._file, self._left = archive, file, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._block(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def _block(self, count: int) -> bytes:
        try:
            block = self._file.read(count)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            raise InputError("zip_damaged") from error
        self._left -= len(block)
        if self._left < 0 or (count and not block and self._left):
            raise InputError("zip_ambiguous")
        return block

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._archive.close()
        super().close()


def _walk(file: IO[bytes]) -> list[_Entry]:
    length = file.seek(0, 2)
    count, directory, directory_end = _end(file, length)
    entries = list(_central(file, count, directory, directory_end))
    position = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset != position:
            raise InputError("zip_ambiguous")
        position = _local(file, entry)
    if position != directory:
        raise InputError("zip_ambiguous")
    return entries


def _end(file: IO[bytes], length: int) -> tuple[int, int, int]:
    tail_from = max(0, length - _END_LENGTH - _COMMENT_MOST)
    file.seek(tail_from)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise InputError("zip_damaged")
    if tail.find(_END) != at:
        raise InputError("zip_ambiguous")
    disk, first_disk, here, count, size, offset, comment = struct.unpack_from("<4HIIH", tail, at + 4)
    if tail_from + at + _END_LENGTH + comment != length or (disk, first_disk) != (0, 0) or here != count:
        raise InputError("zip_ambiguous")
    end = tail_from + at
    locator = end - 20
    if locator >= 0 and _at(file, locator, 4) == _LOCATOR64:
        return _end64(file, locator, (count, size, offset))
    if count == _FULL16 or _FULL32 in (size, offset) or offset + size != end:
        raise InputError("zip_ambiguous")
    return count, offset, end


def _end64(file: IO[bytes], locator: int, short: tuple[int, int, int]) -> tuple[int, int, int]:
    _, start, _ = struct.unpack("<IQI", _at(file, locator + 4, 16))
    record = _at(file, start, 56)
    if len(record) < 56 or record[:4] != _END64 or start + 56 != locator:
        raise InputError("zip_ambiguous")
    length, _, _, _, _, here, count, size, offset = struct.unpack("<QHHIIQQQQ", record[4:])
    if length != 44 or here != count or offset + size != start:
        raise InputError("zip_ambiguous")
    for said, known, full in zip(short, (count, size, offset), (_FULL16, _FULL32, _FULL32), strict=True):
        if said not in (known, full):
            raise InputError("zip_ambiguous")
    return count, offset, start


def _central(file: IO[bytes], count: int, start: int, end: int) -> Iterator[_Entry]:
    if count > limits.ARCHIVE_MEMBERS:
        raise InputError("zip_too_many").about(most=limits.ARCHIVE_MEMBERS)
    position = start
    for _ in range(count):
        header = _at(file, position, 46)
        if len(header) < 46 or header[:4] != _CENTRAL:
            raise InputError("zip_ambiguous")
        _, _, flags, method, _, _, crc, packed, size, names, extras, comments, disk, _, outside, offset = struct.unpack(
            "<6H3I5H2I", header[4:]
        )
        name = _at(file, position + 46, names)
        extra = _at(file, position + 46 + names, extras)
        size, packed, offset = _zip64(extra, [size, packed, offset])
        if disk or len(name) != names or len(extra) != extras:
            raise InputError("zip_ambiguous")
        yield _Entry(name, flags, method, crc, packed, size, offset, outside >> 16)
        position += 46 + names + extras + comments
    if position != end:
        raise InputError("zip_ambiguous")


def _local(file: IO[bytes], entry: _Entry) -> int:
    """Where the next local entry must begin."""
    header = _at(file, entry.offset, 30)
    if len(header) < 30 or header[:4] != _LOCAL:
        raise InputError("zip_ambiguous")
    fields: tuple[int, ...] = struct.unpack("<5H3I2H", header[4:])
    _, flags, method, _, _, crc, packed, size, names, extras = fields
    name = _at(file, entry.offset + 30, names)
    extra = _at(file, entry.offset + 30 + names, extras)
    if name != entry.name or method != entry.method or flags != entry.flags or len(extra) != extras:
        raise InputError("zip_ambiguous")
    size, packed, _ = _zip64(extra, [size, packed, 0])
    data = entry.offset + 30 + names + extras
    if flags & _DESCRIBED:
        if (crc, packed, size) not in ((0, 0, 0), (entry.crc, entry.packed, entry.size)):
            raise InputError("zip_ambiguous")
        return _descriptor(file, data + entry.packed, entry)
    if (crc, packed, size) != (entry.crc, entry.packed, entry.size):
        raise InputError("zip_ambiguous")
    return data + packed


def _descriptor(file: IO[bytes], position: int, entry: _Entry) -> int:
    """Where the data descriptor ends that repeats checksum and sizes after the data."""
    found = _at(file, position, 24)
    signed = 4 if found[:4] == _DESCRIPTOR else 0
    for form in ("<III", "<IQQ"):
        width = struct.calcsize(form)
        values = found[signed : signed + width]
        if len(values) == width and struct.unpack(form, values) == (entry.crc, entry.packed, entry.size):
            return position + signed + width
    raise InputError("zip_ambiguous")


def _zip64(extra: bytes, values: list[int]) -> list[int]:
    """Sizes and offset, those that are full taken from the zip64 field; fields must fill the extra exactly."""
    position, seen = 0, set()
    while position < len(extra):
        if len(extra) - position < 4:
            raise InputError("zip_ambiguous")
        kind, length = struct.unpack_from("<HH", extra, position)
        body = extra[position + 4 : position + 4 + length]
        # Two fields of one kind, and a second name beside the first, are read differently by different programs.
        if len(body) != length or kind in seen or kind == _UNICODE_PATH_EXTRA:
            raise InputError("zip_ambiguous")
        seen.add(kind)
        if kind == _ZIP64_EXTRA:
            values = _filled(body, values)
        position += 4 + length
    return values


def _filled(body: bytes, values: list[int]) -> list[int]:
    wanted = [index for index, value in enumerate(values) if value == _FULL32]
    if not wanted and len(body) == 16:  # both sizes again, though they would have fitted: some programs write it
        wanted = [0, 1]
    if len(body) != 8 * len(wanted):
        raise InputError("zip_ambiguous")
    filled = list(values)
    for place, index in enumerate(wanted):
        filled[index] = int.from_bytes(body[8 * place : 8 * place + 8], "little")
    return filled


def _check_sizes(entries: list[_Entry]) -> None:
    total = sum(entry.size for entry in entries)
    if total > limits.ARCHIVE_BYTES:
        raise InputError("zip_too_big")
    for entry in entries:
        if entry.size > limits.RATIO_COUNTS_FROM and entry.size > limits.ARCHIVE_RATIO * max(1, entry.packed):
            raise InputError("zip_too_big")


def _check_entry(entry: _Entry) -> None:
    if entry.flags & _ENCRYPTED:
        raise InputError("zip_encrypted")
    if entry.method not in _METHODS:
        raise InputError("zip_method")
    if entry.method == zipfile.ZIP_STORED and entry.packed != entry.size:
        raise InputError("zip_ambiguous")
    if stat.S_ISLNK(entry.unix):
        raise InputError("zip_outside")
    try:
        name = entry.name.decode("utf-8" if entry.flags & _UTF8 else "cp437")
    except UnicodeDecodeError as error:
        raise InputError("zip_ambiguous") from error
    if _is_outside(name):
        raise InputError("zip_outside")


def _is_outside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not name
        or path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or ":" in name.split("/", 1)[0]
        or any(ord(character) < 32 for character in name)
    )


def _at(file: IO[bytes], position: int, count: int) -> bytes:
    file.seek(position)
    return file.read(count)
