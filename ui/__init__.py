"""The screens of INTeam."""
