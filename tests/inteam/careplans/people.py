"""A small neighbourhood for the tests of plans and meetings: one team, four staff of two organisations, people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from inteam import application
from inteam.access import Actor, Role
from inteam.cases.model import CareCase
from inteam.needs.model import Action, Goal, Need
from inteam.organisations.model import Organisation, Staff, Team, TeamMember
from inteam.people.model import Person
from inteam.referrals.model import Feedback, Referral
from inteam.store.base import Record
from inteam.store.database import Database, Work

application.load_tables()


@dataclass(frozen=True)
class Neighbourhood:
    """Who is there. actor is Priya, a link worker of the team."""

    team: UUID
    priya: UUID
    tom: UUID
    hana: UUID
    bello: UUID
    margaret: UUID
    case: UUID
    actor: Actor


def add(work: Work, *records: Record) -> None:
    work.session.add_all(records)
    work.session.flush()


def neighbourhood(database: Database) -> Neighbourhood:
    with database.write(Actor(uuid4(), Role.MANAGER)) as work:
        trust = an_organisation(work, "Harbour Vale Community Trust")
        surgery = an_organisation(work, "Quayside Surgery", kind="gp_practice")
        priya = a_staff(work, "Priya", "Nair", "Social prescribing link worker", trust)
        tom = a_staff(work, "Tom", "Okafor", "Care coordinator", trust, role=Role.CARE_COORDINATOR)
        hana = a_staff(work, "Hana", "Wells", "Occupational therapist", trust, role=Role.CLINICIAN)
        bello = a_staff(work, "Sade", "Bello", "GP", surgery, role=Role.CLINICIAN)
        team = Team(name="Harbour Vale INT", sort_key="harbour vale int", kind="mdt", from_on=date(2025, 1, 1))
        team.lead_id = tom.id
        add(work, team)
        for staff in (priya, tom, hana, bello):
            add(work, TeamMember(team_id=team.id, staff_id=staff.id, role=staff.role, from_on=date(2025, 1, 1)))
        person = a_person(work, "Pemberton", "Margaret", usual_worker_id=priya.id)
        case = a_case(work, person, team.id, priya.id)
        actor = Actor(priya.id, Role.LINK_WORKER, team.id, trust.id, "Priya Nair")
        return Neighbourhood(team.id, priya.id, tom.id, hana.id, bello.id, person.id, case.id, actor)


def an_organisation(work: Work, name: str, kind: str = "community_trust") -> Organisation:
    row = Organisation(name=name, short_name=name[:20], sort_key=name.casefold(), kind=kind)
    add(work, row)
    return row


def a_staff(
    work: Work, given: str, family: str, job: str, organisation: Organisation, role: Role = Role.LINK_WORKER
) -> Staff:
    row = Staff(
        family_name=family,
        given_name=given,
        sort_key=f"{family} {given}".casefold(),
        job_title=job,
        role=role,
        organisation_id=organisation.id,
    )
    add(work, row)
    return row


def a_person(work: Work, family: str, given: str, **values: object) -> Person:
    row = Person(family_name=family, given_name=given, sort_key=f"{family} {given}".casefold())
    row.born_on, row.sex = date(1957, 3, 14), "2"
    for name, value in values.items():
        setattr(row, name, value)
    add(work, row)
    return row


def a_case(work: Work, person: Person, team: UUID, owner: UUID) -> CareCase:
    row = CareCase(
        person_id=person.id,
        team_id=team,
        owner_id=owner,
        pathway_key="social_prescribing",
        pathway_version=1,
        stage="active",
        stage_since=date(2026, 9, 1),
        status="open",
        opened_on=date(2026, 9, 1),
    )
    add(work, row)
    return row


def a_need(work: Work, person_id: UUID, statement: str, **values: object) -> UUID:
    row = Need(
        person_id=person_id,
        code="loneliness_isolation",
        statement=statement,
        identified_on=date(2026, 9, 1),
        identified_by="person",
        status="open",
    )
    for name, value in values.items():
        setattr(row, name, value)
    add(work, row)
    return row.id


def a_goal(work: Work, person_id: UUID, need_id: UUID, text: str, **values: object) -> UUID:
    row = Goal(person_id=person_id, need_id=need_id, text=text, status="agreed")
    for name, value in values.items():
        setattr(row, name, value)
    add(work, row)
    return row.id


def an_action(work: Work, near: Neighbourhood, text: str, **values: object) -> UUID:
    row = Action(
        person_id=near.margaret,
        team_id=near.team,
        owner_id=near.priya,
        text=text,
        kind="worker_does",
        due_on=date(2026, 12, 3),
        first_due_on=date(2026, 12, 3),
        status="planned",
    )
    for name, value in values.items():
        setattr(row, name, value)
    add(work, row)
    return row.id


def feedback_on(referral: Referral, *, kind: str, due_on: date) -> Feedback:
    """What is owed to the referrer, by who has the referral."""
    return Feedback(
        referral_id=referral.id,
        person_id=referral.person_id,
        team_id=referral.team_id,
        owner_id=referral.owner_id,
        kind=kind,
        due_on=due_on,
        extent="summary",
    )
