"""Pages as pictures, by pypdfium2: for the preview on screen and for looking at."""

import struct
import threading
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

_ONE_AT_A_TIME = threading.Lock()  # pdfium keeps state of its own and knows no threads


class Bitmap(NamedTuple):
    """A page as rows of red, green and blue bytes."""

    width: int
    height: int
    stride: int  # bytes from one row to the next
    dots: bytes


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    with _ONE_AT_A_TIME:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def page_bitmap(data: bytes, page: int, *, scale: float) -> Bitmap:
    """One page (from 0) at 72 × scale dots an inch. Raises IndexError where there is no such page."""
    with _ONE_AT_A_TIME:
        document = _opened(data)
        try:
            if page >= len(document):
                raise IndexError(page)
            drawn = document[page].render(scale=scale, rev_byteorder=True)
            return Bitmap(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
        finally:
            document.close()


def page_pictures(data: bytes, *, scale: float = 1.5, first: int = 0, last: int | None = None) -> Iterator[bytes]:
    """PNG of the pages from `first` up to `last` (from 0, `last` not included), 72 × scale dots an inch.

    Pages come one by one, so that the first can be shown while the others are made.
    """
    count = page_count(data)
    for at in range(first, count if last is None else min(last, count)):
        yield _png(page_bitmap(data, at, scale=scale))


def _opened(data: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415 (paper only)

    return pypdfium2.PdfDocument(data)


def _png(bitmap: Bitmap) -> bytes:
    wide, tall, stride, raw = bitmap
    rows = b"".join(b"\x00" + raw[at * stride : at * stride + wide * 3] for at in range(tall))
    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 3)), _chunk(b"IEND", b""))
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
