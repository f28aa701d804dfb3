"""`inteam import`: take people and what is known of them in from files, folders and zips."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from inteam import messages
from inteam.commands import DONE, REFUSALS, complain, files, sentence
from inteam.errors import InputError

if TYPE_CHECKING:
    from inteam.exchange.csv_form import Options
    from inteam.exchange.report import Report
    from inteam.store.database import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    files.add_file(parser)
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="a file, folder or zip of CSV, JSON or XML")
    parser.add_argument("--dry-run", action="store_true", help="say what an import would do, and write nothing")
    parser.add_argument("--report", metavar="OUT.json", help="leave the report here")
    parser.add_argument("--encoding", help="of CSV files: utf-8, cp1252, latin-1, utf-16 …")
    parser.add_argument("--delimiter", help="of CSV files: one character, or tab")
    parser.add_argument("--dates", choices=("DMY", "MDY", "YMD"), help="the order of day, month and year")
    parser.add_argument(
        "--map", metavar="COLUMN=field", action="append", default=[], help="what a column holds; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Import; 0 when all was taken or waits, 1 when rows were refused."""
    options = _options(args)
    out = Path(args.report) if args.report else None
    try:
        with files.database(args) as database:
            report = _import(database, args, options, out)
    except InputError as error:
        return complain(_placed(error))
    return _told(report)


def _import(database: "Database", args: argparse.Namespace, options: "Options", out: Path | None) -> "Report":
    from inteam import clock  # noqa: PLC0415 (quick help)
    from inteam.access import PROGRAM  # noqa: PLC0415 (quick help)
    from inteam.exchange import service  # noqa: PLC0415 (loads the features)

    sources = service.prepare([Path(source) for source in args.sources], options)
    if args.dry_run:
        with database.read() as session:
            report = service.check(session, sources, today=clock.day(database.now()))
        if out is not None:
            _leave(out, report)
        return report
    with database.write(PROGRAM) as work:
        report = service.import_sources(work, sources)
        if out is not None:
            _leave(out, report)  # before the commit: where the report cannot be left, nothing is imported
    return report


def _placed(error: InputError) -> str:
    """What is wrong, after the name of the file it is in."""
    words = sentence(error)
    source = str(error.facts.get("source", ""))
    return words if not source or source in words else f"{source}: {words}"


def _options(args: argparse.Namespace) -> "Options":
    from inteam.exchange.csv_form import Options  # noqa: PLC0415 (quick help)
    from inteam.exchange.values import DateOrder  # noqa: PLC0415 (quick help)

    columns = {}
    for pair in args.map:
        column, mark, field = pair.rpartition("=")
        if not mark or not column.strip():
            raise InputError(map="map_shape")
        columns[column.strip()] = field.strip()
    dates = DateOrder(args.dates) if args.dates else None
    return Options(encoding=args.encoding, delimiter=args.delimiter, dates=dates, columns=columns)


def _leave(out: Path, report: "Report") -> None:
    """Replace the report that is there, whole or not at all."""
    from inteam.store.safe_files import replace  # noqa: PLC0415 (only where a report is asked for)

    text = json.dumps(report.as_json(), indent=1, ensure_ascii=False) + "\n"
    replace(out, text.encode("utf-8", "backslashreplace"))


def _told(report: "Report") -> int:
    counts = report.counts()
    done = "Would import" if report.dry_run else "Imported"
    people = "person" if counts["read"] == 1 else "people"
    print(
        f"{done} {counts['read']:,} {people}: {counts['created']:,} new, {counts['updated']:,} updated, "
        f"{counts['unchanged']:,} unchanged, {counts['held']:,} held, {counts['refused']:,} refused."
    )
    for kind, count in sorted(counts["taken"].items()):
        print(f"  {kind.replace('_', ' ')}: {count:,}")
    for kind, count in sorted(report.not_taken.items()):
        print(f"  not taken, {kind}: {count:,}")
    if not report.refused:
        return DONE
    code = "import_refusal" if len(report.refused) == 1 else "import_refusals"
    return complain(messages.sentence(code, {"count": f"{len(report.refused):,}"}), REFUSALS)
