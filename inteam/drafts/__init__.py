"""Words that were typed and not yet saved; they live in the encrypted database and nowhere else."""
