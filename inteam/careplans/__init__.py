"""Personalised care and support plans: versions, sign-off, contingency, copies, withholding."""
