"""Wrong passphrases: from the fifth on each makes the next wait, twice as long, up to five minutes.

The count is kept beside the file, so that starting the program again does not start the count again. It is no
protection against someone who has copied the file: that is what the slow hash is for.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from inteam.errors import StoreError
from inteam.store import safe_files

FREE = 5  # wrong tries before the first wait; domain.md 11.4
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=5)


def place(path: Path) -> Path:
    """Where the count of a database file stands."""
    return path.with_name(f"{path.name}.tries")


def check(path: Path, now: datetime) -> None:
    """Raise StoreError("too_many_tries") with the seconds that are left, while the wait lasts."""
    wrong, until = _read(path)
    # A wait longer than the longest one was written under another clock.
    if wrong >= FREE and until is not None and now < until <= now + LONGEST_WAIT:
        seconds = int((until - now).total_seconds()) + 1
        raise StoreError("too_many_tries").about(seconds=seconds)


def wrong(path: Path, now: datetime) -> int:
    """Count one wrong try; how many there are now."""
    count = _read(path)[0] + 1
    until = now + wait_after(count)
    safe_files.replace(place(path), json.dumps({"wrong": count, "until": until.isoformat()}).encode())
    return count


def so_far(path: Path) -> int:
    """How many wrong tries there were since the last right one."""
    return _read(path)[0]


def right(path: Path) -> None:
    """Forget the wrong tries."""
    place(path).unlink(missing_ok=True)


def wait_after(count: int) -> timedelta:
    """How long to wait after so many wrong tries."""
    if count < FREE:
        return timedelta()
    doublings = min(count - FREE, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _read(path: Path) -> tuple[int, datetime | None]:
    try:
        kept = json.loads(place(path).read_bytes())
        return int(kept["wrong"]), datetime.fromisoformat(kept["until"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return 0, None
