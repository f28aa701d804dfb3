"""Reading the caseload: a page of cases in any order, how many there are, whom they belong to.

A page is read in two steps, because SQLite joins before it sorts: first the ids in order, then the rows and words of
just those. Without filters the first step walks the index that ends in the order; with filters it
reads the narrow table once, which is quicker than walking an index of which few rows pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Date, Integer, String, Text, Uuid, case, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session, aliased

from inteam.access import Actor
from inteam.caseload.model import NEVER, NOT_YET, CaseWork
from inteam.caseload.rules import MOST_WORDS, SORTS, Column, Filters, Flag
from inteam.cases.model import CareCase
from inteam.needs.model import Action
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people.folding import fold
from inteam.people.model import NamedStaff, Person
from inteam.store.reads import Read, Sort, TooLongError, at_most, my_people, one_of, param

PAGE = 200
FEW = 1_500  # cases that are read one by one and sorted
STEPS = 60_000  # of SQLite: some 2,000 cases looked at along an order


class _InScope(ColumnElement[bool]):
    """The person is one of mine. A local file is all mine, so there the question costs nothing."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: Any) -> None:
        self.clause = column.in_(select(my_people.c.person_id))

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002 (SQLAlchemy's signature)
        """Itself, without a comparison to 1."""
        return self


@compiles(_InScope)
def _nobody_is_asked(_element: _InScope, _compiler: Any, **_options: Any) -> str:
    return "1 = 1"


@compiles(_InScope, "postgresql")
def _scope_is_asked(element: _InScope, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clause, **options))


_NAMED = select(NamedStaff.id).where(
    NamedStaff.person_id == CaseWork.person_id,
    NamedStaff.staff_id == param("me", Uuid()),
    NamedStaff.ended_on.is_(None),
    NamedStaff.withdrawn_at.is_(None),
)
# A restricted record shows to its named staff and its worker, in lists and in their counts alike.
VISIBLE = or_(
    CaseWork.flags.bitwise_and(int(Flag.RESTRICTED)) == 0, CaseWork.owner_id == param("me", Uuid()), _NAMED.exists()
)
IN_SCOPE = _InScope(CaseWork.person_id)


def _unindexed(column: Any) -> Any:
    """The column in a form that no index answers, so that the narrow table is read once."""
    return case((CaseWork.case_id.is_not(None), column))


def _word(number: int) -> Any:
    asked = param(f"word{number}", Text())
    return or_(CaseWork.sort_name.contains(asked), CaseWork.nhs_number.startswith(asked))


_FILTERS: Mapping[str, Any] = {
    "open": CaseWork.is_open == param("open", Boolean()),
    "open_scan": _unindexed(CaseWork.is_open) == param("open_scan", Boolean()),
    "owner_id": CaseWork.owner_id == param("owner_id", Uuid()),
    "team_id": _unindexed(CaseWork.team_id) == param("team_id", Uuid()),
    "practice_id": CaseWork.practice_id == param("practice_id", Uuid()),
    "pathways": one_of(CaseWork.pathway, "pathways", String()),
    "stages": one_of(CaseWork.stage, "stages", String()),
    "risks": one_of(CaseWork.risk_rank, "risks", Integer()),
    "flag": CaseWork.flags.bitwise_and(param("flag", Integer())) != 0,
    "due_before": _unindexed(CaseWork.next_due_on) < param("due_before", Date()),
    "no_action": _unindexed(CaseWork.next_due_on) == param("no_action", Date()),
    "waiting_before": _unindexed(CaseWork.waiting_since) < param("waiting_before", Date()),
    "over_before": _unindexed(CaseWork.waiting_until) < param("over_before", Date()),
    "no_contact_since": _unindexed(CaseWork.last_contact_on) < param("no_contact_since", Date()),
    "review_before": _unindexed(CaseWork.plan_review_on) < param("review_before", Date()),
    **{f"word{number}": _word(number) for number in range(1, MOST_WORDS + 1)},
}

