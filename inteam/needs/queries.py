"""Reading needs with what hangs on them, the actions that are open, and what was promised."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, Text, Uuid, and_, or_, select
from sqlalchemy.orm import Session, aliased

from inteam.needs.model import Action, ActionDueChange, Goal, Need, Outcome, Signpost
from inteam.needs.rules import OPEN_ACTIONS, ActionKind
from inteam.organisations.model import Staff, Team
from inteam.people.model import Person
from inteam.store.reads import Read, Sort, my_people, one_of, param


@dataclass(frozen=True)
class ActionRow:
    """An action with whom it is for and who answers for it."""

    id: UUID
    version: int
    person_id: UUID
    family_name: str
    given_name: str | None
    born_on: date | None
    nhs_number: str | None
    case_id: UUID | None
    need_id: UUID | None
    goal_id: UUID | None
    contact_id: UUID | None
    agenda_item_id: UUID | None
    text: str
    kind: str
    team_id: UUID
    team: str
    owner_id: UUID | None
    owner_given: str | None
    owner_family: str | None
    done_by: str | None
    due_on: date
    first_due_on: date
    status: str
    status_reason: str | None
    done_on: date | None
    priority: int
    carried: int
    ongoing: bool
    review_on: date | None

    @property
    def owner_name(self) -> str:
        """The worker, else the team."""
        return f"{self.owner_given or ''} {self.owner_family or ''}".strip() or self.team

    @property
    def owner_initials(self) -> str:
        """For the round mark beside the action."""
        if self.owner_id is None:
            return self.team[:2].upper()
        return f"{(self.owner_given or '')[:1]}{(self.owner_family or '')[:1]}".upper()

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be answered."""
        return self.status in OPEN_ACTIONS


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


@dataclass(frozen=True)
class Tree:
    """All needs of a person, first open ones; actions and signposts that belong to no need stand apart."""

    needs: tuple[NeedRow, ...]
    other_actions: tuple[ActionRow, ...]
    signposts: tuple[SignpostRow, ...]


