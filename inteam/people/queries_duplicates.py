"""People in my scope who may be the one that is being registered (decision 34)."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from inteam.access import Actor
from inteam.people import nhs_number
from inteam.people.choices import Confidentiality
from inteam.people.duplicates import Particulars, Verdict, compare, matching
from inteam.people.folding import fold
from inteam.people.model import Address, Person
from inteam.people.search import Match, search
from inteam.store.reads import Read, my_people, one_of

_ASKED = 30
_WORDS = {
    "nhs_number": "NHS number",
    "born_on": "date of birth",
    "name": "name",
    "postcode": "postcode",
    "phone": "phone",
}

_POSTCODES = Read(
    "postcodes_of_people",
    select(Address.person_id, Address.postcode_key)
    .join(my_people, my_people.c.person_id == Address.person_id)
    .join(Person, Person.id == Address.person_id)
    .where(
        one_of(Address.person_id, "people", Uuid()),
        Address.valid_to.is_(None),
        Address.withdrawn_at.is_(None),
        Address.postcode_key.is_not(None),
        Person.confidentiality == str(Confidentiality.NORMAL),
    )
    .order_by(Address.person_id, Address.id),
)


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be the same person. same: sure enough to open them in place of adding."""

    match: Match
    same: bool
    agrees: tuple[str, ...]

    @property
    def words(self) -> str:
        """What agrees, for the line below the name."""
        listed = [_WORDS[code] for code in self.agrees]
        return f"Same {', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else f"Same {listed[0]}"


def suggestions(session: Session, given: Particulars, *, actor: Actor, limit: int = 5) -> list[Suggestion]:
    """Who may already be there, surest first. Asks nothing until there is a number, or a name with a birth date."""
    found: dict[UUID, Match] = {}
    for text in _questions(given):
        for match in search(session, text, actor=actor, limit=_ASKED).matches:
            if not match.locked:
                found.setdefault(match.person_id, match)
    postcodes = _postcodes(session, list(found))
    made = [_suggest(given, match, postcodes.get(match.person_id)) for match in found.values()]
    kept = [suggestion for suggestion in made if suggestion is not None]
    return sorted(kept, key=lambda s: (not s.same, -len(s.agrees), fold(s.match.family_name), str(s.match.person_id)))[
        :limit
    ]


def _questions(given: Particulars) -> list[str]:
    asked = []
    if given.nhs_number and nhs_number.check(given.nhs_number).ok:
        asked.append(given.nhs_number)
    name = " ".join(part for part in (given.given_name, given.family_name) if part)
    if name and given.born_on:
        asked.append(f"{given.born_on:%d/%m/%Y}")
    if given.family_name and given.given_name:
        asked.append(name)
    return asked


def _postcodes(session: Session, people: list[UUID]) -> dict[UUID, str]:
    rows = _POSTCODES.run(session, people=people, limit=500) if people else []
    return {row.person_id: row.postcode_key for row in rows}


def _suggest(given: Particulars, match: Match, postcode_key: str | None) -> Suggestion | None:
    there = Particulars(
        match.family_name,
        match.given_name,
        match.preferred_name,
        match.born_on,
        match.nhs_number,
        postcode_key,
    )
    # Two numbers that differ still deserve a look when all else agrees: one of them may be mistyped.
    verdict = compare(given, there)
    agrees = matching(given, there)
    if verdict is Verdict.DIFFERENT and compare(replace(given, nhs_number=None), there) is Verdict.DIFFERENT:
        name_alone = agrees == ("name",) and given.born_on is None
        return Suggestion(match, same=False, agrees=agrees) if name_alone else None
    return Suggestion(match, same=verdict is Verdict.SAME, agrees=agrees) if agrees else None


READS = (_POSTCODES,)
