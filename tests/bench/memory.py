"""Memory with the file open and everything loaded, and with its caseload walked to the end, beside an empty window."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.bench.figures import Figure
from tests.bench.files import people_file

HERE = Path(__file__).parent
GOAL_MB = 220


def _resident(*command: str) -> dict[str, float]:
    """Megabytes of the process at each word that it says."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    process = subprocess.Popen(
        [sys.executable, *command, "--stay"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    last, used = "walked" if "--walk" in command else "empty", {}
    for line in process.stdout:
        said = line.split()[0] if len(line.split()) > 1 else "empty"
        used[said] = psutil.Process(process.pid).memory_info().rss / 1e6
        if said == last:
            break
    process.communicate("\n")
    return used


def figures(people: int) -> list[Figure]:
    """One process each: memory hardly varies from run to run."""
    ours = _resident("-m", "tests.bench.app_window", str(people_file(people)), "--walk")
    floor = _resident(str(HERE / "floor_window.py"))["empty"]
    return [
        Figure("memory with the file open", ours["settled"], floor, GOAL_MB, "MB", people, "MB"),
        Figure("the same, every row of the caseload read", ours["walked"], floor, None, "MB", people, "MB"),
    ]
