"""The recovery code: 160 random bits printed once, in Crockford's base 32 with its check character.

Eight groups of four and the check character: ``7K2M-…-Q0XF-T``. Typed back in any case, with or without hyphens
and blanks; O counts as 0 and I and L as 1, as Crockford wrote it (https://www.crockford.com/base32.html).
"""

import secrets

from inteam.errors import InputError

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = DIGITS + "*~$=U"
SECRET_BYTES = 20
GROUPS, GROUP = 8, 4
_BASE, _CHECK_BASE = 32, 37
_MISREAD = str.maketrans("OIL", "011")


def new() -> bytes:
    """A fresh secret of 160 bits."""
    return secrets.token_bytes(SECRET_BYTES)


def spell(secret: bytes) -> str:
    """The code as it is printed."""
    number = int.from_bytes(secret)
    check = CHECKS[number % _CHECK_BASE]
    letters = ""
    for _ in range(GROUPS * GROUP):
        number, digit = divmod(number, _BASE)
        letters = DIGITS[digit] + letters
    groups = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
    return "-".join([*groups, check])


def read(typed: str) -> bytes:
    """The secret of a typed code. Raises InputError(recovery_code=…) naming what is wrong with it."""
    letters = "".join(c for c in typed.upper() if not c.isspace() and c not in "-‐‑–").translate(_MISREAD)
    if len(letters) != GROUPS * GROUP + 1:
        raise InputError(recovery_code="recovery_length").about(letters=len(letters))
    if not set(letters[:-1]) <= set(DIGITS) or letters[-1] not in CHECKS:
        raise InputError(recovery_code="recovery_letters")
    number = 0
    for letter in letters[:-1]:
        number = number * _BASE + DIGITS.index(letter)
    if CHECKS[number % _CHECK_BASE] != letters[-1]:
        raise InputError(recovery_code="recovery_check")
    return number.to_bytes(SECRET_BYTES)


def wrapping_key(secret: bytes, salt: bytes) -> bytes:
    """The 32-byte wrapping key of a recovery secret; it is random already, so it needs no slow hash."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 (slow to import)
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 (slow to import)

    return HKDF(SHA256(), 32, salt, b"inteam recovery slot").derive(secret)
