"""Running a command: in this process, or as a person or a script does, in one of its own."""

import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from inteam.commands import main

NO_KEYRING = ("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
PROGRAM = "import sys; from inteam.commands import main; sys.exit(main(sys.argv[1:]))"
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


def command(*arguments: object) -> list[str]:
    """The words that start a command."""
    return [sys.executable, "-c", PROGRAM, *map(str, arguments)]


def inteam(*arguments: object, typed: str = "") -> Ran:
    """Run a command here, with streams of its own: what it says and how it ends, without a second for a new process."""
    own = [io.TextIOWrapper(io.BytesIO(given), encoding="utf-8") for given in (typed.encode(), b"", b"")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*NO_KEYRING)
        for name, stream in zip(("stdin", "stdout", "stderr"), own, strict=True):
            patch.setattr(sys, name, stream)
        code = main([str(word) for word in arguments])
    for stream in own[1:]:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode() for stream in own[1:])
    return Ran(code, out, err)


def program(*arguments: object, typed: str = "", largest_file: int | None = None, home: Path | None = None) -> Ran:
    """Run a command as a script does. largest_file: the most bytes that any file may grow to, as on a full disk."""
    ran = subprocess.run(
        command(*arguments),
        input=typed.encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment(home),
        preexec_fn=limit_files(largest_file) if largest_file is not None else None,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def environment(home: Path | None = None) -> dict[str, str]:
    """The environment of a test's process: no keyring, and where asked a home of its own."""
    own = {NO_KEYRING[0]: NO_KEYRING[1], "PYTHONPATH": str(ROOT)}
    return os.environ | own | ({"HOME": str(home), "XDG_STATE_HOME": str(home)} if home else {})


def limit_files(size: int) -> Callable[[], None]:
    """To be called in a process before it begins: no file of it may grow beyond so many bytes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit
