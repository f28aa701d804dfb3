"""The referrals board, the panel beside it, and the forms of triage."""
