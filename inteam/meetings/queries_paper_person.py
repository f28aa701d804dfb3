"""What papers say of who somebody is: identity, reach, needs, risks, sharing, who else helps."""

from sqlalchemy import Uuid, func, or_, select

from inteam.organisations.model import Organisation, Staff
from inteam.people.model import (
    AccessNeed,
    Address,
    Allergy,
    CareTeamMember,
    ContactPoint,
    Medication,
    Person,
    ReasonableAdjustment,
    Risk,
    RiskReview,
    SharingDecision,
)
from inteam.store.reads import Read, my_people, of_people, one_of

_practice, _worker = Organisation.__table__.alias("practice"), Staff.__table__.alias("worker")
PEOPLE = Read(
    "paper_people",
    select(
        Person.id.label("person_id"),
        Person.family_name,
        Person.given_name,
        Person.title,
        Person.preferred_name,
        Person.sort_key,
        Person.born_on,
        Person.dob_precision,
        Person.dob_estimated,
        Person.died_on,
        Person.death_status,
        Person.sex,
        Person.nhs_number,
        Person.nhs_number_status,
        Person.confidentiality,
        Person.usual_gp_name,
        Person.language_code,
        Person.interpreter_required,
        Person.allergies_standing,
        _practice.c.name.label("practice"),
        _worker.c.given_name.label("worker_given"),
        _worker.c.family_name.label("worker_family"),
    )
    .join(my_people, my_people.c.person_id == Person.id)
    .outerjoin(_practice, _practice.c.id == Person.practice_id)
    .outerjoin(_worker, _worker.c.id == Person.usual_worker_id)
    .where(one_of(Person.id, "people", Uuid()), Person.withdrawn_at.is_(None))
    .order_by(Person.sort_key, Person.id),
)
ADDRESSES = Read(
    "paper_addresses",
    of_people(
        Address,
        Address.line1,
        Address.line2,
        Address.line3,
        Address.line4,
        Address.line5,
        Address.postcode,
        Address.no_fixed_abode,
    )
    .where(Address.use == "home", Address.valid_to.is_(None))
    .order_by(Address.person_id, Address.id),
)
PHONES = Read(
    "paper_phones",
    of_people(
        ContactPoint,
        ContactPoint.system,
        ContactPoint.value,
        ContactPoint.safe_to_leave_message,
        ContactPoint.safe_times,
        ContactPoint.who_answers,
    )
    .where(ContactPoint.ended_on.is_(None), ContactPoint.system.in_(("phone", "mobile")))
    .order_by(ContactPoint.person_id, ContactPoint.preferred.desc(), ContactPoint.rank, ContactPoint.id),
)
RISKS = Read(
    "paper_risks",
    of_people(
        Risk,
        Risk.id,
        Risk.kind,
        Risk.title,
        Risk.level,
        Risk.status,
        Risk.safeguarding_type,
        Risk.raised_on,
        Risk.closed_on,
    ).order_by(Risk.person_id, Risk.raised_on, Risk.id),
)
RISK_REVIEWS = Read(
    "paper_risk_reviews",
    of_people(
        RiskReview,
        RiskReview.reviewed_on,
        RiskReview.answer,
        Staff.given_name.label("by_given"),
        Staff.family_name.label("by_family"),
    )
    .outerjoin(Staff, Staff.id == RiskReview.staff_id)
    .where(RiskReview.risk_id.is_(None))
    .order_by(RiskReview.person_id, RiskReview.reviewed_on.desc(), RiskReview.id),
)
ACCESS_NEEDS = Read(
    "paper_access_needs",
    of_people(AccessNeed, AccessNeed.need_code, AccessNeed.category, AccessNeed.detail)
    .where(AccessNeed.ended_on.is_(None))
    .order_by(AccessNeed.person_id, AccessNeed.recorded_on, AccessNeed.id),
)
ADJUSTMENTS = Read(
    "paper_adjustments",
    of_people(ReasonableAdjustment, ReasonableAdjustment.adjustment)
    .where(ReasonableAdjustment.ended_on.is_(None))
    .order_by(ReasonableAdjustment.person_id, ReasonableAdjustment.recorded_on, ReasonableAdjustment.id),
)
SHARING = Read(
    "paper_sharing",
    of_people(
        SharingDecision,
        SharingDecision.scope,
        SharingDecision.decision,
        SharingDecision.given_on,
        SharingDecision.expires_on,
        SharingDecision.ended_on,
        SharingDecision.category,
        Organisation.short_name.label("organisation"),
    )
    .outerjoin(Organisation, Organisation.id == SharingDecision.organisation_id)
    .order_by(SharingDecision.person_id, SharingDecision.given_on.desc(), SharingDecision.id),
)
ALLERGIES = Read(
    "paper_allergies",
    of_people(Allergy, Allergy.display)
    .where(or_(Allergy.verification.is_(None), Allergy.verification != "entered-in-error"), Allergy.status == "active")
    .order_by(Allergy.person_id, Allergy.display, Allergy.id),
)
MEDICINES = Read(
    "paper_medicines",
    of_people(Medication, Medication.display, Medication.dosage)
    .where(Medication.status == "active")
    .order_by(Medication.person_id, Medication.display, Medication.id),
)
SERVICES = Read(
    "paper_services",
    of_people(
        CareTeamMember,
        CareTeamMember.name,
        CareTeamMember.role,
        func.coalesce(Organisation.short_name, CareTeamMember.organisation_name).label("organisation"),
    )
    .outerjoin(Organisation, Organisation.id == CareTeamMember.organisation_id)
    .where(CareTeamMember.valid_to.is_(None))
    .order_by(CareTeamMember.person_id, CareTeamMember.is_lead.desc(), CareTeamMember.name, CareTeamMember.id),
)
READS = (
    PEOPLE,
    ADDRESSES,
    PHONES,
    RISKS,
    RISK_REVIEWS,
    ACCESS_NEEDS,
    ADJUSTMENTS,
    SHARING,
    ALLERGIES,
    MEDICINES,
    SERVICES,
)
