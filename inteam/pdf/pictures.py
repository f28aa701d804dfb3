"""Pages as pictures, by pypdfium2: for the preview on screen and for looking at."""

import struct
import zlib
from collections.abc import Iterator
from typing import Any


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    document = _opened(data)
    try:
        return len(document)
    finally:
        document.close()


def page_pictures(data: bytes, *, scale: float = 1.5, first: int = 0, last: int | None = None) -> Iterator[bytes]:
    """PNG of the pages from `first` up to `last` (from 0, `last` not included), 72 × scale dots an inch.

    Pages come one by one, so that the first can be shown while the others are made.
    """
    document = _opened(data)
    try:
        for at in range(first, len(document) if last is None else min(last, len(document))):
            page = document[at]
            yield _png(page.render(scale=scale, rev_byteorder=True))
            page.close()
    finally:
        document.close()


def _opened(data: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415 (paper only)

    return pypdfium2.PdfDocument(data)


def _png(bitmap: Any) -> bytes:
    """A bitmap of 3 or 4 bytes a dot as PNG."""
    wide, tall, channels, stride = bitmap.width, bitmap.height, bitmap.n_channels, bitmap.stride
    raw = bytes(bitmap.buffer)
    rows = b"".join(b"\x00" + raw[at * stride : at * stride + wide * channels] for at in range(tall))
    kind = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", wide, tall, 8, kind, 0, 0, 0)
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 3)), _chunk(b"IEND", b""))
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
