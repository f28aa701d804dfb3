"""`inteam search`: people by name, NHS number, date of birth or postcode, best match first."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from inteam.commands import DONE, files
from inteam.errors import InputError

if TYPE_CHECKING:
    from inteam.people.search import Match

MOST = 200


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    files.add_file(parser)
    parser.add_argument("words", metavar="WORDS", nargs="+", help="names, an NHS number, a date of birth, a postcode")
    parser.add_argument("--json", action="store_true", help="as a JSON list, names as they are stored")


def run(args: argparse.Namespace) -> int:
    """Print who was found, one to a line or as JSON; nobody found is an empty answer and exit 0."""
    from inteam.access import PROGRAM  # noqa: PLC0415 (quick help)
    from inteam.people.search import search  # noqa: PLC0415 (loads the features)

    with files.database(args) as database, database.read() as session:
        found = search(session, " ".join(args.words), actor=PROGRAM, limit=MOST)
    if found.hint is not None:
        raise InputError(found.hint)
    if args.json:
        print(json.dumps([_stored(match) for match in found.matches], ensure_ascii=False, indent=2))
        return DONE
    for match in found.matches:
        print(_line(match))
    return DONE


def _stored(match: "Match") -> dict[str, Any]:
    return {
        "family_name": match.family_name,
        "given_name": match.given_name,
        "title": match.title,
        "preferred_name": match.preferred_name,
        "born_on": match.born_on.isoformat() if match.born_on else None,
        "nhs_number": match.nhs_number,
        "person_id": str(match.person_id),
        "reason": match.reason,
    }


def _line(match: "Match") -> str:
    from inteam.people import dates, names, nhs_number  # noqa: PLC0415 (quick help)

    parts = (
        names.display(match.family_name, match.given_name, match.title),
        f"born {dates.short(match.born_on, match.dob_precision)}" if match.born_on else "birth date not known",
        nhs_number.in_line(match.nhs_number),
        match.reason,
    )
    return "  ".join(part for part in parts if part)
