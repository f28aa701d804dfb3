"""What the start loads, and what it refuses."""

import os
import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "fhir",
    "sqlcipher3",
    "psycopg",
    "keyring",
    "phonenumbers",
    "pypdfium2",
    "rapidfuzz",
    "uharfbuzz",
    "cryptography",
    "argon2",
    "pydantic",
    "PySide6.QtNetwork",
)
LOADED = """
import sys
import ui.__main__, ui.app.start
from ui.app.preferences import Preferences
program = ui.app.start.Program(Preferences())
program.show()
program.application.processEvents()
print(" ".join(sys.modules))
program.end()
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=60, env=known | environment, check=False
    )


def test_the_first_window_is_painted_without_any_heavy_module() -> None:
    done = run("-c", LOADED, QT_QPA_PLATFORM="offscreen")
    loaded = done.stdout.split()
    assert "ui.app.window" in loaded, done.stderr
    assert [name for name in HEAVY if name in loaded] == []


def test_qt_reads_the_source_of_no_module_that_is_loaded() -> None:
    program = (
        "import ui.app.start, linecache, sqlalchemy.orm; print([n for n in linecache.cache if '/sqlalchemy/' in n])"
    )
    assert run("-c", program, QT_QPA_PLATFORM="offscreen").stdout.strip() == "[]"


def test_without_a_display_one_sentence_says_what_to_do() -> None:
    done = run("-m", "ui", QT_QPA_PLATFORM="")
    if sys.platform.startswith("linux"):
        assert done.returncode == 2
        assert done.stderr.strip() == (
            "There is no display. Start INTeam from a desktop, or use its commands: inteam --help"
        )


def test_an_unknown_option_is_one_sentence_and_no_traceback() -> None:
    done = run("-m", "ui", "--no-such-option")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
