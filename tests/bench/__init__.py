"""How fast INTeam is where people feel it: each figure beside a floor that runs in the same process."""
