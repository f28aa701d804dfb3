"""What somebody needs so that they can take part, what is known to be a risk, and what the practice prescribes."""

from datetime import timedelta

from inteam.demo.scripts import SCRIPTS
from inteam.demo.somebody import Somebody
from inteam.demo.words import ADJUSTMENTS, RISKS
from inteam.demo.writer import Writer
from inteam.people.access_needs import CATEGORIES, Need
from inteam.people.model import AccessNeed, Allergy, Medication, ReasonableAdjustment, Risk, RiskReview

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
_DETAILS = {
    Need.COLOURED_PAPER: "yellow",
    Need.TRANSLATED: "Polish",
    Need.LANGUAGE_INTERPRETER: "Bengali",
    Need.OTHER: "Ask first",
}


class HealthWriter(Writer):
    """Access needs and adjustments, risks with their review, allergies and medicines."""

    in_turn = {
        "need": tuple(Need),
        "adjustment": ADJUSTMENTS,
        "risk": RISKS,
        "level": ("medium", "high", "low"),
        "step": ("concern", "referred", "enquiry", "closed"),
    }

    def write_access_needs(self, number: int, one: Somebody) -> None:
        """Formats, communication and adjustments that they need."""
        random, codes = self._random, list[Need]()
        if one.in_mockups and one.family == "Pemberton":
            codes = [Need.LARGE_PRINT_18, Need.HEARING_LOOP]
        elif one.in_mockups and one.family == "Prentice":
            codes = [Need.LARGE_PRINT_20]
        elif number % 4 == 1:
            codes = [self._next["need"].next()]
        one.needs = tuple(codes)
        for code in codes:
            on = min(one.since + timedelta(days=random.randint(0, 20)), self._today)
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
            words, impairment, condition = self._next["adjustment"].next()
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

    def write_risks(self, number: int, one: Somebody) -> None:
        """Risks that are known, or that none is known, or nothing where nobody has looked."""
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
            chosen = [(self._next["risk"].next(), self._next["level"].next()) for _ in range(random.choice((1, 1, 2)))]
        for (title, kind, detail, safeguarding), level in chosen:
            on = min(one.since + timedelta(days=random.randint(0, 30)), self._today)
            status = self._next["step"].next() if kind == "safeguarding" else "open"
            if kind != "safeguarding" and not one.in_mockups and random.random() < 0.08:
                status = "closed"
            closed = min(on + timedelta(days=40), self._today) if status == "closed" else None
            one.risks.append(
                self._about(
                    one,
                    Risk,
                    self._moment(on),
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
        self._about(
            one,
            RiskReview,
            self._moment(on),
            reviewed_on=min(on, self._today),
            staff_id=one.worker.id,
            answer=answer,
            note=note,
        )

    def write_medicines(self, number: int, one: Somebody) -> None:
        """Allergies and medicines as the practice has them."""
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
