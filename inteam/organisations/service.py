"""Use cases of organisations, teams and staff."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from inteam import audit
from inteam.access import Role
from inteam.errors import InputError
from inteam.organisations import rules
from inteam.organisations.model import Cover, Organisation, OrganisationMembership, Staff, Team, TeamInTeam, TeamMember
from inteam.store.base import find, require
from inteam.store.database import Work


@dataclass(frozen=True)
class NewStaff:
    """A member of staff as entered; role is the rights role, job_title what they are called."""

    family_name: str
    given_name: str
    job_title: str
    role: str
    organisation_id: UUID | None = None
    title: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation as entered; closed_on is the first day on which it is not there any more.

    statutory: None leaves it as it is usual for the kind.
    """

    name: str
    kind: str
    short_name: str = ""
    ods_code: str | None = None
    postcode: str | None = None
    phone: str | None = None
    address: str | None = None
    statutory: bool | None = None
    closed_on: date | None = None


def add_organisation(work: Work, entry: NewOrganisation) -> UUID:
    """Add an organisation; gives its id. Raises DeniedError, InputError."""
    work.actor.require("organisations.write")
    record = Organisation()
    _fill_organisation(work, record, entry)
    return _added(work, record, "organisations.added")


def change_organisation(work: Work, organisation_id: UUID, version: int, entry: NewOrganisation) -> None:
    """Change an organisation as read at version; with closed_on it closes, without it is open (again).

    What refers to it keeps its name. Raises DeniedError, InputError, ConflictError.
    """
    work.actor.require("organisations.write")
    record = require(work.session, Organisation, organisation_id, version)
    _fill_organisation(work, record, entry)
    audit.note(work, "organisations.changed", subject=record)


def add_staff(work: Work, entry: NewStaff) -> UUID:
    """Add a member of staff; gives their id. Raises DeniedError, InputError."""
    work.actor.require("organisations.write")
    record = Staff()
    _fill_staff(record, entry)
    return _added(work, record, "staff.added")


def amend_staff(work: Work, staff_id: UUID, version: int, entry: NewStaff) -> None:
    """Correct a member of staff as read at version. Raises DeniedError, InputError, ConflictError."""
    work.actor.require("organisations.write")
    record = require(work.session, Staff, staff_id, version)
    _fill_staff(record, entry)
    audit.note(work, "staff.amended", subject=record)


def leave(work: Work, staff_id: UUID, version: int, on: date, *, open_work: int) -> None:
    """Record a member of staff's last day, which ends their memberships and the cover that they were to give.

    open_work: how many open cases, referrals and actions they still own; with any, InputError(left_on="open_work").
    """
    work.actor.require("organisations.write")
    record = require(work.session, Staff, staff_id, version)
    if open_work:
        raise InputError(left_on="open_work")
    record.left_on = on
    for membership in work.session.scalars(_memberships_of(staff_id)):
        if membership.to_on is None or membership.to_on > on:
            membership.to_on = max(on, membership.from_on)
    for cover in work.session.scalars(_cover_with(staff_id, on)):
        _end_cover(work, cover, on)
    audit.note(work, "staff.left", subject=record, detail={"on": on.isoformat()})


def stay(work: Work, staff_id: UUID, version: int) -> None:
    """Take a last day back: they are in their teams again. Work that was handed over stays where it is now.

    Raises DeniedError, InputError("already_so") when no last day is recorded, ConflictError.
    """
    work.actor.require("organisations.write")
    record = require(work.session, Staff, staff_id, version)
    if record.left_on is None:
        raise InputError("already_so")
    for membership in work.session.scalars(_memberships_of(staff_id)):
        if membership.to_on == record.left_on:
            membership.to_on = None
    record.left_on = None
    audit.note(work, "staff.stayed", subject=record)


def add_team(
    work: Work, name: str, kind: str, *, from_on: date, organisation_id: UUID | None = None, lead_id: UUID | None = None
) -> UUID:
    """Add a team; gives its id. Raises DeniedError, InputError."""
    work.actor.require("organisations.write")
    if not name.strip():
        raise InputError(name="required")
    record = Team(
        name=name.strip(),
        sort_key=name.strip().casefold(),
        kind=kind,
        organisation_id=organisation_id,
        lead_id=lead_id,
        from_on=from_on,
    )
    return _added(work, record, "team.added")


def join_team(
    work: Work,
    team_id: UUID,
    staff_id: UUID,
    role: str,
    *,
    from_on: date,
    to_on: date | None = None,
    wte: float | None = None,
    is_lead: bool = False,
) -> UUID:
    """Put a member of staff into a team, with the rights role of this membership. Raises DeniedError, InputError."""
    work.actor.require("organisations.write")
    _check_role(role)
    _check_period(from_on, to_on)
    record = TeamMember(
        team_id=team_id, staff_id=staff_id, role=role, from_on=from_on, to_on=to_on, wte=wte, is_lead=is_lead
    )
    return _added(work, record, "team.joined")


