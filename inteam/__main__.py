"""`python -m inteam`: the command line without the window."""

import sys

from inteam.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
