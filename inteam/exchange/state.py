"""What stands in a person's record, what a source says anew, and the difference between the two.

New values update, dated, the old ones are kept (decision 21). A source that says nothing changes nothing. Import
never lowers a protection and never touches consent, risks or safeguarding (domain.md 12.3).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inteam.exchange import values
from inteam.exchange.incoming import IncomingAddress, IncomingName, IncomingPerson, IncomingPoint
from inteam.people import postcode
from inteam.people.choices import Confidentiality
from inteam.people.folding import fold

# Columns of a person that a source's value replaces; those that say "not known" replace nothing.
_REPLACED = ("middle_names", "title", "suffix", "preferred_name", "usual_gp_name", "language_code")
_NOT_KNOWN = {"sex": "X", "ethnicity_code": "99", "interpreter_required": "unknown"}
PersonKey = tuple[str, ...]


@dataclass
class State:
    """A person's record as far as a source can change it. values: columns of person, practice_code among them."""

    values: dict[str, Any]
    home: PersonKey | None = None
    addresses: set[PersonKey] = field(default_factory=set)
    points: set[tuple[str, str]] = field(default_factory=set)
    names: set[PersonKey] = field(default_factory=set)
    needs: set[tuple[str, str]] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)


@dataclass
class Difference:
    """What a source says anew about a person."""

    values: dict[str, Any] = field(default_factory=dict)
    former: list[IncomingName] = field(default_factory=list)
    addresses: list[IncomingAddress] = field(default_factory=list)
    points: list[IncomingPoint] = field(default_factory=list)
    needs: list[Any] = field(default_factory=list)
    relations: list[Any] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.values, self.former, self.addresses, self.points, self.needs, self.relations))


def address_key(lines: tuple[str, ...] | list[str], code: str | None) -> PersonKey:
    """What makes two addresses the same: their words, however they are spaced and split into lines."""
    return (fold(" ".join(line for line in lines if line)), postcode.key(code))


def point_key(system: str, value: str) -> tuple[str, str]:
    """What makes two ways of reaching somebody the same."""
    if system == "email":
        return ("email", value.strip().casefold())
    return ("phone", values.e164(value) or fold(value))


def name_key(family: str, given: str | None) -> PersonKey:
    """What makes two names the same."""
    return (fold(family), fold(given or ""))


def of_incoming(incoming: IncomingPerson) -> State:
    """The record that a new person's row makes."""
    state = State(
        {
            "family_name": incoming.family_name,
            "given_name": incoming.given_name or None,
            "born_on": incoming.born_on,
            "dob_precision": incoming.dob_precision,
            "nhs_number": incoming.nhs_number or None,
            "nhs_number_status": status_of(incoming),
            "sex": incoming.sex or "X",
            "ethnicity_code": incoming.ethnicity_code or "99",
            "interpreter_required": incoming.interpreter_required or "unknown",
            "practice_code": incoming.practice_code or None,
            "death_status": incoming.death_status or "alive",
            "died_on": incoming.died_on,
            "confidentiality": Confidentiality.SENSITIVE if incoming.sensitive else Confidentiality.NORMAL,
            **{column: getattr(incoming, column) or None for column in _REPLACED},
        }
    )
    _take_in(state, difference_of_lists(state, incoming))
    return state


def status_of(incoming: IncomingPerson) -> str:
    """The status of the NHS number: as the source says, else not traced, or not present."""
    return incoming.nhs_number_status or ("02" if incoming.nhs_number else "03")


def difference(state: State, incoming: IncomingPerson, today: date) -> Difference:
    """What the source says anew; state is brought up to it, for the next row about the same person."""
    found = difference_of_lists(state, incoming)
    old_name = state.values["family_name"], state.values["given_name"]
    for column, value in _said(state, incoming).items():
        if state.values.get(column) != value:
            found.values[column] = value
    _name(state, incoming, found)
    if "family_name" in found.values or "given_name" in found.values:
        former = IncomingName(old_name[0], old_name[1] or "", "former", today)
        if name_key(*old_name) != name_key(incoming.family_name, incoming.given_name):
            found.former.append(former)
    _take_in(state, found)
    return found


