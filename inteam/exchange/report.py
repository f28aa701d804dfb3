"""What an import did or would do, as it is shown and as JSON. Decision 24."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from inteam import messages
from inteam.errors import InteamError
from inteam.exchange.incoming import IncomingPerson, Refusal, Warned
from inteam.exchange.reading import Recognised


@dataclass(frozen=True)
class Side:
    """One of two people who may be the same, as far as they are compared; row: of the file, None for who is here."""

    family_name: str
    given_name: str
    born_on: date | None
    dob_precision: str
    nhs_number: str
    address: str
    phone: str
    row: int | None = None


@dataclass(frozen=True)
class Held:
    """A row that may be somebody who is already here, or earlier in the source, and why."""

    incoming: IncomingPerson
    candidate_id: UUID
    reason: str
    candidate: Side | None = None


def side(person: IncomingPerson) -> Side:
    """An incoming person as one of the two."""
    home = next((address for address in person.addresses if not address.valid_to), None)
    words = ", ".join(part for part in (*home.lines, home.postcode) if part) if home else ""
    phone = next((point.value for point in person.points if point.system != "email"), "")
    return Side(
        person.family_name,
        person.given_name,
        person.born_on,
        person.dob_precision,
        person.nhs_number,
        words,
        phone,
        person.row,
    )


@dataclass
class Report:
    """Counts of people, lists of what was not simply taken, and what was detected.

    duplicates: rows found to be a person who is already there or earlier in the source, counted in updated or
    unchanged too. taken: lines of lists and organisations that are new or changed, by kind.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    refused: list[Refusal] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    not_taken: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    detected: list[Recognised] = field(default_factory=list)
    seen_before: list[str] = field(default_factory=list)
    batch_id: UUID | None = None
    dry_run: bool = False

    def counts(self) -> dict[str, Any]:
        """The numbers alone, without a word about anybody."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "refused": len(self.refused),
            "held": len(self.held),
            "warnings": len(self.warnings),
            "not_taken": sum(self.not_taken.values()),
            "taken": dict(sorted(self.taken.items())),
        }

    def as_json(self) -> dict[str, Any]:
        """The report of decision 24, with what was detected."""
        return {
            "dry_run": self.dry_run,
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "refused": [_refused(refusal) for refusal in self.refused],
            "held": [_held(held) for held in self.held],
            "warnings": [_warned(warned) for warned in self.warnings],
            "not_taken": dict(sorted(self.not_taken.items())),
            "taken": dict(sorted(self.taken.items())),
            "detected": [_detected(one) for one in self.detected],
            "seen_before": self.seen_before,
        }


def sentence(refusal: Refusal) -> str:
    """The reason of a refusal in words."""
    return messages.sentence(refusal.reason, {"source": refusal.source, **dict(refusal.facts)})


def named(error: InteamError, source: str) -> str:
    """What is wrong, after the name of the file that it is in."""
    words = " ".join(messages.sentences(error).values())
    return words if source in words else f"{source}: {words}"


def _refused(refusal: Refusal) -> dict[str, Any]:
    return {
        "source": refusal.source,
        "row": refusal.row,
        "field": refusal.field,
        "value": refusal.value,
        "reason": sentence(refusal),
        "code": refusal.reason,
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "source": held.incoming.source,
        "row": held.incoming.row,
        "reason": messages.sentence(held.reason),
        "code": held.reason,
    }


def _warned(warned: Warned) -> dict[str, Any]:
    return {
        "source": warned.source,
        "row": warned.row,
        "field": warned.field,
        "value": warned.value,
        "reason": messages.sentence(warned.reason),
        "code": warned.reason,
    }


def _detected(one: Recognised) -> dict[str, Any]:
    form = one.form or one.lines
    if form is None:
        return {"source": one.document.name, "kind": one.kind}
    return {
        "source": one.document.name,
        "kind": one.kind,
        "family": form.family,
        **({"table": one.table.name} if one.table is not None else {}),
        "encoding": form.encoding,
        "delimiter": form.delimiter,
        "dates": str(form.dates) if form.dates else None,
        "header_line": form.header_line,
        "columns": {name: str(known or "leave_out") for name, known in zip(form.header, form.fields, strict=True)},
    }
