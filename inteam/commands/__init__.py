"""The command line, for automation and for checks: the same services as the screens.

Each command is a module with ``arguments(parser)`` and ``run(args) -> int``; it is imported when it is asked for.
Exit 0 done, 1 done with refusals, 2 bad input or usage. Exits 1 and 2 leave one sentence on standard error.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, TextIO, cast

from inteam import __version__, incidents, messages
from inteam.errors import InteamError
from inteam.store import safe_files

DONE, REFUSALS, BAD = 0, 1, 2

COMMANDS = {
    "create": ("inteam.commands.create", "make a new file, or a demonstration"),
    "import": ("inteam.commands.importing", "take people and records in from files"),
    "pack": ("inteam.commands.pack", "print the handover pack of a meeting, a caseload or people"),
    "export": ("inteam.commands.export", "give one person as FHIR R4"),
    "search": ("inteam.commands.search", "find people, best match first"),
    "check": ("inteam.commands.check", "prove that a file is whole"),
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        words = message[:1].upper() + message[1:].rstrip(".")
        self.exit(BAD, f"{words}. See: {self.prog} --help\n")


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments are for the command line and not for the window."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0] in {"--help", "-h", "--version"})


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            cast("_Stream", stream).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except SystemExit as end:  # argparse has said what it had to say
        return end.code if isinstance(end.code, int) else BAD
    except BrokenPipeError:
        # The reader has had enough (| head); what is still in the buffer would raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (Exception, KeyboardInterrupt) as error:
        return complain(_words_for(error))
    return code


def complain(words: str, code: int = BAD) -> int:
    """Put one sentence on standard error; the exit code."""
    print(" ".join(words.split()), file=sys.stderr)
    return code


def sentence(error: InteamError) -> str:
    """All that is wrong, on one line."""
    return " ".join(dict.fromkeys(messages.sentences(error).values()))


def _run(arguments: Sequence[str]) -> int:
    parser = _Parser(prog="inteam", description="Shared casework for a neighbourhood team.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"INTeam {__version__}")
    parser.epilog = "inteam [FILE] without a command opens the window."
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for name, (module, help_line) in COMMANDS.items():
        own = commands.add_parser(name, help=help_line, description=help_line, allow_abbrev=False)
        if name == wanted:
            command = import_module(module)
            command.arguments(own)
    args = parser.parse_args(list(arguments))
    return int(command.run(args))


def _words_for(error: BaseException) -> str:
    if isinstance(error, InteamError):
        return sentence(error)
    if isinstance(error, KeyboardInterrupt):
        return messages.sentence("CancelledError")
    if isinstance(error, OSError):
        return _of_system(error)
    number = incidents.record(error)
    return f"Something went wrong in INTeam (incident {number}). What was not finished was not saved."


def _of_system(error: OSError) -> str:
    if (code := safe_files.code_of(error)) is not None:
        return messages.sentence(code)
    name = os.path.basename(str(error.filename)) if error.filename else ""  # noqa: PTH119 (may be no path)
    return f"{name or 'The file'}: {error.strerror or 'cannot be used'}. Check its name and who may use it."


class _Stream(TextIO):
    """What a text stream of the console can do besides."""

    def reconfigure(self, *, encoding: str, errors: str) -> None: ...
