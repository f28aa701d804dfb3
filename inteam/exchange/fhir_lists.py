"""The lists about a person as FHIR resources, each list in the order of its ids."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Row

from inteam.exchange import fhir_coded as coded
from inteam.needs.rules_onward import OnwardState
from inteam.people import access_needs
from inteam.referrals.choices import Direction

Resource = dict[str, Any]
Lists = dict[str, list[Row[Any]]]

_PRIORITY = {"routine": "routine", "soon": "urgent", "urgent": "asap", "same_day_safety": "stat"}
_REFERRAL = {"closed": "completed", "rejected": "revoked"}
_ONWARD = {
    OnwardState.OUTCOME_RECEIVED: "completed",
    OnwardState.DECLINED: "revoked",
    OnwardState.PERSON_TOLD: "revoked",
    OnwardState.NO_RESPONSE: "revoked",
    OnwardState.CANCELLED: "revoked",
}
_GOAL = {
    "proposed": ("proposed", None),
    "agreed": ("accepted", None),
    "in_progress": ("active", "in-progress"),
    "achieved": ("completed", "achieved"),
    "partly": ("completed", "improving"),
    "not_achieved": ("completed", "not-achieved"),
    "stopped": ("cancelled", None),
}
_TASK = {
    "planned": "requested",
    "started": "in-progress",
    "done": "completed",
    "not_done": "failed",
    "cancelled": "cancelled",
    "transferred": "rejected",
}
_PLAN = {
    "draft": "draft",
    "agreed": "active",
    "active": "active",
    "under_review": "active",
    "superseded": "revoked",
    "ended": "completed",
}
_CLASSES = {"video": ("VR", "virtual"), "face_to_face_home": ("HH", "home health")}
_VIRTUAL = frozenset({"phone", "video", "text", "email", "letter", "portal"})
_SEEN = frozenset({None, "", "0", "5", "6"})  # attended codes of somebody who was there


def resources(person_id: UUID, lists: Lists) -> Iterator[Resource]:
    """All of them."""
    about = coded.to("Patient", person_id)
    for name, make in (
        ("relations", _related),
        ("allergies", _allergy),
        ("medications", _medication),
        ("needs_for_access", _flag),
    ):
        for row in lists[name]:
            yield make(row, about)
    yield from _conditions(lists, about)
    yield from _referrals(lists, about)
    yield from _onward(lists, about)
    yield from _goals_and_plans(lists, about)
    yield from (_task(row, about) for row in lists["actions"])
    yield from (_encounter(row, about) for row in lists["contacts"] if _is_encounter(row))


def _related(row: Row[Any], about: Resource) -> Resource:
    role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
    kinds = "http://terminology.hl7.org/CodeSystem/v2-0131"
    marks = [("N", "Next-of-Kin", row.next_of_kin), ("C", "Emergency Contact", row.emergency_contact)]
    relationship = [coded.concept(row.relationship)]
    relationship += [coded.concept(words, code, kinds) for code, words, yes in marks if yes]
    return coded.resource(
        "RelatedPerson",
        row.id,
        patient=about,
        relationship=relationship or [coded.concept("Related person", "O", role)],
        name=[{"text": row.name}],
        telecom=[{"system": "phone", "value": row.phone}] if row.phone else None,
        period=coded.period(None, row.ended_on),
    )


def _allergy(row: Row[Any], about: Resource) -> Resource:
    clinical = row.status if row.status in ("active", "inactive", "resolved") else None
    known = ("unconfirmed", "confirmed", "refuted")
    verification = row.verification if row.verification in known else "unconfirmed" if clinical is None else None
    reaction = [{"manifestation": [coded.concept(row.reaction)]}] if row.reaction else None
    return coded.resource(
        "AllergyIntolerance",
        row.id,
        clinicalStatus=coded.status(clinical, "allergyintolerance-clinical") if clinical else None,
        verificationStatus=coded.status(verification, "allergyintolerance-verification") if verification else None,
        criticality=row.criticality if row.criticality in ("low", "high", "unable-to-assess") else None,
        code=coded.concept(row.display, row.code, row.system),
        patient=about,
        recordedDate=coded.day(row.recorded_on),
        reaction=reaction,
    )


def _medication(row: Row[Any], about: Resource) -> Resource:
    return coded.resource(
        "MedicationRequest",
        row.id,
        status=row.status,
        intent=row.intent or "order",
        medicationCodeableConcept=coded.concept(row.display, row.code, row.system),
        subject=about,
        authoredOn=coded.day(row.authored_on),
        dosageInstruction=[{"text": row.dosage}] if row.dosage else None,
    )


def _flag(row: Row[Any], about: Resource) -> Resource:
    words = access_needs.WORDS.get(row.need_code) or row.detail or row.need_code
    return coded.resource(
        "Flag",
        row.id,
        status="inactive" if row.ended_on else "active",
        category=[coded.concept(row.category.replace("_", " "), row.category, f"{coded.LOCAL}access_need_category")],
        code=coded.concept(words, row.need_code, f"{coded.LOCAL}access_need"),
        subject=about,
        period=coded.period(row.recorded_on, row.ended_on),
    )


def _conditions(lists: Lists, about: Resource) -> Iterator[Resource]:
    clinical = ("active", "recurrence", "relapse", "inactive", "remission", "resolved")
    for row in lists["outside"]:
        if row.kind == "condition":
            yield coded.resource(
                "Condition",
                row.id,
                clinicalStatus=coded.status(row.status, "condition-clinical") if row.status in clinical else None,
                code=coded.concept(row.display, row.code, row.system),
                subject=about,
                onsetDateTime=coded.day(row.from_on),
                abatementDateTime=coded.day(row.until_on),
                note=[{"text": row.detail}] if row.detail else None,
            )


def _referrals(lists: Lists, about: Resource) -> Iterator[Resource]:
    """Referrals; an affected other's is known to nobody but those who work with them."""
    for row in lists["referrals"]:
        if row.isolated or row.state == "entered_in_error":
            continue
        own = sorted((r for r in lists["reasons"] if r.referral_id == row.id), key=lambda r: (r.position, r.id))
        reasons = [
            coded.concept(r.code.replace("_", " "), r.code, f"{coded.LOCAL}referral_reason")
            for r in own
            if r.said_by == "referrer"
        ]
        yield coded.resource(
            "ServiceRequest",
            row.id,
            status=_REFERRAL.get(row.state, "active"),
            intent="order" if row.direction == Direction.OUTBOUND else "plan",
            priority=_PRIORITY.get(row.urgency or ""),
            subject=about,
            authoredOn=coded.moment(row.received_at),
            requester={"display": row.referrer_name} if row.referrer_name else None,
            reasonCode=reasons or None,
        )


