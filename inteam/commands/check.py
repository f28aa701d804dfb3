"""`inteam check`: is the file whole, does everything open have an owner, does every row have its parent."""

import argparse

from inteam import clock, messages
from inteam.commands import DONE, REFUSALS, complain, files


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    files.add_file(parser)


def run(args: argparse.Namespace) -> int:
    """Say what was looked at; 0 when all of it is right, 1 when something is not."""
    from inteam.commands import soundness  # noqa: PLC0415 (loads the features)

    with files.database(args) as database, database.read() as session:
        found = soundness.look(session, clock.day(database.now()))
    for line in found.lines:
        print(line)
    if not found.wrong:
        return DONE
    return complain(messages.sentence("check_findings", {"count": len(found.wrong)}), REFUSALS)
