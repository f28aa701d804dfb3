"""Where the people of the design's pictures stand, so that the screens show what the pictures show."""

from dataclasses import dataclass

from inteam.referrals.choices import Source, State, Urgency


@dataclass(frozen=True)
class Script:
    """One person's place: days are counted from today; last: days since the last contact; age: since the referral."""

    pathway: str
    state: State
    stage: str = ""
    action: str = ""
    kind: str = "worker_does"
    due: int = 0
    last: int = 7
    age: float = 90
    risk: str = "low"
    themes: tuple[str, ...] = ("loneliness_isolation",)
    source: Source | None = None
    urgency: Urgency | None = None


_S, _G, _C = "social_prescribing", "gambling_support", "complex_care"
_ACTIVE, _ACCEPTED, _NEW = State.ACTIVE, State.ACCEPTED, State.RECEIVED
_DEBT, _GAMBLING, _FALLS = ("money_debt_benefits",), ("gambling_own", "money_debt_benefits"), ("frailty_falls",)

SCRIPTS: dict[str, Script] = {
    "Pemberton": Script(
        _C,
        _ACTIVE,
        "active",
        "Review walking group goal",
        last=7,
        age=78,
        risk="high",
        themes=("loneliness_isolation", "frailty_falls", "money_debt_benefits"),
    ),
    "Adeyemi": Script(_S, _ACTIVE, "active", "Green gym: first session", "accompany", 4, 9),
    "Brightwell": Script(_C, _ACTIVE, "active", "Falls alarm: confirm fitted", due=-1, risk="high", themes=_FALLS),
    "Chaudhry": Script(_S, _ACCEPTED, due=0, age=12, risk="medium"),
    "Dolan": Script(_S, State.TRIAGED, age=3, themes=_DEBT, source=Source.HOUSING),
    "Eastwick": Script(_S, _ACTIVE, "active", "Lunch club taster", "accompany", 0, 1),
    "Farrow": Script(_G, _ACTIVE, "assessed", "Book CORE-10 baseline", due=1, last=6, risk="medium", themes=_GAMBLING),
    "Grzelak": Script(_S, State.TRIAGED, age=4.4, themes=("employment_training",)),
    "Holloway": Script(_S, _ACTIVE, "active", "Check benefits letter arrived", due=-6, last=13, themes=_DEBT),
    "Igwe": Script(_C, _ACTIVE, "active", "Debt adviser three-way call", due=0, last=1, risk="medium", themes=_DEBT),
    "Jessop": Script(_C, _ACTIVE, "active", "Ask for a second banister rail", due=9, risk="medium", themes=_FALLS),
    "Kaur": Script(_S, _ACTIVE, "active", "GP reply: fit note", "other_professional", 7, 8),
    "Langtree": Script(_C, _NEW, age=2.6, themes=_FALLS, source=Source.AMBULANCE),
    "Marsden": Script(
        _G, _ACTIVE, "in_treatment", "Repeat PGSI and CORE-10", due=-3, last=17, risk="high", themes=_GAMBLING
    ),
    "Nolan": Script(_C, _ACTIVE, "active", "Agree carer assessment", due=0, last=8, themes=("carer_stress",)),
    "Oyelaran": Script(_G, _NEW, age=1, themes=_GAMBLING, source=Source.SELF),
    "Prentice": Script(_S, _ACTIVE, "active", "Send large-print directory", due=0, last=10),
    "Quincey": Script(
        _C, _ACTIVE, "active", "Housing reply on stairlift", "other_professional", 5, 9, risk="medium", themes=_FALLS
    ),
    "Rahman": Script(_S, _NEW, age=0.25, themes=("carer_stress",), source=Source.GP, urgency=Urgency.URGENT),
    "Stannard": Script(
        _C, _ACTIVE, "review", "Weigh each morning and write it down", "person_does", 6, 5, themes=_FALLS
    ),
    "Templeton": Script(_C, State.TRIAGED, age=2, themes=_FALLS),
    "Uddin": Script(_S, _ACCEPTED, due=9, age=5, themes=_DEBT),
    "Vickers": Script(_G, _ACCEPTED, due=8, age=6, themes=_GAMBLING),
    "Whitlock": Script(_S, _ACCEPTED, due=12, age=2),
    "Yeates": Script(_S, _ACCEPTED, due=1, age=16, risk="medium"),
    "Zielinski": Script(_S, State.WAITING, due=11, age=3, themes=("food_poverty",)),
    "Abbott": Script(_C, _NEW, age=1.7, themes=("long_term_condition_support",), source=Source.SOCIAL_CARE),
    "Basra": Script(_S, _ACTIVE, "maintenance", "Ring in the new year", due=40, last=20),
}
"""Family name → place, of the people in names.MOCKUP_PEOPLE."""
