"""Care plans: about me, versions with what was agreed, sign-off, plans for a bad day, copies and what is withheld."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from inteam.careplans.model import (
    AboutMe,
    AboutMeAddendum,
    CarePlan,
    Contingency,
    ContingencyStep,
    PlanAction,
    PlanGoal,
    PlanNeed,
    Signoff,
)
from inteam.demo.plan_follow_up import PlanFollower, PlanWriter
from inteam.demo.plan_words import ABOUT_ME, CONTINGENCIES, SECTIONS
from inteam.demo.rows import Rows
from inteam.demo.story import Story

_KINDS = {"social_prescribing": "sp_plan", "gambling_support": "gambling_recovery", "complex_care": "pcsp"}
_LIVES = (
    # the statuses of a person's versions, oldest first
    ("superseded", "active"),
    ("draft",),
    ("superseded", "superseded", "active", "draft"),
    ("agreed",),
    ("active",),
    ("under_review",),
    ("superseded", "active"),
    ("ended",),
)
_CONTINGENCY_NUMBERS = (0, 1, 2, 3)


class PlanMaker(PlanWriter):
    """Writes plans for people whose casework is there already."""

    in_turn = {
        "life": _LIVES,
        "special": ("mdt_shared", "cancer_personalised"),
        "section": SECTIONS,
        "state": ("said", "said", "said", "declined", "not_yet_offered"),
        "method": ("in_person", "verbal", "in_person", "electronic", "unable"),
        "role": ("carer", "lpa"),
        "bad_day": _CONTINGENCY_NUMBERS,
    }

    def __init__(self, rows: Rows, random: Random, now: datetime) -> None:
        super().__init__(rows, random, now)
        self._later = PlanFollower(rows, random, now)
        self._count = 0

    def write(self, story: Story) -> None:
        """The plans of one person, if the work with them has got that far."""
        if story.active_from is None or (self._today - story.active_from).days < 12:
            return
        self._count += 1
        self._about_me(story)
        if not story.one.in_mockups and self._random.random() > 0.6:
            return
        bad_day = self._bad_day(story)
        kind = self._next["special"].next() if self._count % 12 == 5 else _KINDS[story.pathway]
        life = (
            ("superseded", "superseded", "superseded", "active")
            if story.one.family == "Pemberton"
            else self._next["life"].next()
        )
        closed = story.state == "closed"
        previous: UUID | None = None
        span = max((self._today - story.active_from).days - 6, 1)
        for number, status in enumerate(("ended",) if closed else life, 1):
            on = story.active_from + timedelta(days=6 + span * number // (len(life) + 1))
            previous = self._version(story, kind, number, status, min(on, self._today), previous, bad_day)

    # --- about me ----------------------------------------------------------------------------------------------

    def _about_me(self, story: Story) -> None:
        one, random = story.one, self._random
        on = story.active_from or self._today
        sections = ["what_matters", self._next["section"].next(), *random.sample(SECTIONS, 2)]
        for section in dict.fromkeys(sections):
            state = "said" if section == "what_matters" else self._next["state"].next()
            words = random.choice(ABOUT_ME[section]) if state == "said" else ""
            if one.family == "Pemberton" and section == "what_matters":
                words = " ".join((ABOUT_ME["what_matters"][0], ABOUT_ME["communication"][0]))
            made = self._about(
                one,
                AboutMe,
                self._at(on),
                section=section,
                state=state,
                text=words,
                own_words=True,
                said_on=on if state == "said" else None,
                supported_by=one.relative if random.random() < 0.2 else None,
                author_id=one.worker.id,
            )
            if random.random() < 0.04:
                self._rows.add(
                    AboutMeAddendum,
                    at=self._at(self._today),
                    about_me_id=made,
                    person_id=one.id,
                    text="Said the same again, and that it matters more now.",
                    added_on=self._today,
                    author_id=one.worker.id,
                )

    def _bad_day(self, story: Story) -> tuple[UUID, int]:
        number, one = self._next["bad_day"].next(), story.one
        if one.family == "Pemberton":
            number = 0
        on = (story.active_from or self._today) + timedelta(days=5)
        return self._contingency(story, number, None, None, min(on, self._today)), number

    def _contingency(self, story: Story, number: int, plan_id: UUID | None, source: UUID | None, on: date) -> UUID:
        one = story.one
        fills = {"given": one.given, "relative": one.relative}
        trigger, signs, escalation, steps = CONTINGENCIES[number]
        made = self._about(
            one,
            Contingency,
            self._at(on),
            plan_id=plan_id,
            source_id=source,
            trigger=trigger.format(**fills),
            early_signs=signs,
            escalation=escalation.format(**fills),
            coping="A cup of tea, the radio, ringing somebody.",
            valid_to=self._today + timedelta(days=180),
        )
        for position, (text, who, phone) in enumerate(steps):
            self._about(
                one,
                ContingencyStep,
                self._at(on),
                contingency_id=made,
                position=position,
                text=text.format(**fills),
                who=who.format(**fills),
                phone=phone or None,
            )
        return made

    # --- versions ----------------------------------------------------------------------------------------------

    def _version(
        self,
        story: Story,
        kind: str,
        number: int,
        status: str,
        on: date,
        previous: UUID | None,
        bad_day: tuple[UUID, int],
    ) -> UUID:
        one, random = story.one, self._random
        agreed = on if status != "draft" else None
        in_force = status in ("active", "under_review", "superseded", "ended")
        due = self._today + timedelta(days=random.choice((-12, 6, 20, 60, 120, 160))) if agreed else None
        not_agreed = agreed is not None and random.random() < 0.05 and not one.in_mockups
        plan_id = self._about(
            one,
            CarePlan,
            self._at(on),
            case_id=story.case_id,
            kind=kind,
            number=number,
            status=status,
            previous_id=previous,
            team_id=one.worker.team_id,
            lead_worker_id=one.worker.id,
            agreed_on=agreed,
            active_on=on if in_force else None,
            review_due=due,
            high_risk=random.random() < 0.2,
            not_agreed="Not able to take part this time; read to them afterwards." if not_agreed else None,
            superseded_on=min(on + timedelta(days=30), self._today) if status == "superseded" else None,
            ended_on=self._today if status == "ended" else None,
            end_reason="Case closed" if status == "ended" else None,
        )
        if agreed is None:
            return plan_id
        self._parts(story, plan_id, agreed)
        self._contingency(story, bad_day[1], plan_id, bad_day[0], agreed)
        self._signed(story, plan_id, agreed)
        if status in ("active", "under_review"):
            self._later.write(story, self._count, plan_id, agreed)
        return plan_id

    def _parts(self, story: Story, plan_id: UUID, on: date) -> None:
        at, by, person = self._at(on), story.one.worker.id, story.one.id
        needs = [need for need in story.needs if story.made[need[0]] <= on]
        goals = [goal for goal in story.goals if story.made[goal[0]] <= on]
        actions = [action for action in story.actions if story.made[action[0]] <= on]
        for position, (need_id, theme, status) in enumerate(needs):
            self._rows.add(
                PlanNeed,
                at=at,
                by=by,
                plan_id=plan_id,
                person_id=person,
                need_id=need_id,
                position=position,
                text=theme.person[0],
                plain_text=None,
                status=status,
            )
        for position, (goal_id, need_id, text, status) in enumerate(goals):
            self._rows.add(
                PlanGoal,
                at=at,
                by=by,
                plan_id=plan_id,
                person_id=person,
                goal_id=goal_id,
                need_id=need_id,
                position=position,
                text=text,
                status=status,
                target_on=self._today + timedelta(days=42),
            )
        for position, (action_id, need, goal, text, due, status) in enumerate(actions):
            self._rows.add(
                PlanAction,
                at=at,
                by=by,
                plan_id=plan_id,
                person_id=person,
                action_id=action_id,
                need_id=need,
                goal_id=goal,
                position=position,
                text=text,
                owner_name=story.one.worker.name,
                owner_kind="worker",
                due_on=due,
                status=status,
            )

    def _signed(self, story: Story, plan_id: UUID, on: date) -> None:
        one, method = story.one, self._next["method"].next()
        common: dict[str, Any] = {"plan_id": plan_id, "person_id": one.id, "signed_on": on}
        at, by = self._at(on), one.worker.id
        self._rows.add(
            Signoff,
            at=at,
            by=by,
            role="person",
            name=f"{one.given} {one.family}",
            method=method,
            unable_reason="In hospital on the day" if method == "unable" else None,
            **common,
        )
        self._rows.add(
            Signoff,
            at=at,
            by=by,
            role="professional",
            name=one.worker.name,
            staff_id=one.worker.id,
            method="electronic",
            **common,
        )
        if self._random.random() < 0.15:
            self._rows.add(
                Signoff, at=at, by=by, role=self._next["role"].next(), name=one.relative, method="verbal", **common
            )