_PAGE = Read(
    "caseload_page",
    select(CaseWork.case_id).where(IN_SCOPE, VISIBLE),
    optional=_FILTERS,
    sorts={key: Sort(getattr(CaseWork, key), CaseWork.case_id) for key in SORTS.values()},
)
_OTHER = aliased(CaseWork)
# Filters that an index answers: (is_open, column, case_id).
_INDEXED: Mapping[str, Any] = {
    "risks": one_of(_OTHER.risk_rank, "few_risks", Integer()),
    "due_before": _OTHER.next_due_on < param("few_due_before", Date()),
    "waiting_before": _OTHER.waiting_since < param("few_waiting_before", Date()),
    "review_before": _OTHER.plan_review_on < param("few_review_before", Date()),
    "stages": one_of(_OTHER.stage, "few_stages", String()),
    "pathways": one_of(_OTHER.pathway, "few_pathways", String()),
}
_AMONG = _OTHER.is_open == param("among", Boolean())
# These are never asked of a server, whose functions choose for themselves.
_PROBES = {
    name: Read(f"caseload_few_{name}", select(_OTHER.is_open).where(_AMONG, clause))
    for name, clause in _INDEXED.items()
}
_FEW = Read(
    "caseload_few",
    _PAGE.statement,
    optional={
        **_FILTERS,
        **{
            f"few_{name}": CaseWork.case_id.in_(select(_OTHER.case_id).where(_AMONG, clause))
            for name, clause in _INDEXED.items()
        },
    },
    sorts=_PAGE.sorts,
)
_COUNT = Read(
    "caseload_count",
    select(
        func.count().label("cases"),
        func.coalesce(func.sum(CaseWork.points), 0).label("points"),
        func.coalesce(func.sum(case((CaseWork.next_due_on < param("today", Date()), 1), else_=0)), 0).label("overdue"),
        func.coalesce(func.sum(case((CaseWork.waiting_until < param("today", Date()), 1), else_=0)), 0).label("over"),
        func.coalesce(func.sum(case((CaseWork.plan_review_on <= param("today", Date()), 1), else_=0)), 0).label(
            "reviews"
        ),
    ).where(IN_SCOPE, VISIBLE),
    optional=_FILTERS,
)
_ROWS = Read(
    "caseload_rows",
    select(
        # As CaseloadRow has them. Ids cost more than words to read: only those that a row is asked for.
        CaseWork.case_id,
        CaseWork.person_id,
        CaseWork.is_open,
        CaseWork.owner_id,
        CaseWork.pathway,
        CaseWork.stage,
        CaseWork.risk_rank,
        CaseWork.next_action_id,
        CaseWork.next_due_on,
        CaseWork.last_contact_on,
        CaseWork.waiting_since,
        CaseWork.waiting_until,
        CaseWork.waiting_clock,
        CaseWork.plan_review_on,
        CaseWork.opened_on,
        CaseWork.points,
        CaseWork.open_actions,
        CaseWork.flags,
        CaseWork.nhs_number,
        CareCase.version,
        CareCase.pathway_version,
        Person.family_name,
        Person.given_name,
        Person.born_on.label("born"),
        Person.dob_precision,
        Person.dob_estimated,
        Action.text.label("action"),
        Action.kind.label("action_kind"),
        Action.version.label("action_version"),
        Staff.given_name.label("owner_given"),
        Staff.family_name.label("owner_family"),
        Team.name.label("team"),
        Organisation.short_name.label("practice"),
        # What only an order needs.
        CaseWork.born_on.label("sort_born"),
        CaseWork.sort_name,
        CaseWork.sort_owner,
    )
    .select_from(CaseWork)
    .join(CareCase, CareCase.id == CaseWork.case_id)
    .join(Person, Person.id == CaseWork.person_id)
    .join(my_people, my_people.c.person_id == Person.id)
    .join(Staff, Staff.id == CaseWork.owner_id)
    .join(Team, Team.id == CaseWork.team_id)
    .outerjoin(Action, Action.id == CaseWork.next_action_id)
    .outerjoin(Organisation, Organisation.id == CaseWork.practice_id)
    .where(VISIBLE, one_of(CaseWork.case_id, "case_ids", Uuid())),
)


