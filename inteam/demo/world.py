"""The organisations, teams and staff of Harbour Vale, which is on no map."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from inteam.access import Role
from inteam.demo.names import HERITAGES
from inteam.demo.rows import Rows
from inteam.organisations.model import (
    Cover,
    Organisation,
    OrganisationMembership,
    Staff,
    Team,
    TeamInTeam,
    TeamMember,
)
from inteam.people.folding import fold, sort_key

PRACTICES = (
    # name, ODS code of the right shape and never issued, PCN, streets of its patients, postcode district
    ("Quayside Surgery", "X99001", 0, ("Salt Lane", "Quay Street", "Chandlers Row", "Net Loft Yard"), "HV1 1"),
    ("Harbour Road Surgery", "X99002", 0, ("Harbour Road", "Anchor Terrace", "Pilot Street"), "HV1 2"),
    ("Lighthouse Practice", "X99003", 0, ("Beacon Hill", "Lantern Close", "Keeper's Cottages"), "HV1 3"),
    ("Salt Lane Medical Centre", "X99004", 0, ("Lower Salt Lane", "Smokehouse Road", "Cooper Street"), "HV1 4"),
    ("Millbrook Health Centre", "X99005", 1, ("Mill Brow", "Weir Bank", "Weavers Fold"), "HV2 1"),
    ("St Anne's Surgery", "X99006", 1, ("St Anne's Road", "Church Walk", "Glebe Avenue"), "HV2 2"),
    ("Vale View Practice", "X99007", 1, ("Vale View", "Orchard Rise", "Larkfield Drive"), "HV2 3"),
    ("Old Rectory Surgery", "X99008", 1, ("Rectory Lane", "Bell Meadow", "Tithe Barn Close"), "HV2 4"),
)
PCNS = (("Harbour Primary Care Network", "Harbour PCN", "U99901"), ("Vale Primary Care Network", "Vale PCN", "U99902"))
OTHERS = (
    ("Estuary Community Health NHS Trust", "Estuary Community", "community_trust", "RZ9X1", True),
    ("Estuary General Hospital NHS Trust", "Estuary General", "acute_trust", "RZ9X2", True),
    ("Estuary Mental Health NHS Trust", "Estuary Mental Health", "mental_health_trust", "RZ9X3", True),
    ("Harbour Vale Council", "Council", "local_authority", None, True),
    ("Harbour Vale Befriending", "Befriending", "vcse", None, False),
    ("Citizens Advice Harbour Vale", "Citizens Advice", "vcse", None, False),
    ("Carers First Harbour Vale", "Carers First", "vcse", None, False),
    ("Vale Gambling Support", "Vale Gambling", "gambling_service", None, False),
    ("Quayside Pharmacy", "Quayside Pharmacy", "community_pharmacy", "FZ9X1", True),
    ("Tidewater Homes", "Tidewater Homes", "housing", None, False),
    ("Harbour Vale Place Partnership", "Harbour Vale", "place_partnership", None, True),
    ("Estuary Integrated Care Board", "Estuary ICB", "icb", "QZ9", True),
)
TEAMS = (
    # key, name, kind
    ("int", "Harbour Vale INT", "mdt"),
    ("prescribing", "Social prescribing", "personalised_care_team"),
    ("coordination", "Care co-ordination", "proactive_care"),
    ("gambling", "Gambling support", "gambling_support"),
    ("complex", "Complex care", "proactive_care"),
    ("connectors", "Community connectors", "virtual"),
)
NAMED_STAFF = (
    # given, family, title, job title, rights, organisation, team
    ("Priya", "Nair", None, "Social prescribing link worker", Role.LINK_WORKER, "Quayside Surgery", "prescribing"),
    ("Tom", "Okafor", None, "Care co-ordinator", Role.CARE_COORDINATOR, "Harbour PCN", "coordination"),
    ("Sade", "Bello", "Dr", "GP", Role.CLINICIAN, "Quayside Surgery", "complex"),
    ("Hana", "Wells", None, "Occupational therapist", Role.CLINICIAN, "Estuary Community", "complex"),
    ("Leo", "Marsh", None, "Gambling practitioner", Role.CLINICIAN, "Vale Gambling", "gambling"),
    ("Ruth", "Jones", None, "Clinical pharmacist", Role.CLINICIAN, "Harbour PCN", "complex"),
    ("Aisha", "Carr", None, "Social worker", Role.CARE_COORDINATOR, "Council", "coordination"),
    ("Beth", "Lawson", None, "MDT co-ordinator", Role.MDT_COORDINATOR, "Harbour PCN", "int"),
    ("Carlton", "Reid", None, "Advice worker", Role.VCSE_WORKER, "Citizens Advice", "connectors"),
    ("Grace", "Adeyinka", None, "Neighbourhood manager", Role.MANAGER, "Harbour PCN", "int"),
    ("Colin", "Mercer", None, "Caldicott guardian", Role.PRIVACY_OFFICER, "Estuary Community", "int"),
    ("Jo", "Sellers", None, "Administrator", Role.ADMINISTRATOR, "Harbour PCN", "int"),
)
WORKERS = (
    ("Social prescribing link worker", Role.LINK_WORKER, "prescribing", "Quayside Surgery"),
    ("Care co-ordinator", Role.CARE_COORDINATOR, "coordination", "Vale PCN"),
    ("Health and wellbeing coach", Role.LINK_WORKER, "prescribing", "Millbrook Health Centre"),
    ("Community matron", Role.CLINICIAN, "complex", "Estuary Community"),
    ("Community connector", Role.VCSE_WORKER, "connectors", "Befriending"),
    ("Gambling support worker", Role.CLINICIAN, "gambling", "Vale Gambling"),
)
TEAM_OF_PATHWAY = {
    "social_prescribing": ("prescribing", "connectors", "coordination"),
    "gambling_support": ("gambling",),
    "complex_care": ("complex", "coordination"),
}


@dataclass(frozen=True)
class Practice:
    """A practice and where its patients live."""

    id: UUID
    name: str
    gp: str
    streets: tuple[str, ...]
    district: str
    phone: str


@dataclass(frozen=True)
class Worker:
    """A member of staff as the demo needs them."""

    id: UUID
    name: str
    given: str
    job: str
    team: str
    team_id: UUID
    organisation_id: UUID
    wte: Decimal
    since: date


@dataclass
class World:
    """Who and what there is, by short name."""

    organisations: dict[str, UUID] = field(default_factory=dict)
    practices: list[Practice] = field(default_factory=list)
    teams: dict[str, UUID] = field(default_factory=dict)
    staff: dict[str, Worker] = field(default_factory=dict)
    workers: dict[str, list[Worker]] = field(default_factory=dict)  # by team, those who carry a caseload


def make_world(rows: Rows, random: Random, today: date, workers: int) -> World:
    """All organisations, teams and staff; workers: how many carry a caseload, the named ones included."""
    world = World()
    since = today - timedelta(days=1200)
    _make_organisations(rows, world, since)
    _make_teams(rows, world, since)
    _make_named(rows, world, since)
    _make_workers(rows, world, random, today, workers)
    _make_absences(rows, world, today)
    return world


def _organisation(rows: Rows, world: World, name: str, short: str, kind: str, code: str | None, **more: Any) -> UUID:
    made = rows.add(Organisation, name=name, short_name=short, sort_key=fold(name), kind=kind, ods_code=code, **more)
    world.organisations[short] = world.organisations[name] = made
    return made


def _make_organisations(rows: Rows, world: World, since: date) -> None:
    agreed: dict[str, Any] = {"sharing_agreement_from": since}
    for name, short, kind, code, statutory in OTHERS:
        _organisation(rows, world, name, short, kind, code, statutory=statutory, opened_on=since, **agreed)
    networks = [_organisation(rows, world, n, short, "pcn", code, opened_on=since, **agreed) for n, short, code in PCNS]
    for network in networks:
        _belongs(rows, network, world.organisations["Harbour Vale"], "pcn_of_place", since)
    _belongs(rows, world.organisations["Harbour Vale"], world.organisations["Estuary ICB"], "place_of_icb", since)
    for number, (name, code, pcn, streets, district) in enumerate(PRACTICES):
        phone = f"01632 960{100 + number}"  # Ofcom's range for drama
        made = _organisation(
            rows,
            world,
            name,
            name,
            "gp_practice",
            code,
            opened_on=since,
            phone=phone,
            address=f"1 {streets[0]}, Harbour Vale",
            postcode=f"{district}AA",
            **agreed,
        )
        _belongs(rows, made, networks[pcn], "practice_of_pcn", since)
        gp = "Dr S. Bello" if number == 0 else f"Dr {'KMFRALW'[number - 1]}. {_GPS[number - 1]}"
        world.practices.append(Practice(made, name, gp, streets, district, phone))


_GPS = ("Hartley", "Osei", "Quirke", "Venn", "Lindqvist", "Amankwah", "Dacosta")


def _belongs(rows: Rows, child: UUID, parent: UUID, relation: str, since: date) -> None:
    rows.add(OrganisationMembership, child_id=child, parent_id=parent, relation=relation, from_on=since)


def _make_teams(rows: Rows, world: World, since: date) -> None:
    for key, name, kind in TEAMS:
        world.teams[key] = rows.add(
            Team,
            name=name,
            sort_key=fold(name),
            kind=kind,
            organisation_id=world.organisations["Harbour PCN"],
            from_on=since,
        )
    for key in list(world.teams)[1:]:
        rows.add(TeamInTeam, outer_id=world.teams["int"], inner_id=world.teams[key], from_on=since)


def _make_named(rows: Rows, world: World, since: date) -> None:
    carrying = ("Priya Nair", "Tom Okafor", "Leo Marsh", "Aisha Carr", "Hana Wells", "Carlton Reid")
    for given, family, title, job, role, place, team in NAMED_STAFF:
        worker = _person_of_staff(rows, world, given, family, title, job, role, place, team, since, Decimal("1.00"))
        world.staff[worker.name] = worker
        if worker.name in carrying:
            world.workers.setdefault(team, []).append(worker)
        if team != "int":
            rows.add(
                TeamMember,
                team_id=world.teams["int"],
                staff_id=worker.id,
                role=role.value,
                from_on=since,
                is_lead=False,
            )


def _person_of_staff(
    rows: Rows,
    world: World,
    given: str,
    family: str,
    title: str | None,
    job: str,
    role: Role,
    place: str,
    team: str,
    since: date,
    wte: Decimal,
    left_on: date | None = None,
) -> Worker:
    made = rows.add(
        Staff,
        family_name=family,
        given_name=given,
        title=title,
        sort_key=sort_key(family, given),
        job_title=job,
        role=role.value,
        organisation_id=world.organisations[place],
        phone=f"07700 900{len(world.staff) % 900 + 100}",  # Ofcom's range for drama
        email=f"{fold(given)}.{fold(family)}@harbourvale.example".replace(" ", ""),
        left_on=left_on,
    )
    rows.add(
        TeamMember,
        team_id=world.teams[team],
        staff_id=made,
        role=role.value,
        wte=wte,
        from_on=since,
        to_on=left_on,
        is_lead=not world.workers.get(team),
    )
    name = f"{given} {family}"
    return Worker(made, name, given, job, team, world.teams[team], world.organisations[place], wte, since)


def _make_workers(rows: Rows, world: World, random: Random, today: date, count: int) -> None:
    for number in range(max(count - 6, len(WORKERS))):
        job, role, team, place = WORKERS[number % len(WORKERS)]
        heritage = random.choices(HERITAGES, [h.weight for h in HERITAGES])[0]
        given = random.choice(random.choice((heritage.women, heritage.women, heritage.men))).replace("_", " ")
        family = random.choice(heritage.families).replace("_", " ")
        since = today - timedelta(days=random.randint(200, 1100))
        wte = Decimal(random.choice(("1.00", "1.00", "0.80", "0.60")))
        worker = _person_of_staff(rows, world, given, family, None, job, role, place, team, since, wte)
        world.staff.setdefault(f"{worker.name} {number}", worker)
        world.workers.setdefault(team, []).append(worker)


def _make_absences(rows: Rows, world: World, today: date) -> None:
    """Planned cover now and next week, for some teams."""
    reasons = ("Annual leave", "Training", "Parental leave", "Sick leave")
    for number, workers in enumerate(world.workers.values()):
        if len(workers) < 2:
            continue
        rows.add(
            Cover,
            absent_id=workers[-1].id,
            covering_id=workers[-2].id,
            from_on=today + timedelta(days=number - 2),
            to_on=today + timedelta(days=number + 5),
            reason=reasons[number % len(reasons)],
        )
