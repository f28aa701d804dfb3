"""A team, two workers and people, for the tests of casework."""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from inteam.access import Actor, Role
from inteam.organisations.model import Team
from inteam.referrals import service
from inteam.referrals.choices import Agreement, Issue, RiskState, Source, Urgency
from inteam.referrals.model import Referral
from inteam.referrals.rules import NewReferral, Reason
from inteam.store.base import Record
from inteam.store.database import Database
from tests.inteam.careplans.people import Neighbourhood, add, neighbourhood

M = TypeVar("M", bound=Record)

__all__ = ["Neighbourhood", "a_referral", "a_team", "entry_for", "neighbourhood", "row", "tom_of", "version"]


def entry_for(near: Neighbourhood, **changes: object) -> NewReferral:
    """A referral that may be received, urgency and risks given."""
    entry = NewReferral(
        person_id=near.margaret,
        team_id=near.team,
        source=Source.GP,
        referrer_name="Dr S. Bello",
        referrer_organisation="Quayside Surgery",
        reasons=(Reason(Issue.LONELINESS_ISOLATION, "Lonely"), Reason(Issue.LOW_MOOD_ANXIETY, "low mood")),
        letter="Lonely since her husband died.",
        urgency=Urgency.ROUTINE,
        person_agrees=Agreement.YES,
        risk_state=RiskState.NO_KNOWN_RISKS,
        pathway_key="social_prescribing",
    )
    return replace(entry, **changes)  # type: ignore[arg-type]  # (what a test names)


def a_referral(database: Database, near: Neighbourhood, **changes: object) -> UUID:
    with database.write(near.actor) as work:
        return service.receive_referral(work, entry_for(near, **changes))


def a_team(database: Database, near: Neighbourhood, name: str) -> UUID:
    with database.write(near.actor) as work:
        team = Team(name=name, sort_key=name.casefold(), kind="mdt", from_on=work.today - timedelta(days=500))
        add(work, team)
        return team.id


def tom_of(near: Neighbourhood) -> Actor:
    return Actor(near.tom, Role.CARE_COORDINATOR, near.team, near.actor.organisation_id, "Tom Okafor")


def row(database: Database, model: type[M], record_id: UUID) -> M:
    with database.read() as session:
        return session.get_one(model, record_id)


def version(database: Database, referral_id: UUID) -> int:
    return row(database, Referral, referral_id).version
