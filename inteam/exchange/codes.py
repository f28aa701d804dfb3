"""Words and codes of other systems, and ours: ethnic categories, languages, titles of needs."""

from functools import cache

from inteam.people.folding import fold

# NHS Data Dictionary, ethnic category code 2001, with the words that exports use for each (domain.md 1.4).
ETHNIC_CATEGORIES = {
    "A": "White British|British|English|Welsh|Scottish|White - British|British or mixed British",
    "B": "White Irish|Irish|White - Irish",
    "C": "Any other White background|Other White|White - any other white background|Gypsy or Irish Traveller|Roma",
    "D": "White and Black Caribbean|Mixed - White and Black Caribbean",
    "E": "White and Black African|Mixed - White and Black African",
    "F": "White and Asian|Mixed - White and Asian",
    "G": "Any other mixed background|Other Mixed|Mixed - any other mixed background",
    "H": "Indian|Asian or Asian British - Indian|Indian or British Indian",
    "J": "Pakistani|Asian or Asian British - Pakistani|Pakistani or British Pakistani",
    "K": "Bangladeshi|Asian or Asian British - Bangladeshi|Bangladeshi or British Bangladeshi",
    "L": "Any other Asian background|Other Asian|Asian - any other Asian background",
    "M": "Caribbean|Black Caribbean|Black or Black British - Caribbean",
    "N": "African|Black African|Black or Black British - African",
    "P": "Any other Black background|Other Black|Black - any other Black background",
    "R": "Chinese|Other ethnic groups - Chinese",
    "S": "Any other ethnic group|Other ethnic group|Other|Arab",
    "Z": "Not stated|Declined|Prefer not to say|Refused|Ethnic category not stated",
    "99": "Not known",
}

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
def _ethnic_words() -> dict[str, str]:
    return {fold(words): code for code, all_words in ETHNIC_CATEGORIES.items() for words in all_words.split("|")}


def ethnic_category(text: str) -> str | None:
    """The code of an ethnic category given as code or in words, None where it is neither."""
    words = text.strip()
    if words.upper() in ETHNIC_CATEGORIES:
        return words.upper()
    if words.upper() in ("X", "9"):
        return "99"
    return _ethnic_words().get(fold(words))


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
