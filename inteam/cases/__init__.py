"""Cases: the work with a person on one pathway, with one owner at all times."""
