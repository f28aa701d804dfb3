"""Contacts with and about a person, attempts included."""
