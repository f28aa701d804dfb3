"""What every screen and dialog of the registers can be shown with, found in the demo neighbourhood.

For pictures and for tests that walk the registers: a sheet asks by the names of its arguments (person_id, view,
case_ids …), and gets somebody or something of the demonstration.
"""

import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from ui.app.background import Background

if TYPE_CHECKING:
    from inteam.store.database import Session

T = TypeVar("T")
OPTIONAL = frozenset({"draft", "seen", "row", "finished", "record_id", "meeting", "owner_id", "goal_id", "look"})


class Samples:
    """Finds each thing once."""

    def __init__(self, background: Background) -> None:
        self.background = background
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The sample of an argument's name. Raises KeyError for a name that nobody has taught it."""
        if name not in self._known:
            find = _FINDERS[name]
            with self.background.database.read() as session:
                self._known[name] = find(self, session)
        return self._known[name]

    def context(self, sheet: type) -> dict[str, Any]:
        """The arguments with which a sheet or dialog can be opened."""
        return {name: self[name] for name in arguments(sheet)}


def arguments(sheet: type) -> set[str]:
    """What a class is made with, through `**context` up to the class that stops it.

    Everything that it needs, and what it may have besides, but not what only goes on with something begun.
    """
    names: set[str] = set()
    for one in sheet.__mro__:
        if "__init__" not in vars(one):
            continue
        parameters = inspect.signature(vars(one)["__init__"]).parameters.values()
        named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
        names |= {p.name for p in named if p.default is p.empty or p.name not in OPTIONAL}
        if not any(p.kind is p.VAR_KEYWORD for p in parameters):
            break
    return names - {"self", "shell"}


def _there(found: T | None, what: str) -> T:
    if not found:
        raise LookupError(f"the demonstration has not {what}")
    return found


def _meeting_id(samples: Samples, session: "Session") -> UUID:
    from inteam.meetings import queries  # noqa: PLC0415 (loads the database's libraries)

    return _there(queries.next_meeting(session, samples.background.today()), "a next meeting").id


def _held_id(_samples: Samples, session: "Session") -> UUID:
    from inteam.meetings import queries  # noqa: PLC0415 (as above)

    held = [row for row in queries.meetings(session) if row.status.startswith("minutes")]
    return _there(held, "a meeting that was held")[0].id


def _person_id(samples: Samples, session: "Session") -> UUID:
    from inteam.meetings import queries  # noqa: PLC0415 (as above)

    people = [item.person_id for item in queries.agenda(session, samples["meeting_id"]) if item.person_id]
    return _there(people, "somebody on the agenda")[0]


def _card(samples: Samples, session: "Session") -> Any:
    from inteam.referrals import queries  # noqa: PLC0415 (as above)

    board = queries.board(session, now=samples.background.now())
    return _there([card for cards in board.columns.values() for card in cards], "a referral")[0]


def _view(samples: Samples, session: "Session") -> Any:
    from inteam.cases import queries_triage  # noqa: PLC0415 (as above)

    return queries_triage.triage_view(session, samples["card"].id, now=samples.background.now())


def _feedback(_samples: Samples, session: "Session") -> Any:
    from inteam.referrals import queries_feedback  # noqa: PLC0415 (as above)

    return _there(queries_feedback.feedback_due(session), "a referrer waiting for word")[0]


def _case_ids(samples: Samples, session: "Session") -> list[UUID]:
    from inteam.caseload import queries  # noqa: PLC0415 (as above)
    from inteam.caseload.rules import Filters  # noqa: PLC0415 (as above)

    actor, today = samples.background.actor, samples.background.today()
    mine = Filters(owner_id=actor.staff_id)
    return _there(queries.case_ids(session, actor, mine, today=today), "a caseload")[:6]


def _contact_id(samples: Samples, session: "Session") -> UUID:
    from inteam.contacts import queries  # noqa: PLC0415 (as above)

    return _there(queries.contacts(session, person_id=samples["person_id"]), "a contact")[0].id


def _task(samples: Samples, session: "Session") -> Any:
    from inteam.caseload.my_list import my_list  # noqa: PLC0415 (as above)

    tasks = my_list(session, samples.background.actor, samples.background.now())
    return _there([task for task in tasks if task.action_id], "an action on my list")[0]


def _about(samples: Samples, _session: "Session") -> str:
    from ui.today import words  # noqa: PLC0415 (as above)

    return words.about(samples["task"])


def _need_id(samples: Samples, session: "Session") -> UUID:
    from inteam.needs import queries  # noqa: PLC0415 (as above)

    return _there(queries.tree(session, samples["person_id"]).needs, "a need")[0].id


def _onward_id(samples: Samples, session: "Session") -> UUID:
    from inteam.needs import queries_onward  # noqa: PLC0415 (as above)

    person_id, today = samples["person_id"], samples.background.today()
    return _there(queries_onward.onward_of_person(session, [person_id], today=today), "an onward referral")[0].id


def _signpost_id(samples: Samples, session: "Session") -> UUID:
    from inteam.needs import queries  # noqa: PLC0415 (as above)

    return _there(queries.tree(session, samples["person_id"]).signposts, "a signpost")[0].id


def _people(samples: Samples, session: "Session") -> list[UUID]:
    from inteam.meetings import queries  # noqa: PLC0415 (as above)

    return [item.person_id for item in queries.agenda(session, samples["meeting_id"]) if item.person_id]


def _plan_id(samples: Samples, session: "Session") -> UUID:
    from inteam.careplans import queries  # noqa: PLC0415 (as above)

    return _there(queries.versions(session, samples["person_id"]), "a care plan")[0].id


def _handover(samples: Samples, session: "Session") -> Any:
    from inteam.meetings import queries_handover_board  # noqa: PLC0415 (as above)

    me, today = samples.background.actor.staff_id, samples.background.today()
    return _there(queries_handover_board.board(session, me, today - timedelta(days=60)), "a handover")[0]


_FINDERS: dict[str, Callable[[Samples, "Session"], Any]] = {
    "meeting_id": _meeting_id,
    "held_id": _held_id,
    "person_id": _person_id,
    "card": _card,
    "view": _view,
    "feedback": _feedback,
    "case_ids": _case_ids,
    "contact_id": _contact_id,
    "task": _task,
    "need_id": _need_id,
    "onward_id": _onward_id,
    "signpost_id": _signpost_id,
    "people": _people,
    "plan_id": _plan_id,
    "handover": _handover,
    "owner_id": lambda samples, _session: samples.background.actor.staff_id,
    "owner": lambda samples, _session: samples.background.actor.name,
    "action_id": lambda samples, _session: samples["task"].action_id,
    "version": lambda samples, _session: samples["task"].version,
    "about": _about,
}
