"""Before the first screen: the first run, unlocking, and who is at work."""
