"""Today: the start of the day."""
