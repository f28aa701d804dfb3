"""Organisations from the Organisation Data Service's files without header: epraccur and its kin."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from inteam.errors import InputError
from inteam.exchange import csv_text, limits, values
from inteam.exchange.csv_text import Row
from inteam.exchange.incoming import Incoming, IncomingOrganisation, NotTaken, Refusal
from inteam.exchange.sources import Document, check_size

# Columns of epraccur, 0 to 26: code, name, two grouping codes, five address lines, postcode, opened, closed, status,
# sub-type, commissioner … telephone 17 … prescribing setting 25.
_COLUMNS = (26, 27)
_CODE = re.compile(r"[A-Z0-9]{3,8}")
_DAY = re.compile(r"(\d{8})?")
_GP = "4"
_LOOKED_AT = 5


def is_ods(document: Document) -> bool:
    """Whether the first rows look like an ODS file."""
    try:
        first = list(islice(csv_text.rows(document, csv_text.encoding_of(document), ","), _LOOKED_AT))
    except InputError:
        return False
    if first and _is_header(first[0].cells):
        del first[0]
    return bool(first) and all(_is_ods_row(row.cells) for row in first)


def _is_header(cells: list[str]) -> bool:
    """Whether a row names the columns, as some copies of these files do."""
    return len(cells) in _COLUMNS and "code" in cells[0].casefold() and not any(cell.isdigit() for cell in cells)


def _is_ods_row(cells: list[str]) -> bool:
    return len(cells) in _COLUMNS and bool(
        _CODE.fullmatch(cells[0]) and cells[1] and _DAY.fullmatch(cells[10]) and _DAY.fullmatch(cells[11])
    )


def organisations(document: Document, today: date) -> Iterator[Incoming]:
    """The file's GP practices; what else it lists is counted as not taken. Raises InputError."""
    check_size(document, limits.CSV_BYTES)
    for row in csv_text.rows(document, csv_text.encoding_of(document), ","):
        if row.line == 1 and _is_header(row.cells):
            continue
        yield _organisation(document.name, row, today)


def _organisation(source: str, row: Row, today: date) -> Incoming:
    cells = row.cells
    if row.wrong or not _is_ods_row(cells):
        return _refusal(source, row, row.wrong or "ods_shape")
    if cells[25] != _GP:
        return NotTaken("ODS organisation that is not a GP practice")
    try:
        opened, closed = values.day(cells[10]), values.day(cells[11])
        name = values.line(cells[1], 200)
        address = values.line(", ".join(_titled(line) for line in cells[4:9] if line), 300)
    except values.UnreadableError as error:
        return _refusal(source, row, error.code)
    closed_on = closed.day if closed else None
    return IncomingOrganisation(
        source=source,
        row=row.line,
        name=_titled(name),
        ods_code=cells[0],
        kind="gp_practice",
        address=address,
        postcode=cells[9][:10],
        phone=cells[17][:40],
        opened_on=opened.day if opened else None,
        closed_on=closed_on if closed_on and closed_on <= today else None,
        parent_code=cells[14][:12],
    )


def _refusal(source: str, row: Row, reason: str) -> Refusal:
    value = row.cells[0][:200] if row.cells else ""
    return Refusal(source, row.line, "", value, reason, cells=tuple(row.cells), person=False)


_SMALL = {"And", "Of", "The", "At", "In", "On", "For", "With"}


def _titled(words: str) -> str:
    """ODS shouts; "THE DENSHAM SURGERY" is The Densham Surgery."""
    parts = [part.capitalize() if part.isalpha() else part.title().replace("'S", "'s") for part in words.split()]
    return " ".join(part.lower() if part in _SMALL and place else part for place, part in enumerate(parts))