def _onward(lists: Lists, about: Resource) -> Iterator[Resource]:
    """What was referred on: an order to the provider, who performs it."""
    for row in lists["onward"]:
        yield coded.resource(
            "ServiceRequest",
            row.id,
            status=_ONWARD.get(row.state, "active"),
            intent="order",
            priority=_PRIORITY.get(row.urgency),
            subject=about,
            authoredOn=coded.day(row.sent_on),
            performer=[{"display": row.provider_name}],
            reasonCode=[coded.concept(row.reason, row.code, f"{coded.LOCAL}referral_reason")],
            note=[{"text": row.access_needs}] if row.access_needs else None,
        )


def _goals_and_plans(lists: Lists, about: Resource) -> Iterator[Resource]:
    needs = {row.id: row for row in lists["needs"]}
    goals = [row for row in lists["goals"] if row.need_id in needs]
    for row in goals:
        life, progress = _GOAL.get(row.status, ("active", None))
        need = needs[row.need_id]
        yield coded.resource(
            "Goal",
            row.id,
            lifecycleStatus=life,
            achievementStatus=coded.status(progress, "goal-achievement") if progress else None,
            category=[coded.concept(need.statement or need.code, need.code, f"{coded.LOCAL}need")],
            description=coded.concept(row.text),
            subject=about,
            startDate=coded.day(row.agreed_on),
            target=[{"dueDate": coded.day(row.target_on)}] if row.target_on else None,
        )
    for row in lists["plans"]:
        current = row.status in ("active", "agreed", "under_review")
        yield coded.resource(
            "CarePlan",
            row.id,
            status=_PLAN.get(row.status, "unknown"),
            intent="plan",
            category=[coded.concept(row.kind.replace("_", " "), row.kind, f"{coded.LOCAL}care_plan_kind")],
            title=f"Care plan, version {row.number}",
            subject=about,
            period=coded.period(row.agreed_on, row.ended_on),
            replaces=[coded.to("CarePlan", row.previous_id)] if row.previous_id else None,
            goal=[coded.to("Goal", goal.id) for goal in goals] if current else None,
        )


def _task(row: Row[Any], about: Resource) -> Resource:
    return coded.resource(
        "Task",
        row.id,
        status=_TASK.get(row.status, "requested"),
        intent="plan",
        description=row.text,
        focus=coded.to("Goal", row.goal_id) if row.goal_id else None,
        **{"for": about},
        owner={"display": row.done_by} if row.done_by else None,
        restriction={"period": {"end": coded.day(row.due_on)}},
        executionPeriod=coded.period(None, row.done_on),
    )


def _is_encounter(row: Row[Any]) -> bool:
    """Two-way contact with the person that everybody in the team may know of; who did not attend was not met."""
    return row.type == "direct" and row.visibility != "restricted" and row.attended_code in _SEEN


def _encounter(row: Row[Any], about: Resource) -> Resource:
    code, words = _CLASSES.get(row.mode, ("VR", "virtual") if row.mode in _VIRTUAL else ("AMB", "ambulatory"))
    minutes = {"value": row.duration_min, "unit": "min", "system": "http://unitsofmeasure.org", "code": "min"}
    system = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
    return coded.resource(
        "Encounter",
        row.id,
        status="finished",
        **{"class": {"system": system, "code": code, "display": words}},
        type=[coded.concept(row.mode.replace("_", " "), row.mode, f"{coded.LOCAL}contact_mode")],
        subject=about,
        period={"start": coded.moment(row.occurred_at)},
        length=minutes if row.duration_min else None,
    )
