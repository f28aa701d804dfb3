"""The contacts of a story: attempts, meetings with the person, and work behind the scenes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from inteam.contacts.model import Contact, ContactAddendum
from inteam.demo.story import Story
from inteam.demo.words import Theme
from inteam.demo.writer import Writer

_MODES = (
    ("phone", "phone"),
    ("face_to_face_home", "home"),
    ("phone", "phone"),
    ("face_to_face_practice", "practice"),
    ("face_to_face_community", "community"),
    ("video", "video"),
    ("text", "text"),
)
_ATTEMPTS = (
    ("no_answer", "phone"),
    ("voicemail_left", "phone"),
    ("text_sent", "text"),
    ("letter_sent", "letter"),
    ("visited_no_reply", "face_to_face_home"),
    ("wrong_number", "phone"),
    ("third_party_answered", "phone"),
    ("voicemail_not_left", "phone"),
    ("email_sent", "email"),
    ("answered", "phone"),
)


class ContactWriter(Writer):
    """Writes contacts in a believable rhythm: some people go quiet, some notes are entered late."""

    in_turn = {
        "mode": _MODES,
        "attempt": _ATTEMPTS,
        "whom": ("person", "person", "person_with_carer", "carer_only", "professional", "provider", "other"),
        "risk": ("none", "none", "none", "new", "changed"),
    }

    def try_to_reach(self, story: Story, start: date, end: date) -> None:
        """Some attempts between two days; each has a result of its own."""
        days = max((end - start).days, 0)
        for _ in range(min(self._random.choice((0, 1, 1, 2, 3)), days)):
            result, mode = self._next["attempt"].next()
            on = start + timedelta(days=self._random.randint(0, days))
            self._contact(
                story, on, "attempt", mode, story.one.notes.attempt(result), attempt_result=result, no_action=True
            )

    def write(self, story: Story, start: date, end: date, themes: Sequence[Theme]) -> None:
        """The contacts from a first meeting until a day; their days stand in the story."""
        codes = tuple(theme.code for theme in themes)
        on, quiet = start, self._random.random() < 0.1
        last = end - timedelta(days=35 if quiet else self._random.randint(0, 14))
        if story.script:
            last = end - timedelta(days=story.script.last)
        first = True
        while on <= max(last, start):
            mode, place = self._next["mode"].next()
            extra = {"meaningful": True} if first else {}
            self._contact(story, on, "direct", mode, story.one.notes.contact(place, codes), **extra)
            story.contacts.append(on)
            first = False
            if self._random.random() < 0.35:
                between = on + timedelta(days=self._random.randint(1, 5))
                if between <= end:
                    kind = self._random.choice(("indirect", "indirect", "no_contact_note"))
                    self._contact(story, between, kind, "email", story.one.notes.liaison(), with_whom="professional")
            later = on + timedelta(days=self._random.choice((6, 7, 10, 14, 14, 21, 28)))
            on = last if story.script and on < last < later else later

    def _contact(self, story: Story, on: date, kind: str, mode: str, summary: str, **more: Any) -> UUID:
        one, random = story.one, self._random
        at = self._at(on)
        late = random.random() < 0.03
        recorded = min(at + timedelta(days=9 if late else 0, minutes=random.randint(5, 90)), self._now)
        direct = kind == "direct"
        planned = direct and random.random() < 0.6
        values: dict[str, Any] = {
            "person_id": one.id,
            "case_id": story.case_id,
            "referral_id": story.referral_id,
            "team_id": one.worker.team_id,
            "worker_id": one.worker.id,
            "occurred_at": at,
            "occurred_on": on,
            "recorded_at": recorded,
            "entered_late": late and recorded - at > timedelta(days=7),
            "duration_min": random.choice((10, 15, 20, 30, 45, 60)) if direct else None,
            "type": kind,
            "mode": mode,
            "direction": "outbound" if random.random() < 0.8 else "inbound",
            "with_whom": self._next["whom"].next() if direct and random.random() < 0.2 else "person",
            "planned": planned,
            "attended_code": "5" if planned else None,
            "summary": summary,
            "risk_change": self._next["risk"].next() if direct else "none",
            "visibility": "team",
            **more,
        }
        made = self._rows.add(Contact, at=recorded, by=one.worker.id, **values)
        if random.random() < 0.02:
            self._rows.add(
                ContactAddendum,
                at=recorded,
                by=one.worker.id,
                contact_id=made,
                person_id=one.id,
                added_at=min(recorded + timedelta(days=2), self._now),
                text="Rang back: the date was a day earlier than first written.",
                by_id=one.worker.id,
            )
        return made
