"""Organisations and their dated memberships, teams of teams, staff and cover."""
