"""Runs each bench in a process of its own and writes bench.json, or with --large bench-large.json.

Run: make bench. A bench is a module of this package with ``figures(people: int) -> list[Figure]``. With --markdown the
table is printed as docs/speed.md has it.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from tests.bench.figures import Figure

BENCHES = ("start", "search", "caseload", "save_contact", "open_person", "pack", "import_people", "memory")
LARGE = ("search", "caseload", "save_contact", "pack")
NORMAL, MANY = 50_000, 1_000_000
MOST_GROWTH = 3.0  # times, from the one to the other


def main() -> int:
    """Run them all; exit 0 even when a goal is missed: the table says so."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--only", choices=BENCHES)
    parser.add_argument("--people", type=int)
    parser.add_argument("--markdown", action="store_true", help="print the table as docs/speed.md has it")
    args = parser.parse_args()
    benches = (args.only,) if args.only else LARGE if args.large else BENCHES
    sizes = (args.people,) if args.people else (NORMAL, MANY) if args.large else (NORMAL,)
    rows = [row for size in sizes for name in benches for row in _run(name, size)]
    if args.large:
        rows += growth(rows)
    judged = [row for row in rows if row["goal"] is not None]
    if not args.only:
        kept = Path("bench-large.json" if args.large else "bench.json")
        kept.write_text(json.dumps(judged, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (_print_markdown if args.markdown else _print)(rows)
    return 0


def _run(name: str, people: int) -> list[dict[str, object]]:
    print(f"… {name}, {people:,} people", file=sys.stderr, flush=True)
    code = (
        "import json, sys; from importlib import import_module; "
        f"figures = import_module('tests.bench.{name}').figures({people}); "
        "print('\\n' + json.dumps([figure.row() for figure in figures]))"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(f"{name} failed with exit code {done.returncode}", file=sys.stderr)
        failed = Figure(f"{name} (failed)", float("inf"), None, 0, "x", people)
        return [failed.row() | {"figure": -1, "ratio": None}]
    return list(json.loads(done.stdout.strip().splitlines()[-1]))


def _print(rows: list[dict[str, object]]) -> None:
    print(f"{'path':58} {'figure':>10} {'floor':>10} {'ratio':>7} {'goal':>9}  met")
    for row in rows:
        floor = f"{row['floor']:.2f}" if row["floor"] else "–"
        ratio = f"{row['ratio']:.2f}" if row["ratio"] else "–"
        goal = f"{row['goal']}{'×' if row['unit'] == 'x' else ' ' + str(row['unit'])}" if row["goal"] else "–"
        met = "–" if row["met"] is None else "yes" if row["met"] else "NO"
        print(f"{row['path']!s:58} {row['figure']:>10.2f} {floor:>10} {ratio:>7} {goal:>9}  {met}")


def _print_markdown(rows: list[dict[str, object]]) -> None:
    print("| path | figure | floor | ratio | goal | met |\n|---|---|---|---|---|---|")
    for row in rows:
        measured = str(row.get("measured_in", "ms"))
        ratio = f"{row['ratio']:.2f}" if row["ratio"] else "–"
        goal = f"≤ {row['goal']:g}{'×' if row['unit'] == 'x' else ' ' + str(row['unit'])}" if row["goal"] else "–"
        met = "–" if row["met"] is None else "yes" if row["met"] else "**no**"
        figure, floor = _said(row["figure"], measured), _said(row["floor"], measured)
        print(f"| {row['path']} | {figure} | {floor} | {ratio} | {goal} | {met} |")


def _said(value: object, unit: str) -> str:
    """As many digits as mean something."""
    if not value:
        return "–"
    number = float(str(value))
    return (
        f"{number:,.0f} {unit}" if number >= 100 else f"{number:.1f} {unit}" if number >= 1 else f"{number:.2f} {unit}"
    )


def growth(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """How much longer each path takes with many people: the figure there, the one with few as its floor."""
    few = {_plain(row): row for row in rows if row["people"] == NORMAL}
    found = []
    for row in rows:
        before = few.get(_plain(row))
        if row["people"] == NORMAL or before is None:
            continue
        figure, floor = float(str(row["figure"])), float(str(before["figure"]))
        measured = str(row["measured_in"])
        found.append(Figure(f"{_plain(row)}: growth", figure, floor, MOST_GROWTH, "x", MANY, measured).row())
    return found


def _plain(row: dict[str, object]) -> str:
    """The path without how many people there are."""
    return str(row["path"]).replace(f"{row['people']:,} ", "")


if __name__ == "__main__":
    sys.exit(main())
