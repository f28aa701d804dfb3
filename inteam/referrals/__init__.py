"""Referrals: a request to help a person, from its receipt to its closing and the word back."""
