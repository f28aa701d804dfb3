"""Words and codes of other systems, and ours: ethnic categories, languages, titles of needs."""

from functools import cache

from inteam.people.folding import fold
from inteam.people.languages import language, language_name

__all__ = ["ETHNIC_CATEGORIES", "ethnic_category", "language", "language_name"]

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