_owner = aliased(Staff)
_ACTION_COLUMNS = (
    Action.id,
    Action.version,
    Action.person_id,
    Person.family_name,
    Person.given_name,
    Person.born_on,
    Person.nhs_number,
    Action.case_id,
    Action.need_id,
    Action.goal_id,
    Action.contact_id,
    Action.agenda_item_id,
    Action.text,
    Action.kind,
    Action.team_id,
    Team.name.label("team"),
    Action.owner_id,
    _owner.given_name.label("owner_given"),
    _owner.family_name.label("owner_family"),
    Action.done_by,
    Action.due_on,
    Action.first_due_on,
    Action.status,
    Action.status_reason,
    Action.done_on,
    Action.priority,
    Action.carried,
    Action.ongoing,
    Action.review_on,
)
_ACTIONS = (
    select(*_ACTION_COLUMNS)
    .join(my_people, my_people.c.person_id == Action.person_id)
    .join(Person, Person.id == Action.person_id)
    .join(Team, Team.id == Action.team_id)
    .outerjoin(_owner, _owner.id == Action.owner_id)
    .where(Action.withdrawn_at.is_(None))
)
_OF_PERSON = Read(
    "actions_of_person",
    _ACTIONS.where(Action.person_id == param("person_id", Uuid())),
    optional={"statuses": one_of(Action.status, "statuses", Text())},
    sorts={"due": Sort(Action.due_on, Action.id)},
)
_OPEN = Read(
    "open_actions",
    _ACTIONS.where(one_of(Action.status, "statuses", Text()), Person.death_status == "alive"),
    optional={
        "owner_id": Action.owner_id == param("owner_id", Uuid()),
        "team_id": Action.team_id == param("team_id", Uuid()),
        "unowned": and_(param("unowned", Boolean()).is_not(None), Action.owner_id.is_(None)),
        "due_by": Action.due_on <= param("due_by", Date()),
    },
    sorts={"due": Sort(Action.due_on, Action.id)},
)
_PROMISES = Read(
    "promises",
    _ACTIONS.where(
        one_of(Action.status, "statuses", Text()),
        Action.owner_id == param("owner_id", Uuid()),
        Action.kind != ActionKind.PERSON_DOES,
        or_(Action.contact_id.is_not(None), Action.goal_id.is_not(None), Action.need_id.is_not(None)),
        Person.death_status == "alive",
    ),
    sorts={"due": Sort(Action.due_on, Action.id)},
)
_NEEDS = Read(
    "needs_of_person",
    select(
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
    )
    .join(my_people, my_people.c.person_id == Need.person_id)
    .where(Need.person_id == param("person_id", Uuid()), Need.withdrawn_at.is_(None))
    .order_by(Need.position, Need.id),
)
_GOALS = Read(
    "goals_of_person",
    select(
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
    )
    .join(my_people, my_people.c.person_id == Goal.person_id)
    .where(Goal.person_id == param("person_id", Uuid()), Goal.withdrawn_at.is_(None))
    .order_by(Goal.position, Goal.id),
)
_OUTCOMES = Read(
    "outcomes_of_person",
    select(
        Outcome.id,
        Outcome.goal_id,
        Outcome.observed_on,
        Outcome.achieved,
        Outcome.what_changed,
        Outcome.rating,
        Outcome.progress,
        Outcome.source,
    )
    .join(my_people, my_people.c.person_id == Outcome.person_id)
    .where(Outcome.person_id == param("person_id", Uuid()), Outcome.withdrawn_at.is_(None))
    .order_by(Outcome.observed_on, Outcome.id),
)
_giver = aliased(Staff)
_SIGNPOSTS = Read(
    "signposts_of_person",
    select(
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
    .join(my_people, my_people.c.person_id == Signpost.person_id)
    .join(_giver, _giver.id == Signpost.given_by_id)
    .where(Signpost.person_id == param("person_id", Uuid()), Signpost.withdrawn_at.is_(None))
    .order_by(Signpost.given_on.desc(), Signpost.id),
)
_DUE_CHANGES = Read(
    "action_due_changes",
    select(ActionDueChange.from_on, ActionDueChange.to_on, ActionDueChange.reason, ActionDueChange.created_at)
    .join(my_people, my_people.c.person_id == ActionDueChange.person_id)
    .where(ActionDueChange.action_id == param("action_id", Uuid()), ActionDueChange.withdrawn_at.is_(None))
    .order_by(ActionDueChange.created_at, ActionDueChange.id),
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
    signposts = tuple(SignpostRow(*row) for row in _SIGNPOSTS.run(session, person_id=person_id, limit=1000))
    return Tree(tuple(needs), apart, signposts)


def actions_of_person(session: Session, person_id: UUID, *, only_open: bool = False) -> list[ActionRow]:
    """A person's actions by due day."""
    statuses = [str(status) for status in OPEN_ACTIONS] if only_open else None
    return [ActionRow(*row) for row in _OF_PERSON.run(session, person_id=person_id, statuses=statuses, limit=5000)]


def open_actions(
    session: Session,
    *,
    owner_id: UUID | None = None,
    team_id: UUID | None = None,
    unowned: bool = False,
    due_by: date | None = None,
    after: tuple[date, UUID] | None = None,
    limit: int = 200,
) -> list[ActionRow]:
    """Open actions by due day: mine (owner_id), my team's, or those that only the team owns."""
    rows = _OPEN.run(
        session,
        statuses=[str(status) for status in OPEN_ACTIONS],
        owner_id=owner_id,
        team_id=team_id,
        unowned=unowned or None,
        due_by=due_by,
        after=after,
        limit=limit,
    )
    return [ActionRow(*row) for row in rows]


def promises(
    session: Session, owner_id: UUID, *, after: tuple[date, UUID] | None = None, limit: int = 200
) -> list[ActionRow]:
    """What a worker promised to whom: their open actions that came out of a contact, a need or a goal."""
    statuses = [str(status) for status in OPEN_ACTIONS]
    rows = _PROMISES.run(session, statuses=statuses, owner_id=owner_id, after=after, limit=limit)
    return [ActionRow(*row) for row in rows]


def due_changes(session: Session, action_id: UUID) -> list[tuple[date, date, str | None]]:
    """(from, to, reason) of each time an action was put off, oldest first."""
    rows = _DUE_CHANGES.run(session, action_id=action_id, limit=500)
    return [(row.from_on, row.to_on, row.reason) for row in rows]


READS = (_OF_PERSON, _OPEN, _PROMISES, _NEEDS, _GOALS, _OUTCOMES, _SIGNPOSTS, _DUE_CHANGES)
