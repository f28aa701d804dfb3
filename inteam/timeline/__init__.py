"""The whole of a person's record at one look: what stands now, and everything in the order of time."""
