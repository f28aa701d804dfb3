"""Reading actions: a person's, mine, my team's, those that nobody has, and what was promised."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, Text, Uuid, and_, or_
from sqlalchemy.orm import Session, aliased

from inteam.needs.model import Action, ActionDueChange
from inteam.needs.rules import OPEN_ACTIONS, ActionKind
from inteam.organisations.model import Staff, Team
from inteam.people import names
from inteam.people.model import Person
from inteam.store.reads import Read, Sort, one_of, param, standing


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
        return names.full(self.owner_family, self.owner_given) or self.team

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
    standing(Action, *_ACTION_COLUMNS)
    .join(Person, Person.id == Action.person_id)
    .join(Team, Team.id == Action.team_id)
    .outerjoin(_owner, _owner.id == Action.owner_id)
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
_DUE_CHANGES = Read(
    "action_due_changes",
    standing(
        ActionDueChange,
        ActionDueChange.from_on,
        ActionDueChange.to_on,
        ActionDueChange.reason,
        ActionDueChange.created_at,
    )
    .where(ActionDueChange.action_id == param("action_id", Uuid()))
    .order_by(ActionDueChange.created_at, ActionDueChange.id),
)


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


READS = (_OF_PERSON, _OPEN, _PROMISES, _DUE_CHANGES)
