"""`inteam export`: one person's record as FHIR R4."""

import argparse
from pathlib import Path

from inteam.commands import DONE, files


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    files.add_file(parser)
    parser.add_argument("--person", metavar="NHS_NUMBER", required=True, help="whose record, spaces or not")
    parser.add_argument("--out", metavar="OUT.json", required=True, help="where to; what is there is replaced")


def run(args: argparse.Namespace) -> int:
    """Write the bundle; 0 when it is there."""
    from inteam.access import PROGRAM  # noqa: PLC0415 (quick help)
    from inteam.exchange import fhir_export  # noqa: PLC0415 (loads the features)
    from inteam.store.safe_files import replace  # noqa: PLC0415 (quick help)

    with files.database(args) as database, database.write(PROGRAM) as work:
        person_id = fhir_export.find_person(work.session, args.person)
        content = fhir_export.export_person(work, person_id)
        # Before the commit: what cannot be written has not left, and is not audited as if it had.
        replace(Path(args.out), content)
    print(f"Exported to {Path(args.out).name}.")
    return DONE
