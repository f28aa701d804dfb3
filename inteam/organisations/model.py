"""Tables of organisations, teams and staff (domain.md 2)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inteam.store.base import Base, Folded, Record


class Organisation(Record):
    """A practice, PCN, trust, council, charity …; ods_code is null for most charities."""

    __tablename__ = "organisation"
    __table_args__ = (Index(None, "sort_key", "id"), Index(None, "ods_code"))

    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60))
    sort_key: Mapped[str] = mapped_column(Folded)
    ods_code: Mapped[str | None] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(40))
    statutory: Mapped[bool] = mapped_column(default=True)
    address: Mapped[str | None] = mapped_column(String(300))
    postcode: Mapped[str | None] = mapped_column(String(10))
    phone: Mapped[str | None] = mapped_column(String(40))
    sharing_agreement_from: Mapped[date | None]
    sharing_agreement_to: Mapped[date | None]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))


class OrganisationMembership(Record):
    """child belongs to parent from a day to a day (both included), for example a practice to its PCN."""

    __tablename__ = "organisation_membership"
    __table_args__ = (Index(None, "child_id"), Index(None, "parent_id"))

    child_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    parent_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    relation: Mapped[str] = mapped_column(String(40))
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class Staff(Record):
    """A member of staff of any organisation; login is theirs on the shared database."""

    __tablename__ = "staff"
    __table_args__ = (Index(None, "sort_key", "id"), UniqueConstraint("login"))

    family_name: Mapped[str] = mapped_column(String(100))
    given_name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str | None] = mapped_column(String(40))
    sort_key: Mapped[str] = mapped_column(Folded)
    job_title: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(40))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(120))
    login: Mapped[str | None] = mapped_column(String(60))
    left_on: Mapped[date | None]

    @property
    def name(self) -> str:
        """Given name and family name, as said aloud."""
        return f"{self.given_name} {self.family_name}".strip()


class Team(Record):
    """People who work together; a team may stand inside another."""

    __tablename__ = "team"
    __table_args__ = (Index(None, "sort_key", "id"),)

    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(Folded)
    kind: Mapped[str] = mapped_column(String(40))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class TeamInTeam(Record):
    """A team that contains another, from a day to a day (both included); never in a circle."""

    __tablename__ = "team_in_team"
    __table_args__ = (Index(None, "outer_id"), Index(None, "inner_id"))

    outer_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    inner_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class TeamMember(Record):
    """A member of staff in a team, with the rights role of this membership; wte as a share of a full post."""

    __tablename__ = "team_member"
    __table_args__ = (Index(None, "team_id"), Index(None, "staff_id"))

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(String(40))
    wte: Mapped[float | None] = mapped_column(Numeric(3, 2))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    is_lead: Mapped[bool] = mapped_column(default=False)


class Cover(Record):
    """A planned stand-in from a day to a day (both included); the usual worker stays the same."""

    __tablename__ = "cover"
    __table_args__ = (
        Index(None, "absent_id"),
        Index(None, "covering_id"),
        CheckConstraint("absent_id <> covering_id", name="somebody_else"),
    )

    absent_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    covering_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))


class Code(Base):
    """An entry of a code list; a retired one still reads on old rows and cannot be chosen."""

    __tablename__ = "code"

    list_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    display: Mapped[str] = mapped_column(String(200))
    system: Mapped[str | None] = mapped_column(String(120))
    sort: Mapped[int] = mapped_column(default=0)
    active_from: Mapped[date | None]
    active_to: Mapped[date | None]
