"""Where somebody lives, how they are reached, who is around them, and what they said about sharing."""

from datetime import datetime
from random import Random
from typing import Any

from inteam.demo.names import HERITAGES
from inteam.demo.rows import Rows
from inteam.demo.somebody import Somebody
from inteam.demo.world import World
from inteam.demo.writer import Writer
from inteam.people.folding import fold
from inteam.people.model import (
    Address,
    CareTeamMember,
    ContactPoint,
    PersonName,
    Registration,
    RelatedPerson,
    SharingDecision,
    UsualWorkerChange,
)

_RELATIONS = ("Daughter", "Son", "Husband", "Wife", "Sister", "Neighbour", "Niece", "Friend")
_SCOPES = ("see_record", "attend_mdt_discussion", "receive_summary", "receive_referral", "research_contact")


class CircleWriter(Writer):
    """Addresses and telephone numbers, relatives, sharing decisions, care team."""

    in_turn = {
        "sharing": tuple((scope, decision) for scope in _SCOPES for decision in ("agreed", "agreed", "declined")),
        "basis": (
            "explicit_consent",
            "direct_care_implied",
            "best_interests",
            "safeguarding_public_interest",
            "legal_order",
        ),
        "change": ("staff_left", "request", "caseload", "skill", "other"),
    }

    def __init__(self, rows: Rows, random: Random, now: datetime, world: World) -> None:
        super().__init__(rows, random, now)
        self._world = world

    def write_home(self, number: int, one: Somebody) -> None:
        """The address and the practice; some have no fixed home, some a former name."""
        random, homeless = self._random, number % 55 == 17
        at = self._moment(one.since)
        postcode = (
            "ZZ99 3VZ" if homeless else f"{one.practice.district}{random.choice('ABDEFGH')}{random.choice('JLNPQRST')}"
        )
        self._rows.add(
            Address,
            at=at,
            person_id=one.id,
            use="home",
            line1=None if homeless else f"{random.randint(1, 140)} {one.street}",
            line4=None if homeless else "Harbour Vale",
            postcode=postcode,
            postcode_key=fold(postcode).replace(" ", ""),
            no_fixed_abode=homeless,
            valid_from=one.since,
            key_safe_note="By the meter; ask the responder service." if number % 35 == 5 else None,
            access_note="Ring twice; slow to the door." if number % 20 == 6 else None,
        )
        self._rows.add(
            Registration, at=at, person_id=one.id, practice_id=one.practice.id, valid_from=one.since, source="demo"
        )
        if number % 30 == 8:
            self._rows.add(
                PersonName,
                at=at,
                person_id=one.id,
                family_name=random.choice(HERITAGES[0].families),
                given_name=one.given,
                use=random.choice(("maiden", "former")),
            )

    def write_reach(self, number: int, one: Somebody) -> None:
        """Telephone numbers and e-mail, with whether a message is safe."""
        random, at = self._random, self._moment(one.since)
        safe = random.choices(("yes", "no", "unknown"), (70, 12, 18))[0]
        mobile = f"07700 900{random.randrange(1000):03d}"
        self._reached(
            one,
            at,
            system="mobile",
            value=mobile,
            e164=_dialled(mobile),
            preferred=True,
            safe_to_leave_message=safe,
            safe_times=random.choice((None, None, "After 10:00", "Before 16:00", "Not on Fridays")),
            who_answers=one.relative if number % 14 == 2 else None,
        )
        if number % 3 == 0:
            home = f"01632 960{random.randrange(1000):03d}"
            self._reached(one, at, system="phone", value=home, e164=_dialled(home), rank=2, safe_to_leave_message=safe)
        if number % 6 == 0:
            value = f"{fold(one.given) or 'person'}{number}@post.example".replace(" ", "")
            self._reached(one, at, system="email", value=value, rank=3, safe_to_leave_message=safe)

    def _reached(self, one: Somebody, at: datetime, **values: Any) -> None:
        self._rows.add(ContactPoint, at=at, person_id=one.id, **values)

    def write_relatives(self, one: Somebody) -> None:
        """The relative or friend around them, if there is one."""
        random = self._random
        if not one.in_mockups and random.random() > 0.6:
            return
        relation = "Daughter" if one.in_mockups else random.choice(_RELATIONS)
        phone = f"07700 900{random.randrange(1000):03d}"
        self._rows.add(
            RelatedPerson,
            at=self._moment(one.since),
            person_id=one.id,
            name=one.relative if relation in ("Neighbour", "Friend") else f"{one.relative} {one.family}",
            relationship=relation,
            next_of_kin=relation not in ("Neighbour", "Friend"),
            emergency_contact=random.random() < 0.5,
            unpaid_carer=random.random() < 0.3,
            lpa_health=random.random() < 0.06,
            phone=phone,
            phone_e164=_dialled(phone),
            may_be_told=random.choice(("Plan and visits, not notes", "Everything", "Only in an emergency")),
        )

    def write_sharing(self, number: int, one: Somebody) -> None:
        """What they said about sharing, to whom and on what basis."""
        at = self._moment(one.since)
        self._shared(
            one, at, category="gp_practice", scope="see_record", decision="agreed", basis="direct_care_implied"
        )
        if number % 2:
            network = self._world.organisations["Harbour PCN"]
            agreed = {"decision": "agreed", "basis": "explicit_consent"}
            self._shared(one, at, organisation_id=network, scope="attend_mdt_discussion", **agreed)
        if number % 3 == 0 and not one.in_mockups:
            scope, decision = self._next["sharing"].next()
            body = self._random.choice(("Befriending", "Citizens Advice", "Carers First"))
            self._shared(
                one,
                at,
                organisation_id=self._world.organisations[body],
                scope=scope,
                decision=decision,
                basis=self._next["basis"].next(),
                evidence_note="Said in person and read back.",
            )

    def _shared(self, one: Somebody, at: datetime, **said: Any) -> None:
        self._rows.add(SharingDecision, at=at, person_id=one.id, given_on=one.since, given_by=one.given, **said)

    def write_care_team(self, number: int, one: Somebody) -> None:
        """The worker, the GP and others; for some, that the worker changed."""
        at = self._moment(one.since)
        self._rows.add(
            CareTeamMember,
            at=at,
            person_id=one.id,
            staff_id=one.worker.id,
            name=one.worker.name,
            role=one.worker.job,
            organisation_id=one.worker.organisation_id,
            is_lead=True,
            valid_from=one.since,
        )
        self._rows.add(
            CareTeamMember,
            at=at,
            person_id=one.id,
            name=one.practice.gp,
            role="GP",
            organisation_id=one.practice.id,
            organisation_name=one.practice.name,
            phone=one.practice.phone,
            valid_from=one.since,
        )
        if one.in_mockups:
            for name in ("Tom Okafor", "Hana Wells"):
                other = self._world.staff[name]
                if other.id != one.worker.id:
                    self._rows.add(
                        CareTeamMember,
                        at=at,
                        person_id=one.id,
                        staff_id=other.id,
                        name=name,
                        role=other.job,
                        organisation_id=other.organisation_id,
                        valid_from=one.since,
                    )
        if number % 13 == 5:
            self._rows.add(
                UsualWorkerChange,
                at=at,
                person_id=one.id,
                to_staff_id=one.worker.id,
                changed_at=at,
                reason=self._next["change"].next(),
                note="Told the person by telephone.",
            )


def _dialled(number: str) -> str:
    """A British number as it is dialled from anywhere."""
    return "+44" + number[1:].replace(" ", "")
