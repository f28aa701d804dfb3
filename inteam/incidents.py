"""A defect: written to the program's log under a random number, without a word that came from a person."""

import logging
import secrets
import traceback
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE = 1_000_000
KEPT = 5
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def record(error: BaseException) -> str:
    """Log a defect and give its incident number.

    Kept are the kind of error and the file and line of each call: messages and values may hold a name.
    """
    number = "-".join("".join(secrets.choice(_DIGITS) for _ in range(4)) for _ in range(2))
    calls = [
        f"{Path(call.filename).name}:{call.lineno} {call.name}" for call in traceback.extract_tb(error.__traceback__)
    ]
    _log().error("%s %s %s", number, type(error).__qualname__, " < ".join(reversed(calls)))
    return number


def log_file() -> Path:
    """Where the log is."""
    from platformdirs import user_log_path  # noqa: PLC0415 (needed for a defect only)

    return user_log_path("INTeam", appauthor=False) / "inteam.log"


@cache
def _log() -> logging.Logger:
    log = logging.getLogger("inteam.incidents")
    log.propagate = False
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = RotatingFileHandler(log_file(), maxBytes=SIZE, backupCount=KEPT, encoding="utf-8")
        log_file().chmod(0o600)
    except OSError:
        handler = logging.NullHandler()  # a full or read-only disk must not hide the message on the screen
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    return log
