"""Accessible-information needs and what each does to what INTeam makes. DAPB1605, domain.md 1.7."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from inteam.people.choices import AccessNeedCategory

SMALLEST_FOR_A_PERSON = 12  # points, in anything that a person reads
SMALLEST_EASY_READ = 16


class Need(StrEnum):
    """The needs that are recorded by code; anything else is "other" with its words in detail."""

    LARGE_PRINT_16 = "large_print_16"
    LARGE_PRINT_18 = "large_print_18"
    LARGE_PRINT_20 = "large_print_20"
    LARGE_PRINT_24 = "large_print_24"
    LARGE_PRINT_28 = "large_print_28"
    EASY_READ = "easy_read"
    BRAILLE = "braille"
    AUDIO = "audio"
    BSL_VIDEO = "bsl_video"
    COLOURED_PAPER = "coloured_paper"
    SCREEN_READER = "screen_reader"
    TRANSLATED = "translated"
    BSL_INTERPRETER = "bsl_interpreter"
    DEAFBLIND_MANUAL = "deafblind_manual"
    SPEECH_TO_TEXT = "speech_to_text"
    LIPSPEAKER = "lipspeaker"
    LANGUAGE_INTERPRETER = "language_interpreter"
    HEARING_AID = "hearing_aid"
    HEARING_LOOP = "hearing_loop"
    LIP_READING = "lip_reading"
    ADVOCATE = "advocate"
    LONGER_APPOINTMENT = "longer_appointment"
    TELEPHONE = "telephone"
    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    LETTER = "letter"
    TEXT_RELAY = "text_relay"
    NO_TELEPHONE = "no_telephone"
    OTHER = "other"


_C = AccessNeedCategory
CATEGORIES: dict[Need, AccessNeedCategory] = {
    **dict.fromkeys((n for n in Need if n.startswith("large_print")), _C.INFORMATION_FORMAT),
    **dict.fromkeys((Need.EASY_READ, Need.BRAILLE, Need.AUDIO, Need.BSL_VIDEO), _C.INFORMATION_FORMAT),
    **dict.fromkeys((Need.COLOURED_PAPER, Need.SCREEN_READER, Need.TRANSLATED), _C.INFORMATION_FORMAT),
    **dict.fromkeys((Need.BSL_INTERPRETER, Need.DEAFBLIND_MANUAL, Need.SPEECH_TO_TEXT), _C.PROFESSIONAL),
    **dict.fromkeys((Need.LIPSPEAKER, Need.LANGUAGE_INTERPRETER), _C.PROFESSIONAL),
    **dict.fromkeys((Need.HEARING_AID, Need.HEARING_LOOP, Need.LIP_READING), _C.SUPPORT),
    **dict.fromkeys((Need.ADVOCATE, Need.LONGER_APPOINTMENT), _C.SUPPORT),
    **dict.fromkeys((Need.TELEPHONE, Need.TEXT_MESSAGE, Need.EMAIL, Need.LETTER), _C.CONTACT_METHOD),
    **dict.fromkeys((Need.TEXT_RELAY, Need.NO_TELEPHONE), _C.CONTACT_METHOD),
}
"""The category of each need; OTHER has the one that is chosen with it."""

WORDS: dict[str, str] = {
    Need.LARGE_PRINT_16: "16 pt large print",
    Need.LARGE_PRINT_18: "18 pt large print",
    Need.LARGE_PRINT_20: "20 pt large print",
    Need.LARGE_PRINT_24: "24 pt large print",
    Need.LARGE_PRINT_28: "28 pt large print",
    Need.EASY_READ: "easy read",
    Need.BRAILLE: "braille",
    Need.AUDIO: "audio",
    Need.BSL_VIDEO: "BSL video",
    Need.COLOURED_PAPER: "coloured paper",
    Need.SCREEN_READER: "screen reader",
    Need.TRANSLATED: "translated text",
    Need.BSL_INTERPRETER: "BSL interpreter",
    Need.DEAFBLIND_MANUAL: "deafblind manual",
    Need.SPEECH_TO_TEXT: "speech to text",
    Need.LIPSPEAKER: "lipspeaker",
    Need.LANGUAGE_INTERPRETER: "language interpreter",
    Need.HEARING_AID: "hearing aid",
    Need.HEARING_LOOP: "hearing loop",
    Need.LIP_READING: "lip reading",
    Need.ADVOCATE: "advocate",
    Need.LONGER_APPOINTMENT: "longer appointment",
    Need.TELEPHONE: "by telephone",
    Need.TEXT_MESSAGE: "by text message",
    Need.EMAIL: "by email",
    Need.LETTER: "by letter",
    Need.TEXT_RELAY: "text relay",
    Need.NO_TELEPHONE: "not by telephone",
}
CANNOT_MAKE = frozenset({Need.BRAILLE, Need.AUDIO, Need.BSL_VIDEO})
_BANNER_ORDER = (_C.INFORMATION_FORMAT, _C.PROFESSIONAL, _C.SUPPORT, _C.CONTACT_METHOD)


@dataclass(frozen=True)
class RecordedNeed:
    """One need as it is recorded: code, category and the words that go with it."""

    code: str
    category: str
    detail: str | None = None


@dataclass(frozen=True)
class OutputFormat:
    """What the needs ask of what is written for the person.

    points: body size; headings are ×1.25. tint: named paper colour, or None. also: alternatives that stand
    beside the PDF ("html"). others_make: formats that somebody must order; until then a plan must not be
    marked as given. translation_required: English text is not sufficient, and nothing is machine-translated.
    """

    points: int = SMALLEST_FOR_A_PERSON
    easy_read: bool = False
    tint: str | None = None
    also: frozenset[str] = frozenset()
    others_make: tuple[str, ...] = ()
    translation_required: bool = False

    @property
    def large_print(self) -> bool:
        """Whether the layout is a single column of label and value."""
        return self.points >= SMALLEST_EASY_READ


def output_format(needs: Iterable[RecordedNeed]) -> OutputFormat:
    """What to make for a person with these needs; the largest print asked for holds."""
    points, tint, translated = SMALLEST_FOR_A_PERSON, None, False
    codes = set()
    for need in needs:
        codes.add(need.code)
        if need.code.startswith("large_print_"):
            points = max(points, int(need.code.rsplit("_", 1)[1]))
        if need.code == Need.COLOURED_PAPER:
            tint = (need.detail or "cream").strip().casefold()
        translated = translated or need.code == Need.TRANSLATED
    easy = Need.EASY_READ in codes
    return OutputFormat(
        points=max(points, SMALLEST_EASY_READ) if easy else points,
        easy_read=easy,
        tint=tint,
        also=frozenset({"html"}) if codes & {Need.SCREEN_READER, Need.EMAIL, *CANNOT_MAKE} else frozenset(),
        others_make=tuple(sorted(codes & CANNOT_MAKE)),
        translation_required=translated,
    )


def words(need: RecordedNeed) -> str:
    """The need in a few words, as it stands in the banner."""
    known = WORDS.get(need.code)
    if known is None:
        return need.detail or "other need"
    return f"{known} ({need.detail})" if need.detail and len(need.detail) <= 40 else known


def summary(needs: Iterable[RecordedNeed]) -> str:
    """All needs in one line, formats first: "18 pt large print; hearing loop"; "" for none."""
    order = {category: place for place, category in enumerate(_BANNER_ORDER)}
    ranked = sorted(needs, key=lambda need: (order.get(AccessNeedCategory(need.category), 9), need.code))
    return "; ".join(words(need) for need in ranked)
