"""Python's search for circles of garbage, kept out of the way of the start and of scrolling.

At the start nearly everything that is made stays, and looking through it again and again takes a third of the time;
later a full search through it all would hold up a frame.
"""

import gc

EASY = (20_000, 20, 100)  # objects made before the youngest are searched; the default of 700 is for small programs


def hold() -> None:
    """Search for nothing until `settle`."""
    gc.disable()


def settle() -> None:
    """What is there now stays for good: leave it out of every search from here on."""
    gc.freeze()
    gc.set_threshold(*EASY)
    gc.enable()
