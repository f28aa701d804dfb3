"""An incoming person kept as JSON while it waits for a decision, and read back."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from inteam.exchange import incoming
from inteam.exchange.incoming import IncomingPerson

_PARTS = {
    "other_names": incoming.IncomingName,
    "addresses": incoming.IncomingAddress,
    "points": incoming.IncomingPoint,
    "needs": incoming.IncomingNeed,
    "relations": incoming.IncomingRelation,
}
_DAYS = frozenset({"born_on", "registered_on", "died_on", "valid_from", "valid_to"})


def as_json(value: Any) -> Any:
    """A dataclass of incoming values as JSON's types; what says nothing is left away."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: as_json(part) for name, part in pairs if part not in ("", None, ())}
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def person_from(kept: dict[str, Any]) -> IncomingPerson:
    """The person that as_json kept."""
    values = _plain(kept)
    for name, kind in _PARTS.items():
        if name in values:
            values[name] = tuple(_made(kind, part) for part in values[name])
    if "key" in values:
        values["key"] = incoming.Key(**values["key"])
    return IncomingPerson(**{**values, "references": tuple(values.get("references", ()))})


def _made(kind: type, part: dict[str, Any]) -> Any:
    values = _plain(part)
    if kind is incoming.IncomingAddress:
        values = {"postcode": "", **values, "lines": tuple(values.get("lines", ()))}
    if kind is incoming.IncomingName:
        values = {"family_name": "", "given_name": "", **values}
    return kind(**values)


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in _DAYS else value for name, value in part.items()}
