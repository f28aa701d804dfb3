"""Where decided rows are written: one transaction, many rows at once for new people, the usual way for known ones."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from inteam.exchange import known, lists, new_people, run
from inteam.exchange.bulk import Bulk
from inteam.exchange.incoming import IncomingEntry, IncomingOrganisation, IncomingPerson, Key
from inteam.exchange.keeping import as_json
from inteam.exchange.lists import Lists
from inteam.exchange.matching import Decision, People
from inteam.exchange.model import HeldRow, ImportBatch, ImportChange, SourceKey
from inteam.exchange.practices import Organisations
from inteam.exchange.run import Sink
from inteam.people import search_index
from inteam.people.search_index import Named
from inteam.people.service_protection import need_review_due
from inteam.store.database import Change, Work

_ASKED = 500  # identifiers asked for at once
_OWN_TABLES = frozenset({"import_batch", "held_row", "source_key"})


class WriteSink(Sink):
    """Writes within the transaction of one import."""

    def __init__(self, work: Work, batch: ImportBatch, people: People, practices: Organisations, lines: Lists) -> None:
        self._work, self._batch = work, batch
        self._people, self._practices, self._lists = people, practices, lines
        self._bulk = Bulk(work, *new_people.TABLES)
        self._lines = Bulk(work, *lists.TABLES)
        self._review_due = need_review_due(work, work.today)
        self._held: list[HeldRow] = []
        self._named: list[Named] = []
        self._words: set[str] = set()
        self._seen: list[tuple[IncomingPerson, UUID]] = []
        self._allergies: list[tuple[UUID, str]] = []
        self._keyed: dict[tuple[str, str], UUID] = {}
        self.wrote = False

    def add(self, incoming: IncomingPerson, person_id: UUID) -> None:
        """Collect the rows of a new person."""
        self.wrote = True
        code = incoming.practice_code
        practice_id = self._practices.practice(code, incoming.practice_name) if code else None
        if self._is_taken(incoming.key, person_id):
            incoming = with_row_key(incoming)
        self._keyed[incoming.key.system, incoming.key.value] = person_id
        new_people.add_person(
            self._bulk, incoming, person_id, practice_id, self._work.today, review_due=self._review_due
        )
        self._named.append(new_people.named(incoming, person_id))

    def _is_taken(self, key: Key, person_id: UUID) -> bool:
        """Whether the identifier is somebody else's already: another system has used it again."""
        if (known_as := self._keyed.get((key.system, key.value))) is not None:
            return known_as != person_id
        found = self._people.stored_key(key)
        return found is not None and found != person_id

    def held(self, incoming: IncomingPerson, decision: Decision) -> None:
        """Keep the row until somebody decides."""
        self.keep_batch()
        self._held.append(
            HeldRow(
                batch_id=self._batch.id,
                source=incoming.source,
                row=incoming.row,
                reason=decision.reason,
                candidate_id=decision.person_id,
                fingerprint=incoming.fingerprint,
                incoming=as_json(incoming),
                decision="waiting",
            )
        )

    def update(self, changes: Sequence[run.Change]) -> None:
        """Bring the records up to the rows."""
        records = known.Records(self._work, [person_id for _, person_id, _ in changes])
        for incoming, person_id, found in changes:
            records.update(person_id, found, incoming, self._practices)
        self._work.session.flush()

    def saw(self, incoming: IncomingPerson, person_id: UUID) -> None:
        """Know the person by this row from now on, once they are there to be referred to."""
        self.wrote = True
        self._seen.append((incoming, person_id))

    def flush(self) -> None:
        """Write what was collected."""
        self._practices.write(self._work)
        self._bulk.write()
        self._work.session.add_all(self._held)
        self._held = []
        connection = self._work.session.connection()
        search_index.add_people(connection, self._named, self._words)
        self._named = []
        self._remember_all()
        self._lines.write()
        self._work.session.flush()

    def _remember_all(self) -> None:
        seen, self._seen = self._seen, []
        wanted = {key for incoming, _ in seen for key in (incoming.key, with_row_key(incoming).key)}
        stored = self._stored(wanted)
        for incoming, person_id in seen:
            for candidate in (incoming, with_row_key(incoming)):
                row = stored.get(candidate.key)
                if row is None:
                    row = SourceKey(**new_people.key_values(candidate, person_id))
                    self._work.session.add(row)
                    stored[candidate.key] = row
                    break
                if row.person_id == person_id:
                    row.fingerprint = incoming.fingerprint
                    break
        self._work.session.flush()

    def _stored(self, keys: Collection[Key]) -> dict[Key, SourceKey]:
        """What is known under these identifiers, a few statements for all."""
        found: dict[Key, SourceKey] = {}
        for system in sorted({key.system for key in keys}):
            values = sorted({key.value for key in keys if key.system == system})
            for start in range(0, len(values), _ASKED):
                rows = select(SourceKey).where(
                    SourceKey.system == system,
                    SourceKey.value.in_(values[start : start + _ASKED]),
                    SourceKey.withdrawn_at.is_(None),
                )
                found.update({Key(row.system, row.value): row for row in self._work.session.scalars(rows)})
        return found

    def organisation(self, incoming: IncomingOrganisation) -> bool:
        """Add the organisation or bring it up to date."""
        changed = self._practices.take(self._work, incoming)
        self.wrote |= changed
        return changed

    def line(self, entry: IncomingEntry, person_id: UUID, outcome: str) -> None:
        """Add the line to its list, or bring it up to date."""
        self.wrote = True
        self._allergies.append((person_id, entry.kind))
        if outcome == "new":
            self._lists.add(self._lines, entry, person_id)
        else:
            self._lines.write()
            self._lists.change(self._work, entry, person_id)

    def keep_batch(self) -> None:
        """Add the import itself, before anything refers to it; one that changes nothing leaves nothing."""
        self.wrote = True
        if self._batch not in self._work.session:
            self._work.session.add(self._batch)
            self._work.session.flush()

    def finish(self) -> bool:
        """Note what is known of allergies as a whole, and what stood before in rows that were changed.

        Gives whether the import changed anything.
        """
        self.flush()
        if not self.wrote:
            return False
        self.keep_batch()
        lists.note_allergies(self._work, self._allergies)
        self._work.session.flush()
        before = [_before(self._batch.id, key[0], change) for key, change in self._work.changes.rows.items()]
        rows = [row for row in before if row is not None and row["table_name"] not in _OWN_TABLES]
        if rows:
            self._work.session.execute(insert(ImportChange), rows)
        return True


def with_row_key(incoming: IncomingPerson) -> IncomingPerson:
    """The same row, known by what it says and not by its identifier."""
    return replace(incoming, key=Key("row", incoming.fingerprint))


def _before(batch_id: UUID, table: str, change: Change) -> dict[str, Any] | None:
    if not change.before:
        return None
    kept = {name: _plain(value) for name, value in change.before.items() if name not in _STAMPS}
    return {
        "batch_id": batch_id,
        "table_name": table,
        "row_id": change.id,
        "version": change.version,
        "before": kept,
    }


_STAMPS = frozenset({"version", "updated_at", "updated_by", "created_at", "created_by"})


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
