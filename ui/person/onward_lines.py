"""The lines of a person's needs for what was referred on, and for what they were told about: never mixed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from inteam.needs import onward_words
from inteam.needs.queries import SignpostRow
from inteam.needs.queries_onward import OnwardRow
from inteam.needs.rules_onward import OnwardState
from inteam.referrals.words import ISSUES
from ui.person import words
from ui.widgets import icons, paint

LINE = 18
TONES: dict[str, str] = {
    OnwardState.SENT: "blue",
    OnwardState.ACKNOWLEDGED: "blue",
    OnwardState.ACCEPTED: "blue",
    OnwardState.BOOKED: "blue",
    OnwardState.SEEN: "green",
    OnwardState.DECLINED: "red",
    OnwardState.PERSON_TOLD: "plain",
    OnwardState.OUTCOME_RECEIVED: "green",
    OnwardState.NO_RESPONSE: "amber",
    OnwardState.CANCELLED: "plain",
}


@dataclass(frozen=True)
class OnwardLine:
    """One referral to a provider: to whom and what about, where it stands, and how long it has taken."""

    id: UUID
    onward: OnwardRow
    today: date
    last: bool

    @property
    def title(self) -> str:
        """Citizens Advice: money, debt, benefits."""
        return f"{self.onward.provider_name}: {ISSUES.get(self.onward.code, self.onward.code).lower()}"

    @property
    def state(self) -> str:
        """The words of its chip."""
        return onward_words.STATES[self.onward.state]

    @property
    def note(self) -> str:
        """How long, or when it ended; and who asks after it."""
        waited = self.onward.clock_words(self.today) or f"Ended {words.day(self.onward.state_on)}"
        return ". ".join(part for part in (waited, self.onward.owner_name if self.onward.is_open else "") if part)

    def says(self) -> str:
        """For a screen reader."""
        return f"Referred on: {self.title}, {self.state}. {self.note}"


@dataclass(frozen=True)
class SignpostLine:
    """A service that the person was told about; no details left."""

    id: UUID
    signpost: SignpostRow
    today: date
    last: bool

    @property
    def title(self) -> str:
        """The service."""
        return self.signpost.service_name

    @property
    def note(self) -> str:
        """What became of it; until that is known, when they were told, and by whom."""
        row = self.signpost
        if row.followed_up_on is not None:
            return f"{words.day(row.followed_up_on)}: {row.follow_up_note or 'asked after'}"
        asked = f". Asked after {words.day(row.asked_on)}" if row.asked_on is not None else ""
        return f"Told {words.day(row.given_on)} by {row.given_by}{asked}"

    @property
    def due(self) -> tuple[str, str]:
        """When somebody is to ask what became of it, with its tone."""
        on = self.signpost.asks_on
        if on is None:
            return "", ""
        said, tone = words.due(on, self.today)
        return f"Ask {said.lower() if on == self.today else said}", tone

    def says(self) -> str:
        """For a screen reader."""
        return ". ".join(part for part in (f"Signposted to: {self.title}", self.note, self.due[0]) if part)


Beside = OnwardLine | SignpostLine


def height(item: Beside, room: float) -> int:
    """How high a line is in the room between the list's edges."""
    return 30 + LINE * (2 if _folded(item, room) else 1) - 6


def draw(painter: QPainter, area: QRectF, item: Beside) -> None:
    """An icon, the title with its state at the right, and the note under it."""
    symbol = "arrow_right" if isinstance(item, OnwardLine) else "info"
    icons.draw(painter, symbol, area.x(), area.y() + 6, 14, "muted")
    top = QRectF(area.x() + 24, area.y() + 4, area.width() - 24 - _chip_room(item), LINE)
    lines = _folded(item, area.width() + 18) or (item.title,)
    for number, line in enumerate(lines):
        paint.text(painter, top.translated(0, LINE * number), line, "dense")
    if isinstance(item, OnwardLine):
        wide = paint.chip_width(item.state)
        paint.chip(painter, area.right() - wide, top.center().y(), item.state, TONES[item.onward.state])
    else:
        due, tone = item.due
        right = QRectF(area.x(), top.y(), area.width(), LINE)
        paint.text(painter, right, due, "caption_strong" if tone else "caption", tone or "muted", paint.RIGHT)
    under = QRectF(top.x(), top.y() + LINE * len(lines), area.width() - 24, LINE)
    paint.text(painter, under, item.note, "caption", "muted")


def _chip_room(item: Beside) -> float:
    if isinstance(item, OnwardLine):
        return paint.chip_width(item.state) + 10
    due, tone = item.due
    return paint.text_width(due, "caption_strong" if tone else "caption") + 10 if due else 0.0


def _folded(item: Beside, room: float) -> tuple[str, str] | None:
    return paint.folded(item.title, "dense", "dense", room - 18 - 24 - _chip_room(item))
