"""Synthetic people on paper: nine as in the design, and builders for odd ones."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from inteam.careplans.papers import (
    ActionLine,
    ChangeKind,
    ChangeLine,
    ContactLine,
    ContingencyLine,
    GoalLine,
    NeedLine,
    PersonPaper,
    PlanCopy,
    Printing,
    RiskLine,
    RiskState,
    SignoffLine,
)
from inteam.meetings.papers import (
    AttendanceLine,
    Attending,
    OverdueLine,
    PackPaper,
    TopicLine,
)

ON = date(2026, 11, 24)
PRINTING = Printing(
    by="Priya Nair",
    at="23-Nov-2026 16:05",
    team="Harbour Vale INT",
    purpose="meeting Tue 24-Nov-2026",
    document="K7Q2-31",
    copy=3,
    copies=9,
    destroy_after=date(2026, 12, 1),
    rehearsal="Synthetic people.",
)
NEW, CHANGED, NOTE = ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.NOTE


def day(text: str) -> date:
    """17-Nov-2026 or 2026-11-17, whichever reads better where it stands."""
    return date.fromisoformat(text)


def a_person(**given: object) -> PersonPaper:
    """Margaret Pemberton as in the design, with whatever is given instead."""
    return replace(PEMBERTON, **given)  # type: ignore[arg-type]  # (what a test names)


def nobody(**given: object) -> PersonPaper:
    """A person of whom nothing is known but a name."""
    bare = PersonPaper(person_id=UUID(int=7), family_name="Bare", given_name="Ann")
    return replace(bare, **given)  # type: ignore[arg-type]  # (what a test names)


PEMBERTON = PersonPaper(
    person_id=UUID(int=2),
    family_name="Pemberton",
    given_name="Margaret",
    title="Mrs",
    born="14-Mar-1957 (69y)",
    sex="Female",
    nhs_number="9990000018",
    lead="Priya Nair",
    pathway="Complex care",
    practice="Dr S. Bello, Quayside",
    question="After dark: how does she get home, and who responds to a fall?",
    minutes=7,
    what_matters="back to the allotment, Sundays with her grandson. Ring, don’t text.",
    risk_state=RiskState.LISTED,
    risks=(RiskLine(text="Falls at home"), RiskLine(text="self-neglect")),
    last_discussed_on=day("2026-11-10"),
    changes=(
        ChangeLine(text="Joined the Tuesday walking group", on=day("2026-11-12"), by="Priya Nair"),
        ChangeLine(
            text="Zopiclone cut from 7.5 mg to 3.75 mg",
            kind=CHANGED,
            on=day("2026-11-13"),
            by="Dr S. Bello",
        ),
        ChangeLine(text="Bus pass form sent", on=day("2026-11-17"), by="Ruth (daughter)"),
    ),
    actions=(
        ActionLine(text="Home hazard assessment", owner="Hana Wells", due_on=day("2026-11-17")),
        ActionLine(text="Strength and balance class", owner="Hana Wells", due_on=day("2026-12-02")),
        ActionLine(
            text="Review night-time medicines",
            owner="Dr S. Bello",
            due_on=day("2026-11-14"),
            done_on=day("2026-11-13"),
        ),
    ),
    needs=(
        NeedLine(
            text="Afraid of falling after dark",
            goals=(GoalLine(text="Home from the allotment by herself", progress="confidence 4"),),
        ),
    ),
    contacts=(
        ContactLine(
            on=day("2026-11-19"),
            how="Phone, 12 min",
            who="Priya Nair",
            note="Walked to the shop and back with Ruth. Sleeps better.",
        ),
    ),
    access_needs=("18 pt print", "hearing loop"),
    consent=("Given 02-Sep-2026",),
)
JESSOP = nobody(
    person_id=UUID(int=1),
    family_name="Jessop",
    given_name="Albert",
    title="Mr",
    born="01-Jun-1938 (88y)",
    sex="Male",
    nhs_number="9990000115",
    lead="Tom Okafor",
    pathway="Frailty",
    practice="Dr K. Lind, Harbour Road",
    question="All goals met for 6 weeks: agree discharge, and who rings at 3 months?",
    minutes=6,
    what_matters="keep bowls on Thursdays; not be a bother to his son.",
    risk_state=RiskState.NONE_KNOWN,
    risks_assessed_on=day("2026-11-12"),
    risks_assessed_by="Tom Okafor",
    last_discussed_on=day("2026-11-10"),
    changes=(ChangeLine(text="No change since 10-Nov-2026", kind=NOTE, on=None, by=""),),
    actions=(
        ActionLine(
            text="Bowls club transport agreed",
            owner="Tom Okafor",
            due_on=day("2026-10-30"),
            done_on=day("2026-10-29"),
        ),
    ),
    contacts=(ContactLine(on=day("2026-11-12"), how="Home visit, 40 min", who="Tom Okafor", note=""),),
    access_needs=("Glasses, 16 pt print",),
    consent=("Given 14-Jul-2026",),
)
STANNARD = a_person(
    person_id=UUID(int=3),
    family_name="Stannard",
    given_name="Elsie",
    born="06-Aug-1936 (90y)",
    nhs_number="9990000212",
    lead="Tom Okafor",
    pathway="Frailty",
    stage="Active support",
    practice="Dr K. Lind, Harbour Road",
    question="Down 3.1 kg in 8 weeks: who leads on meals? Dietitian now?",
    what_matters="stay in her own flat; choose her own food.",
    risks=(
        RiskLine(text="Weight loss", level="high", since=day("2026-09-21")),
        RiskLine(text="lives alone"),
        RiskLine(text="Dog in the hall: ring first", to_staff=True),
    ),
    plan="Meals at home five days a week, weight every fortnight, hearing aid in and working.",
    requests=("Who leads on hearing and meals", "Dietitian: referral today or after the next weight?"),
    access_needs=("Speak face to face, no phone",),
    contacts=(
        ContactLine(
            on=day("2026-11-19"),
            how="Home visit, 45 min",
            who="Tom Okafor",
            note="Fridge nearly empty. She says the meals arrive cold at the weekend and she "
            "leaves them. Niece Carol comes Sundays.",
        ),
        ContactLine(
            on=day("2026-11-12"),
            how="Phone, 5 min",
            who="Tom Okafor",
            outcome="Not answered",
        ),
        ContactLine(
            on=day("2026-11-05"),
            how="Home visit, 30 min",
            who="Adele Craven",
            note="Weight 51.2 kg. Ankles not swollen.",
        ),
    ),
    address="3 Chandlers Court, Quay Street, Harbour Vale HV1 4ZZ",
    phone="0191 498 0123 (do not leave a message)",
    open_questions=("Does the hearing aid still whistle?", "Is the niece next of kin?"),
    services=("Carol Stannard, niece", "Meals at Home, Harbour Vale", "Audiology, Quayside"),
    allergies="Penicillin (rash)",
    background="Widowed in 2019. Lived in Chandlers Court for 41 years. Worked as a tailor.",
)
PEOPLE = (JESSOP, PEMBERTON, STANNARD)


def a_pack(*people: PersonPaper, **given: object) -> PackPaper:
    """The pack of the design's meeting for these people."""
    paper = PackPaper(
        title="MDT handover pack",
        heading="Harbour Vale integrated neighbourhood team",
        on=ON,
        when_where="Tue 24-Nov-2026, 10:00 to 11:00. Quayside Surgery, room 2, and video. "
        "Chair Tom Okafor. Notes Priya Nair.",
        printing=PRINTING,
        people=people or PEOPLE,
        before=(TopicLine(text="Welcome, who is here, agreement to discuss", minutes=2),),
        after=(TopicLine(text="Next meeting Tue 08-Dec-2026, 10:00", minutes=1),),
        overdue=(
            OverdueLine(
                text="Home hazard assessment",
                person="PEMBERTON, Margaret",
                owner="Hana Wells, OT",
                due_on=day("2026-11-17"),
                days_late=7,
                carried=1,
            ),
        ),
        attendance=(
            AttendanceLine(name="Dr S. Bello", role="GP"),
            AttendanceLine(name="Tom Okafor", role="care co-ordination"),
            AttendanceLine(name="Mina Patel", role="adult social care", state=Attending.APOLOGIES),
        ),
        recipients=("Dr S. Bello", "Tom Okafor", "Hana Wells"),
    )
    return replace(paper, **given)  # type: ignore[arg-type]  # (what a test names)


