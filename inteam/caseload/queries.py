"""Reading the caseload: a page of cases in any order, how many there are, whom they belong to.

A page is read in two steps, because SQLite joins before it sorts: first the ids in order, then the rows and words of
just those. Without filters the first step walks the index that ends in the order; with filters it
reads the narrow table once, which is quicker than walking an index of which few rows pass.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, String, Text, Uuid, case, func, select, text
from sqlalchemy.orm import Session, aliased

from inteam.access import Actor
from inteam.caseload.filtering import FILTERS, IN_SCOPE, VISIBLE, asked_of
from inteam.caseload.model import CaseWork
from inteam.caseload.rows import CaseloadCount as CaseloadCount
from inteam.caseload.rows import CaseloadRow as CaseloadRow
from inteam.caseload.rules import MOST_WORDS, SORTS, Column, Filters
from inteam.cases.model import CareCase
from inteam.needs.model import Action
from inteam.organisations.model import Organisation, Staff, Team
from inteam.people.model import Person
from inteam.store.reads import Read, Sort, TooLongError, at_most, one_of, param

PAGE = 200
FEW = 1_500  # cases that are read one by one and sorted
LARGE = 200_000  # cases: to look at all of them takes longer than to look at ten times as many along the order
STEPS = 100_000  # of SQLite: some 3,000 cases looked at along an order


_PAGE = Read(
    "caseload_page",
    select(CaseWork.case_id).where(IN_SCOPE, VISIBLE),
    optional=FILTERS,
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
# A word of letters stands in the name alone; the index of names is a quarter as long as the table.
_WORDS: Mapping[str, Any] = {
    f"word{number}": _OTHER.sort_name.contains(param(f"few_word{number}", Text()))
    for number in range(1, MOST_WORDS + 1)
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
        **FILTERS,
        **{
            f"few_{name}": CaseWork.case_id.in_(select(_OTHER.case_id).where(_AMONG, clause))
            for name, clause in (*_INDEXED.items(), *_WORDS.items())
        },
    },
    sorts=_PAGE.sorts,
)
# Of very many: along the order too, but first it is asked, in the order's own index, whether a case passes; a function
# around the question keeps SQLite from going through those that pass instead.
_AMONG_THOSE = Read(
    "caseload_among_those",
    _PAGE.statement,
    optional={
        **FILTERS,
        **{
            f"few_{name}": func.likely(CaseWork.case_id.in_(select(_OTHER.case_id).where(_AMONG, clause)))
            for name, clause in _INDEXED.items()
        },
    },
    sorts=_PAGE.sorts,
)
_LAST_ROW = text("SELECT coalesce(max(rowid), 0) FROM case_work")  # of SQLite: about how many there are
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
    optional=FILTERS,
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
    .join(Staff, Staff.id == CaseWork.owner_id)
    .join(Team, Team.id == CaseWork.team_id)
    .outerjoin(Action, Action.id == CaseWork.next_action_id)
    .outerjoin(Organisation, Organisation.id == CaseWork.practice_id)
    .where(IN_SCOPE, VISIBLE, one_of(CaseWork.case_id, "case_ids", Uuid())),
)


_SHOWN = len(CaseloadRow._fields) - 1
_READ = [column.name for column in _ROWS.statement.selected_columns]
# Ids, words and days, never numbers: 1 and True would be taken for the same.
_ALIKE = [
    CaseloadRow._fields.index(name)
    for name in (
        *("owner_id", "pathway", "stage", "kept_due", "kept_last_contact", "kept_since", "kept_until", "waiting_clock"),
        *("kept_review", "opened_on", "dob_precision", "action", "action_kind", "owner_given", "owner_family"),
        *("team", "practice", "given_name", "family_name"),
    )
]
_SAME: dict[Any, Any] = {}
_MOST_SAME = 50_000
_PLACES = {key: _READ.index("sort_born" if key == "born_on" else key) for key in SORTS.values()}


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
    found = _ids(session, asked_of(filters, actor, today), sort=key, descending=descending, after=after, limit=limit)
    rows = _rows(session, actor, found, key)
    return [rows[case_id] for case_id in found if case_id in rows]


def _ids(session: Session, asked: dict[str, Any], **how: Any) -> list[UUID]:
    """The cases of a page, in order; the local file takes the shortest of several ways, which all give the same.

    Few cases pass a filter that has an index: those, sorted (3 ms of 50,000). Many pass: along the order until there
    are enough (2 to 10 ms). Else names that hold the words, found in the index of names (4 ms), or the whole table
    (15 ms).
    """
    local = session.connection().dialect.name == "sqlite"
    if not local or "open_scan" not in asked or "owner_id" in asked:
        return [row.case_id for row in _PAGE.run(session, **how, **asked)]
    for name, probe in _PROBES.items():
        if name in asked:
            few = {"among": asked["open_scan"], f"few_{name}": asked[name]}
            if len(probe.run(session, limit=FEW + 1, **few)) <= FEW:
                return [row.case_id for row in _FEW.run(session, **how, **asked, **few)]
    try:
        return _along(session, asked, STEPS, how)
    except TooLongError:
        words = {f"few_{name}": asked[name] for name in _WORDS if not str(asked.get(name, "0")).isdigit()}
        if words:
            return [row.case_id for row in _FEW.run(session, **how, **asked, **words, among=asked["open_scan"])]
        if session.scalar(_LAST_ROW) > LARGE:
            return _of_very_many(session, asked, how)
        return [row.case_id for row in _PAGE.run(session, **how, **asked)]


def _of_very_many(session: Session, asked: dict[str, Any], how: dict[str, Any]) -> list[UUID]:
    """A page for which looking at the whole table would take seconds."""
    if name := next((name for name in _INDEXED if name in asked), None):
        those = {"among": asked["open_scan"], f"few_{name}": asked[name]}
        return [row.case_id for row in _AMONG_THOSE.run(session, **how, **_ordered(asked), **those)]
    with suppress(TooLongError):
        return _along(session, asked, STEPS * 10, how)
    return [row.case_id for row in _PAGE.run(session, **how, **asked)]


def _along(session: Session, asked: dict[str, Any], steps: int, how: dict[str, Any]) -> list[UUID]:
    """The page along the index of its order. Raises TooLongError."""
    with at_most(session, steps):
        return [row.case_id for row in _PAGE.run(session, **how, **_ordered(asked))]


def _ordered(asked: dict[str, Any]) -> dict[str, Any]:
    """The same, so that the index of the order answers it."""
    return {("open" if name == "open_scan" else name): value for name, value in asked.items()}


def count(session: Session, actor: Actor, filters: Filters, *, today: date) -> CaseloadCount:
    """How many cases a list has in all, and how many of them are late."""
    asked = asked_of(filters, actor, today)
    # All rows are looked at: the table in one go, never by way of an index.
    asked["open_scan"] = asked.pop("open", filters.is_open)
    row = _COUNT.run(session, today=today, **asked)[0]
    return CaseloadCount(row.cases, row.points / 1000, row.overdue, row.over, row.reviews)


def case_ids(session: Session, actor: Actor, filters: Filters, *, today: date, limit: int = 100_000) -> list[UUID]:
    """The cases of a whole list, to select all of it."""
    asked = asked_of(filters, actor, today)
    return [row.case_id for row in _PAGE.run(session, sort="sort_name", limit=limit, **asked)]


def rows_of(session: Session, actor: Actor, ids: list[UUID]) -> list[CaseloadRow]:
    """The rows of some cases, by name: who is affected by what is about to be done to many."""
    return sorted(_rows(session, actor, ids, "sort_name").values(), key=lambda row: row.key)


def _rows(session: Session, actor: Actor, ids: list[UUID], key: str) -> dict[UUID, CaseloadRow]:
    if not ids:
        return {}
    found = _ROWS.run(session, me=actor.staff_id, case_ids=ids, limit=len(ids))
    place = _PLACES[key]
    if len(_SAME) > _MOST_SAME:
        _SAME.clear()
    return {row[0]: CaseloadRow._make((*_shared(row), row[place])) for row in found}


def _shared(row: Any) -> list[Any]:
    """The columns of a row; what many rows say alike is kept once, which halves a list of 50,000."""
    values = list(row[:_SHOWN])
    for at in _ALIKE:
        values[at] = _SAME.setdefault(values[at], values[at])
    return values


READS = (_PAGE, _COUNT, _ROWS)
