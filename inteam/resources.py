"""Where the files stand that the program ships: fonts, pathways, policy, letters' styles."""

from resources import path, text

__all__ = ["path", "text"]
