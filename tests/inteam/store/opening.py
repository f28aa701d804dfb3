"""What the tests of local files ask: why it is refused, and what stands in the folder."""

import hashlib
from pathlib import Path

import pytest

from inteam import messages
from inteam.errors import InteamError
from tests.local_files import PASSPHRASE, Sample


def refusal(path: Path, words: str = PASSPHRASE) -> InteamError:
    """The error that opening raises, with a sentence for it."""
    with pytest.raises(InteamError) as refused:
        Sample(path, "").open(words)
    assert all(messages.sentences(refused.value).values())
    return refused.value


def contents(folder: Path) -> dict[str, str]:
    """The name and hash of each file of a folder, save the lock and the count of tries."""
    kept = (place for place in folder.iterdir() if place.is_file() and place.suffix not in {".lock", ".tries"})
    return {place.name: hashlib.sha256(place.read_bytes()).hexdigest() for place in kept}
