"""People: who they are, how to reach them, what protects them, and finding them."""
