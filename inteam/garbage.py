"""Python's search for circles of garbage, held off by those for whom it comes at the wrong time.

By itself it runs in whichever thread makes the next object, and over everything that is there.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_holders = 0


def hold() -> None:
    """No search by itself from now on; as often as `hold` was called, `let_go` has to be."""
    global _holders
    with _lock:
        _holders += 1
        gc.disable()


def let_go() -> None:
    """One holder fewer: without any, Python searches by itself again."""
    global _holders
    with _lock:
        _holders = max(0, _holders - 1)
        if not _holders:
            gc.enable()


@contextmanager
def held() -> Iterator[None]:
    """No search while this lasts: for work that makes very many objects and no circles."""
    hold()
    try:
        yield
    finally:
        let_go()
