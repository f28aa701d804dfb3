"""MDT meetings: agenda, papers, live decisions, minutes, pack."""
