"""The caseload: one list of any length, its views and filters, and what is done to many at once."""