def put_team_in_team(work: Work, outer_id: UUID, inner_id: UUID, *, from_on: date, to_on: date | None = None) -> UUID:
    """Make one team part of another for a period. Raises DeniedError, InputError(inner_id="cycle")."""
    work.actor.require("organisations.write")
    _check_period(from_on, to_on)
    rows = work.session.scalars(select(TeamInTeam).where(TeamInTeam.withdrawn_at.is_(None)))
    links = [rules.Link(row.outer_id, row.inner_id, row.from_on, row.to_on) for row in rows]
    if rules.closes_a_circle(rules.Link(outer_id, inner_id, from_on, to_on), links):
        raise InputError(inner_id="cycle")
    return _added(work, TeamInTeam(outer_id=outer_id, inner_id=inner_id, from_on=from_on, to_on=to_on), "team.nested")


def arrange_cover(work: Work, absent_id: UUID, covering_id: UUID, *, from_on: date, to_on: date, reason: str) -> UUID:
    """Name who stands in for an absent worker; the usual worker stays. Raises DeniedError, InputError."""
    work.actor.require("caseload.write")
    _check_period(from_on, to_on)
    if absent_id == covering_id:
        raise InputError(covering_id="somebody_else")
    if not reason.strip():
        raise InputError(reason="required")
    if (code := staying_on(work, covering_id, to_on)) is not None:
        raise InputError(covering_id=code)
    record = Cover(absent_id=absent_id, covering_id=covering_id, from_on=from_on, to_on=to_on, reason=reason.strip())
    return _added(work, record, "cover.arranged")


def end_cover(work: Work, cover_id: UUID, version: int, on: date) -> None:
    """The absent worker is back: on is the last day of cover. One that has not begun by then is taken back.

    Raises DeniedError, InputError(to_on="after_end") when it would end later than planned, ConflictError.
    """
    work.actor.require("caseload.write")
    record = require(work.session, Cover, cover_id, version)
    if on > record.to_on:
        raise InputError(to_on="after_end")
    _end_cover(work, record, on)
    audit.note(work, "cover.ended", subject=record)


def staying_on(work: Work, staff_id: UUID, until: date) -> str | None:
    """The code of why somebody cannot be relied on until a day (not there, or gone by then); None when they can."""
    staff = find(work.session, Staff, staff_id)
    if staff is None:
        return "unknown"
    return None if staff.left_on is None or staff.left_on >= until else rules.staying_problem(staff.left_on, work.today)


Added = Organisation | OrganisationMembership | Staff | Team | TeamInTeam | TeamMember | Cover


def _added(work: Work, record: Added, action: str) -> UUID:
    work.session.add(record)
    work.session.flush()
    audit.note(work, action, subject=record)
    return record.id


def _fill_organisation(work: Work, record: Organisation, entry: NewOrganisation) -> None:
    columns = ("name", "short_name", "ods_code", "postcode", "phone", "address")
    values = {name: (getattr(entry, name) or "").strip() or None for name in columns}
    values["ods_code"] = (values["ods_code"] or "").upper() or None
    if found := rules.organisation_problems(entry.kind, values):
        raise InputError(**found)
    code = values["ods_code"]
    if code and entry.closed_on is None and set(work.session.scalars(_open_with(code))) - {record.id}:
        raise InputError(ods_code="ods_code_taken")
    if entry.statutory is not None:
        record.statutory = entry.statutory
    elif record.kind != entry.kind:
        record.statutory = entry.kind not in rules.NOT_STATUTORY
    record.name, record.kind, record.ods_code = str(values["name"]), entry.kind, code
    record.short_name, record.sort_key = values["short_name"] or record.name[:60], record.name.casefold()
    record.postcode, record.phone, record.address = values["postcode"], values["phone"], values["address"]
    record.closed_on = entry.closed_on


def _fill_staff(record: Staff, entry: NewStaff) -> None:
    missing = [name for name in ("family_name", "given_name", "job_title") if not getattr(entry, name).strip()]
    if missing:
        raise InputError(**dict.fromkeys(missing, "required"))
    _check_role(entry.role)
    record.family_name, record.given_name = entry.family_name.strip(), entry.given_name.strip()
    record.sort_key = f"{record.family_name} {record.given_name}".casefold()
    record.title, record.job_title, record.role = entry.title, entry.job_title.strip(), entry.role
    record.organisation_id, record.phone, record.email = entry.organisation_id, entry.phone, entry.email


def _end_cover(work: Work, cover: Cover, on: date) -> None:
    if cover.from_on > on:
        cover.withdrawn_at, cover.withdrawn_by, cover.withdrawn_reason = work.now, work.actor.staff_id, "not_needed"
    else:
        cover.to_on = min(cover.to_on, on)


def _cover_with(staff_id: UUID, on: date) -> Select[Any]:
    return select(Cover).where(
        or_(Cover.covering_id == staff_id, Cover.absent_id == staff_id),
        Cover.to_on > on,
        Cover.withdrawn_at.is_(None),
    )


def _check_role(role: str) -> None:
    if role not in set(Role):
        raise InputError(role="unknown")


def _check_period(from_on: date | None, to_on: date | None) -> None:
    if found := rules.period_problems(from_on, to_on):
        raise InputError(**found)


def _open_with(code: str) -> Select[Any]:
    return select(Organisation.id).where(
        Organisation.ods_code == code, Organisation.withdrawn_at.is_(None), Organisation.closed_on.is_(None)
    )


def _memberships_of(staff_id: UUID) -> Select[Any]:
    return select(TeamMember).where(TeamMember.staff_id == staff_id, TeamMember.withdrawn_at.is_(None))