class CaseloadRow(NamedTuple):
    """One case in a list. points: caseload points.

    As the database keeps it, in the order of ``_ROWS``: a list reads thousands of rows and shows forty, so what has
    to be made of a column is made when it is asked for. Days that are None are not there, never a stand-in.
    """

    case_id: UUID
    person_id: UUID
    is_open: bool
    owner_id: UUID
    pathway: str
    stage: str
    risk_rank: int
    action_id: UUID | None
    kept_due: date
    kept_last_contact: date
    kept_since: date
    kept_until: date
    waiting_clock: str
    kept_review: date
    opened_on: date
    thousandths: int
    open_actions: int
    bits: int
    number: str
    version: int
    pathway_version: int
    family_name: str
    given_name: str | None
    born_on: date | None
    dob_precision: str
    dob_estimated: bool
    action: str | None
    action_kind: str | None
    action_version: int | None
    owner_given: str
    owner_family: str
    team: str
    practice: str | None
    place: Any
    """The sort value."""

    @property
    def key(self) -> tuple[Any, UUID]:
        """The sort value and the id: what the next page begins after."""
        return self.place, self.case_id

    @property
    def nhs_number(self) -> str | None:
        """Ten digits."""
        return self.number or None

    @property
    def due_on(self) -> date | None:
        """Of the earliest open action."""
        return _day(self.kept_due)

    @property
    def last_contact_on(self) -> date | None:
        """Two-way, with the person."""
        return _day(self.kept_last_contact)

    @property
    def waiting_since(self) -> date | None:
        """Of the oldest clock that runs."""
        return _day(self.kept_since)

    @property
    def waiting_until(self) -> date | None:
        """The last day within the standard."""
        return _day(self.kept_until)

    @property
    def review_on(self) -> date | None:
        """Of the active plan."""
        return _day(self.kept_review)

    @property
    def points(self) -> float:
        """Caseload points (domain.md 4.9)."""
        return self.thousandths / 1000

    @property
    def flags(self) -> Flag:
        """The marks."""
        return Flag(self.bits)

    @property
    def owner(self) -> str:
        """The worker's name."""
        return f"{self.owner_given} {self.owner_family}".strip()


_SHOWN = len(CaseloadRow._fields) - 1
_READ = [column.name for column in _ROWS.statement.selected_columns]
_PLACES = {key: _READ.index("sort_born" if key == "born_on" else key) for key in SORTS.values()}


@dataclass(frozen=True)
class CaseloadCount:
    """How much a list holds: cases, their points, and how many are late in which way."""

    cases: int
    points: float
    overdue: int
    over_standard: int
    reviews: int


def caseload(
    session: Session,
    actor: Actor,
    filters: Filters,
    *,
    today: date,
    sort: Column = Column.DUE,
    descending: bool = False,
    after: tuple[Any, UUID] | None = None,
    limit: int = PAGE,
) -> list[CaseloadRow]:
    """A page of cases in an order, after the row whose key is given. Raises KeyError for a column without order."""
    key = SORTS[sort]
    found = _ids(session, _asked(filters, actor, today), sort=key, descending=descending, after=after, limit=limit)
    rows = _rows(session, actor, found, key)
    return [rows[case_id] for case_id in found if case_id in rows]


