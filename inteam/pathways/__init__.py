"""The pathways a case can be on: stages, moves, clocks and outcomes, read from TOML files."""
