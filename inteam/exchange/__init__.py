"""Import and export: people and their lists from CSV, FHIR and ODS files; a person as FHIR, a list as CSV."""
