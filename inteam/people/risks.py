"""What is known of a person's risks: "none" is an answer that somebody gave on a day, a blank is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inteam.people.choices import RiskAnswer, RiskKind, RiskLevel, RiskStatus, SafeguardingType

LEVELS = (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)
SAFEGUARDING_STEPS = (RiskStatus.CONCERN, RiskStatus.REFERRED, RiskStatus.ENQUIRY)
SAFEGUARDING_WORDS: dict[str, str] = {
    SafeguardingType.ADULT: "safeguarding adult",
    SafeguardingType.CHILD: "safeguarding child",
    SafeguardingType.DOMESTIC_ABUSE: "domestic abuse",
    SafeguardingType.MARAC: "MARAC",
    SafeguardingType.PREVENT: "Prevent",
    SafeguardingType.CAPACITY: "MCA or DoLS",
}
HIDDEN_SAFEGUARDING = "Safeguarding flag, see lead"


class Standing(StrEnum):
    """The four answers to "what are the risks?"; they never look alike."""

    NOT_ASSESSED = "not_assessed"
    NO_KNOWN_RISKS = "no_known_risks"
    OPEN = "open"
    ALL_CLOSED = "all_closed"


@dataclass(frozen=True)
class RiskLine:
    """One risk as a list or banner shows it; title and detail are gone where the reader may not see them."""

    kind: str
    title: str
    level: str
    status: str
    safeguarding_type: str | None = None


def standing(risks: Iterable[RiskLine], newest_answer: str | None) -> Standing:
    """What may be said. newest_answer: of the last review of all risks; None where there was none."""
    known = list(risks)
    if any(risk.status != RiskStatus.CLOSED for risk in known):
        return Standing.OPEN
    if newest_answer == RiskAnswer.NO_KNOWN_RISKS:
        return Standing.NO_KNOWN_RISKS
    return Standing.ALL_CLOSED if known else Standing.NOT_ASSESSED


def title(risk: RiskLine, *, safeguarding_detail: bool) -> str:
    """A risk's words for a reader with or without the right to safeguarding detail."""
    if risk.kind != RiskKind.SAFEGUARDING:
        return risk.title
    if not safeguarding_detail:
        return HIDDEN_SAFEGUARDING
    category = SAFEGUARDING_WORDS.get(risk.safeguarding_type or "", "safeguarding")
    return f"{category[0].upper()}{category[1:]}: {risk.title}"


def banner_words(risks: Sequence[RiskLine], *, safeguarding_detail: bool) -> str:
    """The open risks in one line, staff safety first, then by level; "" for none."""
    shown = [risk for risk in risks if risk.status != RiskStatus.CLOSED]
    shown.sort(key=lambda risk: (risk.kind != RiskKind.TO_STAFF, LEVELS.index(RiskLevel(risk.level))))
    words = [title(risk, safeguarding_detail=safeguarding_detail) for risk in shown]
    return "; ".join(dict.fromkeys(word[0].lower() + word[1:] if i else word for i, word in enumerate(words)))


def review_setting(level: str) -> str:
    """The setting that says after how many days a risk of this level is looked at again."""
    return f"people.risk_review_days_{RiskLevel(level).value}"
