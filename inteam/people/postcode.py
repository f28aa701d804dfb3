"""UK postcodes: tidied, never refused."""

import re

NO_FIXED_ABODE = "ZZ99 3VZ"
_SIGNS = re.compile(r"[^A-Z0-9]+")
_FORM = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA")
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{0,2})?")


def key(text: str | None) -> str:
    """Upper case without spaces and signs, to be found by; "" for none."""
    return _SIGNS.sub("", (text or "").upper())


def tidy(text: str | None) -> str:
    """Upper case with one space before the last three characters; what is no postcode as typed."""
    plain = key(text)
    if _FORM.fullmatch(plain):
        return f"{plain[:-3]} {plain[-3:]}"
    return " ".join((text or "").split())


def is_odd(text: str | None) -> bool:
    """Whether it has not the form of a postcode: worth a warning, no more."""
    return bool(text) and not _FORM.fullmatch(key(text))


def may_begin(text: str) -> bool:
    """Whether what is typed so far may be the beginning of a postcode, from "BN1" on."""
    return bool(_OUTWARD.fullmatch(key(text))) or bool(_FORM.fullmatch(key(text)))
