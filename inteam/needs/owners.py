"""Nothing open is ever without an owner: looked at before each commit, whatever made the change (domain 2.3)."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select

from inteam.cases.model import CareCase
from inteam.cases.rules import CaseStatus
from inteam.errors import InputError
from inteam.needs.model import Action
from inteam.needs.model_onward import OnwardReferral
from inteam.needs.rules import OPEN_ACTIONS
from inteam.needs.rules_onward import OPEN_ONWARD
from inteam.organisations.model import Staff
from inteam.organisations.rules import staying_problem
from inteam.referrals.choices import OPEN
from inteam.referrals.model import Referral
from inteam.store.database import Change, Work

_CHUNK = 400
_OPEN: dict[Any, tuple[str, Any]] = {
    CareCase: ("status", CareCase.status == CaseStatus.OPEN.value),
    Referral: ("state", Referral.state.in_(tuple(OPEN))),
    Action: ("status", Action.status.in_(tuple(OPEN_ACTIONS))),
    OnwardReferral: ("state", OnwardReferral.state.in_(tuple(OPEN_ONWARD))),
}
# Made once: every save of one of the four asks one of these.
_OWNED_BY_LEAVERS = {
    model: select(Staff.left_on, Staff.withdrawn_at)
    .join(model, model.owner_id == Staff.id)
    .where(
        model.id.in_(bindparam("ids", expanding=True)),
        model.withdrawn_at.is_(None),
        is_open,
        or_(Staff.left_on.is_not(None), Staff.withdrawn_at.is_not(None)),
    )
    .limit(1)
    for model, (_, is_open) in _OPEN.items()
}


def open_work_of(work: Work, staff_id: UUID) -> dict[str, int]:
    """What a member of staff still answers for: counts of open cases, referrals, actions and onward referrals.

    A membership or employment may end only when all are 0 (domain 2.3).
    """
    names: dict[str, Any] = {"cases": CareCase, "referrals": Referral, "actions": Action, "onward": OnwardReferral}
    counts = {}
    for name, model in names.items():
        mine = select(func.count()).where(model.owner_id == staff_id, model.withdrawn_at.is_(None), _OPEN[model][1])
        counts[name] = int(work.session.scalar(mine) or 0)
    return counts


def refuse_ownerless(work: Work) -> None:
    """Raise InputError when this transaction leaves something open with an owner who left, leaves or is not there.

    It holds for undo, merging and import as for every act on a screen: each ends here.
    """
    for model, (state, _) in _OPEN.items():
        for ids in _chunks(_given(work, model, state)):
            found = work.session.connection().execute(_OWNED_BY_LEAVERS[model], {"ids": ids}).first()
            if found is not None:
                code = "unknown" if found.withdrawn_at is not None else staying_problem(found.left_on, work.today)
                raise InputError(owner_id=code or "owner_left")
    for change in work.changes.rows.values():
        before = change.before.keys() if change.model is Staff and change.before else frozenset[str]()
        if (
            {"left_on", "withdrawn_at"} & before
            and _is_gone(work, change.id)
            and any(open_work_of(work, change.id).values())
        ):
            raise InputError(left_on="open_work")


def _given(work: Work, model: Any, state: str) -> Iterator[UUID]:
    """Those that were added, changed hands, or were opened or brought back."""
    fields = {"owner_id", "withdrawn_at", state}
    return (one.id for one in work.changes.rows.values() if one.model is model and _touches(one, fields))


def _touches(change: Change, fields: set[str]) -> bool:
    return change.before is None or bool(fields & change.before.keys())


def _is_gone(work: Work, staff_id: UUID) -> bool:
    statement = select(Staff.id).where(
        Staff.id == staff_id, or_(Staff.left_on.is_not(None), Staff.withdrawn_at.is_not(None))
    )
    return work.session.scalar(statement) is not None


def _chunks(ids: Iterator[UUID]) -> Iterator[Sequence[UUID]]:
    while chunk := list(islice(ids, _CHUNK)):
        yield chunk


__all__ = ["open_work_of", "refuse_ownerless"]
