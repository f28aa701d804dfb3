"""`inteam`: a command, or the window on a file."""

import sys
from collections.abc import Sequence

from ui.app import memory


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command of the command line, or open the window; the exit code. argv is without the program's name."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments:
        from inteam import commands  # noqa: PLC0415 (the window alone does not need the command line)

        if commands.is_command(arguments):
            return commands.main(arguments)
        if len(arguments) > 1 or arguments[0].startswith("-"):
            return commands.main(arguments)  # says what is wrong with them, in one sentence
    memory.hold()
    from ui.app.start import run  # noqa: PLC0415 (a command needs no Qt)

    return run(arguments[0] if arguments else None)


if __name__ == "__main__":
    sys.exit(main())
