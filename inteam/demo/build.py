"""Making the demo neighbourhood in one transaction: the same for the same number, seed and day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from inteam import clock
from inteam.access import PROGRAM
from inteam.caseload import derive
from inteam.demo import mdt
from inteam.demo.casework import CaseworkMaker
from inteam.demo.handovers import HandoverMaker
from inteam.demo.onward import OnwardMaker
from inteam.demo.people import PeopleMaker
from inteam.demo.plans import PlanMaker
from inteam.demo.rows import Rows, Turns
from inteam.demo.scripts import SCRIPTS
from inteam.demo.story import Story
from inteam.demo.world import TEAM_OF_PATHWAY, Worker, World, make_world
from inteam.drafts.model import Draft
from inteam.errors import InputError
from inteam.people.search_index import rebuild_search
from inteam.policy import service as policy
from inteam.referrals.choices import State
from inteam.store.database import Database, Work
from inteam.store.ids import made_by

DEFAULT_PEOPLE = 2_000
DEFAULT_SEED = 1
_MOST = 900_000  # the test range has no more NHS numbers
_AT_A_TIME = 400  # people flushed together: enough for speed, little enough for memory
_CASES_A_WORKER = 34
_MINE = 38  # people on Priya Nair's caseload, as in the pictures

# The first people give every state three times; after them the shares are those of a quiet week.
_EACH_STATE = (
    State.RECEIVED, State.TRIAGED, State.INFO_REQUESTED, State.ACCEPTED, State.WAITING, State.OFFERED, State.ACTIVE,
    State.CLOSED, State.REJECTED, State.ENTERED_IN_ERROR,
)  # fmt: skip
_SHARES = (
    *(State.ACTIVE,) * 80, *(State.CLOSED,) * 45, *(None,) * 50, *(State.REJECTED,) * 10, *(State.WAITING,) * 5,
    *(State.OFFERED,) * 5, *(State.ACCEPTED,) * 3, State.TRIAGED, State.INFO_REQUESTED, State.ENTERED_IN_ERROR,
)  # fmt: skip
_UNFINISHED = (
    ("Igwe", "Visit. Bank letters open on the table. "),
    ("Eastwick", "Rang about the lunch club; wants to be fetched. "),
)
_SHOWN = ("Pemberton", "Jessop")  # whose records the pictures show
_PATHWAYS = ("social_prescribing",) * 5 + ("complex_care",) * 3 + ("gambling_support",) * 2


@dataclass(frozen=True)
class Made:
    """How much there is."""

    people: int
    rows: int
    cases: int


def fill(
    database: Database,
    *,
    people: int = DEFAULT_PEOPLE,
    seed: int = DEFAULT_SEED,
    now: datetime | None = None,
    every_case: bool = False,
    progress: Callable[[float], None] = lambda _part: None,
) -> Made:
    """Fill an empty database. now: the moment the story has reached (None: the database's clock).

    every_case: each person has an open case, for measuring long lists. Raises InputError(people="out_of_range").
    """
    if not 1 <= people <= _MOST:
        raise InputError(people="out_of_range")
    with database.write(PROGRAM) as work:
        keys = Random(f"keys of {seed}")
        with made_by(lambda: UUID(int=keys.getrandbits(128), version=4)):
            return _Neighbourhood(work, people, seed, now or work.now, every_case=every_case, progress=progress).make()


class _Neighbourhood:
    def __init__(
        self, work: Work, people: int, seed: int, now: datetime, *, every_case: bool, progress: Callable[[float], None]
    ) -> None:
        self._work, self._people, self._now = work, people, now
        self._every_case, self._progress = every_case, progress
        self._today = clock.day(now)
        self._random = random = Random(seed)
        self._rows = Rows(random, by=PROGRAM.staff_id, at=now)
        cases = people if every_case else int(people * 0.6)
        self._world: World = make_world(self._rows, random, self._today, max(8, cases // _CASES_A_WORKER))
        holidays = frozenset(date.fromisoformat(day) for day in policy.value(work.session, "calendar.bank_holidays"))
        self._maker = PeopleMaker(self._rows, random, self._world, now)
        self._casework = CaseworkMaker(self._rows, random, now, holidays)
        self._plans = PlanMaker(self._rows, random, now)
        self._handovers = HandoverMaker(self._rows, random, now, self._world.workers)
        self._onward = OnwardMaker(seed, now, holidays)
        self._scripts = iter(SCRIPTS.values())
        self._states = Turns(random, _EACH_STATE * 3, then=_SHARES)
        self._pathways = Turns(random, _PATHWAYS)
        self._teams = {key: Turns(random, teams) for key, teams in TEAM_OF_PATHWAY.items()}
        self._priya = self._world.staff["Priya Nair"]
        others = {team: [w for w in who if w.id != self._priya.id] for team, who in self._world.workers.items()}
        self._turn_in_team = {team: Turns(random, who) for team, who in others.items()}
        self._mine = 0
        self._people_by_name: dict[str, UUID] = {}

    def make(self) -> Made:
        session, met = self._work.session, dict[str, Story]()
        first_meeting = datetime.combine(mdt.dates(self._today)[0], time(10), clock.LONDON)
        for number in range(self._people):
            story = self._one(number, first_meeting)
            if story.script is not None and story.case_id is not None:
                met[story.one.family] = story
            if number % _AT_A_TIME == _AT_A_TIME - 1:
                self._flush(session)
                self._progress(0.8 * number / self._people)
        self._flush(session)
        if met:
            mdt.MeetingMaker(self._work, self._rows, self._random, self._world, met).make(self._today, self._now)
            mdt.finish_some(self._work, self._rows, self._today)
        for shown in (met[name] for name in _SHOWN if name in met):
            self._onward.write_for(shown)
        for shown in (met[name] for name in _SHOWN if name in met):
            self._onward.tell(shown)
        self._flush(session)
        self._unfinished()
        rebuild_search(self._work)
        self._progress(0.9)
        cases = derive.rebuild(self._work)
        self._progress(1.0)
        return Made(self._people, self._rows.count + self._onward.rows.count, cases)

    def _flush(self, session: Session) -> None:
        self._rows.flush(session)
        self._onward.rows.flush(session)  # what was referred on belongs to what stands there

    def _unfinished(self) -> None:
        """Two contacts that Priya Nair began to write yesterday."""
        yesterday = self._now - timedelta(days=1)
        for place, (name, words) in enumerate(_UNFINISHED):
            person_id = self._people_by_name.get(name)
            if person_id is None:
                continue
            self._work.session.add(
                Draft(
                    id=self._rows.new_id(),
                    staff_id=self._priya.id,
                    form="contacts.log",
                    person_id=person_id,
                    fields={"summary": words},
                    saved_at=yesterday + timedelta(hours=place, minutes=22),
                )
            )

    def _one(self, number: int, first_meeting: datetime) -> Story:
        script = next(self._scripts, None) if not self._every_case else None
        pathway = script.pathway if script else self._pathways.next()
        state = script.state if script else State.ACTIVE if self._every_case else self._states.next()
        worker = self._worker(pathway, script is not None or (number % 11 == 0 and state is State.ACTIVE))
        age = script.age if script else self._age(state)
        since = date.fromordinal(self._today.toordinal() - int(age))
        one = self._maker.make(worker, since, closed=state in (State.CLOSED, State.REJECTED, None))
        if state is None:  # known to the practice, nobody has referred them
            return Story(one, pathway)
        if script:
            self._rows.hold([one.id], first_meeting)
            self._people_by_name[one.family] = one.id
        story = self._casework.write(one, pathway, state, age, script)
        if not self._every_case or number % 5 == 0:
            self._plans.write(story)
            self._handovers.write(story)
        if not self._every_case:
            self._onward.write(story)
        return story

    def _worker(self, pathway: str, perhaps_mine: bool) -> Worker:
        if perhaps_mine and self._mine < _MINE:
            self._mine += 1
            return self._priya
        team = self._teams[pathway].next()
        worker: Worker = self._turn_in_team[team].next()
        return worker

    def _age(self, state: State | None) -> int:
        """Days since the referral came; one that nobody has looked at is young."""
        random = self._random
        if state in (State.RECEIVED, State.TRIAGED, State.INFO_REQUESTED):
            return random.choice((0, 0, 1, 1, 2, 3, 4, 6, 9))
        if state in (State.ACCEPTED, State.WAITING, State.OFFERED):
            return random.choice((3, 5, 8, 11, 12, 13, 16, 20))
        if state in (State.REJECTED, State.ENTERED_IN_ERROR):
            return random.randint(5, 90)
        if state in (State.CLOSED, None):
            return random.randint(90, 320)
        middle, spread, most = (48, 18, 90) if self._every_case else (95, 60, 320)
        return int(min(max(random.gauss(middle, spread), 28), most))


__all__ = ["DEFAULT_PEOPLE", "DEFAULT_SEED", "Made", "fill"]
