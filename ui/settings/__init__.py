"""Settings: how it looks, what opens the file, local policy, the team."""
