"""The people themselves: names, dates, numbers; the first are those of the design's pictures."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from inteam.demo.circle import CircleWriter
from inteam.demo.health import HealthWriter
from inteam.demo.names import HERITAGES, MOCKUP_PEOPLE, RELATIVES, Heritage
from inteam.demo.notes import NoteWriter
from inteam.demo.numbers import nhs_numbers
from inteam.demo.rows import Rows, Turns
from inteam.demo.somebody import Somebody
from inteam.demo.world import Practice, Worker, World
from inteam.demo.writer import Writer
from inteam.people.folding import sort_key
from inteam.people.model import Person, PersonName

_ABSENT = ("not_registered", "overseas_visitor", "refused", "not_yet_known", "armed_forces", "other")


class PeopleMaker(Writer):
    """Makes people one after the other, each with what surrounds them."""

    in_turn = {
        "absent": _ABSENT,
        "status": ("03", "04", "05", "06", "02"),
        "precision": ("month", "year", "unknown"),
    }

    def __init__(self, rows: Rows, random: Random, world: World, now: datetime) -> None:
        super().__init__(rows, random, now)
        self._world = world
        self._circle = CircleWriter(rows, random, now, world)
        self._health = HealthWriter(rows, random, now)
        self._numbers = nhs_numbers()
        self._mockups: Iterator[str] = iter(MOCKUP_PEOPLE.split(","))
        self._made = 0
        self._closed = False
        self._native = Turns(random, tuple(_native_in_turn()))

    def make(self, worker: Worker, since: date, *, closed: bool = False) -> Somebody:
        """One more person, looked after by the worker since a day; closed: the work with them has ended."""
        self._closed = closed
        number, self._made = self._made, self._made + 1
        entry = next(self._mockups, None)
        somebody = self._mockup(entry, worker, since) if entry else self._anybody(number, worker, since)
        self._surroundings(number, somebody)
        return somebody

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
        precision = self._next["precision"].next() if number % 60 == 13 else "day"
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
            nhs_number_status="07" if no_number else self._next["status"].next() if number % 25 == 9 else "01",
            nhs_number_absent_reason=self._next["absent"].next() if no_number else None,
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

    def _surroundings(self, number: int, somebody: Somebody) -> None:
        self._circle.write_home(number, somebody)
        self._circle.write_reach(number, somebody)
        self._circle.write_relatives(somebody)
        self._health.write_access_needs(number, somebody)
        self._health.write_risks(number, somebody)
        self._circle.write_sharing(number, somebody)
        self._circle.write_care_team(number, somebody)
        self._health.write_medicines(number, somebody)


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
