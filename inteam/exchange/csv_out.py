"""Writing a list as CSV that a spreadsheet opens safely: no cell is ever a formula."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from inteam.errors import StoreError

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula or a command (OWASP, CSV injection)."""
_BEFORE = " \u00a0\"'"  # what it overlooks before that


def safe(cell: str) -> str:
    """The cell as text: one that would be a formula gets an apostrophe before it; NULs go.

    >>> safe("=1+1"), safe("O'Neil")
    ("'=1+1", "O'Neil")
    """
    plain = cell.replace("\x00", "")
    dangerous = plain.startswith(_FORMULA) or plain.lstrip(_BEFORE).startswith(_FORMULA)
    return f"'{plain}" if dangerous else plain


def text(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The whole file: commas, every cell in quotes, lines that end as RFC 4180 says."""
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe(cell) for cell in headers])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return made.getvalue()


def save(path: Path, content: str) -> None:
    """Put the file where it belongs in one step; with a mark that tells Excel it is UTF-8.

    Raises StoreError: disk_full, folder_missing, folder_read_only. Nothing is left behind then.
    """
    if not path.parent.is_dir():
        raise StoreError("folder_missing").about(folder=str(path.parent))
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".inteam-")
    except OSError as error:
        raise StoreError("folder_read_only").about(folder=str(path.parent)) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise StoreError("disk_full") from error
