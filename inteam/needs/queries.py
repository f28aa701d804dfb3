"""Reading needs with what hangs on them: goals, actions, outcomes, signposts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session, aliased

from inteam.needs.model import Goal, Need, Outcome, Signpost
from inteam.needs.queries_actions import ActionRow, actions_of_person
from inteam.needs.rules import follow_up_id
from inteam.organisations.model import Staff
from inteam.store.reads import Read, of_person


@dataclass(frozen=True)
class OutcomeRow:
    """What came of a goal."""

    id: UUID
    goal_id: UUID
    observed_on: date
    achieved: str
    what_changed: str
    rating: int | None
    progress: int | None
    source: str


@dataclass(frozen=True)
class GoalRow:
    """A goal with its actions and outcomes."""

    id: UUID
    version: int
    need_id: UUID
    text: str
    person_words: bool
    target_on: date | None
    baseline_rating: int | None
    current_rating: int | None
    progress: int | None
    status: str
    agreed_on: date | None
    actions: tuple[ActionRow, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()

    @property
    def outcome(self) -> OutcomeRow | None:
        """The newest; None before anything came of it."""
        return self.outcomes[-1] if self.outcomes else None


@dataclass(frozen=True)
class NeedRow:
    """A need with its goals, and the actions that hang on the need itself."""

    id: UUID
    version: int
    case_id: UUID | None
    code: str
    statement: str
    identified_on: date
    identified_by: str
    importance: int | None
    confidence: int | None
    confidence_note: str | None
    status: str
    status_on: date | None
    status_reason: str | None
    position: int
    goals: tuple[GoalRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()


@dataclass(frozen=True)
class SignpostRow:
    """What the person was told about."""

    id: UUID
    version: int
    need_id: UUID | None
    service_name: str
    told: str
    given_on: date
    given_by: str
    follow_up_on: date | None
    followed_up_on: date | None
    follow_up_note: str | None
    asks: ActionRow | None = None  # by which somebody asks after it

    @property
    def asks_on(self) -> date | None:
        """The day on which somebody is to ask what became of it; None where nobody is, or somebody has."""
        if self.followed_up_on is not None:
            return None
        if self.asks is None:
            return self.follow_up_on
        return self.asks.due_on if self.asks.is_open else None

    @property
    def asked_on(self) -> date | None:
        """The day on which it was asked after without a word about it: its action was ticked."""
        return self.asks.done_on if self.asks is not None and self.followed_up_on is None else None


@dataclass(frozen=True)
class Tree:
    """All needs of a person, first open ones; actions and signposts that belong to no need stand apart."""

    needs: tuple[NeedRow, ...]
    other_actions: tuple[ActionRow, ...]
    signposts: tuple[SignpostRow, ...]


_NEEDS = Read(
    "needs_of_person",
    of_person(
        Need,
        Need.id,
        Need.version,
        Need.case_id,
        Need.code,
        Need.statement,
        Need.identified_on,
        Need.identified_by,
        Need.importance,
        Need.confidence,
        Need.confidence_note,
        Need.status,
        Need.status_on,
        Need.status_reason,
        Need.position,
    ).order_by(Need.position, Need.id),
)
_GOALS = Read(
    "goals_of_person",
    of_person(
        Goal,
        Goal.id,
        Goal.version,
        Goal.need_id,
        Goal.text,
        Goal.person_words,
        Goal.target_on,
        Goal.baseline_rating,
        Goal.current_rating,
        Goal.progress,
        Goal.status,
        Goal.agreed_on,
    ).order_by(Goal.position, Goal.id),
)
_OUTCOMES = Read(
    "outcomes_of_person",
    of_person(
        Outcome,
        Outcome.id,
        Outcome.goal_id,
        Outcome.observed_on,
        Outcome.achieved,
        Outcome.what_changed,
        Outcome.rating,
        Outcome.progress,
        Outcome.source,
    ).order_by(Outcome.observed_on, Outcome.created_at, Outcome.id),
)
_giver = aliased(Staff)
_SIGNPOSTS = Read(
    "signposts_of_person",
    of_person(
        Signpost,
        Signpost.id,
        Signpost.version,
        Signpost.need_id,
        Signpost.service_name,
        Signpost.told,
        Signpost.given_on,
        (_giver.given_name + " " + _giver.family_name).label("given_by"),
        Signpost.follow_up_on,
        Signpost.followed_up_on,
        Signpost.follow_up_note,
    )
    .join(_giver, _giver.id == Signpost.given_by_id)
    .order_by(Signpost.given_on.desc(), Signpost.id),
)


def tree(session: Session, person_id: UUID) -> Tree:
    """Needs → goals → actions → outcomes of a person, with what stands apart from any need."""
    actions = actions_of_person(session, person_id)
    outcomes = [OutcomeRow(*row) for row in _OUTCOMES.run(session, person_id=person_id, limit=5000)]
    plain_goals = [GoalRow(*row) for row in _GOALS.run(session, person_id=person_id, limit=2000)]
    goal_ids = {goal.id for goal in plain_goals}
    goals = [
        replace(
            goal,
            actions=tuple(a for a in actions if a.goal_id == goal.id),
            outcomes=tuple(o for o in outcomes if o.goal_id == goal.id),
        )
        for goal in plain_goals
    ]
    plain_needs = [NeedRow(*row) for row in _NEEDS.run(session, person_id=person_id, limit=1000)]
    need_ids = {need.id for need in plain_needs}
    needs = [
        replace(
            need,
            goals=tuple(g for g in goals if g.need_id == need.id),
            actions=tuple(a for a in actions if a.need_id == need.id and a.goal_id not in goal_ids),
        )
        for need in plain_needs
    ]
    needs.sort(key=lambda need: need.status != "open")  # stable: open ones first, each in their own order
    apart = tuple(a for a in actions if a.goal_id not in goal_ids and a.need_id not in need_ids)
    return Tree(tuple(needs), apart, _signposts(session, person_id, actions))


def _signposts(session: Session, person_id: UUID, actions: Sequence[ActionRow]) -> tuple[SignpostRow, ...]:
    rows = [SignpostRow(*row) for row in _SIGNPOSTS.run(session, person_id=person_id, limit=1000)]
    by_id = {action.id: action for action in actions} if rows else {}
    return tuple(replace(row, asks=by_id.get(follow_up_id(row.id))) for row in rows)


READS = (_NEEDS, _GOALS, _OUTCOMES, _SIGNPOSTS)
