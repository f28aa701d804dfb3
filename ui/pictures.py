"""`make pictures`: a PNG of every screen and dialog, light, dark, narrow and at 200 %, from the demo neighbourhood.

    python -m ui.pictures --out DIR [--file DEMO] [--one-size] [--only NAME]

The text size is read once, when the application is made, so each look runs in a process of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inteam import clock
from ui import pictures_settings
from ui.samples import Samples

if TYPE_CHECKING:
    from ui.app.start import Program

DAY, AT = date(2026, 11, 19), datetime(2026, 11, 19, 10, 42, tzinfo=clock.LONDON)
PEOPLE = 300
PATIENCE = 30.0  # seconds for one page; a slow machine, not a wait


class Look(NamedTuple):
    """How the window is shown: its size in logical pixels, theme and text size."""

    width: int
    height: int
    theme: str
    text: int


LOOKS = {
    "light": Look(1440, 900, "light", 100),
    "dark": Look(1440, 900, "dark", 100),
    "narrow": Look(1180, 720, "light", 100),
    "text-200": Look(720, 450, "light", 200),
    "text-200-dark": Look(720, 450, "dark", 200),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Takes all pictures; the exit code is 1 where one could not be taken."""
    parser = argparse.ArgumentParser(prog="python -m ui.pictures")
    parser.add_argument("--out", required=True)
    parser.add_argument("--file")
    parser.add_argument("--one-size", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--look", choices=LOOKS)
    args = parser.parse_args(argv)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    if args.look:
        return _take(Path(args.file), out, args.look, args.only)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(args.file) if args.file else _demo(Path(folder))
        looks = ["light"] if args.one_size else list(LOOKS)
        codes = [_in_a_process(file, out, look, args.only) for look in looks]
        if not args.one_size and not args.only:
            codes.append(_pages(file, out, Path(folder)))
    return max(codes)


def _demo(folder: Path) -> Path:
    from inteam import commands  # noqa: PLC0415 (loads every feature)

    file = folder / "harbour-vale.inteam"
    commands.main(["create", str(file), "--demo", str(PEOPLE), "--as-of", DAY.isoformat()])
    return file


def _in_a_process(file: Path, out: Path, look: str, only: str) -> int:
    with tempfile.TemporaryDirectory() as home:
        known = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": home, "APPDATA": home}
        scale = {"QT_SCALE_FACTOR": f"{LOOKS[look].text / 100:g}"}
        command = [sys.executable, "-m", "ui.pictures", "--file", str(file), "--out", str(out), "--look", look]
        command += ["--only", only] if only else []
        return subprocess.run(command, env=os.environ | known | scale, check=False).returncode  # noqa: S603 (ourselves)


# --- one look -------------------------------------------------------------------------------------------------


def _take(file: Path, out: Path, name: str, only: str) -> int:
    missing = []
    with stage(file, LOOKS[name]) as shown:
        for scene, show in scenes(shown):
            if only and only not in scene:
                continue
            try:
                show()
                shown.settle()
            except Exception as error:
                missing.append(f"{scene}: {type(error).__name__}: {error}")
                continue
            picture = shown.window.grab()
            picture.setDevicePixelRatio(1)
            picture.save(str(out / f"{scene}-{name}.png"))
            shown.reset()
    for line in missing:
        sys.stderr.write(f"No picture of {line}\n")
    return 1 if missing else 0


class Stage:
    """The program on the demo, for pictures and for tests that walk every screen."""

    def __init__(self, program: "Program") -> None:
        self.program, self.window = program, program.window
        self.samples = Samples(program.background)

    def settle(self) -> None:
        """Until nothing is awaited and everything is painted."""
        from PySide6.QtCore import QDeadlineTimer, QEventLoop  # noqa: PLC0415 (after the platform is chosen)

        deadline = QDeadlineTimer(round(PATIENCE * 1000))
        quiet = 0
        while quiet < 4:
            self.program.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            quiet = quiet + 1 if self.program.background.idle else 0
            if deadline.hasExpired():
                raise TimeoutError("the page is still waiting for an answer")

    def settle_until(self, there: Callable[[], bool]) -> None:
        """The same, again and again until something is there; raises TimeoutError when it never comes."""
        from PySide6.QtCore import QDeadlineTimer  # noqa: PLC0415 (after the platform is chosen)

        deadline = QDeadlineTimer(round(PATIENCE * 1000))
        while not there():
            self.settle()
            if deadline.hasExpired():
                raise TimeoutError("the file does not open")

    def clear(self) -> None:
        """Takes away what stands over the page."""
        while (open_one := self.window.overlay()) is not None:
            open_one.close_overlay()
        self.settle()

    def reset(self) -> None:
        """Back to an open file with nothing in front of the pages."""
        self.clear()
        if not self.program.session.is_open:
            self.program.session.unlock_unasked()
            self.settle_until(lambda: self.program.session.is_open)
        self.window.set_cover(None)
        self.window.hush()
        self.settle()


@contextmanager
def stage(file: Path, look: Look) -> Iterator[Stage]:
    """The program on a demo file, at a quarter to eleven on the pictures' day, in one look."""
    from ui.app.preferences import Preferences  # noqa: PLC0415 (after the platform is chosen)
    from ui.app.start import Program, load_scripts  # noqa: PLC0415

    program = Program(Preferences(theme=look.theme, text=look.text, motion=False), now=clock.fixed(AT))
    load_scripts()
    program.show()
    program.window.resize(look.width, look.height)
    shown = Stage(program)
    ready: list[Any] = []
    program.session.ready.connect(ready.append)
    program.session.refused.connect(ready.append)
    program.open(file)
    shown.settle_until(lambda: bool(ready))
    if not program.session.is_open:
        raise RuntimeError(f"the demonstration does not open: {ready[0]}")
    program.lock.check()
    program.lock.stop()
    try:
        yield shown
    finally:
        program.end()


# --- what there is to see -------------------------------------------------------------------------------------

Scene = tuple[str, Callable[[], object]]


def scenes(shown: Stage) -> list[Scene]:
    """Every screen, every sheet and dialog of the registers, and what stands in front of the window."""
    return [
        *_screens(shown),
        *_sheets(shown),
        *_window(shown),
        *_covers(shown),
        *pictures_settings.scenes(shown),
    ]


def _screens(shown: Stage) -> list[Scene]:
    from ui.app.screens import SCREENS  # noqa: PLC0415 (after the platform is chosen)

    wants = {"person": "person_id", "careplan": "person_id"}
    wants |= {"meeting": "meeting_id", "meeting_live": "meeting_id", "minutes": "held_id"}

    def show(key: str) -> None:
        shown.window.open(key, *([shown.samples[wants[key]]] if key in wants else []))

    return [(one.key, partial(show, one.key)) for one in SCREENS]


def _sheets(shown: Stage) -> list[Scene]:
    from ui.app import acts, screens  # noqa: PLC0415 (after the platform is chosen)

    def show(one: acts.Act) -> None:
        over = one.key.partition(".")[0]
        behind = over if over in {screen.key for screen in screens.SCREENS} else "person"
        shown.window.open(behind, *([shown.samples["person_id"]] if behind == "person" else []))
        shown.settle()
        if shown.window.show_sheet(one.key, **shown.samples.context(screens.load(one.sheet))) is None:
            raise LookupError("the sheet did not open")

    return [(f"sheet-{one.key.replace('.', '-')}", partial(show, one)) for one in acts.ACTS if one.sheet]


def _window(shown: Stage) -> list[Scene]:
    window = shown.window

    def palette() -> None:
        window.open("today")
        window.search("jo")

    def toast() -> None:
        window.open("today")
        window.toast("6 people moved", "Undo", lambda: None)

    def notice() -> None:
        window.open("today")
        window.notice("Another process is writing to the file. Nothing was saved. Try again in a moment.", "red")

    return [("palette", palette), ("keys", window.show_keys), ("toast", toast), ("notice", notice), _conflict(window)]


def _conflict(window: Any) -> Scene:
    from ui.app.conflict import ConflictDialog, Version  # noqa: PLC0415 (as above)
    from ui.app.merging import Difference, Side  # noqa: PLC0415
    from ui.widgets.identity import Identity  # noqa: PLC0415

    def show() -> None:
        ConflictDialog(
            window,
            "Tom changed this plan while you were editing",
            Identity("PEMBERTON", "Margaret (Mrs)", "14-Mar-1957 (69y)", "999 000 0018"),
            Version("Yours", "PN", "10:41, not yet saved"),
            Version("Tom Okafor’s", "TO", "10:42, saved"),
            [
                Difference(
                    "due_on",
                    "Action date",
                    "Home hazard assessment by 20-Nov-2026",
                    "Home hazard assessment by 27-Nov-2026, joint visit",
                    chosen=Side.THEIRS,
                ),
                Difference(
                    "contingency",
                    "If things get worse",
                    "Ring Ruth first. Then 111, option 2, if she is low at night.",
                    "Ring Ruth first. Urgent community response if she falls.",
                    joinable=True,
                    chosen=Side.BOTH,
                ),
                Difference("owner_id", "Lead worker", "Priya Nair", "Tom Okafor"),
            ],
            agree=["What matters most to me", "Review date", "Goal", "Owner", "What helps me cope"],
            kept="From Tom Okafor: Early signs.",
        ).open()

    return ("conflict", show)


def _covers(shown: Stage) -> list[Scene]:
    program = shown.program

    def who() -> None:
        program.session.ask_who()

    def first_run() -> None:
        program.first_run()

    def locked() -> None:
        program.lock_now(by_time=True)

    return [("who-am-i", who), ("first-run", first_run), ("unlock", locked)]


# --- paper ----------------------------------------------------------------------------------------------------


def _pages(file: Path, out: Path, folder: Path) -> int:
    """Every page of the next meeting's pack."""
    from inteam import commands  # noqa: PLC0415 (loads every feature)
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE  # noqa: PLC0415

    words, pack = folder / "passphrase", folder / "pack.pdf"
    words.write_text(DEMO_PASSPHRASE, "utf-8")
    code = commands.main(["pack", str(file), "--meeting", "next", "--out", str(pack), "--passphrase-file", str(words)])
    if code == 0:
        rasterise(pack, out, "pack")
    return code


def rasterise(pdf: Path, out: Path, name: str) -> int:
    """A PNG of each page at 110 dots an inch; how many."""
    import pypdfium2  # noqa: PLC0415 (paper only)

    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        page.render(scale=110 / 72).to_pil().save(out / f"{name}-page-{number:02}.png")
    return len(document)


if __name__ == "__main__":
    sys.exit(main())
