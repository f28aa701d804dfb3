"""Transfers of responsibility: offered, accepted, refused and the rest, among people whose work goes on."""

from datetime import datetime, timedelta
from random import Random

from inteam import clock
from inteam.demo.rows import Rows, Turns
from inteam.demo.story import Story
from inteam.demo.world import Worker
from inteam.meetings.model import Handover, HandoverAction

_EVERY = 9  # of the people with open work
_STATUSES = ("offered", "accepted", "refused", "offered", "withdrawn", "expired", "draft")
_ANSWERED_AFTER = {"accepted": timedelta(hours=5), "refused": timedelta(hours=5), "expired": timedelta(days=2)}
_KINDS = ("temporary_cover", "permanent", "out_of_hours", "to_other_service", "leaving")


class HandoverMaker:
    """Writes a handover for some of the people."""

    def __init__(self, rows: Rows, random: Random, now: datetime, workers: dict[str, list[Worker]]) -> None:
        self._rows, self._now, self._today = rows, now, clock.day(now)
        self._workers = [worker for team in workers.values() for worker in team]
        self._status, self._kind = Turns(random, _STATUSES), Turns(random, _KINDS)
        self._to = Turns(random, self._workers)
        self._seen = 0

    def write(self, story: Story) -> None:
        """A handover, if it is this person's turn."""
        if story.active_from is None or story.state != "active" or story.script is not None:
            return
        self._seen += 1
        if self._seen % _EVERY:
            return
        one, status, receiver = story.one, self._status.next(), self._to.next()
        if receiver.id == one.worker.id:
            receiver = self._to.next()
        # One that still waits can still be answered; one that nobody answered was closed in the night after its day.
        waits = self._seen // _EVERY % 2 if status == "offered" else 3
        offered = self._now - timedelta(days=waits)
        answered = _ANSWERED_AFTER.get(status)
        kind = self._kind.next()
        made = self._rows.add(
            Handover,
            at=offered,
            by=one.worker.id,
            person_id=one.id,
            case_id=story.case_id,
            from_staff_id=one.worker.id,
            from_team_id=one.worker.team_id,
            to_staff_id=receiver.id,
            to_team_id=receiver.team_id,
            kind=kind if status != "expired" or kind != "leaving" else "permanent",
            effective_from=self._today + timedelta(days=3),
            status=status,
            offered_at=None if status == "draft" else offered,
            answer_by=None if status == "draft" else clock.day(offered) + timedelta(days=1),
            answered_at=offered + answered if answered else None,
            transferred_at=offered + answered if answered and status == "accepted" else None,
            refusal_reason="No room on the caseload before the new year." if status == "refused" else None,
            risks_read=status == "accepted",
            next_7_days="Ring on Monday; the benefits letter is due.",
            told_and_wants=f"{one.given} knows and would like to meet first.",
            situation="Work is going well and needs somebody nearer.",
            background="See the plan and the last three contacts.",
            assessment="Stable; evenings are the hard part.",
            recommendation="A joint visit, then weekly calls.",
        )
        for action_id, _need, _goal, _text, _due, state in story.actions:
            if state in ("planned", "started"):
                self._rows.add(
                    HandoverAction,
                    at=offered,
                    by=one.worker.id,
                    handover_id=made,
                    person_id=one.id,
                    action_id=action_id,
                    new_owner_id=receiver.id,
                    new_team_id=receiver.team_id,
                )
