"""Ending a real process with SIGKILL at chosen moments of an act, and looking at what it leaves."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from inteam.store import engines, local, schema
from tests.commands import ROOT, environment
from tests.local_files import PASSPHRASE, Sample

T = TypeVar("T")


@dataclass
class Death:
    """One process that was killed. acknowledged: the acts that it had called done. inside: it died in a transaction."""

    acknowledged: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)

    @property
    def inside(self) -> bool:
        """Whether an act had begun that was never acknowledged."""
        return bool(set(self.begun) - set(self.acknowledged))


def _start(act: str, path: Path, *more: object) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.killed", act, str(path), *map(str, more)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=environment(),
    )
    assert process.stdin is not None
    process.stdin.write(f"{PASSPHRASE}\n")
    process.stdin.close()
    return process


def length(act: str, path: Path, *more: object, acts: int = 1) -> float:
    """Seconds from the beginning of an act's transaction to its acknowledgement, the mean of `acts` of them."""
    process = _start(act, path, *more)
    assert process.stdout is not None
    first = last = 0.0
    done = 0
    for line in process.stdout:
        if line.startswith("begin") and not first:
            first = time.perf_counter()
        if line.startswith("done"):
            last, done = time.perf_counter(), done + 1
            if done == acts:
                break
    process.kill()
    process.wait()
    process.stdout.close()
    assert done == acts, f"{act} did not end"
    return (last - first) / acts


def kill(act: str, path: Path, *more: object, after: float, number: int = 0) -> Death:
    """Let a process reach the beginning of act `number`, then kill it so many seconds later."""
    process = _start(act, path, *more)
    assert process.stdout is not None
    death = Death()
    for line in process.stdout:
        _note(death, line)
        if line == f"begin {number}\n":
            break
    end = time.perf_counter() + after
    while time.perf_counter() < end:
        pass  # a sleep is longer than a save
    process.kill()
    for line in process.stdout:
        _note(death, line)
    process.wait()
    process.stdout.close()
    return death


def _note(death: Death, line: str) -> None:
    if line.endswith("\n") and line[:5] in {"begin", "done "}:
        word, number = line.split()
        (death.begun if word == "begin" else death.acknowledged).append(int(number))


def moments(seconds: float, count: int) -> list[float]:
    """So many moments spread over an act, from its first to just after its last."""
    return [seconds * 1.1 * (place + 0.5) / count for place in range(count)]


def sound(path: Path, ask: Callable[[Any], T]) -> T:
    """Open what is left, as the program does next time; every check of it must pass. Gives what `ask` finds."""
    opened = Sample(path, "").open()
    with opened.reader.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        found = ask(raw)
    opened.close()
    return found


def saves(original: Sample, folder: Path, count: int) -> list[Death]:
    """Kill a process that logs contacts. Every acknowledged one is there; each is there whole or not at all."""
    seconds = length("save", original.copy(folder / "measured.inteam").path, acts=40)
    deaths = []
    for number, after in enumerate(moments(seconds, count)):
        sample = original.copy(folder / f"save-{number}.inteam")
        death = kill("save", sample.path, after=after, number=5 + number % 7)
        deaths.append(death)

        def ask(raw: Any) -> tuple[list[int], list[int]]:
            notes = raw.execute("SELECT summary FROM contact WHERE summary LIKE 'kill test %'").fetchall()
            steps = raw.execute("SELECT text FROM action WHERE text LIKE 'kill action %'").fetchall()
            return sorted(int(n[0].split()[-1]) for n in notes), sorted(int(s[0].split()[-1]) for s in steps)

        contacts, actions = sound(sample.path, ask)
        assert contacts == actions, "a contact without its action, or the other way round"
        assert set(death.acknowledged) <= set(contacts), "an acknowledged save is lost"
        assert contacts == list(range(len(contacts)))
        sample.path.unlink()
    return deaths


def migrations(older: Sample, folder: Path, count: int) -> list[Death]:
    """Kill a process that brings an older file up. What is left is the older file or the newer one, and comes up."""
    seconds = length("migrate", older.copy(folder / "measured.inteam").path)
    deaths = []
    for number, after in enumerate(moments(seconds, count)):
        sample = older.copy(folder / f"migrate-{number}.inteam")
        deaths.append(kill("migrate", sample.path, after=after))
        closed = local.approach(sample.path)
        raw = engines.connect(sample.path, closed.key_by_passphrase(PASSPHRASE))
        left = schema.of(raw)
        raw.close()
        closed.let_go()
        assert left in {older_revision(older), schema.newest()}, "half brought up"
        kept = sound(sample.path, lambda raw: raw.execute("SELECT words FROM kept").fetchall())
        assert kept == [("before",)]
        sample.path.unlink()
    return deaths


def older_revision(sample: Sample) -> str | None:
    """The revision of a closed file."""
    closed = local.approach(sample.path)
    raw = engines.connect(sample.path, closed.key_by_passphrase(PASSPHRASE))
    revision = schema.of(raw)
    raw.close()
    closed.let_go()
    return revision


def imports(original: Sample, source: Path, folder: Path, count: int) -> list[Death]:
    """Kill a process that imports. Nothing of the source is there, or all of it; and it can be imported again."""
    measured = original.copy(folder / "measured.inteam")
    seconds = length("import", measured.path, source)
    everything = sound(measured.path, counts)
    nothing = sound(original.copy(folder / "untouched.inteam").path, counts)
    assert everything != nothing
    deaths = []
    for number, after in enumerate(moments(seconds, count)):
        sample = original.copy(folder / f"import-{number}.inteam")
        deaths.append(kill("import", sample.path, source, after=after))
        assert sound(sample.path, counts) in (nothing, everything), "half imported"
        sample.path.unlink()
    return deaths


def counts(raw: Any) -> dict[str, int]:
    """The rows of every table, save the trail and what belongs to the full-text index."""
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names if "fts" not in name}  # noqa: S608 (our own names)
