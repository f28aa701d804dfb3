"""Writing small files so that a crash at any moment leaves the old one or the new one, whole."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from inteam.errors import StoreError

PRIVATE = stat.S_IRUSR | stat.S_IWUSR


def replace(path: Path, content: bytes) -> None:
    """Put content into path: to a file beside it, synced, then renamed. Raises OSError, path as before."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        error.filename = str(path)  # the name that is known to who asked
        raise
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(PRIVATE)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems refuse fsync of a folder
            os.fsync(handle)
    finally:
        os.close(handle)


def make_private(path: Path) -> bool:
    """Take a file's rights from everybody but its owner; whether there was anything to take."""
    if os.name == "nt":
        return False  # a user's profile folder is the user's alone
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode == PRIVATE:
        return False
    path.chmod(PRIVATE)
    return True


_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT} if os.name != "nt" else {errno.ENOSPC, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn what a disk refuses into StoreError: disk_full, read_only."""
    try:
        yield
    except OSError as error:
        if (code := code_of(error)) is not None:
            raise StoreError(code) from error
        raise


def code_of(error: OSError) -> str | None:
    """The code of what a disk refuses, or None for another failure."""
    if error.errno in _FULL:
        return "disk_full"
    return "read_only" if error.errno in _FORBIDDEN else None
