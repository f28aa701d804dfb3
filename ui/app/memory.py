"""Python's search for circles of garbage: never by itself, only in the GUI thread while nothing is going on.

By itself it runs in whichever thread makes the next object. In a worker thread it would destroy widgets that nobody
needs any more, which Qt forbids; at the start, where nearly everything that is made stays, it takes a third of the
time; and a full search in the middle of scrolling holds up a frame.
"""

import gc

from inteam import garbage

FULL_EACH = 10  # rests; a full search takes up to 0.7 s with 50,000 rows
_times = 0


def hold() -> None:
    """No search by itself from now on; as often as `hold` was called, `let_go` has to be."""
    garbage.hold()


def let_go() -> None:
    """The threads have ended: Python may search by itself again."""
    garbage.let_go()


def settle() -> None:
    """What is there now stays for good: leave it out of every search from here on."""
    gc.freeze()


def tidy() -> None:
    """Search now. Call it in the GUI thread, at rest: among what is new, and now and then among all."""
    global _times
    _times += 1
    gc.collect(2 if _times % FULL_EACH == 0 else 1)
