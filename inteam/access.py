"""Who is acting, and what they may do.

Rights roles are the eight of the shared database; job titles map to one of them. In a local file they shape
screens and the audit trail; they do not protect (whoever can open the file has all of it).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from inteam.errors import DeniedError


class Role(StrEnum):
    """The rights of a membership."""

    LINK_WORKER = "link_worker"
    CARE_COORDINATOR = "care_coordinator"
    CLINICIAN = "clinician"
    MDT_COORDINATOR = "mdt_coordinator"
    VCSE_WORKER = "vcse_worker"
    MANAGER = "manager"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"


_FEATURES = ("people", "referrals", "cases", "needs", "contacts", "careplans", "meetings", "caseload")
_READ = frozenset(f"{feature}.read" for feature in _FEATURES)
_WRITE = frozenset(f"{feature}.write" for feature in _FEATURES)
_WORKER = _READ | _WRITE | {"print.identifiable", "drafts.write"}

PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.LINK_WORKER: _WORKER | {"safeguarding.detail", "people.previous_names", "exchange.import"},
    Role.CARE_COORDINATOR: _WORKER
    | {"safeguarding.detail", "people.previous_names", "exchange.import", "exchange.export"},
    Role.CLINICIAN: _WORKER | {"safeguarding.detail", "people.previous_names", "exchange.import", "exchange.export"},
    Role.MDT_COORDINATOR: _WORKER | {"exchange.import"},
    Role.VCSE_WORKER: _WORKER,
    Role.MANAGER: _WORKER
    | {
        "safeguarding.detail",
        "people.previous_names",
        "exchange.import",
        "exchange.export",
        "organisations.write",
        "policy.write",
    },
    Role.PRIVACY_OFFICER: frozenset({"audit.read", "drafts.write"}),
    Role.ADMINISTRATOR: frozenset({"organisations.write", "policy.write", "drafts.write"}),
}


@dataclass(frozen=True)
class Actor:
    """The signed-in member of staff, in the membership that they are using.

    Permissions are named "<feature>.<what>", for example "referrals.write".
    """

    staff_id: UUID
    role: Role
    team_id: UUID | None = None
    organisation_id: UUID | None = None
    name: str = ""
    extra: frozenset[str] = field(default=frozenset())

    @property
    def permissions(self) -> frozenset[str]:
        """All that the role allows."""
        return PERMISSIONS[self.role] | self.extra

    @property
    def by_id(self) -> UUID | None:
        """The member of staff who stands in the record as the doer; None where the program acts by itself."""
        return None if self.staff_id == PROGRAM.staff_id else self.staff_id

    def may(self, permission: str) -> bool:
        """Whether the person has the permission."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise DeniedError unless the person has the permission."""
        if permission not in self.permissions:
            raise DeniedError("not_allowed")


# Before anybody has said who they are: creating a file, importing on the command line, tests of the store.
PROGRAM = Actor(
    UUID("00000000-0000-4000-8000-000000000001"),
    Role.MANAGER,
    name="INTeam",
)
