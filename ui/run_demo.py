"""`make run`: INTeam on a demo neighbourhood, with no question asked; without a display, its pictures and its pack.

Run: python -m ui.run_demo
"""

import os
import sys
from pathlib import Path

from ui.app.demonstration import PEOPLE, demo_file

OUTPUT = Path("demo-output")
_BLIND = {"offscreen", "minimal"}


def has_display() -> bool:
    """Whether a window could be seen: not on Linux without X11 and Wayland, nor on a platform without a screen."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _BLIND:
        return False
    return not sys.platform.startswith("linux") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def main() -> int:
    """Open the demo, or leave what it would show in demo-output/; the exit code."""
    return _open() if has_display() else _leave_output()


def _open() -> int:
    from ui.__main__ import main as open_window  # noqa: PLC0415 (not without a display)

    file = demo_file()
    if not file.exists():
        _say(f"Making a demo neighbourhood of {PEOPLE:,} invented people; this happens once.")
        if code := _make(file):
            return code
    return open_window([str(file)])


def _leave_output() -> int:
    from inteam import commands  # noqa: PLC0415 (loads with the work, not before)
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE  # noqa: PLC0415 (as above)

    _say(f"There is no display, so INTeam does the main job on the demo and leaves it in {OUTPUT}/.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    OUTPUT.mkdir(exist_ok=True)
    file = OUTPUT / "harbour-vale.inteam"
    if not file.exists() and (code := _make(file)):
        return code
    passphrase = OUTPUT / "passphrase.txt"
    passphrase.write_text(DEMO_PASSPHRASE, "utf-8")
    pack = ["pack", str(file), "--meeting", "next", "--out", str(OUTPUT / "handover-pack.pdf")]
    if code := commands.main([*pack, "--passphrase-file", str(passphrase)]):
        return code
    from ui import pictures  # noqa: PLC0415 (needs the platform set above)

    code = pictures.main(["--file", str(file), "--out", str(OUTPUT), "--one-size"])
    _say(f"Done: {OUTPUT}/handover-pack.pdf and a picture of every screen.")
    return code


def _make(file: Path) -> int:
    from inteam import commands  # noqa: PLC0415 (loads every feature)

    file.parent.mkdir(parents=True, exist_ok=True)
    return commands.main(["create", str(file), "--demo", str(PEOPLE)])


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
