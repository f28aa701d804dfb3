"""What stands now about one person, read in one go for the screen: a few small reads, none of them in a loop."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from inteam.access import Actor
from inteam.careplans import queries as careplans
from inteam.careplans import queries_parts
from inteam.careplans.rules import PlanStatus, Section
from inteam.cases.queries import CaseRow, cases_of_person
from inteam.needs.queries import Tree, tree
from inteam.needs.queries_actions import ActionRow
from inteam.needs.queries_onward import OnwardRow, onward_of_person
from inteam.people import banner, queries, queries_circle, queries_listed, queries_protection, queries_reach
from inteam.people.access_needs import OutputFormat, output_format
from inteam.people.choices import SharingScope
from inteam.people.queries_circle import CareTeamRow, RelatedRow, SharingRow
from inteam.people.queries_listed import ListedRow
from inteam.people.queries_protection import AccessNeedRow, AdjustmentRow, RiskReviewRow, RiskRow
from inteam.people.queries_reach import AddressRow, ContactPointRow
from inteam.timeline.queries import Entry, timeline

FIRST_PAGE = 30  # lines of the timeline that are read with the person


@dataclass(frozen=True)
class WhatMatters:
    """What the person says matters, in their own words, and when they said it. joined: in a record joined to this."""

    text: str
    own_words: bool
    said_on: date | None
    joined: bool = False


@dataclass(frozen=True)
class Plan:
    """The newest version of the care plan. joined: it stands in a record that was joined to this one."""

    id: UUID
    number: int
    status: str
    agreed_on: date | None
    review_due: date | None
    joined: bool = False


@dataclass(frozen=True)
class Overview:
    """All that the person's screen shows; people are the ids whose rows are read as theirs."""

    person: queries.HeaderRow
    people: tuple[UUID, ...]
    today: date
    safeguarding_detail: bool
    names: tuple[queries.NameRow, ...]
    merges: tuple[queries.MergeRow, ...]
    addresses: tuple[AddressRow, ...]
    contact_points: tuple[ContactPointRow, ...]
    access_needs: tuple[AccessNeedRow, ...]
    adjustments: tuple[AdjustmentRow, ...]
    risks: tuple[RiskRow, ...]
    risk_review: RiskReviewRow | None
    sharing: tuple[SharingRow, ...]
    related: tuple[RelatedRow, ...]
    care_team: tuple[CareTeamRow, ...]
    allergies: tuple[ListedRow, ...]
    medications: tuple[ListedRow, ...]
    cases: tuple[CaseRow, ...]
    needs: Tree
    onward: tuple[OnwardRow, ...]
    matters: WhatMatters | None
    plan: Plan | None
    entries: tuple[Entry, ...]

    @property
    def next_action(self) -> ActionRow | None:
        """The open action that is due first."""
        found = [action for action in all_actions(self.needs) if action.is_open]
        return min(found, key=lambda action: (action.due_on, action.priority, str(action.id)), default=None)

    @property
    def present_needs(self) -> list[AccessNeedRow]:
        """Needs for access that have not ended."""
        return [need for need in self.access_needs if need.ended_on is None or need.ended_on > self.today]

    @property
    def risk_words(self) -> str:
        """What the banner says of risks."""
        answer = self.risk_review.answer if self.risk_review else None
        lines = [risk.line for risk in self.risks]
        return banner.risk_words(lines, answer, safeguarding_detail=self.safeguarding_detail)

    @property
    def need_words(self) -> str:
        """What the banner says of needs for access."""
        needs = [row.need for row in self.present_needs]
        return banner.need_words(needs, self.person.language_code, self.person.interpreter_required)

    @property
    def output(self) -> OutputFormat:
        """What these needs ask of what is written for the person."""
        return output_format(row.need for row in self.present_needs)

    @property
    def mdt_sharing(self) -> SharingRow | None:
        """The newest answer about taking part in MDT discussion, or else about the record, that is in force."""
        current = [row for row in self.sharing if row.rule.in_force(self.today)]
        for scope in (SharingScope.ATTEND_MDT, SharingScope.SEE_RECORD):
            for row in current:
                if row.scope == scope:
                    return row
        return None


def all_actions(needs: Tree) -> list[ActionRow]:
    """Each action once, wherever it hangs."""
    found = {action.id: action for action in needs.other_actions}
    for need in needs.needs:
        found |= {action.id: action for action in need.actions}
        for goal in need.goals:
            found |= {action.id: action for action in goal.actions}
    return list(found.values())


def overview(session: Session, person_id: UUID, *, actor: Actor, today: date) -> Overview | None:
    """The person as they stand today; a merged record gives the survivor. None where there is nobody."""
    person = queries.header(session, person_id)
    if person is not None and person.merged_into_id is not None:
        person = queries.header(session, person.merged_into_id)
    if person is None:
        return None
    people = queries.joined_ids(session, person.id)
    former = actor.may("people.previous_names")
    return Overview(
        person=person,
        people=tuple(people),
        today=today,
        safeguarding_detail=actor.may("safeguarding.detail"),
        names=tuple(queries.names(session, people)) if former else (),
        merges=tuple(queries.merges(session, person.id)),
        addresses=tuple(queries_reach.addresses(session, people)),
        contact_points=tuple(queries_reach.contact_points(session, people)),
        access_needs=tuple(queries_protection.access_needs(session, people)),
        adjustments=tuple(queries_protection.adjustments(session, people)),
        risks=tuple(queries_protection.risks(session, people)),
        risk_review=queries_protection.newest_risk_review(session, people),
        sharing=tuple(queries_circle.sharing_decisions(session, people)),
        related=tuple(queries_circle.related_people(session, people)),
        care_team=tuple(queries_circle.care_team(session, people)),
        allergies=tuple(queries_listed.allergies(session, people)),
        medications=tuple(queries_listed.medications(session, people)),
        cases=tuple(case for id_ in people for case in cases_of_person(session, id_)),
        needs=_needs(session, people),
        onward=tuple(onward_of_person(session, people, today=today)),
        matters=_matters(session, person.id, people),
        plan=_plan(session, person.id, people),
        entries=tuple(timeline(session, people, limit=FIRST_PAGE)),
    )


def _needs(session: Session, people: list[UUID]) -> Tree:
    trees = [tree(session, person_id) for person_id in people]
    return Tree(
        tuple(need for one in trees for need in one.needs),
        tuple(action for one in trees for action in one.other_actions),
        tuple(signpost for one in trees for signpost in one.signposts),
    )


def _own_first(person_id: UUID, people: list[UUID]) -> list[UUID]:
    """The survivor's own record, then those that were joined to it: what it has not, one of them may have."""
    return [person_id, *(one for one in people if one != person_id)]


def _matters(session: Session, person_id: UUID, people: list[UUID]) -> WhatMatters | None:
    for one in _own_first(person_id, people):
        for row in queries_parts.ABOUT_ME_NOW.run(session, person_id=one, limit=40):
            if row.section == Section.WHAT_MATTERS and row.text:
                return WhatMatters(row.text, row.own_words, row.said_on, joined=one != person_id)
    return None


def _plan(session: Session, person_id: UUID, people: list[UUID]) -> Plan | None:
    for one in _own_first(person_id, people):
        found = [row for row in careplans.versions(session, one) if row.status != PlanStatus.ENDED]
        if found:
            agreed = [row for row in found if row.agreed_on is not None] or found
            row = max(agreed, key=lambda version: version.number)
            return Plan(row.id, row.number, row.status, row.agreed_on, row.review_due, joined=one != person_id)
    return None
