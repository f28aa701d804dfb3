"""From the start of the process to the painted window, and to a Today that answers, beside an empty window.

The file opens by this computer's key in the keyring, as people's files do: a passphrase takes its time on purpose
(decision 7), so that start is a row without a goal.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from inteam.store import keychange, local
from inteam.store.keys import device
from inteam.store.keys.passphrase import DEMO_PASSPHRASE
from tests.bench.figures import Figure, median
from tests.bench.files import NOW, people_file
from tests.bench.save_contact import copied

RUNS = 7
HERE = Path(__file__).parent


def environment() -> dict[str, str]:
    """Offscreen unless it is said otherwise."""
    return {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def _run(*command: str) -> dict[str, float]:
    """What the process said, in milliseconds since it was started."""
    began = time.time()
    done = subprocess.run([sys.executable, *command], stdout=subprocess.PIPE, text=True, check=True, env=environment())
    said = [line.split() for line in done.stdout.splitlines() if line.strip()]
    return {line[0] if len(line) > 1 else "painted": (float(line[-1]) - began) * 1000 for line in said}


class Ring(dict[str, str]):
    """What a keyring keeps, for the process that is measured."""

    def set_password(self, _service: str, account: str, secret: str) -> None:
        self[account] = secret

    def get_password(self, _service: str, account: str) -> str | None:
        return self.get(account)


def with_device(file: Path, secrets: Path) -> None:
    """Adds this computer's slot to a copy of a demo file; its secret goes into a JSON file."""
    ring, real = Ring(), device._backend
    device._backend = lambda: ring  # type: ignore[assignment,return-value]  # (the bench's own keyring)
    try:
        closed = local.approach(file)
        opened = closed.open(closed.key_by_passphrase(DEMO_PASSPHRASE))
        if not keychange.add_device(opened, NOW):
            raise RuntimeError("the key was not kept")
        opened.close()
    finally:
        device._backend = real
    secrets.write_text(json.dumps(ring), "utf-8")


def figures(people: int) -> list[Figure]:
    """The middle of seven starts, the floor's between them."""
    empty, by_key = [], []
    with tempfile.TemporaryDirectory(dir=os.environ.get("INTEAM_BENCH_DIR")) as folder:
        file, secrets = copied(people_file(people), Path(folder)), Path(folder, "secrets.json")
        app = ("-m", "tests.bench.app_window", str(file), "--open")
        by_passphrase = [_run(*app) for _ in range(RUNS + 1)][1:]  # the first fills the disk's cache
        with_device(file, secrets)
        for _ in range(RUNS):
            empty.append(_run(str(HERE / "floor_window.py"))["painted"])
            by_key.append(_run(*app, "--keyring", str(secrets)))
    least = median(empty)

    def middle(runs: list[dict[str, float]], said: str) -> float:
        return median(one[said] for one in runs)

    return [
        Figure("start to painted window", middle(by_key, "painted"), least, 2.0, "x", people),
        Figure("start to a usable Today", middle(by_key, "usable"), least, 5.0, "x", people),
        Figure("the same by the demo's passphrase", middle(by_passphrase, "usable"), least, None, "x", people),
        Figure("start to a person opened from Today", middle(by_key, "opened"), least, None, "x", people),
    ]
