"""The filters of a list of cases: the clause of each, and what it is given for what a person chose."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, Text, Uuid, case, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from inteam.access import Actor
from inteam.caseload.model import NEVER, CaseWork
from inteam.caseload.rules import MOST_WORDS, Filters, Flag
from inteam.people.folding import fold
from inteam.people.model import NamedStaff
from inteam.store.reads import my_people, one_of, param


class _InScope(FunctionElement[bool]):
    """The person is one of mine. A local file is all mine, so there the question costs nothing."""

    inherit_cache = True
    name = "in_scope"
    type = Boolean()

    def __init__(self, column: Any) -> None:
        super().__init__(column.in_(select(my_people.c.person_id)))

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002 (SQLAlchemy's signature)
        """Itself, without a comparison to 1."""
        return self


@compiles(_InScope)
def _nobody_is_asked(_element: _InScope, _compiler: Any, **_options: Any) -> str:
    return "1 = 1"


@compiles(_InScope, "postgresql")
def _scope_is_asked(element: _InScope, compiler: Any, **options: Any) -> str:
    (asked,) = element.clauses
    return str(compiler.process(asked, **options))


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


FILTERS: Mapping[str, Any] = {
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


def asked_of(filters: Filters, actor: Actor, today: date) -> dict[str, Any]:
    """The parameters of a list, by name; those that are not asked for are not there."""
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