def _ids(session: Session, asked: dict[str, Any], **how: Any) -> list[UUID]:
    """The cases of a page, in order; the local file takes the shortest of three ways, which all give the same.

    Few cases pass a filter that has an index: those, sorted (3 ms of 50,000). Many pass: along the order until there
    are enough (2 to 10 ms). Else, and for words, which few names hold, the whole table (15 ms).
    """
    local = session.connection().dialect.name == "sqlite"
    if not local or "open_scan" not in asked or "owner_id" in asked:
        return [row.case_id for row in _PAGE.run(session, **how, **asked)]
    for name, probe in _PROBES.items():
        if name in asked:
            few = {"among": asked["open_scan"], f"few_{name}": asked[name]}
            if len(probe.run(session, limit=FEW + 1, **few)) <= FEW:
                return [row.case_id for row in _FEW.run(session, **how, **asked, **few)]
    if "word1" in asked:
        return [row.case_id for row in _PAGE.run(session, **how, **asked)]
    try:
        with at_most(session, STEPS):
            along = {("open" if name == "open_scan" else name): value for name, value in asked.items()}
            return [row.case_id for row in _PAGE.run(session, **how, **along)]
    except TooLongError:
        return [row.case_id for row in _PAGE.run(session, **how, **asked)]


def count(session: Session, actor: Actor, filters: Filters, *, today: date) -> CaseloadCount:
    """How many cases a list has in all, and how many of them are late."""
    asked = _asked(filters, actor, today)
    # All rows are looked at: the table in one go, never by way of an index.
    asked["open_scan"] = asked.pop("open", filters.is_open)
    row = _COUNT.run(session, today=today, **asked)[0]
    return CaseloadCount(row.cases, row.points / 1000, row.overdue, row.over, row.reviews)


def case_ids(session: Session, actor: Actor, filters: Filters, *, today: date, limit: int = 100_000) -> list[UUID]:
    """The cases of a whole list, to select all of it."""
    asked = _asked(filters, actor, today)
    return [row.case_id for row in _PAGE.run(session, sort="sort_name", limit=limit, **asked)]


def rows_of(session: Session, actor: Actor, ids: list[UUID]) -> list[CaseloadRow]:
    """The rows of some cases, by name: who is affected by what is about to be done to many."""
    return sorted(_rows(session, actor, ids, "sort_name").values(), key=lambda row: row.key)


def _rows(session: Session, actor: Actor, ids: list[UUID], key: str) -> dict[UUID, CaseloadRow]:
    if not ids:
        return {}
    found = _ROWS.run(session, me=actor.staff_id, case_ids=ids, limit=len(ids))
    place = _PLACES[key]
    return {row[0]: CaseloadRow._make((*row[:_SHOWN], row[place])) for row in found}


def _asked(filters: Filters, actor: Actor, today: date) -> dict[str, Any]:
    narrow = filters.narrow()
    # With a filter SQLite must not be led along the order's index: it would look at all rows for a few.
    asked: dict[str, Any] = {"me": actor.staff_id, ("open_scan" if narrow else "open"): filters.is_open}
    for name in ("owner_id", "team_id", "practice_id", "flag"):
        asked[name] = getattr(filters, name)
    for name in ("pathways", "stages", "risks"):
        asked[name] = list(getattr(filters, name)) or None
    asked["due_before"] = _due_before(filters, today)
    asked["no_action"] = NEVER if filters.no_action else None
    asked["waiting_before"] = NEVER if filters.waiting else None
    asked["over_before"] = today if filters.waiting_over else None
    asked["no_contact_since"] = _back(today, filters.no_contact_for)
    asked["review_before"] = _ahead(today, filters.review_within)
    for number, word in enumerate(_words(filters.text), 1):
        asked[f"word{number}"] = word
    return {name: value for name, value in asked.items() if value is not None}


def _due_before(filters: Filters, today: date) -> date | None:
    return today if filters.overdue else _ahead(today, filters.due_within)


def _ahead(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days + 1)


def _back(today: date, days: int | None) -> date | None:
    return None if days is None else today - timedelta(days=days)


def _words(text: str) -> list[str]:
    folded = fold(text)
    digits = folded.replace(" ", "")
    if digits.isdigit():
        return [digits]
    return folded.split()[:MOST_WORDS]


def _day(kept: date) -> date | None:
    return None if kept in (NEVER, NOT_YET) else kept


READS = (_PAGE, _COUNT, _ROWS)
