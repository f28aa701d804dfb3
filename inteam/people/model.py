"""Tables of a person: identity, names, addresses, contact points, and the words they are found by."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inteam.people.model_care import (
    AccessNeed,
    Allergy,
    CareTeamMember,
    Medication,
    ReasonableAdjustment,
    RelatedPerson,
    Risk,
    RiskReview,
    SharingDecision,
)
from inteam.store.base import Base, Folded, Record, partial_index


class Person(Record):
    """Somebody who is cared for; one row stays for ever, even merged, withdrawn or deceased."""

    __tablename__ = "person"

    family_name: Mapped[str] = mapped_column(String(100))  # "" where only a given name is known
    given_name: Mapped[str | None] = mapped_column(String(100))
    middle_names: Mapped[str | None] = mapped_column(String(100))
    title: Mapped[str | None] = mapped_column(String(35))
    suffix: Mapped[str | None] = mapped_column(String(35))
    preferred_name: Mapped[str | None] = mapped_column(String(100))
    sort_key: Mapped[str] = mapped_column(Folded)  # folded "family given"; every list sorts by it
    born_on: Mapped[date | None]  # first day of the month or year where only these are known
    dob_precision: Mapped[str] = mapped_column(String(40), default="day")
    dob_estimated: Mapped[bool] = mapped_column(Boolean, default=False)
    nhs_number: Mapped[str | None] = mapped_column(String(10))
    nhs_number_status: Mapped[str] = mapped_column(String(40), default="02")
    nhs_number_absent_reason: Mapped[str | None] = mapped_column(String(40))
    nhs_number_override: Mapped[str | None] = mapped_column(String(200))  # why out of range is right
    sex: Mapped[str] = mapped_column(String(40), default="X")
    gender_identity: Mapped[str | None] = mapped_column(String(100))
    pronouns: Mapped[str | None] = mapped_column(String(40))
    ethnicity_code: Mapped[str] = mapped_column(String(40), default="99")  # 99 not known, Z not stated
    ethnicity_source: Mapped[str | None] = mapped_column(String(40))
    language_code: Mapped[str | None] = mapped_column(String(10))  # ISO 639; bfi is BSL
    interpreter_required: Mapped[str] = mapped_column(String(40), default="unknown")
    interpreter_note: Mapped[str | None] = mapped_column(String(200))
    practice_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    usual_gp_name: Mapped[str | None] = mapped_column(String(100))
    usual_worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    confidentiality: Mapped[str] = mapped_column(String(40), default="normal")
    death_status: Mapped[str] = mapped_column(String(40), default="alive")
    died_on: Mapped[date | None]
    allergies_standing: Mapped[str] = mapped_column(String(40), default="not_recorded")
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        Index(None, "sort_key", "id"),
        # Only the merged: with everybody in it, SQLite takes it for the way to those who are not.
        partial_index("ix_person_merged_into_id", "merged_into_id", where="merged_into_id IS NOT NULL"),
        Index(None, "born_on", "sort_key"),
        Index("ix_person_nhs_number", "nhs_number"),
        # Several people may carry one number that nobody verified (decision 34); only one a verified one.
        partial_index(
            "uq_person_nhs_number_verified",
            "nhs_number",
            unique=True,
            where="nhs_number_status = '01' AND merged_into_id IS NULL AND withdrawn_at IS NULL",
        ),
    )


class PersonName(Record):
    """Another name, now or before; hidden unless the role has people.former_names."""

    __tablename__ = "person_name"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    family_name: Mapped[str] = mapped_column(String(100), default="")
    given_name: Mapped[str | None] = mapped_column(String(100))
    use: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Registration(Record):
    """A time of being registered with a GP practice; the newest without an end is the present one."""

    __tablename__ = "registration"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    practice_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(String(100))


class Address(Record):
    """Where a person lives or gets letters; exactly one home address is without an end."""

    __tablename__ = "address"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    use: Mapped[str] = mapped_column(String(40), default="home")
    line1: Mapped[str | None] = mapped_column(String(100))
    line2: Mapped[str | None] = mapped_column(String(100))
    line3: Mapped[str | None] = mapped_column(String(100))
    line4: Mapped[str | None] = mapped_column(String(100))
    line5: Mapped[str | None] = mapped_column(String(100))
    postcode: Mapped[str | None] = mapped_column(String(16))
    postcode_key: Mapped[str | None] = mapped_column(Folded)  # without spaces, to be found by
    no_fixed_abode: Mapped[bool] = mapped_column(Boolean, default=False)
    uprn: Mapped[str | None] = mapped_column(String(12))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    key_safe_note: Mapped[str | None] = mapped_column(String(500))  # never on MDT papers
    access_note: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (Index(None, "postcode_key", "person_id"),)


class ContactPoint(Record):
    """A way to reach a person, and whether it is safe."""

    __tablename__ = "contact_point"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    system: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(200))  # as typed
    e164: Mapped[str | None] = mapped_column(String(20), index=True)
    use: Mapped[str | None] = mapped_column(String(40))
    rank: Mapped[int] = mapped_column(default=1)
    preferred: Mapped[bool] = mapped_column(Boolean, default=False)
    safe_to_leave_message: Mapped[str] = mapped_column(String(40), default="unknown")
    safe_times: Mapped[str | None] = mapped_column(String(200))
    who_answers: Mapped[str | None] = mapped_column(String(100))
    verified_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class UsualWorkerChange(Record):
    """One change of the usual worker, with its reason; shown on the timeline."""

    __tablename__ = "usual_worker_change"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    from_staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    to_staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    changed_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(String(500))


class NamedStaff(Record):
    """A member of staff who may open a restricted record."""

    __tablename__ = "named_staff"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(200))
    ended_on: Mapped[date | None]


class PersonMerge(Record):
    """One merge of two records: what stood where, so that unmerging restores exactly that."""

    __tablename__ = "person_merge"

    survivor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    merged_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))
    matched_on: Mapped[str] = mapped_column(String(200))  # codes of the identifiers that agree
    identity_before: Mapped[dict[str, Any]] = mapped_column(JSON)
    child_ids: Mapped[dict[str, Any]] = mapped_column(JSON)
    unmerged_at: Mapped[datetime | None]


class PersonToken(Base):
    """A folded word of one of a person's names, or their NHS number from its end.

    Derived, made again by refresh_search. The person's sort key stands here too, so that the index alone gives
    the first people of a search in their order.
    """

    __tablename__ = "person_token"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    token: Mapped[str] = mapped_column(Folded, primary_key=True)
    sort_key: Mapped[str] = mapped_column(Folded)

    __table_args__ = (
        Index("ix_person_token_search", "kind", "token", "sort_key", "person_id"),
        {"sqlite_with_rowid": False},
    )


class SearchWord(Base):
    """A word of names beside itself with one letter left out: one wrong letter still finds it.

    Derived, and shared by everybody who has the word: far fewer rows than one for each person.
    """

    __tablename__ = "search_word"

    variant: Mapped[str] = mapped_column(Folded, primary_key=True)
    word: Mapped[str] = mapped_column(Folded, primary_key=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


__all__ = [
    "AccessNeed",
    "Address",
    "Allergy",
    "CareTeamMember",
    "ContactPoint",
    "Medication",
    "NamedStaff",
    "Person",
    "PersonMerge",
    "PersonName",
    "PersonToken",
    "ReasonableAdjustment",
    "Registration",
    "RelatedPerson",
    "Risk",
    "RiskReview",
    "SearchWord",
    "SharingDecision",
    "UsualWorkerChange",
]
