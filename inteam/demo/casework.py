"""Months of casework for one person: referral, clocks, case, contacts, needs, goals, actions and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from inteam import clock
from inteam.cases.model import CareCase, CaseEvent, CaseReferral
from inteam.contacts.model import Contact, ContactAddendum
from inteam.demo.people import Somebody
from inteam.demo.rows import Rows, Turns
from inteam.demo.scripts import Script
from inteam.demo.words import BY_CODE, PATHWAY_THEMES, Theme
from inteam.needs.model import Action, ActionDueChange, Goal, Need, Outcome, Signpost
from inteam.pathways import current
from inteam.pathways.rules import StageKind
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

_COURSE = (State.RECEIVED, State.TRIAGED, State.ACCEPTED, State.WAITING, State.OFFERED, State.ACTIVE)
_STAFF_SOURCES = {
    Source.GP: ("{gp}", "GP", "{practice}"),
    Source.SELF: (None, None, None),
    Source.FAMILY_CARER: ("{relative}", "Family", None),
    Source.SOCIAL_CARE: ("Duty desk", "Social worker", "Harbour Vale Council"),
    Source.HOSPITAL: ("Discharge team", "Nurse", "Estuary General Hospital NHS Trust"),
    Source.HOUSING: ("Lettings team", "Housing officer", "Tidewater Homes"),
}
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
_CLOSING = "Closed by agreement. {given} knows how to come back and has the number. {outcome}"
_REFUSED = "Advised to ring {place}; the referrer has been told what to send instead."


@dataclass
class Story:
    """What was written about one person, for plans and meetings to build on."""

    one: Somebody
    pathway: str
    referral_id: UUID | None = None
    case_id: UUID | None = None
    state: State = State.RECEIVED
    contacts: list[date] = field(default_factory=list)
    needs: list[tuple[UUID, Theme, str]] = field(default_factory=list)  # id, theme, status
    goals: list[tuple[UUID, UUID, str, str]] = field(default_factory=list)  # id, need, text, status
    actions: list[tuple[UUID, UUID | None, UUID | None, str, date, str]] = field(default_factory=list)
    made: dict[UUID, date] = field(default_factory=dict)  # when each need, goal and action was written
    active_from: date | None = None
    script: Script | None = None


class CaseworkMaker:
    """Writes the casework of one person after the other, everything dated between their arrival and today."""

    def __init__(self, rows: Rows, random: Random, now: datetime, holidays: frozenset[date]) -> None:
        self._rows, self._random, self._now = rows, random, now
        self._today = clock.day(now)
        self._holidays = holidays
        turns = self._turns = {
            "source": (Source.GP, *Source, Source.GP, Source.PRACTICE_NURSE, Source.SOCIAL_CARE),
            "via": tuple(Via),
            "urgency": (Urgency.ROUTINE, Urgency.SOON, Urgency.ROUTINE, Urgency.URGENT, *Urgency),
            "refusal": tuple(Refusal),
            "outcome": tuple(ClosingOutcome),
            "mode": _MODES,
            "attempt": _ATTEMPTS,
            "attended": ("5", "5", "6", "3", "5", "2", "4", "7"),
            "wait": (4, 9, 6, 12, 17, 8, 3, 11, 21, 7, 13, 5),
            "done": ("done", "done", "not_done", "done", "cancelled", "done", "transferred"),
            "goal": (
                "agreed",
                "in_progress",
                "proposed",
                "in_progress",
                "achieved",
                "partly",
                "not_achieved",
                "stopped",
            ),
            "need": ("open", "open", "met", "open", "partly_met", "not_met", "no_longer_wanted"),
            "achieved": ("yes", "partly", "no", "unknown"),
            "whom": ("person", "person", "person_with_carer", "carer_only", "professional", "provider", "other"),
            "risk": ("none", "none", "none", "new", "changed"),
            "intensity": ("standard", "light", "standard", "intensive"),
            "due": (-9, 2, 5, 0, 12, -3, 21, 8, 1, 33, 0, 15, -1, 27, 4, 0),
        }
        self._next = {name: Turns(random, values) for name, values in turns.items()}
        self._stages = {
            key: Turns(
                random, [s.key for s in way.stages if s.kind is not StageKind.CLOSED and s.key != way.first_stage]
            )
            for key, way in current().items()
        }
        self._reasons = ("Caseload", "Asked for a change of worker", "Worker has left", "Language")

    # --- the referral ------------------------------------------------------------------------------------------

    def write(self, one: Somebody, pathway: str, state: State, age: float, script: Script | None = None) -> Story:
        """The person's story up to today; age: days since the referral was received."""
        story = Story(one, pathway, state=state, script=script)
        received_at = self._now - timedelta(days=age) if age < 3 else self._at(self._today - timedelta(days=int(age)))
        codes = script.themes if script else self._themes(pathway)
        themes = [BY_CODE[code] for code in codes]
        steps = self._course(state, clock.day(received_at), script)
        self._referral(story, steps, themes, received_at)
        if state in (State.ACCEPTED, State.WAITING, State.OFFERED, State.ACTIVE, State.CLOSED):
            self._case(story, steps, themes)
        return story

    def _themes(self, pathway: str) -> tuple[str, ...]:
        return tuple(self._random.sample(PATHWAY_THEMES[pathway], self._random.choice((1, 2, 2, 3))))

    def _course(self, state: State, received: date, script: Script | None) -> list[tuple[State, date]]:
        """The moves that led to a state, each on its day."""
        triage = received + timedelta(days=self._random.choice((0, 1, 1, 2, 3, 7)))
        contact = received + timedelta(days=self._next["wait"].next())
        if script:
            triage, contact = received + timedelta(days=1), received + timedelta(days=9)
        days = {
            State.RECEIVED: received,
            State.TRIAGED: triage,
            State.ACCEPTED: triage,
            State.WAITING: triage + timedelta(days=1),
            State.OFFERED: max(triage + timedelta(days=1), contact - timedelta(days=2)),
            State.ACTIVE: max(contact, triage + timedelta(days=1)),
        }
        if state in (State.REJECTED, State.INFO_REQUESTED, State.ENTERED_IN_ERROR):
            way = [State.RECEIVED, *([State.TRIAGED] if state is State.INFO_REQUESTED else []), state]
            days[state] = triage
        elif state is State.CLOSED:
            way = [*_COURSE, state]
            days[state] = self._today - timedelta(days=self._random.randint(2, 60))
        else:
            way = list(_COURSE[: _COURSE.index(state) + 1])
        return [(step, min(days[step], self._today)) for step in way]

    def _referral(
        self, story: Story, steps: Sequence[tuple[State, date]], themes: Sequence[Theme], received_at: datetime
    ) -> None:
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
            closing_summary=_CLOSING.format(given=one.given, outcome=random.choice(themes[0].outcomes))
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

    # --- the case ----------------------------------------------------------------------------------------------

    def _case(self, story: Story, steps: Sequence[tuple[State, date]], themes: Sequence[Theme]) -> None:
        one, day = story.one, dict(steps)
        way = current()[story.pathway]
        opened, active, closed = day[State.ACCEPTED], day.get(State.ACTIVE), day.get(State.CLOSED)
        stage = self._stage(story, active=bool(active), closed=bool(closed))
        story.case_id = self._rows.add(
            CareCase,
            at=self._at(opened),
            changed=self._at(closed or active or opened),
            by=one.worker.id,
            person_id=one.id,
            referral_id=story.referral_id,
            team_id=one.worker.team_id,
            owner_id=one.worker.id,
            pathway_key=way.key,
            pathway_version=way.version,
            stage=stage,
            stage_since=closed or active or opened,
            status="closed" if closed else "open",
            opened_on=opened,
            closed_on=closed,
            need_kind=self._random.choice(("episodic", "longitudinal")),
            intensity=self._next["intensity"].next(),
            outcome=self._random.choice(way.outcomes_from(self._stages[story.pathway].next())).key if closed else None,
            closing_summary=_CLOSING.format(given=one.given, outcome=self._random.choice(themes[0].outcomes))
            if closed
            else None,
        )
        at = self._at(opened)
        self._rows.add(CaseReferral, at=at, case_id=story.case_id, referral_id=story.referral_id, person_id=one.id)
        self._event(story, "opened", opened, None, way.first_stage)
        if not active:
            self._tries(story, opened, self._today)
            self._first_contact_due(story, day)
            return
        story.active_from = active
        if stage != way.first_stage:
            self._event(story, "stage_moved", active, way.first_stage, stage)
        if closed:
            self._event(story, "closed", closed, stage, way.closed_stage)
        self._tries(story, opened, active - timedelta(days=1))
        self._contacts(story, active, closed or self._today, themes)
        for theme in themes:
            self._need(story, theme, active, closed)
        self._next_action(story, themes[0], closed=bool(closed))

    def _next_action(self, story: Story, theme: Theme, *, closed: bool) -> None:
        script = story.script
        if script and script.action:
            due = self._today + timedelta(days=script.due)
            begun = min(due, self._today) - timedelta(days=9)
            need, goal = (story.needs[0][0], story.goals[0][0]) if story.goals else (None, None)
            self._action(story, need, goal, script.action, script.kind, begun, open_=True, due=due)
            return
        idle = not any(action[5] in ("planned", "started") for action in story.actions)
        # Some stay idle: they are listed as without a next action.
        if idle and not closed and self._random.random() > 0.3:
            text, kind = self._random.choice(theme.actions)
            self._action(story, None, None, text, kind, self._today - timedelta(days=9), open_=True)

    def _stage(self, story: Story, *, active: bool, closed: bool) -> str:
        way = current()[story.pathway]
        if not active:
            return way.first_stage
        if story.script and story.script.stage:
            return story.script.stage
        return way.closed_stage if closed else str(self._stages[story.pathway].next())

    def _event(self, story: Story, kind: str, on: date, before: str | None, after: str | None) -> None:
        at = self._at(on)
        self._rows.add(
            CaseEvent,
            at=at,
            by=story.one.worker.id,
            case_id=story.case_id,
            person_id=story.one.id,
            kind=kind,
            occurred_at=at,
            recorded_at=at,
            from_value=before,
            to_value=after,
            by_id=story.one.worker.id,
        )

    def _first_contact_due(self, story: Story, day: dict[State, date]) -> None:
        due = day[State.RECEIVED] + timedelta(days=14)
        if story.script:
            due = self._today + timedelta(days=story.script.due)
        self._action(story, None, None, "First contact", "worker_does", day[State.ACCEPTED], open_=True, due=due)

    # --- contacts ----------------------------------------------------------------------------------------------

    def _tries(self, story: Story, start: date, end: date) -> None:
        days = max((end - start).days, 0)
        for _ in range(min(self._random.choice((0, 1, 1, 2, 3)), days)):
            result, mode = self._next["attempt"].next()
            on = start + timedelta(days=self._random.randint(0, days))
            self._contact(
                story, on, "attempt", mode, story.one.notes.attempt(result), attempt_result=result, no_action=True
            )

    def _contacts(self, story: Story, start: date, end: date, themes: Sequence[Theme]) -> None:
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

    # --- needs, goals, actions ---------------------------------------------------------------------------------

    def _need(self, story: Story, theme: Theme, start: date, closed: date | None) -> None:
        random, one = self._random, story.one
        on = min(start + timedelta(days=random.choice((0, 0, 7, 14))), self._today)
        status = (
            random.choice(("met", "partly_met", "not_met", "no_longer_wanted")) if closed else self._next["need"].next()
        )
        confidence = random.randint(2, 9)
        need_id = self._rows.add(
            Need,
            at=self._at(on),
            by=one.worker.id,
            person_id=one.id,
            case_id=story.case_id,
            referral_id=story.referral_id,
            code=theme.code,
            statement=theme.person[0] if story.script else random.choice(theme.person),
            identified_on=on,
            identified_by=random.choice(("person", "person", "referrer", "worker", "family")),
            importance=random.randint(4, 10),
            confidence=confidence,
            confidence_note="If somebody came with me the first time." if confidence <= 6 else None,
            status=status,
            status_on=None if status == "open" else closed or self._today - timedelta(days=random.randint(1, 30)),
            status_reason=None if status == "open" else random.choice(theme.outcomes),
            position=len(story.needs),
        )
        story.needs.append((need_id, theme, status))
        story.made[need_id] = on
        self._goal(story, theme, need_id, on, open_=status == "open")
        if random.random() < 0.2 and theme.signposts:
            self._rows.add(
                Signpost,
                at=self._at(on),
                by=one.worker.id,
                person_id=one.id,
                case_id=story.case_id,
                need_id=need_id,
                service_name=random.choice(theme.signposts),
                told="Number and opening times given on a card.",
                given_on=on,
                given_by_id=one.worker.id,
                follow_up_on=on + timedelta(days=21),
            )

    def _goal(self, story: Story, theme: Theme, need_id: UUID, on: date, *, open_: bool) -> None:
        random, one = self._random, story.one
        status = random.choice(("agreed", "in_progress", "in_progress")) if open_ else self._next["goal"].next()
        text = theme.goals[0] if story.script else random.choice(theme.goals)
        progress = {"proposed": 0, "agreed": 0, "achieved": 100, "partly": 60}.get(
            status, random.choice((10, 25, 50, 75))
        )
        baseline = random.randint(1, 4)
        goal_id = self._rows.add(
            Goal,
            at=self._at(on),
            by=one.worker.id,
            need_id=need_id,
            person_id=one.id,
            text=text,
            target_on=self._today + timedelta(days=random.choice((20, 42, 73, 101))),
            baseline_rating=baseline,
            current_rating=min(10, baseline + progress // 20),
            progress=progress,
            status=status,
            agreed_on=None if status == "proposed" else on,
            position=len(story.goals),
        )
        story.goals.append((goal_id, need_id, text, status))
        story.made[goal_id] = on
        if status in ("achieved", "partly", "not_achieved"):
            achieved = {"achieved": "yes", "partly": "partly", "not_achieved": "no"}[status]
            self._outcome(story, theme, goal_id, achieved, progress)
        elif random.random() < 0.1:
            self._outcome(story, theme, goal_id, "unknown", progress)
        steps = random.sample(theme.actions, min(len(theme.actions), random.choice((1, 2, 3))))
        for number, (words, kind) in enumerate(steps):
            begun = min(on + timedelta(days=number * 6), self._today)
            self._action(
                story,
                need_id,
                goal_id,
                words,
                kind,
                begun,
                open_=open_ and number == len(steps) - 1 and story.script is None,
            )

    def _outcome(self, story: Story, theme: Theme, goal_id: UUID, achieved: str, progress: int) -> None:
        on = self._today - timedelta(days=self._random.randint(1, 40))
        self._rows.add(
            Outcome,
            at=self._at(on),
            by=story.one.worker.id,
            goal_id=goal_id,
            person_id=story.one.id,
            observed_on=on,
            achieved=achieved,
            what_changed=self._random.choice(theme.outcomes),
            rating=self._random.randint(3, 9),
            progress=progress,
            source=self._random.choice(("person", "person", "worker", "provider")),
        )

    def _action(
        self,
        story: Story,
        need_id: UUID | None,
        goal_id: UUID | None,
        text: str,
        kind: str,
        on: date,
        *,
        open_: bool,
        due: date | None = None,
    ) -> UUID:
        random, one = self._random, story.one
        if due is None:
            due = self._due(one) if open_ else min(on + timedelta(days=14), self._today)
        first_due = due - timedelta(days=14) if story.script is None and random.random() < 0.12 else due
        status = random.choice(("planned", "planned", "started")) if open_ else self._next["done"].next()
        ongoing = open_ and random.random() < 0.05
        by_team = story.script is None and random.random() < 0.03
        made = self._rows.add(
            Action,
            at=self._at(on),
            by=one.worker.id,
            person_id=one.id,
            case_id=story.case_id,
            need_id=need_id,
            goal_id=goal_id,
            text=text,
            kind=kind,
            team_id=one.worker.team_id,
            owner_id=None if by_team else one.worker.id,
            done_by={"person_does": one.given, "other_professional": one.practice.gp}.get(kind),
            due_on=due,
            first_due_on=first_due,
            status=status,
            status_reason="Not wanted any more" if status in ("not_done", "cancelled") else None,
            started_on=on if status in ("started", "done") else None,
            done_on=due if status == "done" else None,
            priority=random.choice((1, 2, 2, 3)),
            ongoing=ongoing,
            review_on=due if ongoing else None,
            position=len(story.actions),
        )
        if first_due != due:
            self._rows.add(
                ActionDueChange,
                at=self._at(min(first_due, self._today)),
                by=one.worker.id,
                action_id=made,
                person_id=one.id,
                from_on=first_due,
                to_on=due,
                reason="Asked for more time",
                by_id=one.worker.id,
            )
        story.actions.append((made, need_id, goal_id, text, due, status))
        story.made[made] = on
        return made

    def _due(self, one: Somebody) -> date:
        # What is late on the list of the pictures is scripted.
        days = self._random.randint(6, 40) if one.worker.name == "Priya Nair" else self._next["due"].next()
        return self._today + timedelta(days=days)

    def _at(self, day: date) -> datetime:
        """A moment of the working day, never after now."""
        minute = self._random.randrange(9 * 60, 17 * 60, 5)
        moment = datetime.combine(day, time(minute // 60, minute % 60), clock.LONDON)
        return moment if day > self._today else min(moment, self._now)
