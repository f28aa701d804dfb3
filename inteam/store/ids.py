"""Keys of records: random UUIDs, except while a demo neighbourhood is made, which is the same for the same seed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

_maker: ContextVar[Callable[[], UUID]] = ContextVar("maker of keys", default=uuid4)


def new_id() -> UUID:
    """A key that nobody has: version 4 of RFC 9562."""
    return _maker.get()()


@contextmanager
def made_by(maker: Callable[[], UUID]) -> Iterator[None]:
    """While this lasts, this thread's keys come from the maker."""
    token = _maker.set(maker)
    try:
        yield
    finally:
        _maker.reset(token)


__all__ = ["made_by", "new_id"]
