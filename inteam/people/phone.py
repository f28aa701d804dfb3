"""Phone numbers: kept as typed, and in E.164 where they can be read as one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

REGION = "GB"
MOST = 200


def e164(text: str | None) -> str | None:
    """+447700900123, or None where it is no number that could be dialled."""
    parsed = _parsed(text)
    if parsed is None:
        return None
    import phonenumbers  # noqa: PLC0415 (40 ms, and only where a number is entered)

    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def grouped(text: str | None) -> str:
    """The number in groups as it is dialled from here; as typed where it cannot be read."""
    parsed = _parsed(text)
    if parsed is None:
        return (text or "").strip()
    import phonenumbers  # noqa: PLC0415 (as above)

    national = parsed.country_code == 44
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if national else form.INTERNATIONAL)


def _parsed(text: str | None) -> "PhoneNumber | None":
    if not text or len(text) > MOST:
        return None
    import phonenumbers  # noqa: PLC0415 (as above)

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
