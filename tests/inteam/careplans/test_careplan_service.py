from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from inteam.access import Actor, Role
from inteam.careplans import queries, queries_content, service, service_parts
from inteam.careplans.model import CarePlan
from inteam.careplans.rules import (
    Section,
    SignoffEntry,
    SignoffMethod,
    SignoffRole,
    Subject,
)
from inteam.caseload.model import CaseWork
from inteam.errors import ConflictError, DeniedError, InputError
from inteam.needs.model import Action
from inteam.store.base import require
from inteam.store.database import Database, Work
from inteam.store.undo import restore
from tests.inteam.careplans.people import Neighbourhood, a_need, an_action
from tests.inteam.careplans.signing import MARGARET, PRIYA, TODAY, a_whole_draft, refused, sign


def test_a_signed_plan_is_in_force_and_due_for_review_in_6_months(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
    with database.read() as session:
        view = queries.plan_view(session, plan_id)
    assert view is not None
    assert (view.plan.status, view.plan.number, view.plan.review_due) == ("active", 1, date(2027, 5, 19))
    assert view.agreed_with_person
    assert view.content.needs[0].goals[0].actions[0].owner == "Priya Nair"
    section = view.content.section("what_matters")
    assert section is not None
    assert section.text == "The allotment, and my grandson."


def test_high_risk_is_reviewed_in_3_months(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        service.change_details(work, plan_id, 1, lead_worker_id=near.tom, high_risk=True)
        sign(work, plan_id)
    with database.read() as session:
        plan = queries.version(session, plan_id)
    assert plan is not None
    assert (plan.review_due, plan.lead) == (date(2027, 2, 19), "Tom Okafor")


def test_what_was_agreed_does_not_change_with_the_record(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, need = a_whole_draft(work, near)
        sign(work, plan_id)
    with database.write(near.actor) as work:
        an_action(work, near, "Book bus pass", need_id=need)
        service_parts.write_about_me(work, near.margaret, Section.WHAT_MATTERS, "Sundays.", version=1)
    with database.read() as session:
        view = queries.plan_view(session, plan_id)
        now = queries_content.content_now(session, near.margaret)
    assert view is not None
    assert [a.text for a in view.content.needs[0].all_actions] == ["Ring about Sunday lunch club"]
    then_said, now_said = view.content.section("what_matters"), now.section("what_matters")
    assert then_said is not None
    assert now_said is not None
    assert (then_said.text, now_said.text) == ("The allotment, and my grandson.", "Sundays.")


def test_the_next_version_supersedes_the_one_in_force(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        first, _need = a_whole_draft(work, near)
        sign(work, first)
        second = service.start_draft(work, near.margaret)
        sign(work, second)
    with database.read() as session:
        rows = queries.versions(session, near.margaret)
    assert [(r.number, r.status) for r in rows] == [(2, "active"), (1, "superseded")]
    assert rows[0].previous_id == first


def test_the_next_draft_keeps_how_it_was_said_to_the_person(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        first, need = a_whole_draft(work, near)
        service_parts.say_plainly(work, first, Subject.NEED, need, "Feeling lonely")
        sign(work, first)
        second = service.start_draft(work, near.margaret)
    with database.read() as session:
        view = queries.plan_view(session, second)
    assert view is not None
    assert view.content.needs[0].plain_text == "Feeling lonely"


def test_there_is_one_draft_at_a_time(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        first, _need = a_whole_draft(work, near)
        assert service.start_draft(work, near.margaret) == first


def test_a_discarded_draft_keeps_its_number(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        first, _need = a_whole_draft(work, near)
        service.discard_draft(work, first, 1)
        second = service.start_draft(work, near.margaret)
    with database.read() as session:
        assert [r.number for r in queries.versions(session, near.margaret)] == [2]
    assert second != first


def test_a_locked_version_refuses_every_change(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, need = a_whole_draft(work, near)
        sign(work, plan_id)
        version = require(work.session, CarePlan, plan_id).version
        with pytest.raises(InputError, match="plan_locked"):
            service_parts.say_plainly(work, plan_id, Subject.NEED, need, "Lonely")
        with pytest.raises(InputError, match="plan_locked"):
            service.change_details(work, plan_id, version, lead_worker_id=near.tom, high_risk=False)
        with pytest.raises(InputError, match="plan_locked"):
            service.discard_draft(work, plan_id, version)
        with pytest.raises(InputError, match="plan_locked"):
            service.agree_plan(work, plan_id, version, [MARGARET, PRIYA])


def test_a_need_without_an_action_stops_the_agreement_and_is_named(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        bare = a_need(work, near.margaret, "Money worries")
        with refused(**{f"need.{bare}": "need_without_action"}):
            service.agree_plan(work, plan_id, 1, [MARGARET, PRIYA])
        service_parts.want_no_action(work, plan_id, bare, "Not now, her choice")
        sign(work, plan_id)
    with database.read() as session:
        view = queries.plan_view(session, plan_id)
    assert view is not None
    assert view.plan.status == "active"
    assert {need.text: need.no_action_reason for need in view.content.needs}["Money worries"] == "Not now, her choice"


def test_an_action_that_was_cancelled_answers_no_need(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, need = a_whole_draft(work, near)
        for action in work.session.query(Action):
            action.status = "cancelled"
        with refused(**{f"need.{need}": "need_without_action"}):
            service.agree_plan(work, plan_id, 1, [MARGARET, PRIYA])
        assert require(work.session, CarePlan, plan_id).status == "draft"
        an_action(work, near, "Ring the day centre", need_id=need)
        sign(work, plan_id)
        assert require(work.session, CarePlan, plan_id).status == "active"


def test_a_plan_without_what_matters_needs_the_reason_before_it_is_in_force(
    database: Database, near: Neighbourhood
) -> None:
    with database.write(near.actor) as work:
        plan_id = service.start_draft(work, near.margaret)
        with refused(no_what_matters="what_matters_required"):
            service.sign_plan(work, plan_id, 1, [MARGARET, PRIYA])
    with database.write(near.actor) as work:
        plan_id = service.start_draft(work, near.margaret)
        version = require(work.session, CarePlan, plan_id).version
        service.sign_plan(work, plan_id, version, [MARGARET, PRIYA], no_what_matters="Not well enough to say yet")
    with database.read() as session:
        plan = queries.version(session, plan_id)
    assert plan is not None
    assert plan.status == "active"


def test_a_plan_not_agreed_with_the_person_is_in_force_and_says_so(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        with refused(not_agreed="not_agreed_needs_reason"):
            service.sign_plan(work, plan_id, 1, [PRIYA])
        service.sign_plan(work, plan_id, 1, [PRIYA], not_agreed="Best-interests meeting 12-Nov-2026")
    with database.read() as session:
        view = queries.plan_view(session, plan_id)
    assert view is not None
    assert not view.agreed_with_person
    assert view.plan.not_agreed == "Best-interests meeting 12-Nov-2026"


def test_a_later_signature_is_added_without_changing_the_words(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        service.sign_plan(work, plan_id, 1, [PRIYA], not_agreed="in hospital")
        service.add_signoff(work, plan_id, MARGARET)
    with database.read() as session:
        view = queries.plan_view(session, plan_id)
    assert view is not None
    assert view.agreed_with_person


def test_what_a_later_signature_lacks_is_said_at_its_field(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
        tomorrow = SignoffEntry(SignoffRole.CARER, " ", SignoffMethod.UNABLE, date(2026, 11, 20))
        with refused(name="required", signed_on="in_future", unable_reason="unable_needs_reason"):
            service.add_signoff(work, plan_id, tomorrow)


def test_the_second_of_two_sign_offs_is_told(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.sign_plan(work, plan_id, 1, [MARGARET, PRIYA])


def test_a_privacy_officer_cannot_write_a_plan(database: Database, near: Neighbourhood) -> None:
    with pytest.raises(DeniedError), database.write(Actor(near.tom, Role.PRIVACY_OFFICER)) as work:
        service.start_draft(work, near.margaret, team_id=near.team)


def test_a_plan_for_nobody_is_refused(database: Database, near: Neighbourhood) -> None:
    with pytest.raises(ConflictError), database.write(near.actor) as work:
        service.start_draft(work, uuid4())


def test_a_review_that_changes_nothing_puts_the_plan_back_in_force(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
        plan = require(work.session, CarePlan, plan_id)
        service.begin_review(work, plan_id, plan.version)
        work.session.flush()
        service.finish_review(work, plan_id, plan.version, review_due=date(2027, 3, 1))
    with database.read() as session:
        rows = {r.number: (r.status, r.review_due) for r in queries.versions(session, near.margaret)}
    assert rows[1] == ("active", date(2027, 3, 1))
    assert rows[2][0] == "draft"


def test_a_plan_is_reviewed_without_beginning_a_next_version(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
        plan = require(work.session, CarePlan, plan_id)
        service.finish_review(work, plan_id, plan.version, review_due=date(2027, 3, 1))
    with database.read() as session:
        assert [(r.status, r.review_due) for r in queries.versions(session, near.margaret)] == [
            ("active", date(2027, 3, 1))
        ]


def test_the_caseload_shows_the_next_review_and_undo_the_one_before(database: Database, near: Neighbourhood) -> None:
    def shown() -> date | None:
        with database.read() as session:
            return session.scalar(select(CaseWork.plan_review_on).where(CaseWork.case_id == near.case))

    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
    assert shown() == date(2027, 5, 19)
    with database.write(near.actor) as work:
        service.finish_review(work, plan_id, _version(work, plan_id), review_due=date(2027, 3, 1))
    assert shown() == date(2027, 3, 1)
    with database.write(near.actor) as undoing:
        restore(undoing, work.changes)
    assert shown() == date(2027, 5, 19)
    with database.write(near.actor) as work:
        service.begin_review(work, plan_id, _version(work, plan_id))
    assert shown() == date(2027, 5, 19)


def _version(work: Work, plan_id: UUID) -> int:
    return require(work.session, CarePlan, plan_id).version


def test_a_next_review_today_is_refused(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
        version = require(work.session, CarePlan, plan_id).version
    with refused(review_due="review_in_past"), database.write(near.actor) as work:
        service.finish_review(work, plan_id, version, review_due=TODAY)


def test_a_draft_cannot_be_said_to_hold(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
    with pytest.raises(InputError, match="plan_not_open"), database.write(near.actor) as work:
        service.finish_review(work, plan_id, 1, review_due=date(2027, 3, 1))


def test_the_policy_says_after_how_long_a_plan_is_reviewed(database: Database, near: Neighbourhood) -> None:  # noqa: ARG001 (there is a team)
    with database.read() as session:
        every = queries.review_every(session, TODAY)
    assert (every.due(False, TODAY), every.due(True, TODAY)) == (date(2027, 5, 19), date(2027, 2, 19))


def test_a_plan_is_ended_with_a_reason(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
        sign(work, plan_id)
        with refused(reason="required"):
            service.end_plan(work, plan_id, require(work.session, CarePlan, plan_id).version, reason=" ")
        assert service.end_plans_of(work, near.margaret, reason="died") == 1
    with database.read() as session:
        assert [r.status for r in queries.versions(session, near.margaret)] == ["ended"]


def test_undoing_a_sign_off_gives_the_draft_back(database: Database, near: Neighbourhood) -> None:
    with database.write(near.actor) as work:
        plan_id, _need = a_whole_draft(work, near)
    with database.write(near.actor) as work:
        sign(work, plan_id)
    changes = work.changes
    with database.write(near.actor) as work:
        restore(work, changes)
    with database.write(near.actor) as work:
        assert require(work.session, CarePlan, plan_id).status == "draft"
        sign(work, plan_id)
    with database.read() as session:
        view = queries.plan_view(session, plan_id)
    assert view is not None
    assert len(view.content.needs) == 1
    assert len(view.signoffs) == 2
