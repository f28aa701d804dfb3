"""From bytes to rows of cells: encoding, delimiter and quotes, read as a stream with limits."""

import codecs
import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from inteam.errors import InputError
from inteam.exchange import limits
from inteam.exchange.sources import Document

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCK = 1024**2


@dataclass(frozen=True)
class Row:
    """A row's cells and the line of the file on which it begins, counted from 1; wrong is a code or ""."""

    line: int
    cells: list[str]
    wrong: str = ""


def encoding_of(document: Document) -> str:
    """The encoding of a text: a mark at its beginning, else UTF-8, else Windows-1252. Raises InputError."""
    head = document.head()
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for encoding in ("utf-8", "cp1252"):
        if _decodes(document, encoding):
            return encoding
    raise InputError(encoding="encoding_unknown").about(source=document.name)


def _decodes(document: Document, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with document.open() as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def known_encoding(name: str) -> str:
    """The codec of an encoding that somebody named. Raises InputError."""
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise InputError(encoding="encoding_not_known").about(value=name) from error


def rows(document: Document, encoding: str, delimiter: str) -> Iterator[Row]:
    """The rows, blank ones left out. Raises InputError with the line where the text stops making sense."""
    # The csv module has one limit for the whole process.
    csv.field_size_limit(min(limits.CELL_CHARACTERS, sys.maxsize))
    with document.open() as binary:
        lines = _Lines(binary, encoding)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(line, _stray(str(error), line), "quote_stray")
                continue
            except UnicodeDecodeError as error:
                raise InputError(encoding="encoding_wrong").about(row=line, encoding=encoding) from error
            if len(cells) > limits.CSV_COLUMNS:
                raise InputError("too_many_columns").about(row=line, most=limits.CSV_COLUMNS)
            if any(cells):
                yield Row(line, cells)


_FATAL = (("field limit", "cell_too_long"), ("end of data", "quote_open"))


def _stray(error: str, line: int) -> list[str]:
    for part, code in _FATAL:
        if part in error:
            # An open quote has swallowed the rows after it: what follows cannot be trusted.
            raise InputError(code).about(row=line, most=f"{limits.CELL_CHARACTERS:,}")
    return []


class _Lines:
    """The lines of a text with their ends kept; one that is too long is refused before it is read whole."""

    def __init__(self, binary: IO[bytes], encoding: str) -> None:
        self._text = io.TextIOWrapper(binary, encoding=encoding, newline="")
        self._number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(limits.LINE_CHARACTERS)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) == limits.LINE_CHARACTERS and line[-1] not in "\r\n":
            raise InputError("row_too_long").about(row=self._number, most=f"{limits.LINE_CHARACTERS:,}")
        return line
