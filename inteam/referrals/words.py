"""The words on screen and paper for the choices of a referral."""

from collections.abc import Mapping

from inteam.referrals.choices import (
    Agreement,
    ClosingOutcome,
    Extent,
    FeedbackKind,
    Issue,
    Refusal,
    RiskState,
    Source,
    State,
    Urgency,
    Via,
)

STATES: Mapping[str, str] = {
    State.RECEIVED: "New",
    State.TRIAGED: "Triage",
    State.INFO_REQUESTED: "Waiting for an answer",
    State.ACCEPTED: "Accepted",
    State.WAITING: "On the waiting list",
    State.OFFERED: "First contact",
    State.ACTIVE: "Active",
    State.CLOSED: "Closed",
    State.REJECTED: "Declined",
    State.ENTERED_IN_ERROR: "Entered in error",
}
SOURCES: Mapping[str, str] = {
    Source.GP: "GP",
    Source.PRACTICE_NURSE: "Practice nurse",
    Source.OTHER_PRACTICE_STAFF: "Other practice staff",
    Source.PHARMACY: "Pharmacy",
    Source.HOSPITAL: "Hospital",
    Source.AMBULANCE: "Ambulance service",
    Source.MENTAL_HEALTH: "Mental health",
    Source.SOCIAL_CARE: "Adult social care",
    Source.POLICE_JUSTICE: "Police or justice",
    Source.HOUSING: "Housing officer",
    Source.VCSE: "Voluntary organisation",
    Source.SELF: "Self-referral",
    Source.FAMILY_CARER: "Family or carer",
    Source.SCHOOL: "School",
    Source.GAMBLING_HELPLINE: "Gambling helpline",
    Source.PROACTIVE_SEARCH: "Found by search",
    Source.MDT: "MDT meeting",
    Source.OTHER: "Other",
}
VIAS: Mapping[str, str] = {
    Via.NHS_SERVICE: "NHS e-referral",
    Via.EMAIL: "Email",
    Via.LETTER: "Letter",
    Via.PHONE: "Phone",
    Via.FORM: "Form",
    Via.SELF: "The person themselves",
    Via.WALK_IN: "Walked in",
    Via.MDT: "MDT meeting",
    Via.IMPORT: "Import",
}
URGENCIES: Mapping[str, str] = {
    Urgency.ROUTINE: "Routine",
    Urgency.SOON: "Soon",
    Urgency.URGENT: "Urgent",
    Urgency.SAME_DAY_SAFETY: "Same day: safety",
}
AGREEMENTS: Mapping[str, str] = {
    Agreement.YES: "Agrees",
    Agreement.NO: "Does not agree",
    Agreement.NOT_ASKED: "Not asked",
    Agreement.BEST_INTERESTS: "Best interests",
}
RISK_STATES: Mapping[str, str] = {
    RiskState.RISKS_LISTED: "Risks listed",
    RiskState.NO_KNOWN_RISKS: "No known risks",
    RiskState.NOT_ASSESSED: "Not assessed",
}
ISSUES: Mapping[str, str] = {
    Issue.LONELINESS_ISOLATION: "Loneliness",
    Issue.MENTAL_WELLBEING: "Mental wellbeing",
    Issue.LOW_MOOD_ANXIETY: "Low mood, anxiety",
    Issue.BEREAVEMENT: "Bereavement",
    Issue.CARER_STRESS: "Carer stress",
    Issue.MONEY_DEBT_BENEFITS: "Money, debt, benefits",
    Issue.FOOD_POVERTY: "Food poverty",
    Issue.FUEL_POVERTY: "Fuel poverty",
    Issue.HOUSING_HOMELESSNESS: "Housing",
    Issue.EMPLOYMENT_TRAINING: "Work, training",
    Issue.LEGAL_IMMIGRATION: "Legal, immigration",
    Issue.DOMESTIC_ABUSE: "Domestic abuse",
    Issue.RELATIONSHIP_FAMILY: "Relationship, family",
    Issue.GAMBLING_OWN: "Gambling",
    Issue.GAMBLING_AFFECTED_OTHER: "Affected by somebody's gambling",
    Issue.ALCOHOL_DRUGS: "Alcohol, drugs",
    Issue.SMOKING: "Smoking",
    Issue.WEIGHT_DIET: "Weight, diet",
    Issue.PHYSICAL_ACTIVITY: "Physical activity",
    Issue.LONG_TERM_CONDITION_SUPPORT: "Long-term condition",
    Issue.FRAILTY_FALLS: "Frailty, falls",
    Issue.MEDICINES_SUPPORT: "Medicines",
    Issue.CANCER_SUPPORT: "Cancer support",
    Issue.LEARNING_DISABILITY_AUTISM: "Learning disability, autism",
    Issue.DEMENTIA_MEMORY: "Dementia, memory",
    Issue.TRANSPORT: "Transport",
    Issue.DIGITAL_ACCESS: "Getting online",
    Issue.PRACTICAL_HELP_AT_HOME: "Practical help at home",
    Issue.VOLUNTEERING_PURPOSE: "Volunteering, purpose",
    Issue.FREQUENT_ATTENDER: "Frequent attender",
    Issue.SCREENING_SUPPORT: "Screening",
    Issue.OTHER: "Other",
}
REFUSALS: Mapping[str, str] = {
    Refusal.OUT_OF_AREA: "Out of area",
    Refusal.NOT_ELIGIBLE_AGE: "Not eligible by age",
    Refusal.WRONG_SERVICE: "Another service fits better",
    Refusal.DUPLICATE: "Duplicate",
    Refusal.INSUFFICIENT_INFORMATION: "Not enough information",
    Refusal.PERSON_DECLINED: "The person declined",
    Refusal.UNSAFE_FOR_SERVICE: "Not safe for the service",
    Refusal.CAPACITY_CLOSED: "No capacity",
    Refusal.DECEASED: "The person has died",
    Refusal.OTHER: "Other",
}
OUTCOMES: Mapping[str, str] = {
    ClosingOutcome.NEEDS_MET: "Needs met",
    ClosingOutcome.PARTLY_MET: "Needs partly met",
    ClosingOutcome.PERSON_ENDED: "Ended by the person",
    ClosingOutcome.MOVED_ON_TO_OTHER_SERVICE: "Moved on to another service",
    ClosingOutcome.NOT_CONTACTABLE: "Not contactable",
    ClosingOutcome.DECLINED_OFFER: "Declined the offer, before any contact",
    ClosingOutcome.DECLINED_AFTER_CONTACT: "Disengaged after contact",
    ClosingOutcome.MOVED_AWAY: "Moved away",
    ClosingOutcome.ADMITTED_LONG_TERM: "Admitted for the long term",
    ClosingOutcome.DIED: "Died",
    ClosingOutcome.INAPPROPRIATE: "Not suitable",
    ClosingOutcome.DUPLICATE: "Duplicate",
    ClosingOutcome.OTHER: "Other",
}
FEEDBACK_KINDS: Mapping[str, str] = {
    FeedbackKind.REJECTION: "Declined",
    FeedbackKind.FIRST_CONTACT: "First contact made",
    FeedbackKind.NOT_CONTACTABLE: "Not contactable",
    FeedbackKind.CLOSURE: "Closed",
    FeedbackKind.SERIOUS_CONCERN: "Serious concern",
}
EXTENTS: Mapping[str, str] = {
    Extent.SUMMARY: "A summary may be given",
    Extent.STATE_ONLY: "Say only how it stands",
}


def issue(code: str, note: str | None) -> str:
    """A reason in words: the referrer's own where there are any."""
    return note or ISSUES.get(code, code)


def waited(days: int, hours: int) -> str:
    """6 h in the first day, then 3 d."""
    return f"{hours} h" if hours < 24 else f"{max(days, 1)} d"
