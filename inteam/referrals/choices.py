"""The choices of a referral; each value is what is stored and never changes (domain 3.1 to 3.3)."""

from enum import StrEnum


class State(StrEnum):
    """Where a referral stands."""

    RECEIVED = "received"
    TRIAGED = "triaged"
    INFO_REQUESTED = "info_requested"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    OFFERED = "offered"
    ACTIVE = "active"
    CLOSED = "closed"
    REJECTED = "rejected"
    ENTERED_IN_ERROR = "entered_in_error"


OPEN = (
    State.RECEIVED,
    State.TRIAGED,
    State.INFO_REQUESTED,
    State.ACCEPTED,
    State.WAITING,
    State.OFFERED,
    State.ACTIVE,
)


class Direction(StrEnum):
    """Which way it goes."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class Via(StrEnum):
    """How it reached us."""

    NHS_SERVICE = "nhs_service"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    FORM = "form"
    SELF = "self"
    WALK_IN = "walk_in"
    MDT = "mdt"
    IMPORT = "import"


class Source(StrEnum):
    """Who refers; decides what feedback is owed."""

    GP = "gp"
    PRACTICE_NURSE = "practice_nurse"
    OTHER_PRACTICE_STAFF = "other_practice_staff"
    PHARMACY = "pharmacy"
    HOSPITAL = "hospital"
    AMBULANCE = "ambulance"
    MENTAL_HEALTH = "mental_health"
    SOCIAL_CARE = "social_care"
    POLICE_JUSTICE = "police_justice"
    HOUSING = "housing"
    VCSE = "vcse"
    SELF = "self"
    FAMILY_CARER = "family_carer"
    SCHOOL = "school"
    GAMBLING_HELPLINE = "gambling_helpline"
    PROACTIVE_SEARCH = "proactive_search"
    MDT = "mdt"
    OTHER = "other"


class Urgency(StrEnum):
    """How soon; same_day_safety is answered with the crisis steps, not with a queue."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"
    SAME_DAY_SAFETY = "same_day_safety"


class Agreement(StrEnum):
    """Whether the person agrees to be referred."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"
    BEST_INTERESTS = "best_interests"


class RiskState(StrEnum):
    """What the referral says about risks; not assessed is not the same as none."""

    RISKS_LISTED = "risks_listed"
    NO_KNOWN_RISKS = "no_known_risks"
    NOT_ASSESSED = "not_assessed"


class NeedKind(StrEnum):
    """Whether the need is of one episode or for long."""

    EPISODIC = "episodic"
    LONGITUDINAL = "longitudinal"


class SaidBy(StrEnum):
    """Whose reason it is; the two lists are compared, never merged."""

    REFERRER = "referrer"
    PERSON = "person"


class Issue(StrEnum):
    """What it is about; referrer and person choose from the same list."""

    LONELINESS_ISOLATION = "loneliness_isolation"
    MENTAL_WELLBEING = "mental_wellbeing"
    LOW_MOOD_ANXIETY = "low_mood_anxiety"
    BEREAVEMENT = "bereavement"
    CARER_STRESS = "carer_stress"
    MONEY_DEBT_BENEFITS = "money_debt_benefits"
    FOOD_POVERTY = "food_poverty"
    FUEL_POVERTY = "fuel_poverty"
    HOUSING_HOMELESSNESS = "housing_homelessness"
    EMPLOYMENT_TRAINING = "employment_training"
    LEGAL_IMMIGRATION = "legal_immigration"
    DOMESTIC_ABUSE = "domestic_abuse"
    RELATIONSHIP_FAMILY = "relationship_family"
    GAMBLING_OWN = "gambling_own"
    GAMBLING_AFFECTED_OTHER = "gambling_affected_other"
    ALCOHOL_DRUGS = "alcohol_drugs"
    SMOKING = "smoking"
    WEIGHT_DIET = "weight_diet"
    PHYSICAL_ACTIVITY = "physical_activity"
    LONG_TERM_CONDITION_SUPPORT = "long_term_condition_support"
    FRAILTY_FALLS = "frailty_falls"
    MEDICINES_SUPPORT = "medicines_support"
    CANCER_SUPPORT = "cancer_support"
    LEARNING_DISABILITY_AUTISM = "learning_disability_autism"
    DEMENTIA_MEMORY = "dementia_memory"
    TRANSPORT = "transport"
    DIGITAL_ACCESS = "digital_access"
    PRACTICAL_HELP_AT_HOME = "practical_help_at_home"
    VOLUNTEERING_PURPOSE = "volunteering_purpose"
    FREQUENT_ATTENDER = "frequent_attender"
    SCREENING_SUPPORT = "screening_support"
    OTHER = "other"


class Refusal(StrEnum):
    """Why a referral is declined."""

    OUT_OF_AREA = "out_of_area"
    NOT_ELIGIBLE_AGE = "not_eligible_age"
    WRONG_SERVICE = "wrong_service"
    DUPLICATE = "duplicate"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    PERSON_DECLINED = "person_declined"
    UNSAFE_FOR_SERVICE = "unsafe_for_service"
    CAPACITY_CLOSED = "capacity_closed"
    DECEASED = "deceased"
    OTHER = "other"


class ClosingOutcome(StrEnum):
    """How a referral ended; declined_offer is before any contact, declined_after_contact after one."""

    NEEDS_MET = "needs_met"
    PARTLY_MET = "partly_met"
    PERSON_ENDED = "person_ended"
    MOVED_ON_TO_OTHER_SERVICE = "moved_on_to_other_service"
    NOT_CONTACTABLE = "not_contactable"
    DECLINED_OFFER = "declined_offer"
    DECLINED_AFTER_CONTACT = "declined_after_contact"
    MOVED_AWAY = "moved_away"
    ADMITTED_LONG_TERM = "admitted_long_term"
    DIED = "died"
    INAPPROPRIATE = "inappropriate"
    DUPLICATE = "duplicate"
    OTHER = "other"


class FeedbackKind(StrEnum):
    """What the referrer is owed word of (domain 3.7)."""

    REJECTION = "rejection"
    FIRST_CONTACT = "first_contact"
    NOT_CONTACTABLE = "not_contactable"
    CLOSURE = "closure"
    SERIOUS_CONCERN = "serious_concern"


class Extent(StrEnum):
    """How much the feedback may say."""

    SUMMARY = "summary"
    STATE_ONLY = "state_only"
