"""Languages: their ISO 639 codes and their English names."""

from functools import cache

from inteam.people.folding import fold

_LANGUAGES = (
    "en English|sq Albanian|am Amharic|ar Arabic|hy Armenian|bn Bengali|bn Bangla|bfi British Sign Language|bfi BSL|"
    "bg Bulgarian|yue Cantonese|zh Chinese|cmn Mandarin|hr Croatian|cs Czech|prs Dari|nl Dutch|et Estonian|fa Farsi|"
    "fa Persian|fi Finnish|fr French|de German|el Greek|gu Gujarati|he Hebrew|hi Hindi|hu Hungarian|ig Igbo|it Italian|"
    "ja Japanese|ko Korean|ku Kurdish|lv Latvian|ln Lingala|lt Lithuanian|ml Malayalam|mr Marathi|ne Nepali|pa Panjabi|"
    "pa Punjabi|ps Pashto|ps Pushto|pl Polish|pt Portuguese|ro Romanian|rom Romany|ru Russian|sr Serbian|sn Shona|"
    "si Sinhala|sk Slovak|so Somali|es Spanish|sw Swahili|sv Swedish|syl Sylheti|tl Tagalog|tl Filipino|ta Tamil|"
    "te Telugu|th Thai|ti Tigrinya|tr Turkish|tw Twi|uk Ukrainian|ur Urdu|vi Vietnamese|cy Welsh|yo Yoruba"
)


@cache
def _language_words() -> dict[str, str]:
    pairs = (entry.split(" ", 1) for entry in _LANGUAGES.split("|"))
    return {fold(name): code for code, name in pairs}


def language(text: str) -> str | None:
    """The ISO 639 code of a language given by its English name or its code, None where it is neither."""
    words = fold(text)
    if found := _language_words().get(words):
        return found
    code = text.strip().split("-")[0].lower()
    return code if code in set(_language_words().values()) else None


def language_name(code: str) -> str | None:
    """The English name of a language's code, None where it is not known."""
    pairs = (entry.split(" ", 1) for entry in _LANGUAGES.split("|"))
    return next((name for known, name in pairs if known == code), None)
