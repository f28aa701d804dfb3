"""Needs, the goals under them, the actions towards these and what came of it; signposts."""
