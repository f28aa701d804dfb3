"""Reading all that papers say of people, for many people at a time: one read for each kind of line."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from inteam.meetings import queries_paper_person as who
from inteam.meetings import queries_paper_work as work

NEWEST_CONTACTS = 12
_RESTRICTED = "restricted"  # a note that only its author and the lead may read: never on shared papers


_LISTS = {
    "addresses": who.ADDRESSES,
    "phones": who.PHONES,
    "risks": who.RISKS,
    "risk_reviews": who.RISK_REVIEWS,
    "actions": work.ACTIONS,
    "needs": work.NEEDS,
    "goals": work.GOALS,
    "onward": work.ONWARD,
    "about": work.ABOUT,
    "access_needs": who.ACCESS_NEEDS,
    "adjustments": who.ADJUSTMENTS,
    "sharing": who.SHARING,
    "allergies": who.ALLERGIES,
    "medicines": who.MEDICINES,
    "services": who.SERVICES,
    "cases": work.CASES,
    "plans": work.PLANS,
    "contingencies": work.CONTINGENCIES,
    "withheld": work.WITHHELD,
}

Rows = list[Row[Any]]


@dataclass(frozen=True)
class PersonRows:
    """The rows about one person as the reads gave them, each list in its own order."""

    person: Row[Any]
    contact_count: int = 0
    contacts: Rows = field(default_factory=list)
    left_out: bool = False  # something is not for the readers of papers, and the paper says so without saying what
    lists: dict[str, Rows] = field(default_factory=dict)

    def of(self, name: str) -> Rows:
        """The rows of one kind."""
        return self.lists.get(name, [])


def gather(session: Session, people: Sequence[UUID]) -> dict[UUID, PersonRows]:
    """All rows of the people in my scope, by person; who is out of scope or withdrawn is missing."""
    asked = list(dict.fromkeys(people))
    if not asked:
        return {}
    found: dict[UUID, PersonRows] = {}
    for row in who.PEOPLE.run(session, people=asked):
        found[row.person_id] = PersonRows(row, lists=defaultdict(list))
    for name, read in _LISTS.items():
        for row in read.run(session, people=asked):
            if row.person_id in found:
                found[row.person_id].lists[name].append(row)
    contacts: defaultdict[UUID, Rows] = defaultdict(list)
    hidden: defaultdict[UUID, int] = defaultdict(int)
    for row in work.CONTACTS.run(session, people=asked, newest=NEWEST_CONTACTS):
        if row.visibility == _RESTRICTED:
            hidden[row.person_id] += 1
        else:
            contacts[row.person_id].append(row)
    return {
        person_id: PersonRows(
            rows.person,
            max(0, contacts[person_id][0].total - hidden[person_id]) if contacts[person_id] else 0,
            contacts[person_id],
            hidden[person_id] > 0,
            rows.lists,
        )
        for person_id, rows in found.items()
    }
