"""The choices in a person's record; the values are what is stored and never change."""

from enum import StrEnum


class DatePrecision(StrEnum):
    """How much of a date of birth is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class NhsNumberStatus(StrEnum):
    """NHS number status indicator, NHS Data Dictionary; INTeam never sets 01 by itself."""

    VERIFIED = "01"
    NOT_TRACED = "02"
    TRACE_REQUIRED = "03"
    NO_MATCH = "04"
    CONFLICT = "05"
    IN_PROGRESS = "06"
    NOT_PRESENT = "07"
    POSTPONED = "08"


class NhsNumberAbsent(StrEnum):
    """Why there is no NHS number."""

    NOT_REGISTERED = "not_registered"
    OVERSEAS_VISITOR = "overseas_visitor"
    REFUSED = "refused"
    NOT_YET_KNOWN = "not_yet_known"
    ARMED_FORCES = "armed_forces"
    OTHER = "other"


class Sex(StrEnum):
    """Person stated gender code, NHS Data Dictionary."""

    MALE = "1"
    FEMALE = "2"
    INDETERMINATE = "9"
    NOT_KNOWN = "X"


class Answer(StrEnum):
    """An answer that may not have been given yet; never "no" by default."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Confidentiality(StrEnum):
    """Access class of a person's record (decision 14)."""

    NORMAL = "normal"
    SENSITIVE = "sensitive"
    RESTRICTED = "restricted"


PROTECTION = (Confidentiality.NORMAL, Confidentiality.SENSITIVE, Confidentiality.RESTRICTED)
"""From the lowest protection to the highest."""


class DeathStatus(StrEnum):
    """What is known of a death: reported is informal, confirmed is formal."""

    ALIVE = "alive"
    REPORTED = "reported"
    CONFIRMED = "confirmed"


class NameUse(StrEnum):
    """Why another name is kept."""

    MAIDEN = "maiden"
    FORMER = "former"
    ALIAS = "alias"


class AddressUse(StrEnum):
    """What an address is for."""

    HOME = "home"
    TEMPORARY = "temporary"
    CORRESPONDENCE = "correspondence"
    WORK = "work"


class ContactSystem(StrEnum):
    """How a contact point reaches the person."""

    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    SMS = "sms"
    VIDEO = "video"
    LETTER = "letter"


class AccessNeedCategory(StrEnum):
    """The four kinds of need of the Accessible Information Standard (DAPB1605)."""

    CONTACT_METHOD = "contact_method"
    INFORMATION_FORMAT = "information_format"
    PROFESSIONAL = "communication_professional"
    SUPPORT = "communication_support"


class RiskKind(StrEnum):
    """What a risk is about; the words of a safeguarding risk are for permitted roles."""

    GENERAL = "general"
    SAFEGUARDING = "safeguarding"
    TO_STAFF = "to_staff"


class RiskLevel(StrEnum):
    """How serious a risk is judged to be."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SafeguardingType(StrEnum):
    """The category of a safeguarding flag."""

    ADULT = "adult"
    CHILD = "child"
    DOMESTIC_ABUSE = "domestic_abuse"
    MARAC = "marac"
    PREVENT = "prevent"
    CAPACITY = "mca_dols"


class RiskStatus(StrEnum):
    """Where a risk stands; concern, referred and enquiry are for safeguarding."""

    OPEN = "open"
    CONCERN = "concern"
    REFERRED = "referred"
    ENQUIRY = "enquiry"
    CLOSED = "closed"


class RiskAnswer(StrEnum):
    """What was said when the risks were looked at; no row at all means not assessed."""

    NO_KNOWN_RISKS = "no_known_risks"
    REVIEWED = "reviewed"


class SharingScope(StrEnum):
    """What a sharing decision is about."""

    SEE_RECORD = "see_record"
    RECEIVE_REFERRAL = "receive_referral"
    RECEIVE_SUMMARY = "receive_summary"
    ATTEND_MDT = "attend_mdt_discussion"
    RESEARCH_CONTACT = "research_contact"


class SharingAnswer(StrEnum):
    """A person's answer about sharing; no row means not asked."""

    AGREED = "agreed"
    DECLINED = "declined"
    NOT_ASKED = "not_asked"


class SharingBasis(StrEnum):
    """On what a sharing decision rests."""

    DIRECT_CARE = "direct_care_implied"
    EXPLICIT_CONSENT = "explicit_consent"
    BEST_INTERESTS = "best_interests"
    SAFEGUARDING = "safeguarding_public_interest"
    LEGAL_ORDER = "legal_order"


class AllergiesStanding(StrEnum):
    """What is known of allergies as a whole: none and not recorded are different."""

    NOT_RECORDED = "not_recorded"
    NONE_KNOWN = "no_known_allergies"
    RECORDED = "recorded"


class TokenKind(StrEnum):
    """Where a search word comes from; former names are matched only for those who may see them."""

    FAMILY = "family"
    GIVEN = "given"
    PREFERRED = "preferred"
    FORMER = "former"
    NUMBER_END = "number_end"  # the NHS number backwards, to be found by its last digits


class WorkerChange(StrEnum):
    """Why the usual worker changed."""

    STAFF_LEFT = "staff_left"
    REQUEST = "request"
    CASELOAD = "caseload"
    SKILL = "skill"
    FIRST = "first"
    OTHER = "other"
