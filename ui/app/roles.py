"""The words for roles, kinds of team and kinds of organisation, wherever a screen offers them."""

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

ORGANISATION_KINDS: tuple[tuple[str, str], ...] = (  # domain 2.1, those that a team adds by hand first
    ("vcse", "Voluntary organisation"),
    ("gp_practice", "GP practice"),
    ("branch_surgery", "Branch surgery"),
    ("super_practice", "Super-practice"),
    ("gp_federation", "GP federation"),
    ("pcn", "Primary care network"),
    ("community_trust", "Community trust"),
    ("acute_trust", "Hospital trust"),
    ("mental_health_trust", "Mental health trust"),
    ("ambulance", "Ambulance service"),
    ("local_authority", "Council"),
    ("community_pharmacy", "Pharmacy"),
    ("care_home", "Care home"),
    ("hospice", "Hospice"),
    ("housing", "Housing"),
    ("gambling_service", "Gambling service"),
    ("place_partnership", "Place partnership"),
    ("icb", "Integrated care board"),
    ("other", "Other"),
)


def role_words(role: str) -> str:
    """What a role is called."""
    return dict(ROLES).get(role, role)


def organisation_words(kind: str) -> str:
    """What a kind of organisation is called."""
    return dict(ORGANISATION_KINDS).get(kind, kind)


def team_words(kind: str) -> str:
    """What a kind of team is called."""
    return dict(TEAM_KINDS).get(kind, kind)
