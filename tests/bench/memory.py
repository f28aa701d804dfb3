"""Memory with the file open and its caseload walked to the end, beside an empty window.

Pages that have been read, fonts and the keyring are then all there.
"""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.bench.figures import Figure
from tests.bench.files import people_file

HERE = Path(__file__).parent
GOAL_MB = 220


def _resident(*command: str) -> float:
    """Megabytes of the process once it has said its last word and waits."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    process = subprocess.Popen(
        [sys.executable, *command, "--stay"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    last = "walked" if "--walk" in command else ""
    for line in process.stdout:
        if line.startswith(last):
            break
    used = psutil.Process(process.pid).memory_info().rss / 1e6
    process.communicate("\n")
    return float(used)


def figures(people: int) -> list[Figure]:
    """One process each: memory hardly varies from run to run."""
    ours = _resident("-m", "tests.bench.app_window", str(people_file(people)), "--walk")
    floor = _resident(str(HERE / "floor_window.py"))
    return [Figure("memory with the file open", ours, floor, GOAL_MB, "MB", people, "MB")]
