"""What was referred on to providers: one for every third person whose work goes on, in each state in turn.

Its dice are its own, so that nobody else's story changes with it.
"""

from collections.abc import Set
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from inteam import clock
from inteam.access import PROGRAM
from inteam.demo.rows import Rows
from inteam.demo.story import Story
from inteam.demo.words import Theme
from inteam.demo.writer import Writer
from inteam.needs.model import Action, Signpost
from inteam.needs.model_onward import OnwardEvent, OnwardReferral
from inteam.needs.onward_words import FOLLOW_UPS
from inteam.needs.rules_onward import OPEN_ONWARD, OnwardState
from inteam.referrals.choices import State
from inteam.referrals.clocks import Clock, add_working_days, elapsed
from inteam.referrals.model import ReferralClock

_EVERY = 3
_S = OnwardState
_WAYS: tuple[tuple[OnwardState, ...], ...] = (
    (_S.SENT,),
    (_S.SENT, _S.ACKNOWLEDGED),
    (_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED),
    (_S.SENT, _S.DECLINED),
    (_S.SENT, _S.DECLINED, _S.PERSON_TOLD),
    (_S.SENT, _S.ACKNOWLEDGED, _S.ACCEPTED, _S.BOOKED),
    (_S.SENT, _S.ACCEPTED, _S.BOOKED, _S.SEEN),
    (_S.SENT, _S.ACKNOWLEDGED, _S.BOOKED, _S.SEEN, _S.OUTCOME_RECEIVED),
    (_S.SENT, _S.NO_RESPONSE),
    (_S.SENT, _S.ACKNOWLEDGED, _S.CANCELLED),
)
_AGO = (3, 11, 6, 17, 9, 24)
"""Days since it was sent; the longer the way, the more."""
_PROVIDERS: dict[str, tuple[str, str]] = {
    "loneliness_isolation": ("Age UK befriending", "A befriender who calls once a week."),
    "money_debt_benefits": ("Citizens Advice", "Debt advice, and a check of all benefits."),
    "frailty_falls": ("Strong and Steady classes", "A place in the balance class nearby."),
    "carer_stress": ("Carers’ Centre", "A carer’s assessment and a break."),
    "housing_homelessness": ("Harbour Housing Advice", "Help with the tenancy and the landlord."),
    "gambling_own": ("Northern Gambling Clinic", "An assessment for treatment."),
    "bereavement": ("Cruse Bereavement Support", "Bereavement counselling, in person."),
    "food_poverty": ("Harbour Vale Food Bank", "Parcels for four weeks, delivered."),
    "employment_training": ("Work Well", "An adviser, and a course that fits."),
}
_OTHER = ("Harbour Vale Volunteers", "Somebody to come along the first few times.")
_NOTES = {
    _S.DECLINED: "No room before the spring.",
    _S.NO_RESPONSE: "Rang three times and wrote twice. Another provider is sought.",
    _S.OUTCOME_RECEIVED: "Manages alone now; they have closed it.",
    _S.CANCELLED: "Would rather manage with the family’s help.",
}