def a_copy(**given: object) -> PlanCopy:
    """Margaret's own copy, version 3, agreed and active."""
    return replace(COPY, **given)  # type: ignore[arg-type]  # (what a test names)


COPY = PlanCopy(
    person_id=UUID(int=2),
    family_name="Pemberton",
    given_name="Margaret",
    title="Mrs",
    born_on=day("1957-03-14"),
    nhs_number="9990000018",
    team="Harbour Vale integrated neighbourhood team",
    version=3,
    agreed_on=day("2026-09-02"),
    review_on=day("2027-03-02"),
    lead="Priya Nair",
    lead_role="social prescribing link worker",
    who_to_call=("Weekdays 9 to 5: Priya, 0191 498 0140.", "Evenings and weekends: 111."),
    what_matters="I want to get back to the allotment. Sundays are for my grandson. Please ring, don’t text.",
    about_me=(
        ("Please do", "Ring before you come. Speak to my face."),
        ("Please don’t", "Rearrange the kitchen."),
    ),
    strengths="I know every neighbour in the street. I still grow my own beans.",
    needs=(
        NeedLine(
            text="I am afraid of falling after dark",
            goals=(
                GoalLine(
                    text="Walk home from the allotment by myself",
                    target_on=day("2027-02-28"),
                    actions=(
                        ActionLine(
                            text="checks my home for things I could fall over",
                            owner="Hana Wells",
                            due_on=day("2026-11-17"),
                        ),
                        ActionLine(
                            text="go to the strength and balance class",
                            owner="I",
                            due_on=day("2026-12-02"),
                        ),
                    ),
                ),
            ),
        ),
        NeedLine(text="I miss company", state="No action wanted. That is my choice."),
    ),
    contingency=(
        ContingencyLine(
            trigger="I fall and cannot get up",
            early_signs="I hold on to the furniture",
            steps=("Press the red button.", "Ruth comes, 0191 498 0166."),
            escalation="Call 999.",
        ),
    ),
    signoffs=(
        SignoffLine(role="Me", name="Margaret Pemberton", method="in person", on=day("2026-09-02")),
        SignoffLine(role="My worker", name="Priya Nair", method="in person", on=day("2026-09-02")),
    ),
    some_not_shown=True,
    printed_on=ON,
)
