"""Where the demonstration is kept from one run to the next, and how large it is."""

from pathlib import Path

PEOPLE = 2000


def demo_file() -> Path:
    """Its file, in the folder of this user's data; it may not be made yet."""
    import platformdirs  # noqa: PLC0415 (only here)

    return platformdirs.user_data_path("INTeam", appauthor=False, ensure_exists=True) / "demo" / "harbour-vale.inteam"
