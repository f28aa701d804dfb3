"""Folding: the plain form of a name by which it is sorted and found, and its words.

Case, accents, apostrophes, hyphens, ligatures, joiners and vowel signs that are often left out do not count.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that do not fall apart into a base and a mark.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ĸ": "k",
        "ə": "e",
        "ƒ": "f",
        # Arabic and Persian: letters that are typed one for another, and the stretch without a sound.
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ک": "ك",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ـ": "",
        "ء": "",
        # Cyrillic
        "ё": "е",
        # Joiners
        "\u200c": "",
        "\u200d": "",
    }
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʹ`´′＇ʾʿ"))
_NOT_WORD = re.compile(r"[\W_]+")
# Vowel signs carry the word in these scripts; the nukta and the sign of a missing vowel are often left out.
_KEEP_MARKS = re.compile(r"[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff]")
_DROPPED_INDIC = frozenset("\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u0901\u0981")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\U00020000-\U0002fa1f]")
SHORTEST_TO_MISTYPE = 4  # a shorter word with a letter left out is another name


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The plain form: "O’Néil-Smith" and "oneil smith" become "oneil smith"."""
    if text.isascii():
        plain = text.replace("'", "").replace("`", "").casefold()
        return " ".join(_NOT_WORD.sub(" ", plain).split())
    plain = unicodedata.normalize("NFC", text)
    for _ in range(2):  # a mathematical capital becomes a capital, and an n with an apostrophe an apostrophe and an n
        plain = unicodedata.normalize("NFKD", plain.translate(_APOSTROPHES).casefold().translate(_LETTERS))
    kept = "".join(c for c in plain if not _ignored(c))
    plain = unicodedata.normalize("NFC", kept).translate(_LETTERS)
    return " ".join("".join(c if _is_word(c) else " " for c in plain).split())


def _ignored(c: str) -> bool:
    category = unicodedata.category(c)
    if category == "Cf" or c in _DROPPED_INDIC:
        return True
    return category in ("Mn", "Me") and not _KEEP_MARKS.match(c)


def _is_word(c: str) -> bool:
    return unicodedata.category(c)[0] in "LNM"


def words(text: str | None) -> tuple[str, ...]:
    """The folded words, in order, each once."""
    return tuple(dict.fromkeys(fold(text).split())) if text else ()


def is_cjk(text: str) -> bool:
    """Whether one character may already be a whole name."""
    return bool(_CJK.search(text))


@lru_cache(maxsize=16384)
def tokens(text: str | None) -> tuple[str, ...]:
    """The words that a name is found by.

    A name in parts is also found when it is typed as one word (Al-Sayed, alsayed) and a CJK name from any of its
    characters on.
    """
    found = list(words(text))
    if 1 < len(found) <= 3:
        found.append("".join(found))
    for word in tuple(found):
        if is_cjk(word):
            found.extend(word[start:] for start in range(1, min(len(word), 6)))
    return tuple(dict.fromkeys(found))


def family_tokens(family: str, given: str | None) -> tuple[str, ...]:
    """The words of a family name; a CJK name is also written in one, with the given name behind it."""
    found = tokens(family)
    if given and is_cjk(family) and is_cjk(given):
        return (*found, (fold(family) + fold(given)).replace(" ", ""))
    return found


def sort_key(family: str, given: str | None) -> str:
    """The folded "family given" by which every list sorts; both databases compare its bytes."""
    return f"{fold(family)} {fold(given or '')}".strip()


def variants(word: str) -> frozenset[str]:
    """The word and each form of it with one letter left out."""
    if len(word) < SHORTEST_TO_MISTYPE or is_cjk(word):
        return frozenset({word})
    return frozenset({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})
