"""The work lists: caseload, Today, saved views and what is done to many at once."""
