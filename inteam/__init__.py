"""INTeam: shared casework for integrated neighbourhood teams. What the program knows and does; no Qt."""

__version__ = "0.1.0"
