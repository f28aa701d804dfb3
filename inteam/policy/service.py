"""Reading and changing local policy."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from inteam import audit
from inteam.errors import InputError
from inteam.policy.defaults import Value, defaults
from inteam.policy.model import Setting
from inteam.store.database import Work


@dataclass(frozen=True)
class PolicyRow:
    """A setting as it stands: checked says whether the team has confirmed the value for itself."""

    key: str
    title: str
    value: Value
    unit: str
    source: str
    checked: bool
    from_on: date | None


def value(session: Session, key: str, today: date | None = None) -> Any:
    """The value in force (on today, if given): the team's own, else the shipped default. Raises KeyError."""
    shipped = defaults()[key]
    own = _own(session, key, today)
    return shipped.value if own is None else own.value


def settings(session: Session, today: date) -> list[PolicyRow]:
    """All settings in the order of the file."""
    rows = []
    for default in defaults().values():
        own = _own(session, default.key, today)
        rows.append(
            PolicyRow(
                default.key, default.title, default.value, default.unit, default.source, checked=False, from_on=None
            )
            if own is None
            else PolicyRow(default.key, default.title, own.value, default.unit, own.source, own.checked, own.from_on)
        )
    return rows


def set_value(work: Work, key: str, new: Value, *, source: str, checked: bool, from_on: date | None = None) -> None:
    """Change a setting from a day on (None: today). Raises DeniedError, InputError for a value of another kind."""
    work.actor.require("policy.write")
    shipped = defaults()[key].value
    if type(new) is not type(shipped) and not (isinstance(new, int) and isinstance(shipped, float)):
        raise InputError(value="unknown")
    if problem := _list_problem(shipped, new):
        raise InputError(value=problem)
    if not source.strip():
        raise InputError(source="required")
    setting = Setting(key=key, value=new, from_on=from_on or work.today, source=source.strip(), checked=checked)
    work.session.add(setting)
    audit.note(work, "policy.changed", subject=setting, detail={"key": key})


_SPAN = re.compile(r"(\d{3})-(\d{3})")


def _list_problem(shipped: Value, new: Value) -> str:
    """The code of what is wrong with the lines of a list, or "": each is written as those that were shipped."""
    if not isinstance(shipped, list) or not isinstance(new, list):
        return ""
    for is_one, problem in ((_is_span, "policy_span"), (_is_day, "policy_days")):
        if is_one(str(shipped[0])):
            return "" if new and all(is_one(str(one)) for one in new) else problem
    return ""


def _is_span(text: str) -> bool:
    found = _SPAN.fullmatch(text)
    return found is not None and found[1] <= found[2]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# Made once: nearly every save asks for one of them.
_LATEST = (
    select(Setting.value, Setting.source, Setting.checked, Setting.from_on)
    .where(Setting.key == bindparam("key"), Setting.withdrawn_at.is_(None))
    .order_by(Setting.from_on.desc(), Setting.created_at.desc())
    .limit(1)
)
_IN_FORCE = _LATEST.where(Setting.from_on <= bindparam("today", type_=Date()))


def _own(session: Session, key: str, today: date | None) -> Any:
    session.flush()
    if today is None:
        return session.connection().execute(_LATEST, {"key": key}).first()
    return session.connection().execute(_IN_FORCE, {"key": key, "today": today}).first()
