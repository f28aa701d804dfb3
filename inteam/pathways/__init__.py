"""The pathways a case can be on: stages, moves, clocks and outcomes, read from TOML files."""

from inteam.pathways.files import current, pathway, pathways

__all__ = ["current", "pathway", "pathways"]
