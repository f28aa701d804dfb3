"""Joining two records of one person, and parting them again. domain.md 1.11, decisions 34 and 51.

Nothing moves: each row keeps its person, and reads of the survivor take in those who were merged into them.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, select

from inteam import audit
from inteam.errors import ConflictError, InputError
from inteam.people import records, texts
from inteam.people.choices import PROTECTION, Confidentiality, NhsNumberStatus
from inteam.people.duplicates import Particulars, matching, near, two_numbers
from inteam.people.folding import fold
from inteam.people.model import Address, ContactPoint, Person, PersonMerge
from inteam.store.base import Base, require
from inteam.store.database import Work

LEAST_AGREEING = 2
# What the survivor may take where they have nothing; names stay found through the merged record.
TAKEN = (
    "nhs_number",
    "born_on",
    "middle_names",
    "title",
    "preferred_name",
    "language_code",
    "practice_id",
    "usual_gp_name",
    "usual_worker_id",
)


def merge_people(
    work: Work, survivor_id: UUID, survivor_version: int, merged_id: UUID, version: int, reason: str
) -> UUID:
    """Join the second record to the first and give the id of the merge. Never happens by itself.

    Raises InputError where fewer than two identifiers agree, where both have different NHS numbers, for twins, and
    where others were merged into the second record (merge the other way round).
    """
    work.actor.require("people.write")
    records.check({"reason": texts.problem(reason, 200) if reason.strip() else "required"})
    survivor = require(work.session, Person, survivor_id, survivor_version)
    merged = require(work.session, Person, merged_id, version)
    agreeing = _agreeing(work, survivor, merged)
    before = {name: _plain(getattr(survivor, name)) for name in (*TAKEN, "confidentiality", "nhs_number_status")}
    _take(survivor, merged)
    after = {name: _plain(getattr(survivor, name)) for name in before}
    merge = PersonMerge(
        survivor_id=survivor.id,
        merged_id=merged.id,
        merged_at=work.now,
        reason=reason.strip(),
        matched_on=" ".join(agreeing),
        identity_before={n: [before[n], after[n]] for n in before if before[n] != after[n]},
        child_ids=_children(work, merged.id),
    )
    merged.merged_into_id = survivor.id
    work.session.add(merge)
    work.session.flush()
    audit.note(work, "people.merged", person_id=survivor.id, subject=merge, detail={"matched_on": agreeing})
    audit.note(work, "people.merged", person_id=merged.id, subject=merge, detail={"matched_on": agreeing})
    return merge.id


def _agreeing(work: Work, survivor: Person, merged: Person) -> tuple[str, ...]:
    if survivor.id == merged.id:
        raise InputError("merge_itself")
    if survivor.merged_into_id is not None or merged.merged_into_id is not None:
        raise ConflictError("merged_already")
    if work.session.scalar(select(Person.id).where(Person.merged_into_id == merged.id).limit(1)):
        raise InputError("merge_other_way")
    one, two = particulars_of(work, survivor), particulars_of(work, merged)
    if two_numbers(one, two):
        raise InputError("merge_two_numbers")
    agreeing = matching(one, two)
    if "nhs_number" not in agreeing and _twins(one, two):
        raise InputError("merge_twins")
    if len(agreeing) < LEAST_AGREEING:
        raise InputError("merge_too_little")
    return agreeing


def _twins(one: Particulars, two: Particulars) -> bool:
    givens = fold(one.given_name or ""), fold(two.given_name or "")
    return one.born_on == two.born_on and near(one.family_name, two.family_name) and not _alike(*givens)


def _alike(one: str, two: str) -> bool:
    return not one or not two or near(one, two) or one.split()[0] == two.split()[0] or one[0] == two or two[0] == one


def particulars_of(work: Work, person: Person) -> Particulars:
    """What the person is compared by."""
    home = select(Address.postcode_key).where(
        Address.person_id == person.id,
        Address.valid_to.is_(None),
        Address.withdrawn_at.is_(None),
        Address.postcode_key.is_not(None),
    )
    phones = select(ContactPoint.e164).where(
        ContactPoint.person_id == person.id, ContactPoint.e164.is_not(None), ContactPoint.withdrawn_at.is_(None)
    )
    return Particulars(
        person.family_name,
        person.given_name,
        person.preferred_name,
        person.born_on,
        person.nhs_number,
        work.session.scalar(home.order_by(Address.valid_from.desc(), Address.id).limit(1)),
        frozenset(number for number in work.session.scalars(phones) if number),
    )


def _take(survivor: Person, merged: Person) -> None:
    if survivor.nhs_number is None and merged.nhs_number is not None:
        verified = merged.nhs_number_status == NhsNumberStatus.VERIFIED
        survivor.nhs_number_status = NhsNumberStatus.NOT_TRACED if verified else merged.nhs_number_status
    for name in TAKEN:
        if getattr(survivor, name) is None:
            setattr(survivor, name, getattr(merged, name))
    levels = [PROTECTION.index(Confidentiality(person.confidentiality)) for person in (survivor, merged)]
    survivor.confidentiality = PROTECTION[max(levels)]


def _children(work: Work, person_id: UUID) -> dict[str, list[str]]:
    """The ids of all rows of the merged person, by table."""
    found = {}
    for table in Base.metadata.sorted_tables:
        columns = table.columns
        if "person_id" in columns and "id" in columns and isinstance(columns["id"].type, Uuid):
            ids = work.session.scalars(select(columns["id"]).where(columns["person_id"] == person_id))
            if rows := sorted(str(id_) for id_ in ids):
                found[table.name] = rows
    return found


def unmerge_people(work: Work, merge_id: UUID, version: int) -> None:
    """Part the two records again. What was changed on either since then stays as it is."""
    work.actor.require("people.write")
    merge = require(work.session, PersonMerge, merge_id, version)
    if merge.unmerged_at is not None:
        raise ConflictError("unmerged_already")
    survivor = require(work.session, Person, merge.survivor_id)
    merged = require(work.session, Person, merge.merged_id)
    for name, (before, after) in merge.identity_before.items():
        if _plain(getattr(survivor, name)) == after:
            setattr(survivor, name, _typed(name, before))
    merged.merged_into_id = None
    merge.unmerged_at = work.now
    audit.note(work, "people.unmerged", person_id=survivor.id, subject=merge)
    audit.note(work, "people.unmerged", person_id=merged.id, subject=merge)


def _plain(value: Any) -> Any:
    return None if value is None else str(value)


def _typed(name: str, value: str | None) -> Any:
    if value is None:
        return None
    if name == "born_on":
        return date.fromisoformat(value)
    return UUID(value) if name.endswith("_id") else value
