"""Declining, and the word that is owed to the referrer."""

from datetime import date

import pytest

from inteam.errors import InputError
from inteam.referrals import feedback, queries_feedback, queries_panel, service
from inteam.referrals.choices import (
    Extent,
    Refusal,
    Source,
    State,
)
from inteam.referrals.model import Referral
from inteam.referrals.rules import (
    Decline,
)
from inteam.store.database import Database
from tests.conftest import NOW
from tests.inteam.referrals.samples import a_referral, neighbourhood, row


def test_declining_needs_reason_and_advice_and_makes_feedback_owed(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with pytest.raises(InputError) as refused, database.write(near.actor) as work:
        service.decline_referral(work, referral_id, 1, Decline(None, ""))
    assert refused.value.problems == {"reason": "required", "onward_advice": "required"}
    with database.write(near.actor) as work:
        service.decline_referral(work, referral_id, 1, Decline(Refusal.OUT_OF_AREA, "Ask Cove Vale team"))
    with database.read() as session:
        due = queries_feedback.feedback_due(session, team_id=near.team)
    # Thursday 19-Nov-2026 and five working days.
    assert [(f.kind, f.due_on, f.extent) for f in due] == [("rejection", date(2026, 11, 26), Extent.SUMMARY)]
    assert row(database, Referral, referral_id).state == State.REJECTED


def test_feedback_that_is_sent_is_no_longer_due_and_stops_its_clock(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        feedback_id = service.decline_referral(work, referral_id, 1, Decline(Refusal.DUPLICATE, "Known already"))
    with database.write(near.actor) as work:
        feedback.send_feedback(work, feedback_id, 1, via="email", content="Mrs Pemberton is on our list already.")
    with database.read() as session:
        assert queries_feedback.feedback_due(session) == []
        panel = queries_panel.panel(session, referral_id, now=NOW)
    assert panel is not None
    assert [c.stopped_on for c in panel.clocks if c.clock == "feedback"] == [date(2026, 11, 19)]
    with pytest.raises(InputError), database.write(near.actor) as work:
        feedback.send_feedback(work, feedback_id, 2, via="email", content="Twice.")


def test_a_referrer_outside_the_health_service_is_told_no_more_than_the_state(local_database: Database) -> None:
    near = neighbourhood(local_database)
    referral_id = a_referral(local_database, near, source=Source.HOUSING, referrer_name="Housing officer")
    with local_database.write(near.actor) as work:
        service.decline_referral(work, referral_id, 1, Decline(Refusal.WRONG_SERVICE, "Ask the council"))
    with local_database.read() as session:
        assert queries_feedback.feedback_due(session)[0].extent == Extent.STATE_ONLY
