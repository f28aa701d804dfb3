"""What follows a care plan that holds: who has a copy, what is left out of it, what was decided with the person."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from inteam import clock
from inteam.careplans.model import PlanCopy, SharedDecision, WithheldItem
from inteam.demo.plan_words import DECISIONS
from inteam.demo.story import Story
from inteam.demo.writer import Writer


class PlanWriter(Writer):
    """Writes at twenty past two, when there is time for plans."""

    def _at(self, day: date) -> datetime:
        return min(datetime.combine(day, time(14, 20), clock.LONDON), self._now)


class PlanFollower(PlanWriter):
    """Writes copies, withheld items and shared decisions."""

    in_turn = {
        "reason": ("serious_harm", "third_party", "safeguarding", "legal", "person_request"),
        "format": ("paper", "large_print", "easy_read", "html", "other"),
        "holder": ("person", "person", "carer", "practice", "professional", "organisation"),
        "how": ("by_hand", "post", "email"),
        "capacity": ("assumed", "assessed", "best_interests"),
    }

    def write(self, story: Story, number: int, plan_id: UUID, on: date) -> None:
        """What came of the plan that was agreed on a day; number: the person's among those with plans."""
        self._copied(story, plan_id, on)
        self._withheld(story, number)
        self._decided(story, number, plan_id, on)

    def _copied(self, story: Story, plan_id: UUID, on: date) -> None:
        one, holder = story.one, self._next["holder"].next()
        given_to = {"person": one.given, "carer": one.relative, "practice": one.practice.name}.get(
            holder, "Harbour Vale Befriending"
        )
        self._about(
            one,
            PlanCopy,
            self._at(on),
            plan_id=plan_id,
            given_to=given_to,
            holder=holder,
            format=self._next["format"].next(),
            how=self._next["how"].next(),
            given_on=min(on + timedelta(days=2), self._today),
            given_by_id=one.worker.id,
            recalled_on=self._today if self._random.random() < 0.05 else None,
        )

    def _withheld(self, story: Story, number: int) -> None:
        if number % 5 != 2 or not story.needs:
            return
        one, reason = story.one, self._next["reason"].next()
        subject, subject_id = ("risk", one.risks[0]) if one.risks else ("need", story.needs[-1][0])
        self._about(
            one,
            WithheldItem,
            self._at(self._today - timedelta(days=8)),
            subject=subject,
            subject_id=subject_id,
            reason=reason,
            from_person=reason != "person_request",
            from_professionals=reason in ("person_request", "third_party"),
            without_trace=reason == "serious_harm",
            ask_role="the lead worker",
            decided_by_id=one.worker.id,
            decided_on=self._today - timedelta(days=8),
            review_on=self._today + timedelta(days=82),
        )

    def _decided(self, story: Story, number: int, plan_id: UUID, on: date) -> None:
        if number % 7 != 3:
            return
        decision, options, mattered = self._random.choice(DECISIONS)
        capacity = self._next["capacity"].next()
        self._about(
            story.one,
            SharedDecision,
            self._at(on),
            plan_id=plan_id,
            decided_on=on,
            decision=decision,
            options=options,
            what_mattered=mattered,
            preference=decision,
            support_used="Leaflet read together",
            result=decision,
            confidence=self._random.randint(5, 10),
            capacity=capacity,
            capacity_on=None if capacity == "assumed" else on,
            capacity_note=None if capacity == "assumed" else "See the assessment in the record.",
        )
