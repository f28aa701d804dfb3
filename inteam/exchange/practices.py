"""The organisations that sources name: found by ODS code or name, added where they are not there yet."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam.exchange.bulk import Bulk
from inteam.exchange.incoming import IncomingOrganisation
from inteam.organisations.model import Organisation
from inteam.people import postcode
from inteam.people.folding import fold
from inteam.store.database import Work

_SHORT = 60
_DETAILS = ("address", "postcode", "phone", "opened_on", "closed_on")

Key = tuple[str, ...]
"""The ODS code alone, or the folded name and the postcode."""


class Organisations:
    """All organisations of the database; a few thousand at most."""

    def __init__(self, session: Session) -> None:
        columns = (Organisation.id, Organisation.ods_code, Organisation.name, Organisation.postcode)
        statement = select(*columns).where(Organisation.withdrawn_at.is_(None)).order_by(Organisation.created_at)
        self._ids: dict[Key, UUID] = {}
        self._codes: dict[UUID, str] = {}
        self._new: list[dict[str, Any]] = []
        self._seen: set[Key] = set()
        for row in session.execute(statement):
            self._remember(_key(row.ods_code or "", row.name, row.postcode or ""), row.id)

    def _remember(self, key: Key, organisation_id: UUID) -> None:
        self._ids.setdefault(key, organisation_id)
        if len(key) == 1:
            self._codes[organisation_id] = key[0]

    def practice(self, code: str, name: str) -> UUID:
        """The practice of an ODS code, added where it is not known."""
        known = self._ids.get((code,))
        return known or self._add(IncomingOrganisation("", 0, name or code, code, "gp_practice"))

    def code_of(self, organisation_id: UUID | None) -> str | None:
        """The code of an organisation, None where it has none."""
        return None if organisation_id is None else self._codes.get(organisation_id)

    def take(self, work: Work, incoming: IncomingOrganisation) -> bool:
        """Add the organisation, or bring one with a code up to what the source says; whether anything changed."""
        known, first = self._sight(incoming)
        if known is None:
            self._add(incoming)
            return True
        record = work.session.get(Organisation, known) if first else None
        said = _differing(record, incoming)
        for column, value in said.items():
            setattr(record, column, value)
        return bool(said)

    def differs(self, session: Session, incoming: IncomingOrganisation) -> bool:
        """Whether take would change anything; nothing is changed."""
        known, first = self._sight(incoming)
        if known is None:
            self._remember(_key(incoming.ods_code, incoming.name, incoming.postcode), uuid4())
            return True
        return first and bool(_differing(session.get(Organisation, known), incoming))

    def _sight(self, incoming: IncomingOrganisation) -> tuple[UUID | None, bool]:
        """Its id, where it is known, and whether this import names it for the first time."""
        key = _key(incoming.ods_code, incoming.name, incoming.postcode)
        first = key not in self._seen
        self._seen.add(key)
        return self._ids.get(key), first

    def _add(self, incoming: IncomingOrganisation) -> UUID:
        made = uuid4()
        row: dict[str, Any] = {
            "id": made,
            "name": incoming.name,
            "short_name": incoming.name[:_SHORT],
            "sort_key": incoming.name.casefold(),
            "ods_code": incoming.ods_code or None,
            "kind": incoming.kind,
            "statutory": incoming.kind == "gp_practice",
            **{column: getattr(incoming, column) or None for column in _DETAILS},
        }
        self._new.append(row)
        self._remember(_key(incoming.ods_code, incoming.name, incoming.postcode), made)
        return made

    def write(self, work: Work) -> None:
        """Add what is new to the transaction, before anything refers to it."""
        if self._new:
            bulk = Bulk(work, Organisation)
            for row in self._new:
                bulk.add(Organisation, row, row["id"])
            bulk.write()
            self._new.clear()


def _key(code: str, name: str, code_of_place: str) -> Key:
    return (code,) if code else (fold(name), postcode.key(code_of_place))


def _differing(record: Organisation | None, incoming: IncomingOrganisation) -> dict[str, Any]:
    """What a source says of an organisation with a code that differs; of others only that they are there."""
    if record is None or not incoming.ods_code:
        return {}
    said: dict[str, Any] = {column: value for column in _DETAILS if (value := getattr(incoming, column))}
    if incoming.name != incoming.ods_code:
        said |= {"name": incoming.name, "sort_key": incoming.name.casefold()}
    return {column: value for column, value in said.items() if getattr(record, column) != value}
