"""Fonts, icons, styles, pathways and policy: files that the program ships and reads."""

from functools import cache
from pathlib import Path


@cache
def path(name: str) -> Path:
    """Where a shipped file or folder stands, by its name from here: "fonts/Inter-Bold.ttf".

    Works in the checkout and installed. Raises FileNotFoundError.
    """
    found = Path(__file__).parent.joinpath(*name.split("/"))
    if not found.exists():
        raise FileNotFoundError(name)
    return found


@cache
def text(name: str) -> str:
    """The whole of a shipped text file (UTF-8). Raises FileNotFoundError."""
    return path(name).read_text(encoding="utf-8")
