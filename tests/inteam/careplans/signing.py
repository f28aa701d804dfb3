"""A whole draft, and signing it, for the tests of plans."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest

from inteam.careplans import service, service_parts
from inteam.careplans.model import CarePlan
from inteam.careplans.rules import (
    Section,
    SignoffEntry,
    SignoffMethod,
    SignoffRole,
)
from inteam.errors import InputError
from inteam.store.base import require
from inteam.store.database import Work
from tests.inteam.careplans.people import Neighbourhood, a_goal, a_need, an_action

TODAY = date(2026, 11, 19)
MARGARET = SignoffEntry(SignoffRole.PERSON, "Margaret Pemberton", SignoffMethod.IN_PERSON, TODAY)
PRIYA = SignoffEntry(SignoffRole.PROFESSIONAL, "Priya Nair", SignoffMethod.IN_PERSON, TODAY)


@contextmanager
def refused(**problems: str) -> Iterator[None]:
    with pytest.raises(InputError) as caught:
        yield
    assert caught.value.problems == problems


def a_whole_draft(work: Work, near: Neighbourhood) -> tuple[UUID, UUID]:
    """A draft with one need, its goal and action, and what matters. Gives the plan and the need."""
    need = a_need(work, near.margaret, "Lonely since husband died")
    goal = a_goal(work, near.margaret, need, "Walks with a group twice a week")
    an_action(work, near, "Ring about Sunday lunch club", need_id=need, goal_id=goal)
    service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "The allotment, and my grandson.")
    return service.start_draft(work, near.margaret), need


def sign(work: Work, plan_id: UUID) -> None:
    work.session.flush()
    plan = require(work.session, CarePlan, plan_id)
    service.sign_plan(work, plan_id, plan.version, [MARGARET, PRIYA])
    work.session.flush()
