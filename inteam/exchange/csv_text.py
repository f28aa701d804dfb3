"""From bytes to rows of cells: encoding, delimiter and quotes, read as a stream with limits."""

import codecs
import csv
import io
import re
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from inteam.errors import InputError
from inteam.exchange import limits
from inteam.exchange.sources import Document

DELIMITERS = (",", ";", "\t", "|")
RARE_DELIMITERS = ("^", "~", ":", "\u00ac")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF_8 = frozenset({"utf-8", "utf-8-sig"})
_MENDED = _UTF_8 | {"cp1252"}  # read with broken bytes kept apart
_NO_CHARSET = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"})
_BLOCK = 1024**2


@dataclass(frozen=True)
class Row:
    """A row's cells and the line of the file on which it begins, counted from 1; wrong is a code or ""."""

    line: int
    cells: list[str]
    wrong: str = ""


def encoding_of(document: Document) -> str:
    """The encoding of a text: a mark at its beginning, else UTF-8, else Windows-1252. Raises InputError.

    Text that is one of them save for a few broken bytes is that one: the rows with those are refused, not misread.
    """
    head = document.head()
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if encoding := _unmarked_utf_16(head):
        return encoding
    good, broken = _weighed(document)
    if not broken or good > broken:
        return "utf-8"
    good, broken, mac = _weighed_as_windows(document)
    if mac > good - mac:
        return "mac-roman"
    if not broken or good > broken:
        return "cp1252"
    raise InputError(encoding="encoding_unknown").about(source=document.name)


def _unmarked_utf_16(head: bytes) -> str:
    """UTF-16 without a mark shows by its line ends; the letters of a list need not be Latin."""
    ends = {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}
    found = {name: sum(head[at : at + 2] == end for at in range(0, len(head), 2)) for name, end in ends.items()}
    best = max(found, key=lambda name: found[name])
    return best if found[best] and head.count(b"\0") * 5 > len(head) else ""


_HALF = re.compile("\udced[\udca0-\udcbf][\udc80-\udcbf]")  # half of a pair, as some programs write it
_BROKEN = re.compile("[\udc80-\udcff]")
_WHOLE = re.compile("[^\\x00-\\x7f\udc80-\udcff]")


def _weighed(document: Document) -> tuple[int, int]:
    """How many characters over ASCII are right as UTF-8, and how many bytes are not."""
    good = broken = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    with document.open() as file:
        while block := file.read(_BLOCK):
            text = decoder.decode(block)
            if text.isascii():
                continue
            halves = len(_HALF.findall(text))
            good += len(_WHOLE.findall(text)) + 4 * halves
            broken += len(_BROKEN.findall(text))
    return good, broken + len(decoder.decode(b"", final=True))


def _weighed_as_windows(document: Document) -> tuple[int, int, int]:
    """How many bytes over ASCII are letters or signs in Windows-1252, how many nothing, how many look like Mac Roman.

    Within a word these stand for small letters with accents on an old Mac, and for signs or capitals on Windows.
    """
    good = broken = mac = 0
    with document.open() as file:
        while block := file.read(_BLOCK):
            left = len(block.translate(None, _NOT_WINDOWS))
            broken += len(block) - left
            good += left - len(block.translate(None, _OVER_ASCII))
            mac += len(_MAC_LETTER.findall(block))
    return good, broken, mac


_MAC_LETTER = re.compile(rb"[a-z][\x87-\x91\x95\x98\x99\x9b\x9d](?=[a-z\W])")
_OVER_ASCII = bytes(range(0x80, 0x100))
_NOT_WINDOWS = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


def known_encoding(name: str) -> str:
    """The codec of an encoding that somebody named. Raises InputError."""
    try:
        found = codecs.lookup(name).name
        io.TextIOWrapper(io.BytesIO(), encoding=found)  # refuses what is no encoding of text
    except (LookupError, ValueError) as error:
        raise InputError(encoding="encoding_not_known").about(value=name) from error
    if found in _NO_CHARSET:
        raise InputError(encoding="encoding_not_known").about(value=name)
    return found


def chosen_encoding(document: Document, name: str) -> str:
    """The encoding that somebody named, where the text may be in it. Raises InputError."""
    encoding = known_encoding(name)
    if encoding in _UTF_8:
        good, broken = _weighed(document)
        if broken and good <= broken:
            raise _wrong(document, encoding)
    return encoding


def _wrong(document: Document, encoding: str) -> InputError:
    """That the text is in another encoding, with the line from which on that shows."""
    with document.open() as file:
        text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
        row = 1
        with suppress(UnicodeError):  # UTF-16 without its mark, from the first line on
            while (line := text.readline(limits.LINE_CHARACTERS)) and _REPLACED not in line:
                row += line.endswith(("\r", "\n"))
    error = InputError(encoding="encoding_wrong")
    error.facts = {"row": row, "encoding": encoding}
    return error


_REPLACED = "\ufffd"


def lines(document: Document, encoding: str) -> Generator[str]:
    """The lines of a text without their ends; broken bytes stand as U+FFFD. Raises InputError."""
    with document.open() as binary:
        text = _Lines(binary, encoding)  # kept until the file is closed: it would complain of an open one
        try:
            for line in text:
                yield _BROKEN.sub(_REPLACED, line.rstrip("\r\n"))
        except UnicodeError as error:
            raise _wrong(document, encoding) from error


def rows(document: Document, encoding: str, delimiter: str) -> Iterator[Row]:
    """The rows, blank ones left out. Raises InputError with the line where the text stops making sense."""
    # The csv module has one limit for the whole process.
    csv.field_size_limit(min(limits.CELL_CHARACTERS, sys.maxsize))
    with document.open() as binary:
        text = _Lines(binary, encoding)
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(line, _stray(str(error), line), "quote_stray")
                continue
            except UnicodeError as error:
                raise _wrong(document, encoding) from error
            if len(cells) > limits.CSV_COLUMNS:
                raise InputError("too_many_columns").about(row=line, most=limits.CSV_COLUMNS)
            if text.broken:
                text.broken = False
                yield Row(line, [_BROKEN.sub(_REPLACED, cell) for cell in cells], "broken_bytes")
            elif any(cells):
                yield Row(line, cells)


_FATAL = (("field limit", "cell_too_long"), ("end of data", "quote_open"))


def _stray(error: str, line: int) -> list[str]:
    for part, code in _FATAL:
        if part in error:
            # An open quote has swallowed the rows after it: what follows cannot be trusted.
            raise InputError(code).about(row=line, most=f"{limits.CELL_CHARACTERS:,}")
    return []


class _Lines:
    """The lines of a text with their ends kept; one that is too long is refused before it is read whole.

    broken: a line since this was last set to False has bytes that are no UTF-8.
    """

    def __init__(self, binary: IO[bytes], encoding: str) -> None:
        errors = "surrogateescape" if encoding in _MENDED else "strict"
        self._text = io.TextIOWrapper(binary, encoding=encoding, errors=errors, newline="")
        self._number = 0
        self.broken = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(limits.LINE_CHARACTERS)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) == limits.LINE_CHARACTERS and line[-1] not in "\r\n":
            raise InputError("row_too_long").about(row=self._number, most=f"{limits.LINE_CHARACTERS:,}")
        if not line.isascii() and _BROKEN.search(line):
            self.broken = True
        return line
