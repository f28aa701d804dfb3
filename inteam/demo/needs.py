"""The needs of a story with their goals, actions and outcomes."""

from datetime import date, datetime, timedelta
from uuid import UUID

from inteam.demo.somebody import Somebody
from inteam.demo.story import Story
from inteam.demo.words import Theme
from inteam.demo.writer import Writer
from inteam.needs.model import Action, ActionDueChange, Goal, Need, Outcome, Signpost
from inteam.needs.rules import follow_up_id
from inteam.needs.signposts_asking import ASK
from inteam.referrals.choices import State

BECAME = (
    "Rang them: has been once, and means to go again.",
    "Has not rung them yet; the card is by the phone.",
    "Went, and did not like it.",
)


class NeedWriter(Writer):
    """Writes what somebody wants, what was agreed, who does it by when, and what came of it."""

    in_turn = {
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
        "due": (-9, 2, 5, 0, 12, -3, 21, 8, 1, 33, 0, 15, -1, 27, 4, 0),
    }

    def write(self, story: Story, theme: Theme, start: date, closed: date | None) -> None:
        """A need with its goal and actions; closed: the day on which the work ended."""
        random, one = self._random, story.one
        on = min(start + timedelta(days=random.choice((0, 0, 7, 14))), self._today)
        status = (
            random.choice(("met", "partly_met", "not_met", "no_longer_wanted")) if closed else self._next["need"].next()
        )
        confidence = random.randint(2, 9)
        need_id = self._about(
            one,
            Need,
            self._at(on),
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
            at = self._at(on)
            self._signpost(story, need_id, random.choice(theme.signposts), on, at)

    def _signpost(self, story: Story, need_id: UUID, service: str, on: date, at: datetime) -> None:
        """Asked after once its day has come; until then, its worker has an action to ask. No dice are thrown here."""
        ask_on = on + timedelta(days=21)
        asked = ask_on <= self._today
        goes_on = story.state is State.ACTIVE and story.script is None
        made = self._about(
            story.one,
            Signpost,
            at,
            case_id=story.case_id,
            need_id=need_id,
            service_name=service,
            told="Number and opening times given on a card.",
            given_on=on,
            given_by_id=story.one.worker.id,
            follow_up_on=ask_on if asked or goes_on else None,
            followed_up_on=ask_on if asked else None,
            follow_up_note=BECAME[len(story.needs) % len(BECAME)] if asked else None,
        )
        if asked or not goes_on:
            return
        self._about(
            story.one,
            Action,
            at,
            id=follow_up_id(made),
            case_id=story.case_id,
            need_id=need_id,
            text=ASK.format(service=service),
            kind="worker_does",
            team_id=story.one.worker.team_id,
            owner_id=story.one.worker.id,
            due_on=ask_on,
            first_due_on=ask_on,
            status="planned",
        )

    def _goal(self, story: Story, theme: Theme, need_id: UUID, on: date, *, open_: bool) -> None:
        random, one = self._random, story.one
        status = random.choice(("agreed", "in_progress", "in_progress")) if open_ else self._next["goal"].next()
        text = theme.goals[0] if story.script else random.choice(theme.goals)
        progress = {"proposed": 0, "agreed": 0, "achieved": 100, "partly": 60}.get(
            status, random.choice((10, 25, 50, 75))
        )
        baseline = random.randint(1, 4)
        goal_id = self._about(
            one,
            Goal,
            self._at(on),
            need_id=need_id,
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
            self.add_action(
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
        self._about(
            story.one,
            Outcome,
            self._at(on),
            goal_id=goal_id,
            observed_on=on,
            achieved=achieved,
            what_changed=self._random.choice(theme.outcomes),
            rating=self._random.randint(3, 9),
            progress=progress,
            source=self._random.choice(("person", "person", "worker", "provider")),
        )

    def add_action(
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
        """An action, still open or done by now; gives its id. due: the day, where the story knows it."""
        random, one = self._random, story.one
        if due is None:
            due = self._due(one) if open_ else min(on + timedelta(days=14), self._today)
        first_due = due - timedelta(days=14) if story.script is None and random.random() < 0.12 else due
        status = random.choice(("planned", "planned", "started")) if open_ else self._next["done"].next()
        ongoing = open_ and random.random() < 0.05
        by_team = story.script is None and random.random() < 0.03
        made = self._about(
            one,
            Action,
            self._at(on),
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
            self._about(
                one,
                ActionDueChange,
                self._at(min(first_due, self._today)),
                action_id=made,
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
