"""`make pictures`: a PNG of every screen and dialog, light, dark, narrow and at 200 %, from the demo neighbourhood.

    python -m ui.pictures --out DIR [--file DEMO] [--one-size] [--only NAME]

The text size is read once, when the application is made, so each look runs in a process of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ui.scenes import scenes
from ui.stage import DAY, LOOKS, stage

PEOPLE = 300


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


# --- paper ----------------------------------------------------------------------------------------------------


def _pages(file: Path, out: Path, folder: Path) -> int:
    """Every page of the next meeting's pack."""
    from inteam import commands  # noqa: PLC0415 (loads every feature)
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE  # noqa: PLC0415 (as above)

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
