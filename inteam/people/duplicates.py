"""When two sets of particulars are one person. Decisions 21 and 34, domain.md 1.11."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import OSA

from inteam.people.folding import fold


class Verdict(StrEnum):
    """Same: one person. Held: somebody must decide. Different: two people."""

    SAME = "same"
    HELD = "held"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Particulars:
    """What two people are compared by; postcode without spaces, phones in E.164."""

    family_name: str
    given_name: str | None = None
    preferred_name: str | None = None
    born_on: date | None = None
    nhs_number: str | None = None
    postcode_key: str | None = None
    phones: frozenset[str] = frozenset()


def compare(one: Particulars, two: Particulars) -> Verdict:
    """Whether they are one person. Never decides on a name and a birth date alone: that is held."""
    born = one.born_on is not None and one.born_on == two.born_on
    if one.nhs_number and two.nhs_number:
        if one.nhs_number != two.nhs_number:
            return Verdict.DIFFERENT
        return Verdict.SAME if born or near(one.family_name, two.family_name) else Verdict.HELD
    return Verdict.HELD if born and _near_person(one, two) else Verdict.DIFFERENT


def _near_person(one: Particulars, two: Particulars) -> bool:
    if _crossed(one, two):
        return True
    if not near(one.family_name, two.family_name):
        return False
    if one.postcode_key and one.postcode_key == two.postcode_key:
        # Twins: same birth date, family and address, so that only the same given name is the same person.
        return fold(one.given_name or "") == fold(two.given_name or "") or _goes_by(one, two)
    return _near_given(one, two)


def _crossed(one: Particulars, two: Particulars) -> bool:
    """Family and given name entered the wrong way round."""
    names = fold(one.family_name), fold(one.given_name or "")
    return all(names) and names == (fold(two.given_name or ""), fold(two.family_name))


def _near_given(one: Particulars, two: Particulars) -> bool:
    first, second = fold(one.given_name or ""), fold(two.given_name or "")
    if not first or not second or near(first, second) or _goes_by(one, two):
        return True
    # An initial, or the first of several given names.
    return first.split()[0] == second.split()[0] or (min(len(first), len(second)) == 1 and first[0] == second[0])


def _goes_by(one: Particulars, two: Particulars) -> bool:
    mine = {fold(name) for name in (one.given_name, one.preferred_name) if name}
    theirs = {fold(name) for name in (two.given_name, two.preferred_name) if name}
    return bool(mine & theirs)


def near(one: str, two: str) -> bool:
    """The same folded name, or one typing error away; of names of one letter every other is another name."""
    first, second = fold(one), fold(two)
    if first == second:
        return True
    if first.replace(" ", "") == second.replace(" ", ""):
        return bool(first)
    return min(len(first), len(second)) > 1 and OSA.distance(first, second, score_cutoff=1) <= 1


def matching(one: Particulars, two: Particulars) -> tuple[str, ...]:
    """The codes of the identifiers that agree; a merge needs two."""
    agree = {
        "nhs_number": bool(one.nhs_number) and one.nhs_number == two.nhs_number,
        "born_on": one.born_on is not None and one.born_on == two.born_on,
        "name": near(one.family_name, two.family_name) and _near_given(one, two),
        "postcode": bool(one.postcode_key) and one.postcode_key == two.postcode_key,
        "phone": bool(one.phones & two.phones),
    }
    return tuple(code for code, agrees in agree.items() if agrees)


def two_numbers(one: Particulars, two: Particulars) -> bool:
    """Both have a number and they differ: never merged, that is for data quality to solve."""
    return bool(one.nhs_number and two.nhs_number and one.nhs_number != two.nhs_number)
