"""Months of casework for one person: a referral, then a case on its pathway with contacts, needs and actions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from inteam import clock
from inteam.cases.model import CareCase, CaseEvent, CaseReferral
from inteam.demo.contacts import ContactWriter
from inteam.demo.needs import NeedWriter
from inteam.demo.referrals import CLOSING_WORDS, ReferralWriter
from inteam.demo.rows import Rows, Turns
from inteam.demo.scripts import Script
from inteam.demo.somebody import Somebody
from inteam.demo.story import Story
from inteam.demo.words import BY_CODE, PATHWAY_THEMES, Theme
from inteam.demo.writer import Writer
from inteam.pathways import current
from inteam.pathways.rules import StageKind
from inteam.referrals.choices import State

_COURSE = (State.RECEIVED, State.TRIAGED, State.ACCEPTED, State.WAITING, State.OFFERED, State.ACTIVE)
_WITH_A_CASE = (State.ACCEPTED, State.WAITING, State.OFFERED, State.ACTIVE, State.CLOSED)


class CaseworkMaker(Writer):
    """Writes the casework of one person after the other."""

    in_turn = {
        "wait": (4, 9, 6, 12, 17, 8, 3, 11, 21, 7, 13, 5),
        "intensity": ("standard", "light", "standard", "intensive"),
    }

    def __init__(self, rows: Rows, random: Random, now: datetime, holidays: frozenset[date]) -> None:
        super().__init__(rows, random, now)
        self._referrals = ReferralWriter(rows, random, now, holidays)
        self._contacts = ContactWriter(rows, random, now)
        self._needs = NeedWriter(rows, random, now)
        self._stages = {
            key: Turns(
                random, [s.key for s in way.stages if s.kind is not StageKind.CLOSED and s.key != way.first_stage]
            )
            for key, way in current().items()
        }

    def write(self, one: Somebody, pathway: str, state: State, age: float, script: Script | None = None) -> Story:
        """The person's story up to today; age: days since the referral was received."""
        story = Story(one, pathway, state=state, script=script)
        received_at = self._now - timedelta(days=age) if age < 3 else self._at(self._today - timedelta(days=int(age)))
        codes = script.themes if script else self._themes(pathway)
        themes = [BY_CODE[code] for code in codes]
        steps = self._course(state, clock.day(received_at), script)
        self._referrals.write(story, steps, themes, received_at)
        if state in _WITH_A_CASE:
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
            closing_summary=CLOSING_WORDS.format(given=one.given, outcome=self._random.choice(themes[0].outcomes))
            if closed
            else None,
        )
        at = self._at(opened)
        self._rows.add(CaseReferral, at=at, case_id=story.case_id, referral_id=story.referral_id, person_id=one.id)
        self._event(story, "opened", opened, None, way.first_stage)
        if not active:
            self._contacts.try_to_reach(story, opened, self._today)
            self._first_contact_due(story, day)
            return
        story.active_from = active
        if stage != way.first_stage:
            self._event(story, "stage_moved", active, way.first_stage, stage)
        if closed:
            self._event(story, "closed", closed, stage, way.closed_stage)
        self._contacts.try_to_reach(story, opened, active - timedelta(days=1))
        self._contacts.write(story, active, closed or self._today, themes)
        for theme in themes:
            self._needs.write(story, theme, active, closed)
        self._next_action(story, themes[0], closed=bool(closed))

    def _next_action(self, story: Story, theme: Theme, *, closed: bool) -> None:
        script = story.script
        if script and script.action:
            due = self._today + timedelta(days=script.due)
            begun = min(due, self._today) - timedelta(days=9)
            need, goal = (story.needs[0][0], story.goals[0][0]) if story.goals else (None, None)
            self._needs.add_action(story, need, goal, script.action, script.kind, begun, open_=True, due=due)
            return
        idle = not any(action[5] in ("planned", "started") for action in story.actions)
        # Some stay idle: they are listed as without a next action.
        if idle and not closed and self._random.random() > 0.3:
            text, kind = self._random.choice(theme.actions)
            self._needs.add_action(story, None, None, text, kind, self._today - timedelta(days=9), open_=True)

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
        self._needs.add_action(
            story, None, None, "First contact", "worker_does", day[State.ACCEPTED], open_=True, due=due
        )
