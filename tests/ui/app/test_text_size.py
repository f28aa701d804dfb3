"""Another text size: a fresh application in the same process, on the same open file, where one was before."""

import subprocess
import sys
from pathlib import Path

from inteam import commands

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.app import preferences, start

home = Path(sys.argv[2])
preferences.place = lambda: home / "preferences.json"
seen = []
begin = start.Program.run

def run(program, file, kept=None):
    def ready(who):
        window = program.window
        seen.append((window.devicePixelRatio(), window.key, who.me.name, kept is not None))
        if len(seen) == 1:
            window.open("settings")
            program.set_preferences(start.replace(program.prefer, text=200))
        else:
            seen.append(window.key)
            window.close()
            program.application.exit(0)
    program.session.ready.connect(lambda who: QTimer.singleShot(0, lambda: ready(who)))
    return begin(program, file, kept)

start.Program.run = run
code = start.run(sys.argv[1])
print(code, seen[-1], seen[0][0], seen[1][0], seen[0][2] == seen[1][2], seen[1][3], preferences.read().text)
"""


def test_the_file_stays_open_and_the_text_is_twice_as_large(tmp_path: Path) -> None:
    file = tmp_path / "demo.inteam"
    assert commands.main(["create", str(file), "--demo", "20", "--as-of", "2026-11-19"]) == 0
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=90,
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PATH": ""},
        check=False,
    )
    assert done.stdout.split() == ["0", "settings", "1.0", "2.0", "True", "True", "200"], done.stderr
