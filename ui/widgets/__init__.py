"""Widgets that know Qt and nothing of INTeam's data. Boxes come from resources/styles; words and marks are painted."""
