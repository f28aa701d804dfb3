"""The demo neighbourhood: invented people, staff and months of casework, the same for each seed."""
