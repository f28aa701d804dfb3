"""The organisations that sources name: found by ODS code or name, added where they are not there yet."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from inteam.exchange.bulk import Bulk
from inteam.exchange.incoming import IncomingOrganisation
from inteam.organisations.model import Organisation
from inteam.people.folding import fold
from inteam.store.database import Work

_SHORT = 60
_DETAILS = ("address", "postcode", "phone", "opened_on", "closed_on")


class Organisations:
    """All organisations by code and by name; a few thousand at most."""

    def __init__(self, session: Session) -> None:
        columns = (Organisation.id, Organisation.ods_code, Organisation.name)
        statement = select(*columns).where(Organisation.withdrawn_at.is_(None)).order_by(Organisation.created_at)
        self._by_code: dict[str, UUID] = {}
        self._by_name: dict[str, UUID] = {}
        self._new: list[dict[str, Any]] = []
        for row in session.execute(statement):
            self._remember(row.id, row.ods_code or "", row.name)

    def _remember(self, organisation_id: UUID, code: str, name: str) -> None:
        if code:
            self._by_code.setdefault(code, organisation_id)
        else:
            self._by_name.setdefault(fold(name), organisation_id)

    def practice(self, code: str, name: str) -> UUID:
        """The practice of an ODS code, added where it is not known."""
        known = self._by_code.get(code)
        return known or self._add(IncomingOrganisation("", 0, name or code, code, "gp_practice"))

    def code_of(self, organisation_id: UUID | None) -> str | None:
        """The code of an organisation that was found by it."""
        return next((code for code, known in self._by_code.items() if known == organisation_id), None)

    def take(self, work: Work, incoming: IncomingOrganisation) -> bool:
        """Add the organisation, or bring it up to what the source says; whether anything changed."""
        known = self._find(incoming)
        if known is None:
            self._add(incoming)
            return True
        self.write(work)
        record = work.session.get_one(Organisation, known)
        said = _said(incoming)
        if all(getattr(record, column) == value for column, value in said.items()):
            return False
        for column, value in said.items():
            setattr(record, column, value)
        return True

    def differs(self, session: Session, incoming: IncomingOrganisation) -> bool:
        """Whether take would change anything; nothing is changed."""
        known = self._find(incoming)
        if known is None:
            self._remember(uuid4(), incoming.ods_code, incoming.name)
            return True
        record = session.get(Organisation, known)
        return record is not None and any(getattr(record, c) != value for c, value in _said(incoming).items())

    def _find(self, incoming: IncomingOrganisation) -> UUID | None:
        if incoming.ods_code:
            return self._by_code.get(incoming.ods_code)
        return self._by_name.get(fold(incoming.name))

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
        self._remember(made, incoming.ods_code, incoming.name)
        return made

    def write(self, work: Work) -> None:
        """Add what is new to the transaction, before anything refers to it."""
        if self._new:
            bulk = Bulk(work, Organisation)
            for row in self._new:
                bulk.add(Organisation, row, row["id"])
            bulk.write()
            self._new.clear()


def _said(incoming: IncomingOrganisation) -> dict[str, Any]:
    said = {column: getattr(incoming, column) for column in _DETAILS}
    found: dict[str, Any] = {column: value for column, value in said.items() if value}
    if incoming.ods_code and incoming.name != incoming.ods_code and incoming.row:
        found |= {"name": incoming.name, "sort_key": incoming.name.casefold()}
    return found
