"""The forms after acceptance: an offer, the waiting list, reopening, word to the referrer."""

from datetime import datetime, time
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from inteam.cases.queries_triage import TriageView
from inteam.clock import LONDON
from inteam.contacts import casework
from inteam.drafts.queries import DraftRow
from inteam.people import dates, nhs_number
from inteam.referrals import course, feedback
from inteam.referrals.queries_feedback import FeedbackRow, feedback_due
from inteam.referrals.rules import Offer
from inteam.referrals.words import EXTENTS, FEEDBACK_KINDS
from ui.app.background import UseCase
from ui.app.form import FormSheet
from ui.app.messages import sentence
from ui.app.shell import Shell
from ui.referrals.sheets import ReferralSheet
from ui.widgets.fields import ChoiceField, DateField, Field
from ui.widgets.identity import Identity
from ui.widgets.inputs import TextArea, TextBox

MODES = (
    ("phone", "Phone"),
    ("face_to_face_home", "Home visit"),
    ("face_to_face_practice", "At the practice"),
    ("face_to_face_community", "In the community"),
    ("video", "Video"),
)
VIAS = (
    ("email", "Email"),
    ("letter", "Letter"),
    ("phone", "Phone"),
    ("nhs_service", "NHS e-referral"),
    ("in_person", "In person"),
    ("record", "In the GP record"),
)


def clock_time(words: str) -> time | None:
    """09:30 or 9.30; None where it cannot be read."""
    try:
        hour, _, minute = words.strip().replace(".", ":").partition(":")
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None


class OfferSheet(ReferralSheet):
    """An appointment that the person is offered."""

    form: ClassVar[str] = "referrals.offer"
    title_words = "Offer an appointment"
    save_words = "Offer"
    done_words = "Appointment offered"

    def make(self) -> None:
        self.add("offered_for", Field(self.tr("Day"), DateField(self.tr("Day"), self.background.today)))
        self.add("time", Field(self.tr("Time"), TextBox(self.tr("Time"), "clock", "09:30")))
        self.add("mode", Field(self.tr("How"), ChoiceField(self.tr("How"), list(MODES))))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if clock_time(self.words("time")) is None:
            found["time"] = self.tr("Write the time like 09:30.")
        return found

    def use_case(self) -> UseCase[Any]:
        control = self.control("offered_for")
        day = control.value() if isinstance(control, DateField) else None
        at = clock_time(self.words("time"))
        moment = datetime.combine(day, at, tzinfo=LONDON) if day and at else None
        return self.about(course.offer_appointment, entry=Offer(moment, self.choice("mode") or ""))


class WaitSheet(ReferralSheet):
    """The waiting list, or back on it when an offer fell through."""

    form: ClassVar[str] = "referrals.wait"
    title_words = "Put on the waiting list"
    save_words = "Put on the list"
    done_words = "On the waiting list. The clocks run on"

    def make(self) -> None:
        ranks = [(1, "1, first"), (2, "2"), (3, "3"), (4, "4"), (5, "5, last")]
        self.add("waiting_list", Field(self.tr("Which list?"), TextBox(self.tr("Which list?"), value=self.tr("Main"))))
        self.add("priority", Field(self.tr("Priority"), ChoiceField(self.tr("Priority"), ranks)))

    def use_case(self) -> UseCase[Any]:
        return self.about(
            course.put_on_waiting_list, waiting_list=self.words("waiting_list"), priority=self.choice("priority") or 0
        )


class ReopenSheet(ReferralSheet):
    """A closed one is taken up again, for the same need."""

    form: ClassVar[str] = "referrals.reopen"
    title_words = "Reopen the referral"
    save_words = "Reopen"
    done_words = "Reopened"

    def make(self) -> None:
        self.add("owner_id", Field(self.tr("Who takes it up?"), ChoiceField(self.tr("Who takes it up?"), [])))
        said = self.tr("A closed case that works on it is opened again with it. Later than that, add a new referral.")
        self.add("reason", Field(self.tr("Why, for the same need?"), TextArea(self.tr("Why?"), lines=3), help=said))

    def show_view(self, view: TriageView) -> None:
        box = self.control("owner_id")
        if isinstance(box, ChoiceField):
            box.set_choices([(one.id, one.name) for one in view.staff])
            before = view.panel.referral.owner_id
            here = {one.id for one in view.staff}
            box.set_value(before if before in here else self.background.actor.staff_id)

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.choice("owner_id") is None:
            found["owner_id"] = self.tr("Choose who answers for it.")
        return found

    def use_case(self) -> UseCase[Any]:
        return self.about(casework.reopen_referral, reason=self.words("reason"), owner_id=self.choice("owner_id"))


class FeedbackSheet(FormSheet):
    """What the referrer was told, how and when."""

    form: ClassVar[str] = "referrals.feedback"

    def __init__(
        self,
        shell: Shell,
        *,
        feedback: FeedbackRow | None = None,
        person_id: UUID | None = None,
        draft: DraftRow | None = None,
    ) -> None:
        super().__init__(
            shell,
            "Tell the referrer",
            "It was sent",
            done="Feedback sent",
            person_id=feedback.person_id if feedback else person_id,
            record_id=feedback.id if feedback else draft.record_id if draft else None,
            draft=draft,
        )
        self._row: FeedbackRow | None = None
        self._said = Field(self.tr("What do you tell the referrer?"), TextArea(self.tr("What was said"), lines=6))
        self._via = Field(self.tr("How was it sent?"), ChoiceField(self.tr("How"), list(VIAS)))
        self.add("content", self._said)
        self.add("via", self._via)
        if feedback is not None:
            self._take([feedback])
        elif self.record_id is not None:
            query = partial(feedback_due, feedback_id=self.record_id)
            self.background.read(self, query, self._take, lambda error: self.show_problem(sentence(error)))

    def _take(self, rows: list[FeedbackRow]) -> None:
        if not rows:
            self.show_problem(self.tr("This has been sent already, or is no longer owed."))
            self.save_button.setEnabled(False)
            return
        self._row = row = rows[0]
        born, number = dates.short(row.born_on), nhs_number.stated(row.nhs_number)
        self.set_person(Identity(row.family_name.upper(), row.given_name or "", born, number))
        whom = row.referrer_name or row.referrer_organisation or self.tr("the referrer")
        kind = f"{FEEDBACK_KINDS[row.kind]}. {EXTENTS[row.extent]}."
        self._said.set_help(self.tr("To {whom}. {kind}").format(whom=whom, kind=kind))
        self._via.set_help(row.referrer_contact or "")

    def use_case(self) -> UseCase[Any]:
        content, via = self.control("content"), self.control("via")
        said = content.text() if isinstance(content, TextArea) else ""
        how = via.value() if isinstance(via, ChoiceField) else None
        if self._row is None:
            raise RuntimeError("the feedback has not been read yet")
        return partial(
            feedback.send_feedback, feedback_id=self._row.id, version=self._row.version, via=how or "", content=said
        )
