"""From the start of the process to the painted window, and to a Today that can be used, beside an empty window."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.figures import Figure, median
from tests.bench.files import people_file

RUNS = 7
HERE = Path(__file__).parent


def _run(*command: str) -> dict[str, float]:
    """What the process said, in milliseconds since it was started."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    began = time.time()
    done = subprocess.run([sys.executable, *command], stdout=subprocess.PIPE, text=True, check=True, env=environment)
    said = [line.split() for line in done.stdout.splitlines() if line.strip()]
    return {line[0] if len(line) > 1 else "painted": (float(line[-1]) - began) * 1000 for line in said}


def figures(people: int) -> list[Figure]:
    """The middle of seven starts, the floor's between them."""
    file = people_file(people)
    ours, floor = [], []
    for number in range(RUNS + 1):
        empty, window = _run(str(HERE / "floor_window.py")), _run("-m", "tests.bench.app_window", str(file))
        if number:  # the first fills the disk's cache
            floor.append(empty["painted"])
            ours.append(window)
    least = median(floor)
    painted = median(one["painted"] for one in ours)
    usable = median(one["usable"] for one in ours)
    return [
        Figure("start to painted window", painted, least, 2.0, "x", people),
        Figure("start to a usable Today", usable, least, 5.0, "x", people),
    ]
