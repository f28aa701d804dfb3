"""Agreement to share: who may be told what. No row means not asked. domain.md 1.8."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inteam.people.choices import SharingAnswer, SharingBasis, SharingScope

# Bodies of the health and care team, with whom sharing for direct care rests on implied consent.
STATUTORY = frozenset(
    {
        "gp_practice",
        "branch_surgery",
        "pcn",
        "gp_federation",
        "super_practice",
        "community_trust",
        "acute_trust",
        "mental_health_trust",
        "ambulance",
        "local_authority",
        "community_pharmacy",
        "hospice",
    }
)
SCOPE_WORDS: dict[str, str] = {
    SharingScope.SEE_RECORD: "See the record",
    SharingScope.RECEIVE_REFERRAL: "Receive a referral",
    SharingScope.RECEIVE_SUMMARY: "Receive a summary",
    SharingScope.ATTEND_MDT: "Take part in MDT discussion",
    SharingScope.RESEARCH_CONTACT: "Contact about research",
}
BASIS_WORDS: dict[str, str] = {
    SharingBasis.DIRECT_CARE: "Direct care, implied",
    SharingBasis.EXPLICIT_CONSENT: "Explicit agreement",
    SharingBasis.BEST_INTERESTS: "Best interests",
    SharingBasis.SAFEGUARDING: "Safeguarding, public interest",
    SharingBasis.LEGAL_ORDER: "Legal order",
}
ANSWER_WORDS: dict[str, str] = {
    SharingAnswer.AGREED: "Agreed",
    SharingAnswer.DECLINED: "Declined",
    SharingAnswer.NOT_ASKED: "Not asked",
}
# These do not need the person's own agreement.
_WITHOUT_AGREEMENT = frozenset({SharingBasis.SAFEGUARDING, SharingBasis.LEGAL_ORDER, SharingBasis.BEST_INTERESTS})


class Allowed(StrEnum):
    """Whether something may be shared, and on what it rests."""

    AGREED = "agreed"
    IMPLIED = "implied"
    DECLINED = "declined"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Decision:
    """One recorded decision about an organisation, or about all of a category."""

    organisation_id: object | None
    category: str | None
    scope: str
    decision: str
    given_on: date
    expires_on: date | None = None
    ended_on: date | None = None
    basis: str | None = None

    def in_force(self, on: date) -> bool:
        """Given, not run out and not taken back on that day."""
        ended = self.ended_on is not None and self.ended_on <= on
        expired = self.expires_on is not None and self.expires_on < on
        return self.given_on <= on and not ended and not expired


def standing(
    decisions: Iterable[Decision], *, scope: str, organisation_id: object, organisation_type: str, on: date
) -> Allowed:
    """What holds towards one organisation on a day.

    A decision about the organisation goes before one about its category; of several the newest holds. Where
    nothing was asked, direct care among statutory bodies is implied, and nothing goes to anybody else.
    """
    found = _newest(decisions, scope, organisation_id, organisation_type, on)
    if found is None or found.decision == SharingAnswer.NOT_ASKED:
        implied = organisation_type in STATUTORY and scope != SharingScope.RESEARCH_CONTACT
        return Allowed.IMPLIED if implied else Allowed.NOT_ASKED
    return Allowed.AGREED if found.decision == SharingAnswer.AGREED else Allowed.DECLINED


def _newest(
    decisions: Iterable[Decision], scope: str, organisation_id: object, organisation_type: str, on: date
) -> Decision | None:
    current = [d for d in decisions if d.scope == scope and d.in_force(on)]
    for found in (
        [d for d in current if d.organisation_id is not None and d.organisation_id == organisation_id],
        [d for d in current if d.organisation_id is None and d.category == organisation_type],
        [d for d in current if d.organisation_id is None and d.category is None],
    ):
        if found:
            return max(found, key=lambda d: d.given_on)
    return None


def may_share(allowed: Allowed) -> bool:
    """Whether identifiable words may be disclosed."""
    return allowed in (Allowed.AGREED, Allowed.IMPLIED)


def basis_problem(decision: str, basis: str | None, organisation_type: str | None) -> str | None:
    """The code of why a basis does not carry the decision, or None."""
    if decision == SharingAnswer.NOT_ASKED:
        return None
    if not basis:
        return "required"
    outside = organisation_type is not None and organisation_type not in STATUTORY
    if decision == SharingAnswer.AGREED and outside and basis == SharingBasis.DIRECT_CARE:
        return "sharing_needs_agreement"
    if decision == SharingAnswer.DECLINED and basis in _WITHOUT_AGREEMENT:
        return "sharing_declined_basis"
    return None
