"""The person's choice to wait stands beside each clock; nothing pauses (domain 3.4)."""

from datetime import date, timedelta

import pytest

from inteam.errors import InputError
from inteam.referrals import course, queries_panel, service
from inteam.referrals.model import ChoiceDelay
from inteam.referrals.rows import Panel
from inteam.referrals.rules import Triage
from inteam.store.database import Database
from inteam.store.undo import restore
from inteam.timeline import mistakes
from tests.conftest import NOW
from tests.inteam.referrals.samples import Neighbourhood, a_referral, neighbourhood

FIRST, LAST = date(2026, 11, 12), date(2026, 11, 15)


def triaged_after_ten_days(database: Database, near: Neighbourhood) -> Panel:
    referral_id = a_referral(database, near, received_at=NOW - timedelta(days=10))
    with database.write(near.actor) as work:
        service.triage_referral(work, referral_id, 1, Triage())
    return read(database, referral_id)


def read(database: Database, referral_id: object) -> Panel:
    with database.read() as session:
        found = queries_panel.panel(session, referral_id, now=NOW)  # type: ignore[arg-type]  # (an id)
    assert found is not None
    return found


def triage_wait(panel: Panel) -> tuple[int | None, int | None]:
    clock = next(one for one in panel.clocks if one.clock == "triage")
    return clock.calendar_days, clock.delay_days


def test_a_clock_that_has_stopped_says_it_too_and_forgets_it_with_the_mistake(database: Database) -> None:
    near = neighbourhood(database)
    before = triaged_after_ten_days(database, near)
    assert triage_wait(before) == (10, 0)
    with database.write(near.actor) as recorded:
        course.record_choice_delay(recorded, before.referral.id, from_on=FIRST, to_on=LAST, reason="On holiday")
    after = read(database, before.referral.id)
    assert triage_wait(after) == (10, 4)
    assert [(one.from_on, one.to_on, one.reason) for one in after.delays] == [(FIRST, LAST, "On holiday")]
    delay = after.delays[0]
    with database.write(near.actor) as marked:
        mistakes.mark_entered_in_error(marked, "delay", delay.id, delay.version, "Another referral")
    assert triage_wait(read(database, before.referral.id)) == (10, 0)
    with database.write(near.actor) as work:
        restore(work, marked.changes)
    assert triage_wait(read(database, before.referral.id)) == (10, 4)


def test_one_undo_takes_a_delay_back_with_what_the_clocks_said(database: Database) -> None:
    near = neighbourhood(database)
    before = triaged_after_ten_days(database, near)
    with database.write(near.actor) as recorded:
        course.record_choice_delay(recorded, before.referral.id, from_on=FIRST, to_on=LAST, reason="On holiday")
    with database.write(near.actor) as work:
        restore(work, recorded.changes)
    after = read(database, before.referral.id)
    assert (triage_wait(after), after.delays) == ((10, 0), ())


@pytest.mark.parametrize(
    ("first", "last", "reason", "problem"),
    [
        (LAST, FIRST, "On holiday", {"to_on": "before_start"}),
        (FIRST, LAST, " ", {"reason": "required"}),
        (date(2026, 10, 1), date(2026, 10, 2), "On holiday", {"to_on": "before_receipt"}),
    ],
)
def test_a_delay_that_cannot_be_is_refused(
    local_database: Database, first: date, last: date, reason: str, problem: dict[str, str]
) -> None:
    near = neighbourhood(local_database)
    panel = triaged_after_ten_days(local_database, near)
    with pytest.raises(InputError) as refused, local_database.write(near.actor) as work:
        course.record_choice_delay(work, panel.referral.id, from_on=first, to_on=last, reason=reason)
    assert refused.value.problems == problem
    with local_database.read() as session:
        assert session.query(ChoiceDelay).count() == 0
