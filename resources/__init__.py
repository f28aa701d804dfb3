"""Fonts, icons, styles, pathways and policy: files that the program ships and reads."""
