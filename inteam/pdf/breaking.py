"""Where a line may end: at spaces, between ideographs, between Thai or Khmer clusters."""

import re
import unicodedata
from functools import lru_cache

_ASIAN = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u2e80-\u9fff\ua000-\ua4cf"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
# A line does not begin with these (JIS X 4051 in short), nor end with the openers.
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〉》〕｠»"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.!?:;)]}%”’ะาำๅๆฯ"
)
_NOT_LAST = frozenset("（［｛「『【〈《〔｟«([{“‘เแโใไ")
_SPACES = re.compile("[\t\x0b\x0c\x1c-\x1f \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_JOINERS = frozenset("\u200c\u200d")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a free text, in NFC, an empty one for each empty line."""
    if text.isascii():
        return [text] if text.isprintable() else _LINE_ENDS.split(text)
    return _LINE_ENDS.split(unicodedata.normalize("NFC", text))


def words(paragraph: str) -> list[str]:
    """What stands between spaces; a no-break space does not divide."""
    if paragraph.isascii():
        return paragraph.split()
    return [word for word in _SPACES.split(paragraph) if word]


def clusters(word: str) -> list[str]:
    """What the eye takes as one letter: a base with its marks and what joiners bind to it."""
    found: list[str] = []
    for char in word:
        binds = unicodedata.category(char)[0] == "M" or char in _JOINERS or "\ufe00" <= char <= "\ufe0f"
        if found and (binds or found[-1][-1] in _JOINERS or _virama(found[-1][-1])):
            found[-1] += char
        else:
            found.append(char)
    return found


def _virama(char: str) -> bool:
    return unicodedata.combining(char) == 9


@lru_cache(maxsize=4096)
def atoms(word: str) -> tuple[str, ...]:
    """The word cut where a line may end inside it; most words stay whole."""
    if word.isascii() or not _ASIAN.search(word):
        return (word,)
    found: list[str] = []
    for cluster in clusters(word):
        if found and not _may_break(found[-1], cluster):
            found[-1] += cluster
        else:
            found.append(cluster)
    return tuple(found)


def _may_break(before: str, after: str) -> bool:
    if after[0] in _NOT_FIRST or before[-1] in _NOT_LAST:
        return False
    return bool(_ASIAN.match(before[-1]) or _ASIAN.match(after[0]) or _ASIAN.match(before[0]))