def _name(state: State, incoming: IncomingPerson, found: Difference) -> None:
    for column, new in (("family_name", incoming.family_name), ("given_name", incoming.given_name)):
        old = state.values[column] or ""
        if not new or new == old:
            continue
        # The same name in capitals or without its accents says less than what stands here.
        if fold(new) == fold(old) and (new.isupper() or (new.isascii() and not old.isascii())):
            continue
        found.values[column] = new


def _said(state: State, incoming: IncomingPerson) -> dict[str, Any]:
    said: dict[str, Any] = {column: value for column in _REPLACED if (value := getattr(incoming, column))}
    said |= {
        column: value
        for column, unknown in _NOT_KNOWN.items()
        if (value := getattr(incoming, column)) and value != unknown
    }
    if incoming.born_on and not _is_vaguer(incoming, state):
        said |= {"born_on": incoming.born_on, "dob_precision": incoming.dob_precision}
    if incoming.practice_code:
        said["practice_code"] = incoming.practice_code
    return said | _said_of_number(state, incoming) | _said_of_death(state, incoming)


def _said_of_number(state: State, incoming: IncomingPerson) -> dict[str, Any]:
    if not incoming.nhs_number:
        return {}
    said = {"nhs_number": incoming.nhs_number}
    if incoming.nhs_number_status:
        said["nhs_number_status"] = incoming.nhs_number_status
    elif state.values["nhs_number"] != incoming.nhs_number:
        said["nhs_number_status"] = "02"
    return said


def _said_of_death(state: State, incoming: IncomingPerson) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if incoming.death_status in ("reported", "confirmed") and state.values["death_status"] != "confirmed":
        said["death_status"] = incoming.death_status
    if incoming.died_on:
        said["died_on"] = incoming.died_on
    if incoming.sensitive and state.values["confidentiality"] == Confidentiality.NORMAL:
        said["confidentiality"] = Confidentiality.SENSITIVE
    return said


_PRECISIONS = ("unknown", "year", "month", "day")


def _is_vaguer(incoming: IncomingPerson, state: State) -> bool:
    here = state.values["dob_precision"] if state.values["born_on"] else "unknown"
    return _PRECISIONS.index(incoming.dob_precision) < _PRECISIONS.index(here)


def difference_of_lists(state: State, incoming: IncomingPerson) -> Difference:
    """The names, addresses, ways of reaching, needs and relations that are not there yet."""
    found = Difference()
    own = name_key(incoming.family_name, incoming.given_name)
    for name in incoming.other_names:
        key = name_key(name.family_name, name.given_name)
        if key not in state.names and key != own:
            found.former.append(name)
    for address in incoming.addresses:
        key = address_key(address.lines, address.postcode)
        is_new_home = address.use == "home" and not address.valid_to and key != state.home
        if key not in state.addresses or is_new_home:
            found.addresses.append(address)
    found.points = [point for point in incoming.points if point_key(point.system, point.value) not in state.points]
    found.needs = [need for need in incoming.needs if (str(need.category), str(need.code)) not in state.needs]
    found.relations = [one for one in incoming.relations if fold(one.name) not in state.relations]
    return found


def _take_in(state: State, found: Difference) -> None:
    state.values |= found.values
    state.names |= {name_key(name.family_name, name.given_name) for name in found.former}
    for address in found.addresses:
        key = address_key(address.lines, address.postcode)
        state.addresses.add(key)
        if address.use == "home" and not address.valid_to:
            state.home = key
    state.points |= {point_key(point.system, point.value) for point in found.points}
    state.needs |= {(str(need.category), str(need.code)) for need in found.needs}
    state.relations |= {fold(one.name) for one in found.relations}
