"""A confirmed death ends what is open, keeps actions for somebody to decide about, and is undone as a whole."""

from datetime import date

from inteam.needs import actions
from inteam.needs.model import Action
from inteam.needs.rules import ActionEntry
from inteam.people.model import Person
from inteam.referrals.model import Referral
from inteam.store import undo
from inteam.store.database import Database
from inteam.timeline import deaths
from tests.inteam.referrals.samples import a_referral, neighbourhood, row

DIED = date(2026, 11, 1)


def test_open_referrals_close_with_the_outcome_and_actions_stay_open(database: Database) -> None:
    near = neighbourhood(database)
    referral_id = a_referral(database, near)
    with database.write(near.actor) as work:
        entry = ActionEntry("Ring the club", work.today, near.actor.staff_id, near.team)
        action_id = actions.add_action(work, near.margaret, entry)
    version = row(database, Person, near.margaret).version
    with database.write(near.actor) as work:
        deaths.confirm_death(work, near.margaret, version, died_on=DIED)
        changes = work.changes
    referral = row(database, Referral, referral_id)
    assert (referral.state, referral.outcome) == ("closed", "died")
    assert row(database, Action, action_id).status == "planned"
    assert row(database, Person, near.margaret).death_status == "confirmed"
    with database.write(near.actor) as work:
        undo.restore(work, changes)
    assert row(database, Referral, referral_id).state == "received"
    assert row(database, Person, near.margaret).death_status == "alive"
