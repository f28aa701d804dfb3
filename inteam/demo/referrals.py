"""The referral of a story: how it came, its reasons, moves and clocks, and the word owed to the referrer."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from inteam import clock
from inteam.demo.rows import Rows
from inteam.demo.somebody import Somebody
from inteam.demo.story import Story
from inteam.demo.words import Theme
from inteam.demo.writer import Writer
from inteam.referrals import clocks
from inteam.referrals.choices import ClosingOutcome, Refusal, Source, State, Urgency, Via
from inteam.referrals.model import (
    ChoiceDelay,
    Feedback,
    Referral,
    ReferralClock,
    ReferralEvent,
    ReferralQuestion,
    ReferralReason,
)

_STAFF_SOURCES = {
    Source.GP: ("{gp}", "GP", "{practice}"),
    Source.SELF: (None, None, None),
    Source.FAMILY_CARER: ("{relative}", "Family", None),
    Source.SOCIAL_CARE: ("Duty desk", "Social worker", "Harbour Vale Council"),
    Source.HOSPITAL: ("Discharge team", "Nurse", "Estuary General Hospital NHS Trust"),
    Source.HOUSING: ("Lettings team", "Housing officer", "Tidewater Homes"),
}
CLOSING_WORDS = "Closed by agreement. {given} knows how to come back and has the number. {outcome}"
_REFUSED = "Advised to ring {place}; the referrer has been told what to send instead."


class ReferralWriter(Writer):
    """Writes referrals as they were received, triaged, accepted or refused, and closed."""

    in_turn = {
        "source": (Source.GP, *Source, Source.GP, Source.PRACTICE_NURSE, Source.SOCIAL_CARE),
        "via": tuple(Via),
        "urgency": (Urgency.ROUTINE, Urgency.SOON, Urgency.ROUTINE, Urgency.URGENT, *Urgency),
        "refusal": tuple(Refusal),
        "outcome": tuple(ClosingOutcome),
    }

    def __init__(self, rows: Rows, random: Random, now: datetime, holidays: frozenset[date]) -> None:
        super().__init__(rows, random, now)
        self._holidays = holidays

    def write(
        self, story: Story, steps: Sequence[tuple[State, date]], themes: Sequence[Theme], received_at: datetime
    ) -> None:
        """The referral with all that hangs on it; steps: its moves, each on its day."""
        one, random, day = story.one, self._random, dict(steps)
        script = story.script
        source = script.source if script and script.source else self._next["source"].next()
        name, role, body = (
            self._said(part, one)
            for part in _STAFF_SOURCES.get(source, ("Duty worker", source.value.replace("_", " ").capitalize(), None))
        )
        accepted, active = day.get(State.ACCEPTED), day.get(State.ACTIVE)
        closed = day.get(State.CLOSED) or day.get(State.REJECTED)
        outcome = self._next["outcome"].next() if story.state is State.CLOSED else None
        refusal = self._next["refusal"].next() if story.state is State.REJECTED else None
        assessed = accepted is not None or random.random() < 0.6
        story.referral_id = self._rows.add(
            Referral,
            at=received_at,
            changed=self._at(steps[-1][1]),
            by=one.worker.id,
            person_id=one.id,
            team_id=one.worker.team_id,
            owner_id=one.worker.id if accepted else None,
            direction="inbound",
            state=story.state.value,
            received_at=received_at,
            received_on=day[State.RECEIVED],
            received_via=Via.SELF.value if source is Source.SELF else self._next["via"].next().value,
            written_on=day[State.RECEIVED] - timedelta(days=random.randint(0, 4)),
            source=source.value,
            referrer_name=name,
            referrer_role=role,
            referrer_organisation=body,
            referrer_organisation_id=one.practice.id if source is Source.GP else None,
            referrer_contact=one.practice.phone if source is Source.GP else None,
            letter=" ".join(random.choice(theme.referrer) for theme in themes),
            urgency=self._urgency(story, day),
            person_agrees="yes" if accepted else random.choice(("yes", "yes", "not_asked", "best_interests")),
            agreed_on=day[State.RECEIVED] if accepted else None,
            risk_state=random.choice(("risks_listed", "no_known_risks")) if assessed else "not_assessed",
            risk_summary="See the risks in the record." if assessed else None,
            need_kind=random.choice(("episodic", "longitudinal")) if State.TRIAGED in day else None,
            pathway_key=story.pathway,
            triaged_by_id=one.worker.id if State.TRIAGED in day else None,
            triaged_at=self._at(day[State.TRIAGED]) if State.TRIAGED in day else None,
            accepted_at=self._at(accepted) if accepted else None,
            priority=random.choice((1, 2, 2, 3)) if State.WAITING in day else None,
            offered_for=self._offered(day),
            offered_mode="face_to_face_home" if State.OFFERED in day else None,
            first_contact_at=self._at(active) if active else None,
            active_at=self._at(active) if active else None,
            outcome=outcome.value if outcome else None,
            outcome_reason=refusal.value if refusal else None,
            closing_summary=CLOSING_WORDS.format(given=one.given, outcome=random.choice(themes[0].outcomes))
            if outcome
            else None,
            onward_advice=_REFUSED.format(place=random.choice(("Citizens Advice", "the practice", "Carers First")))
            if refusal
            else None,
            closed_on=closed,
        )
        self._reasons_of(story, themes, day)
        self._events(story, steps, refusal.value if refusal else None)
        self._clocks(story, day, closed)
        self._word_owed(story, source, day, closed)

    def _urgency(self, story: Story, day: dict[State, date]) -> str | None:
        if story.script and story.script.urgency:
            return story.script.urgency.value
        return str(self._next["urgency"].next().value) if State.TRIAGED in day else None

    def _offered(self, day: dict[State, date]) -> datetime | None:
        if State.OFFERED not in day:
            return None
        if State.ACTIVE in day:
            return self._at(day[State.ACTIVE])
        on = self._today + timedelta(days=self._random.choice((0, 0, 1, 2, 5)))
        hour, minute = self._random.choice(((9, 30), (11, 0), (11, 30), (13, 15), (15, 0), (16, 30)))
        return datetime.combine(on, time(hour, minute), clock.LONDON)

    def _said(self, words: str | None, one: Somebody) -> str | None:
        fills = {"gp": one.practice.gp, "practice": one.practice.name, "relative": f"{one.relative} {one.family}"}
        return words.format(**fills) if words else None

    def _reasons_of(self, story: Story, themes: Sequence[Theme], day: dict[State, date]) -> None:
        at = self._at(day[State.RECEIVED])
        for position, theme in enumerate(themes):
            common: dict[str, Any] = {
                "referral_id": story.referral_id,
                "person_id": story.one.id,
                "code": theme.code,
                "position": position,
            }
            self._rows.add(
                ReferralReason,
                at=at,
                said_by="referrer",
                note=self._random.choice(theme.referrer),
                reported_on=day[State.RECEIVED],
                **common,
            )
            if State.ACTIVE in day:
                self._rows.add(
                    ReferralReason,
                    at=self._at(day[State.ACTIVE]),
                    said_by="person",
                    note=self._random.choice(theme.person),
                    reported_on=day[State.ACTIVE],
                    **common,
                )

    def _events(self, story: Story, steps: Sequence[tuple[State, date]], reason: str | None) -> None:
        before: State | None = None
        for position, (state, on) in enumerate(steps, 1):
            at = self._at(on)
            last = position == len(steps)
            self._rows.add(
                ReferralEvent,
                at=at,
                by=story.one.worker.id,
                referral_id=story.referral_id,
                person_id=story.one.id,
                occurred_at=at,
                recorded_at=at,
                position=position,
                from_state=before.value if before else None,
                to_state=state.value,
                by_id=story.one.worker.id,
                reason=reason if last else None,
            )
            before = state
        if story.state is State.INFO_REQUESTED:
            self._rows.add(
                ReferralQuestion,
                at=self._at(steps[-1][1]),
                referral_id=story.referral_id,
                person_id=story.one.id,
                question="Does the person know about the referral, and is it safe to ring?",
                asked_of=story.one.practice.gp,
                asked_at=self._at(steps[-1][1]),
            )

    def _clocks(self, story: Story, day: dict[State, date], closed: date | None) -> None:
        started, active = day[State.RECEIVED], day.get(State.ACTIVE)
        first_action = active + timedelta(days=3) if active and active + timedelta(days=3) <= self._today else None
        stops = {
            clocks.Clock.TRIAGE: day.get(State.TRIAGED) or day.get(State.REJECTED),
            clocks.Clock.FIRST_ATTEMPT: day.get(State.OFFERED) or closed,
            clocks.Clock.FIRST_CONTACT: active or closed,
            clocks.Clock.MEANINGFUL_CONTACT: active or closed,
            clocks.Clock.FIRST_ACTION: first_action or closed,
        }
        if story.state is State.ENTERED_IN_ERROR:
            stops = dict.fromkeys(stops, started)
        delay = 5 if active and self._random.random() < 0.06 else 0
        for which, stop in stops.items():
            self._clock(story, which, started, stop, delay if which is clocks.Clock.FIRST_CONTACT else 0)
        if active:
            self._clock(story, clocks.Clock.EPISODE, active, closed, 0)
        if delay and active:
            self._rows.add(
                ChoiceDelay,
                at=self._at(active),
                referral_id=story.referral_id,
                person_id=story.one.id,
                from_on=max(started, active - timedelta(days=6)),
                to_on=active - timedelta(days=1),
                reason="Away visiting family",
            )

    def _clock(self, story: Story, which: clocks.Clock, start: date, stop: date | None, delay: int) -> None:
        days = clocks.elapsed(start, stop, self._holidays) if stop else None
        self._rows.add(
            ReferralClock,
            at=self._at(start),
            changed=self._at(stop or start),
            referral_id=story.referral_id,
            person_id=story.one.id,
            clock=which.value,
            started_on=start,
            stopped_on=stop,
            calendar_days=days.calendar if days else None,
            working_days=days.working if days else None,
            delay_days=delay if days else None,
        )

    def _word_owed(self, story: Story, source: Source, day: dict[State, date], closed: date | None) -> None:
        if source in (Source.SELF, Source.PROACTIVE_SEARCH):
            return
        owed = []
        if State.ACTIVE in day:
            owed.append(("first_contact", day[State.ACTIVE]))
        if closed:
            owed.append(("rejection" if story.state is State.REJECTED else "closure", closed))
        for kind, on in owed:
            due = clocks.add_working_days(on, 5, self._holidays)
            sent = on + timedelta(days=2) if due < self._today and self._random.random() < 0.93 else None
            self._rows.add(
                Feedback,
                at=self._at(on),
                by=story.one.worker.id,
                referral_id=story.referral_id,
                person_id=story.one.id,
                team_id=story.one.worker.team_id,
                owner_id=story.one.worker.id,
                kind=kind,
                due_on=due,
                extent="summary" if source in (Source.GP, Source.PRACTICE_NURSE) else "state_only",
                sent_on=sent,
                sent_by_id=story.one.worker.id if sent else None,
                via="email" if sent else None,
                content=f"{story.one.given} has been seen. Thank you for the referral." if sent else None,
                content_version=1 if sent else 0,
            )
