"""What the page of a care plan shows, read in one go."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from inteam.careplans import queries, queries_content, queries_copy, queries_sharing
from inteam.careplans.content import PlanContent
from inteam.careplans.papers import PlanCopy
from inteam.careplans.queries import PlanView, ReviewEvery, VersionRow
from inteam.careplans.queries_copy import CopyLook
from inteam.careplans.queries_sharing import WithheldRow
from inteam.drafts.queries import DraftRow, my_drafts
from inteam.people import banner
from inteam.people import queries as people
from ui.widgets.identity import Identity

MATTERS, NEEDS, ACTIONS, WORSE, CARERS, SIGN = range(6)
SIGNOFF_FORM = "plan_signoff"  # the name of its drafts
TABLES = frozenset(
    {
        "care_plan",
        "plan_need",
        "plan_goal",
        "plan_action",
        "about_me",
        "about_me_addendum",
        "contingency",
        "contingency_step",
        "signoff",
        "plan_copy",
        "withheld_item",
        "need",
        "goal",
        "action",
        "access_need",
    }
)


@dataclass(frozen=True)
class Loaded:
    """All that the page shows."""

    person: Identity | None
    versions: tuple[VersionRow, ...]
    view: PlanView | None
    copy: PlanCopy | None
    before: tuple[VersionRow, PlanContent] | None
    old_copies: int
    today: date
    every: ReviewEvery
    withheld: tuple[WithheldRow, ...]
    kept: tuple[DraftRow, ...] = ()  # what I filled in at a sign-off, of any version


def spoken(who: Identity | None) -> str:
    """Margaret Pemberton: as the name stands under a signature."""
    return f"{who.given.partition(' (')[0]} {who.family.title()}".strip() if who else ""


def signature(view: PlanView, section: int, me: UUID, withheld: tuple[WithheldRow, ...] = ()) -> object:
    """What makes the editor another one; texts in boxes that save themselves are left out."""
    content = view.content
    base = (view.plan.id, view.plan.status, section)
    if section in (MATTERS, CARERS):
        others = tuple((p.section, p.author_id, p.addenda) for p in content.about if p.author_id != me or p.addenda)
        return (*base, others)
    if section == NEEDS:
        needs = tuple(
            (n.id, n.status, n.no_action_reason, n.actions, tuple((g.id, g.actions) for g in n.goals))
            for n in content.needs
        )
        return (*base, needs, withheld)
    if section == ACTIONS:
        return (*base, content.needs, content.loose_actions)
    if section == WORSE:
        return (*base, content.contingencies)
    return (*base, me, view.signoffs, view.plan.review_due)


def load(
    session: Any, *, person_id: UUID, plan_id: UUID | None, look: CopyLook | None, today: date, staff_id: UUID
) -> Loaded:
    """The version that is asked for, or else the one to begin with; with its copy and what it grew from.

    staff_id: mine, whose unsigned words come with it.
    """
    versions = tuple(queries.versions(session, person_id))
    header = people.header(session, person_id)
    who = None
    if header is not None:
        shown = banner.banner(header.identity, today)
        family, _, given = shown.name.partition(", ")
        who = Identity(family, given, shown.born, shown.nhs_number)
    shown_id = plan_id if any(v.id == plan_id for v in versions) else _first(versions)
    kept = tuple(my_drafts(session, staff_id, form=SIGNOFF_FORM, person_id=person_id))
    every, withheld = queries.review_every(session, today), tuple(queries_sharing.withheld(session, person_id))
    if shown_id is None:
        return Loaded(who, versions, None, None, None, 0, today, every, withheld, kept)
    view = queries.plan_view(session, shown_id)
    copy = queries_copy.persons_copy(session, shown_id, today, look)
    before = None
    if view is not None:
        older = next((v for v in versions if v.id == view.plan.previous_id), None)
        if older is not None:
            before = (older, queries_content.content_then(session, older.id, person_id))
    old_copies = len(queries_sharing.holders_of_old_copies(session, person_id))
    return Loaded(who, versions, view, copy, before, old_copies, today, every, withheld, kept)


def _first(versions: tuple[VersionRow, ...]) -> UUID | None:
    """The draft, else what is in force, else the newest."""
    for wanted in (("draft",), ("active", "under_review", "agreed")):
        for one in versions:
            if one.status in wanted:
                return one.id
    return versions[0].id if versions else None
