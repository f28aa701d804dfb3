"""MDT meetings and handovers: agenda, papers, live decisions, minutes, packs, transfer of responsibility."""
