"""Passphrases: what is accepted, how strong one is, and the published one of the demo neighbourhood."""

import unicodedata
from enum import IntEnum
from functools import cache

DEMO_PASSPHRASE = "harbour vale demonstration"  # noqa: S105 (published: opens demonstration files only)
SHORTEST = 12  # characters; security.md 2.1
LONGEST = 1024


class Strength(IntEnum):
    """How hard a passphrase is to guess, for the bar under the field."""

    REFUSED = 0
    FAIR = 1
    GOOD = 2
    STRONG = 3


def as_bytes(passphrase: str) -> bytes:
    """What is hashed: NFC and UTF-8, so that it does not depend on the keyboard that typed it."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def problem(passphrase: str) -> str | None:
    """The code of what is wrong with a new passphrase, or None."""
    words = unicodedata.normalize("NFC", passphrase)
    if len(words) < SHORTEST:
        return "passphrase_short"
    if len(words) > LONGEST:
        return "too_long"
    if words == DEMO_PASSPHRASE:
        return "passphrase_published"
    return "passphrase_common" if _is_common(words) else None


def strength(passphrase: str) -> Strength:
    """How strong a passphrase looks: its length and how many different characters it has."""
    if problem(passphrase) is not None:
        return Strength.REFUSED
    length, different = len(passphrase), len(set(passphrase))
    if length >= 20 and different >= 10:
        return Strength.STRONG
    return Strength.GOOD if length >= 15 and different >= 8 else Strength.FAIR


def _is_common(words: str) -> bool:
    plain = "".join(c for c in words.casefold() if c.isalnum())
    if len(set(plain)) < 5 or plain in _runs():
        return True
    stem = "".join(c for c in words.casefold().rstrip(_TAIL).translate(_LEET) if c.isalnum())
    return _halved(plain) or any(stem in (word, word * 2) for word in _COMMON)


def _halved(plain: str) -> bool:
    """Whether it is one short piece said again and again: abcabcabcabc."""
    return any(plain == (plain[:size] * (len(plain) // size + 1))[: len(plain)] for size in range(1, 5))


@cache
def _runs() -> frozenset[str]:
    forward = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "12345678901234567890"]
    forward += ["qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"]
    rows = forward + [row[::-1] for row in forward]
    return frozenset(
        row[start : start + size]
        for row in rows
        for size in range(SHORTEST, len(row) + 1)
        for start in range(len(row) - size + 1)
    )


_TAIL = "0123456789!?.#*$"  # what people put behind a word so that it is taken
_LEET = str.maketrans("013457@$", "oieastas")
# The stems that head every published list of stolen passwords at this length, and the words of this work.
_WORDS = """
password passwords passwordpassword mypassword thepassword newpassword adminpassword passphrase
changeme changemenow pleasechangeme letmein letmeinnow letmeinplease welcome welcomewelcome iloveyou
iloveyousomuch administrator administrators superuser trustnoone qwerty qwertyuiop qwertyqwerty
liverpool liverpoolfc manchesterunited arsenalfootballclub football footballfootball sunshine
princess monkey dragon starwars master superman batman abcdefgh abcdefghijkl hello hellohello
nhspassword nationalhealthservice healthservice neighbourhoodteam neighbourhood linkworker
socialprescribing socialprescriber carecoordinator inteam inteaminteam
inteampassword thequickbrownfox everyonelovesme whatsmypassword
summersummer winterwinter springspring autumnautumn januaryjanuary computercomputer secretsecret
secretpassword topsecretpassword testtesttest testpassword passwordtest defaultpassword
"""
_COMMON = frozenset(_WORDS.split())
