"""The people: names, where they live, what they need, what is known to be a risk, what they said about sharing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from inteam.demo.names import HERITAGES, MOCKUP_PEOPLE, RELATIVES, Heritage
from inteam.demo.notes import NoteWriter
from inteam.demo.numbers import nhs_numbers
from inteam.demo.rows import Rows, Turns
from inteam.demo.scripts import SCRIPTS
from inteam.demo.words import ADJUSTMENTS, RISKS
from inteam.demo.world import Practice, Worker, World
from inteam.people.access_needs import CATEGORIES, Need
from inteam.people.folding import fold, sort_key
from inteam.people.model import (
    AccessNeed,
    Address,
    Allergy,
    CareTeamMember,
    ContactPoint,
    Medication,
    Person,
    PersonName,
    ReasonableAdjustment,
    Registration,
    RelatedPerson,
    Risk,
    RiskReview,
    SharingDecision,
    UsualWorkerChange,
)

_RELATIONS = ("Daughter", "Son", "Husband", "Wife", "Sister", "Neighbour", "Niece", "Friend")
_ALLERGIES = ("Penicillin", "Trimethoprim", "Latex", "Nuts", "Ibuprofen", "Wasp sting")
_REACTIONS = ("Rash", "Swelling of the face", "Vomiting", "Wheeze")
_MEDICINES = (
    ("Amlodipine 5 mg tablets", "One each morning"),
    ("Metformin 500 mg tablets", "One twice a day with food"),
    ("Zopiclone 3.75 mg tablets", "One at night when needed"),
    ("Sertraline 50 mg tablets", "One each morning"),
    ("Apixaban 5 mg tablets", "One twice a day"),
    ("Levothyroxine 75 microgram tablets", "One before breakfast"),
    ("Furosemide 40 mg tablets", "One each morning"),
    ("Salbutamol 100 micrograms inhaler", "Two puffs when needed"),
)
_ABSENT = ("not_registered", "overseas_visitor", "refused", "not_yet_known", "armed_forces", "other")
_DETAILS = {
    Need.COLOURED_PAPER: "yellow",
    Need.TRANSLATED: "Polish",
    Need.LANGUAGE_INTERPRETER: "Bengali",
    Need.OTHER: "Ask first",
}
_SCOPES = ("see_record", "attend_mdt_discussion", "receive_summary", "receive_referral", "research_contact")


@dataclass
class Somebody:
    """A person while their story is written."""

    id: UUID
    family: str
    given: str
    sex: str
    born_on: date | None
    practice: Practice
    street: str
    worker: Worker
    relative: str
    notes: NoteWriter
    since: date
    needs: tuple[str, ...] = ()
    risks: list[UUID] = field(default_factory=list)
    heritage: str = "english"
    in_mockups: bool = False


class PeopleMaker:
    """Makes people one after the other; the first are those of the design's pictures."""

    def __init__(self, rows: Rows, random: Random, world: World, now: datetime) -> None:
        self._rows, self._random, self._world = rows, random, world
        self._now, self._today = now, now.date()
        self._numbers = nhs_numbers()
        self._mockups: Iterator[str] = iter(MOCKUP_PEOPLE.split(","))
        self._made = 0
        self._closed = False
        self._native = Turns(random, tuple(_native_in_turn()))
        self._needs = Turns(random, tuple(Need))
        self._risks = Turns(random, RISKS)
        self._levels = Turns(random, ("medium", "high", "low"))
        self._steps = Turns(random, ("concern", "referred", "enquiry", "closed"))
        self._absent = Turns(random, _ABSENT)
        self._statuses = Turns(random, ("03", "04", "05", "06", "02"))
        self._precisions = Turns(random, ("month", "year", "unknown"))
        self._sharing = Turns(random, tuple((s, d) for s in _SCOPES for d in ("agreed", "agreed", "declined")))
        self._bases = Turns(
            random,
            (
                "explicit_consent",
                "direct_care_implied",
                "best_interests",
                "safeguarding_public_interest",
                "legal_order",
            ),
        )
        self._adjustments = Turns(random, ADJUSTMENTS)
        self._changes = Turns(random, ("staff_left", "request", "caseload", "skill", "other"))

    def make(self, worker: Worker, since: date, *, closed: bool = False) -> Somebody:
        """One more person, looked after by the worker since a day; closed: the work with them has ended."""
        self._closed = closed
        number, self._made = self._made, self._made + 1
        entry = next(self._mockups, None)
        somebody = self._mockup(entry, worker, since) if entry else self._anybody(number, worker, since)
        self._surroundings(number, somebody)
        return somebody

    # --- who ---------------------------------------------------------------------------------------------------

    def _mockup(self, entry: str, worker: Worker, since: date) -> Somebody:
        family, given, born, sex = entry.split()
        if "-" in born:
            day, month, year = (int(part) for part in born.split("-"))
            born_on = date(year, month, day)
        else:
            born_on = self._today - timedelta(days=int(born) * 365 + int(born) // 4 + self._random.randint(20, 340))
        harbour = self._world.practices[self._made % 2]
        title = {"M": "Mr", "F": "Mrs"}[sex]
        return self._somebody(
            family.capitalize(),
            given,
            "1" if sex == "M" else "2",
            born_on,
            harbour,
            worker,
            since,
            title=title,
            mockup=True,
        )

    def _anybody(self, number: int, worker: Worker, since: date) -> Somebody:
        random = self._random
        heritage = random.choices(HERITAGES, [h.weight for h in HERITAGES])[0]
        sex = random.choices(("2", "1", "9", "X"), (54, 45, 0.5, 0.5))[0] if number % 90 else random.choice("9X")
        names = heritage.women if sex != "1" else heritage.men
        given, family = random.choice(names).replace("_", " "), random.choice(heritage.families).replace("_", " ")
        preferred = None
        if (number % 9 == 4 and number < 500) or random.random() < 0.02:
            heritage, (family, given, preferred) = self._native.next()
        age = min(max(random.gauss(62, 19), 18), 99)
        born_on = self._today - timedelta(days=int(age * 365.25))
        practice = random.choice(self._world.practices)
        title = {"1": "Mr", "2": random.choice(("Mrs", "Ms", "Miss"))}.get(sex)
        return self._somebody(
            family,
            given,
            sex,
            born_on,
            practice,
            worker,
            since,
            title=title,
            preferred=preferred,
            heritage=heritage,
            number=number,
        )

    def _somebody(
        self,
        family: str,
        given: str,
        sex: str,
        born_on: date,
        practice: Practice,
        worker: Worker,
        since: date,
        *,
        title: str | None,
        preferred: str | None = None,
        heritage: Heritage = HERITAGES[0],
        number: int = 0,
        mockup: bool = False,
    ) -> Somebody:
        random = self._random
        relative = random.choice(RELATIVES) if not mockup else "Ruth"
        street = random.choice(practice.streets)
        precision = self._precisions.next() if number % 60 == 13 else "day"
        interpreter = heritage.language != "en" and random.random() < 0.35
        # A death that is confirmed has closed the work (domain.md 1.9); one that is reported only pauses it.
        death = ("confirmed" if self._closed else "reported") if number % 45 == 44 else "alive"
        no_number = number % 40 == 21
        person_id = self._rows.add(
            Person,
            at=self._moment(since),
            by=worker.id,
            family_name=family,
            given_name=given,
            preferred_name=preferred,
            title=title,
            sort_key=sort_key(family, given),
            born_on=None if precision == "unknown" else _rounded(born_on, precision),
            dob_precision=precision,
            dob_estimated=precision == "year",
            nhs_number=None if no_number else next(self._numbers),
            nhs_number_status="07" if no_number else self._statuses.next() if number % 25 == 9 else "01",
            nhs_number_absent_reason=self._absent.next() if no_number else None,
            sex=sex,
            ethnicity_code="Z" if number % 70 == 3 else "99" if number % 50 == 7 else heritage.ethnicity,
            ethnicity_source="self_reported",
            language_code=heritage.language if interpreter or heritage.language == "en" else "en",
            interpreter_required="yes" if interpreter else random.choice(("no", "no", "unknown")),
            practice_id=practice.id,
            usual_gp_name=practice.gp,
            usual_worker_id=worker.id,
            confidentiality={33: "sensitive", 34: "restricted"}.get(number % 50, "normal"),
            death_status=death,
            died_on=self._today - timedelta(days=random.randint(4, 40)) if death != "alive" else None,
            allergies_standing=random.choice(("recorded", "no_known_allergies", "not_recorded")),
        )
        notes = NoteWriter(
            random,
            sex=sex,
            called=preferred or given,
            relative=relative,
            practice=practice.name,
            gp=practice.gp,
            street=street,
        )
        if preferred:
            latin_given, _, latin_family = preferred.rpartition(" ")
            self._rows.add(
                PersonName,
                person_id=person_id,
                family_name=latin_family,
                given_name=latin_given,
                use="alias",
                at=self._moment(since),
            )
        return Somebody(
            person_id,
            family,
            given,
            sex,
            born_on,
            practice,
            street,
            worker,
            relative,
            notes,
            since,
            heritage=heritage.key,
            in_mockups=mockup,
        )

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, self._now.timetz().replace(hour=9 + self._random.randrange(8)))

    # --- what surrounds them -----------------------------------------------------------------------------------

    def _surroundings(self, number: int, somebody: Somebody) -> None:
        self._lives(number, somebody)
        self._is_reached(number, somebody)
        self._is_related(somebody)
        self._reads(number, somebody)
        self._risks_of(number, somebody)
        self._shares(number, somebody)
        self._is_cared_for(number, somebody)
        self._takes(number, somebody)

    def _lives(self, number: int, one: Somebody) -> None:
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

    def _is_reached(self, number: int, one: Somebody) -> None:
        random, at = self._random, self._moment(one.since)
        safe = random.choices(("yes", "no", "unknown"), (70, 12, 18))[0]
        mobile = f"07700 900{random.randrange(1000):03d}"
        self._rows.add(
            ContactPoint,
            at=at,
            person_id=one.id,
            system="mobile",
            value=mobile,
            e164="+44" + mobile[1:].replace(" ", ""),
            preferred=True,
            safe_to_leave_message=safe,
            safe_times=random.choice((None, None, "After 10:00", "Before 16:00", "Not on Fridays")),
            who_answers=one.relative if number % 14 == 2 else None,
        )
        if number % 3 == 0:
            home = f"01632 960{random.randrange(1000):03d}"
            self._rows.add(
                ContactPoint,
                at=at,
                person_id=one.id,
                system="phone",
                value=home,
                e164="+44" + home[1:].replace(" ", ""),
                rank=2,
                safe_to_leave_message=safe,
            )
        if number % 6 == 0:
            value = f"{fold(one.given) or 'person'}{number}@post.example".replace(" ", "")
            self._rows.add(
                ContactPoint, at=at, person_id=one.id, system="email", value=value, rank=3, safe_to_leave_message=safe
            )

    def _is_related(self, one: Somebody) -> None:
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
            phone_e164="+44" + phone[1:].replace(" ", ""),
            may_be_told=random.choice(("Plan and visits, not notes", "Everything", "Only in an emergency")),
        )

    def _reads(self, number: int, one: Somebody) -> None:
        random, codes = self._random, list[Need]()
        if one.in_mockups and one.family == "Pemberton":
            codes = [Need.LARGE_PRINT_18, Need.HEARING_LOOP]
        elif one.in_mockups and one.family == "Prentice":
            codes = [Need.LARGE_PRINT_20]
        elif number % 4 == 1:
            codes = [self._needs.next()]
        one.needs = tuple(codes)
        for code in codes:
            on = one.since + timedelta(days=random.randint(0, 20))
            self._rows.add(
                AccessNeed,
                at=self._moment(on),
                person_id=one.id,
                category=CATEGORIES.get(code, "communication_support"),
                need_code=code.value,
                detail=_DETAILS.get(code),
                recorded_on=on,
                source="The person",
                consent_to_share=random.choice(("yes", "yes", "unknown")),
                review_due=on + timedelta(days=365),
            )
        if number % 11 == 3:
            words, impairment, condition = self._adjustments.next()
            self._rows.add(
                ReasonableAdjustment,
                at=self._moment(one.since),
                person_id=one.id,
                adjustment=words,
                impairment=impairment,
                condition=condition,
                consent_to_share="yes",
                recorded_on=one.since,
                review_due=one.since + timedelta(days=365),
            )

    def _risks_of(self, number: int, one: Somebody) -> None:
        random = self._random
        if one.in_mockups:
            script = SCRIPTS[one.family]
            chosen = [(RISKS[0 if script.pathway == "complex_care" else 1], script.risk)]
            chosen += [(RISKS[1], "medium")] if one.family == "Pemberton" else []
        elif number % 5 == 4:
            return  # not assessed
        elif number % 5 == 3:
            self._review(one, "no_known_risks", None)
            return
        else:
            chosen = [(self._risks.next(), self._levels.next()) for _ in range(random.choice((1, 1, 2)))]
        for (title, kind, detail, safeguarding), level in chosen:
            on = one.since + timedelta(days=random.randint(0, 30))
            status = self._steps.next() if kind == "safeguarding" else "open"
            if kind != "safeguarding" and not one.in_mockups and random.random() < 0.08:
                status = "closed"
            closed = on + timedelta(days=40) if status == "closed" else None
            one.risks.append(
                self._rows.add(
                    Risk,
                    at=self._moment(on),
                    by=one.worker.id,
                    person_id=one.id,
                    kind=kind,
                    title=title,
                    level=level,
                    detail=detail,
                    safeguarding_type=safeguarding,
                    status=status,
                    raised_on=on,
                    raised_by_id=one.worker.id,
                    review_due=self._today + timedelta(days=random.randint(-6, 70)),
                    closed_on=closed,
                    closed_reason="No longer applies" if closed else None,
                )
            )
        self._review(one, "reviewed", "Read through together.")

    def _review(self, one: Somebody, answer: str, note: str | None) -> None:
        on = one.since + timedelta(days=self._random.randint(5, 40))
        self._rows.add(
            RiskReview,
            at=self._moment(on),
            by=one.worker.id,
            person_id=one.id,
            reviewed_on=min(on, self._today),
            staff_id=one.worker.id,
            answer=answer,
            note=note,
        )

    def _shares(self, number: int, one: Somebody) -> None:
        at = self._moment(one.since)
        self._rows.add(
            SharingDecision,
            at=at,
            person_id=one.id,
            category="gp_practice",
            scope="see_record",
            decision="agreed",
            basis="direct_care_implied",
            given_on=one.since,
            given_by=one.given,
        )
        if number % 2:
            self._rows.add(
                SharingDecision,
                at=at,
                person_id=one.id,
                organisation_id=self._world.organisations["Harbour PCN"],
                scope="attend_mdt_discussion",
                decision="agreed",
                basis="explicit_consent",
                given_on=one.since,
                given_by=one.given,
            )
        if number % 3 == 0 and not one.in_mockups:
            scope, decision = self._sharing.next()
            body = self._random.choice(("Befriending", "Citizens Advice", "Carers First"))
            self._rows.add(
                SharingDecision,
                at=at,
                person_id=one.id,
                organisation_id=self._world.organisations[body],
                scope=scope,
                decision=decision,
                basis=self._bases.next(),
                given_on=one.since,
                given_by=one.given,
                evidence_note="Said in person and read back.",
            )

    def _is_cared_for(self, number: int, one: Somebody) -> None:
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
                reason=self._changes.next(),
                note="Told the person by telephone.",
            )

    def _takes(self, number: int, one: Somebody) -> None:
        random, at = self._random, self._moment(one.since)
        if number % 4 == 2:
            self._rows.add(
                Allergy,
                at=at,
                person_id=one.id,
                display=random.choice(_ALLERGIES),
                status="active",
                verification="confirmed",
                criticality=random.choice(("low", "high")),
                reaction=random.choice(_REACTIONS),
                recorded_on=one.since,
                source=one.practice.name,
            )
        for medicine, dose in random.sample(_MEDICINES, random.choice((0, 1, 2, 3))):
            self._rows.add(
                Medication,
                at=at,
                person_id=one.id,
                display=medicine,
                status="active",
                intent="order",
                dosage=dose,
                authored_on=one.since,
                source=one.practice.name,
            )


def _rounded(born_on: date, precision: str) -> date:
    return (
        born_on.replace(day=1)
        if precision == "month"
        else born_on.replace(month=1, day=1)
        if precision == "year"
        else born_on
    )


def _native_in_turn() -> Iterator[tuple[Heritage, tuple[str, str, str]]]:
    """Names in their own script, one script after the other, so that a small neighbourhood has each."""
    with_script = [heritage for heritage in HERITAGES if heritage.native]
    for place in range(max(len(heritage.native) for heritage in with_script)):
        for heritage in with_script:
            yield heritage, heritage.native[place % len(heritage.native)]