class OnwardMaker(Writer):
    """Writes what was referred on."""

    in_turn = {"way": _WAYS, "ago": _AGO, "via": ("email", "form", "phone", "letter", "nhs_service", "in_person")}

    def __init__(self, seed: int, now: datetime, holidays: Set[date]) -> None:
        random = Random(f"onward of {seed}")
        super().__init__(Rows(random, by=PROGRAM.staff_id, at=now), random, now)
        self.rows = self._rows
        self._holidays = holidays
        self._seen = 0

    def write(self, story: Story) -> None:
        """One referral, if it is this person's turn."""
        if story.state is not State.ACTIVE or story.active_from is None or story.script is not None:
            return
        self._seen += 1
        if story.needs and self._seen % _EVERY == 0:
            self._one(story, self._next["way"].next())

    def write_for(self, story: Story) -> None:
        """For somebody in the pictures: one that is booked, one that is done with."""
        if story.needs:
            self._one(story, _WAYS[7], need=-1, ago=44, to=_OTHER)
            self._one(story, _WAYS[5], ago=12)

    def tell(self, story: Story) -> None:
        """Somebody in the pictures was told about a service, too, and went. Last of all: it throws dice of its own."""
        on = self._today - timedelta(days=30)
        self._about(
            story.one,
            Signpost,
            self._at(on),
            case_id=story.case_id,
            service_name="Quayside lunch club",
            told="A leaflet: Tuesdays at noon, no need to ring first.",
            given_on=on,
            given_by_id=story.one.worker.id,
            follow_up_on=on + timedelta(days=21),
            followed_up_on=on + timedelta(days=22),
            follow_up_note="Went twice and liked it.",
        )

    def _one(
        self,
        story: Story,
        way: tuple[OnwardState, ...],
        *,
        need: int = 0,
        ago: int | None = None,
        to: tuple[str, str] | None = None,
    ) -> None:
        need_id, theme, _ = story.needs[need]
        ago = ago or self._next["ago"].next() + 4 * (len(way) - 1)
        sent_on = max(story.made[need_id], self._today - timedelta(days=ago))
        days = [sent_on + (self._today - sent_on) * place // len(way) for place in range(len(way))]
        on = dict(zip(way, days, strict=True))
        made = self._referral(story, need_id, theme, on, to or _PROVIDERS.get(theme.code, _OTHER))
        for position, state in enumerate(way, 1):
            self._about(
                story.one,
                OnwardEvent,
                self._at(on[state]),
                onward_id=made,
                position=position,
                occurred_on=on[state],
                from_state=way[position - 2] if position > 1 else None,
                to_state=state,
                reason=_reason(state),
                note=_NOTES.get(state),
                by_id=story.one.worker.id,
            )

    def _referral(
        self, story: Story, need_id: UUID, theme: Theme, on: dict[OnwardState, date], to: tuple[str, str]
    ) -> UUID:
        one, (state, state_on), sent_on = story.one, list(on.items())[-1], on[_S.SENT]
        provider, reason = to
        seen_on = on.get(_S.SEEN)
        days = elapsed(sent_on, seen_on, self._holidays) if seen_on else None
        booked = self._booked(on) if _S.BOOKED in on else None
        self._clock(story, sent_on, seen_on)
        return self._about(
            one,
            OnwardReferral,
            self._at(sent_on),
            case_id=story.case_id,
            need_id=need_id,
            provider_name=provider,
            code=theme.code,
            reason=reason,
            shared="Name, date of birth, telephone and address; the reason above.",
            person_agrees="yes" if self._random.random() < 0.95 else "best_interests",
            urgency=self._random.choice(("routine", "routine", "routine", "soon", "urgent")),
            via=self._next["via"].next(),
            team_id=one.worker.team_id,
            owner_id=one.worker.id,
            state=state,
            state_on=state_on,
            state_reason=_reason(state),
            sent_on=sent_on,
            booked_for=booked,
            seen_on=seen_on,
            calendar_days=days.calendar if days else None,
            working_days=days.working if days else None,
            outcome="needs_met" if state is _S.OUTCOME_RECEIVED else None,
            outcome_note=_NOTES[state] if state is _S.OUTCOME_RECEIVED else None,
            follow_up_id=self._follow_up(story, need_id, provider, state, state_on, booked),
        )

    def _booked(self, on: dict[OnwardState, date]) -> datetime:
        """The day on which they were seen, or one that is still to come."""
        day = on.get(_S.SEEN) or add_working_days(self._today, 9, self._holidays)
        return datetime.combine(day, time(9 + self._random.randrange(7)), clock.LONDON)

    def _follow_up(
        self, story: Story, need_id: UUID, provider: str, state: OnwardState, on: date, booked: datetime | None
    ) -> UUID | None:
        if state not in OPEN_ONWARD:
            return None
        days = {_S.SENT: 5, _S.DECLINED: 1, _S.BOOKED: 1}.get(state, 10)
        from_day = clock.day(booked) if booked and state is _S.BOOKED else on
        due = add_working_days(from_day, days, self._holidays)
        return self._about(
            story.one,
            Action,
            self._at(on),
            case_id=story.case_id,
            need_id=need_id,
            text=FOLLOW_UPS[state].format(provider=provider),
            kind="worker_does",
            team_id=story.one.worker.team_id,
            owner_id=story.one.worker.id,
            due_on=due,
            first_due_on=due,
            status="planned",
        )

    def _clock(self, story: Story, sent_on: date, seen_on: date | None) -> None:
        if story.referral_id is None or story.referral_id in story.made:
            return
        story.made[story.referral_id] = sent_on  # its clock C6 stands
        days = elapsed(sent_on, seen_on, self._holidays) if seen_on else None
        self._about(
            story.one,
            ReferralClock,
            self._at(sent_on),
            referral_id=story.referral_id,
            clock=Clock.ONWARD_CONTACT,
            started_on=sent_on,
            stopped_on=seen_on,
            calendar_days=days.calendar if days else None,
            working_days=days.working if days else None,
            delay_days=0 if days else None,
        )


def _reason(state: OnwardState) -> str | None:
    return {_S.DECLINED: "capacity_closed", _S.CANCELLED: "person_changed_mind"}.get(state)
