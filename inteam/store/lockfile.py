"""One opener at a time: ``<file>.lock`` names the process that has the file open.

What decides is the operating system's lock on that file, which ends with the process, however it ends; the words in
it (computer, process) are for the message. A lock left by another computer is believed: the file has been moved or
lies in a folder that both see.
"""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from inteam.errors import StoreError
from inteam.store.safe_files import PRIVATE, code_of, disk_errors


class FileLock:
    """The lock on one database file, held until release()."""

    def __init__(self, path: Path) -> None:
        self._place = path.with_name(f"{path.name}.lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Hold the lock.

        Raises StoreError: in_use (another process here), in_use_elsewhere, folder_read_only, disk_full.
        """
        try:
            handle = os.open(self._place, os.O_RDWR | os.O_CREAT, PRIVATE)
        except OSError as error:
            code = code_of(error)
            raise StoreError("folder_read_only" if code in {None, "read_only"} else str(code)).about(
                folder=self._place.parent.name
            ) from error
        if not _lock(handle):
            holder = _read(handle)
            os.close(handle)
            raise StoreError("in_use").about(process=holder.get("process", "?"))
        holder = _read(handle)
        if holder.get("computer", computer()) != computer():
            os.close(handle)
            raise StoreError("in_use_elsewhere").about(computer=holder["computer"], lock=self._place.name)
        self._handle = handle
        try:
            with disk_errors():
                _write(handle, json.dumps({"process": os.getpid(), "computer": computer()}).encode())
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let go; the lock file is emptied, not deleted: deleting it would race with the next opener."""
        if self._handle is None:
            return
        _write(self._handle, b"")
        os.close(self._handle)
        self._handle = None


def computer() -> str:
    """The name of this computer."""
    return socket.gethostname()


def _read(handle: int) -> dict[str, Any]:
    # On Windows a locked byte cannot be read by others: the lock stands far behind the words.
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        found = json.loads(os.read(handle, 4096))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(handle: int, words: bytes) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, words)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
