"""The device slot in a real keyring: gnome-keyring-daemon under a session bus of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT
from tests.local_files import PASSPHRASE, Sample, make

pytestmark = pytest.mark.server

UNLOCKED = 'printf \'test\' | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" "$@"'

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from inteam.store import keychange, local
from inteam.store.keys import device

act, path = sys.argv[1], Path(sys.argv[2])
print(device.keyring_name())
closed = local.approach(path)
if act == "add":
    opened = closed.open(closed.key_by_passphrase(sys.stdin.readline().strip()))
    print(keychange.add_device(opened, datetime.now(UTC)))
    print(closed.path.read_bytes()[:1] != b"" and opened.key.hex())
    opened.close()
elif act == "open":
    key = closed.key_by_device()
    print("none" if key is None else key.hex())
    closed.let_go()
else:
    opened = closed.open(closed.key_by_device())
    slot = next(row for row in keychange.slot_rows(opened) if row.kind == "device")
    keychange.remove_slot(opened, slot.id)
    opened.close()
    print(local.approach(path).key_by_device())
"""


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return make(tmp_path / "team.inteam")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir(mode=0o700)
    return made


def in_session(home: Path, *acts: tuple[str, Path], unlocked: bool = True, bus: bool = True) -> list[list[str]]:
    """Run the program for each act in one session of the bus, or without any; the lines of each."""
    for needed in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(needed) is None:
            pytest.fail(f"{needed} is missing; `make test-server` installs it")
    script = " && ".join(
        f"{sys.executable} -c \"$PROGRAM\" {act} '{path}' < '{home}/words' && echo ---" for act, path in acts
    )
    (home / "words").write_text(PASSPHRASE)
    inner = ["sh", "-c", UNLOCKED, "sh", "-c", script] if unlocked else ["sh", "-c", script]
    environment = {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "PROGRAM": PROGRAM,
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
    }
    ran = subprocess.run(
        [*(["dbus-run-session", "--"] if bus else []), *inner],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return [part.split("\n")[:-1] for part in ran.stdout.split("---\n")[:-1]]


def test_the_keyring_opens_the_file_silently_and_gives_it_up_again(sample: Sample, home: Path) -> None:
    added, opened, removed = in_session(home, ("add", sample.path), ("open", sample.path), ("remove", sample.path))
    assert added[:2] == ["Secret Service", "True"]
    assert opened == ["Secret Service", added[2]]  # the same data key
    assert removed == ["Secret Service", "None"]
    key = bytes.fromhex(added[2])
    for place in [*home.rglob("*"), *sample.path.parent.glob("team.inteam*")]:
        if place.is_file():
            content = place.read_bytes()
            assert key not in content
            assert key.hex().encode() not in content


def test_a_keyring_that_stays_locked_keeps_nothing_and_the_passphrase_is_asked_for(sample: Sample, home: Path) -> None:
    (opened,) = in_session(home, ("open", sample.path), unlocked=False)
    assert opened == ["Secret Service", "none"]


def test_without_a_keyring_the_passphrase_is_asked_for(sample: Sample, home: Path) -> None:
    (opened,) = in_session(home, ("open", sample.path), unlocked=False, bus=False)
    assert opened == ["None", "none"]
