"""Free text: everything is kept but NUL and unpaired surrogates, which no database can store."""


def tidy(text: str | None) -> str | None:
    """Without spaces at both ends; None for nothing."""
    return (text or "").strip() or None


def problem(text: str | None, most: int) -> str | None:
    """The code of why a text cannot be stored, or None."""
    if not text:
        return None
    if len(text) > most:
        return "too_long"
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        return "bad_characters"
    return None
