"""The command palette: people first, then what can be done, then pages."""
