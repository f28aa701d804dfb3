"""The words for roles and kinds of team, wherever a screen offers them."""

from inteam.access import Role

ROLES: tuple[tuple[str, str], ...] = (
    (Role.LINK_WORKER, "Link worker"),
    (Role.CARE_COORDINATOR, "Care co-ordinator"),
    (Role.CLINICIAN, "Clinician"),
    (Role.MDT_COORDINATOR, "MDT co-ordinator"),
    (Role.VCSE_WORKER, "Voluntary sector worker"),
    (Role.MANAGER, "Manager"),
    (Role.PRIVACY_OFFICER, "Privacy officer"),
    (Role.ADMINISTRATOR, "Administrator"),
)

TEAM_KINDS: tuple[tuple[str, str], ...] = (  # domain 2.3
    ("personalised_care_team", "Personalised care team"),
    ("practice_team", "Practice team"),
    ("mdt", "MDT"),
    ("gambling_support", "Gambling support"),
    ("medicines_safety", "Medicines safety"),
    ("cancer_support", "Cancer support"),
    ("proactive_care", "Proactive care"),
    ("virtual", "Virtual team"),
)


def role_words(role: str) -> str:
    """What a role is called."""
    return dict(ROLES).get(role, role)


def team_words(kind: str) -> str:
    """What a kind of team is called."""
    return dict(TEAM_KINDS).get(kind, kind)
