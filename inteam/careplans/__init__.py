"""Care plans: versions, sign-off, contingency, copies."""
