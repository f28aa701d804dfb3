"""Sheets for who stands around a person: agreement to share, related people, care team, usual worker, practice."""

from collections.abc import Callable
from functools import partial
from typing import Any

from inteam.errors import InputError
from inteam.people import service, service_circle, sharing
from inteam.people.choices import SharingAnswer, WorkerChange
from inteam.people.service_circle import CareTeamEntry, RelatedPersonEntry, SharingEntry
from inteam.timeline.overview import Overview
from ui.app.background import UseCase
from ui.person import finders, words
from ui.person.identity import person_of
from ui.person.sheet import PersonSheet
from ui.widgets.fields import Field
from ui.widgets.suggest import SuggestBox

REASONS = (
    (WorkerChange.STAFF_LEFT, "The worker leaves"),
    (WorkerChange.REQUEST, "Asked for"),
    (WorkerChange.CASELOAD, "Caseload"),
    (WorkerChange.SKILL, "Skill"),
    (WorkerChange.FIRST, "First worker"),
    (WorkerChange.OTHER, "Other"),
)
CATEGORIES = (
    ("vcse", "All voluntary organisations"),
    ("local_authority", "The council"),
    ("housing", "Housing"),
    ("care_home", "Care homes"),
    ("gambling_service", "Gambling services"),
)
_ROLES = tuple(words.ROLES.items())


class SharingSheet(PersonSheet):
    """What the person said about sharing with one organisation, or with all of a kind."""

    form = "person_sharing"
    add_title, done_words, save_words = "Record an answer about sharing", "Answer recorded", "Save answer"

    def make(self) -> None:
        self.body_box = SuggestBox("Organisation", finders.bodies(self, self.background), hint="Name or code")
        self.add("organisation_id", Field(self.tr("With whom"), self.body_box, help="Or a kind, below."))
        self.choice("category", "Or all of a kind", CATEGORIES)
        self.choice("scope", "What they may do", tuple(sharing.SCOPE_WORDS.items()))
        answers = ((SharingAnswer.AGREED, "Agreed"), (SharingAnswer.DECLINED, "Declined"))
        self.choice("decision", "Their answer", answers)
        self.choice("basis", "It rests on", tuple(sharing.BASIS_WORDS.items()))
        self.beside("decision", "basis")
        self.day("given_on", "Said on", value=self.today)
        self.day("expires_on", "Holds until", help="Empty: until it is taken back.")
        self.beside("given_on", "expires_on")
        self.text("given_by", "Who said it", hint="Margaret; her attorney Ruth")
        self.area("evidence_note", "How it was asked and what was said", lines=3)

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(
            SharingEntry,
            scope=self.value("scope") or "",
            decision=self.value("decision") or "",
            organisation_id=self.body_box.value(),
        )
        return partial(service_circle.record_sharing, person_id=self.whose, entry=entry)


class TakeBackSheet(PersonSheet):
    """An agreement is taken back."""

    form, what = "person_sharing_back", "answer"
    add_title = edit_title = "Take an answer back"
    done_words, save_words, rows = "Answer taken back", "Take back", "sharing"
    is_act, adds = True, False

    def make(self) -> None:
        self.area(
            "note", "What was said", lines=3, help="From today it no longer counts: on screen, in print, in exports."
        )

    def use_case(self) -> UseCase[Any]:
        note = self.value("note")
        return partial(service_circle.take_back_sharing, decision_id=self.row.id, version=self.version, note=note)


class RelatedSheet(PersonSheet):
    """Somebody in the person's life; next of kin and emergency contact are kept apart."""

    form, what = "person_related", "entry"
    add_title, edit_title, done_words = "Add a person in their life", "Edit a person in their life", "Saved"
    save_words, rows = "Save", "related"

    def make(self) -> None:
        self.text("name", "Name", optional=False)
        self.text("relationship", "Relationship", hint="daughter", optional=False)
        self.beside("name", "relationship")
        self.text("phone", "Phone")
        for name, said in _ROLES:
            self.check(name, said[0].upper() + said[1:])
        self.day("document_seen_on", "Document seen on", help="Of a power of attorney or a deputyship.")
        self.check("document_registered", "The document is registered")
        self.area("may_be_told", "May be told", lines=2, hint="Appointments, not health")
        if self.row is not None and self.row.ended_on is None:
            end = partial(self.from_today, service_circle.end_related_person, "related_id")
            self.ending("Not part of their life any more", end, self.tr("Ended"))

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(
            RelatedPersonEntry, name=self.value("name") or "", relationship=self.value("relationship") or ""
        )
        return self.either(
            service_circle.add_related_person, service_circle.amend_related_person, "related_id", entry=entry
        )


class CareTeamSheet(PersonSheet):
    """A professional: a colleague from the list, or somebody elsewhere by name."""

    form, what = "person_care_team", "entry"
    add_title, edit_title, done_words = "Add to care team", "Edit care team", "Care team saved"
    save_words, rows = "Save", "care_team"

    def make(self) -> None:
        self.name_box = SuggestBox("Name", finders.staff(self, self.background), hint="Any name", free=True)
        self.add("name", Field(self.tr("Name"), self.name_box))
        self.text("role", "Role", hint="GP; district nurse")
        self.text("organisation_name", "Where they work")
        self.beside("role", "organisation_name")
        self.text("phone", "Phone")
        self.text("email", "Email")
        self.beside("phone", "email")
        self.check("is_lead", "Leads the care team")
        if self.row is not None and self.row.valid_to is None:
            end = partial(self.from_today, service_circle.end_care_team_member, "member_id")
            self.ending("Not in the care team any more", end, self.tr("Removed from the care team"))

    def fill_from(self, row: Any) -> None:
        super().fill_from(row)
        self.set_value("organisation_name", row.organisation)
        self.name_box.set_value(row.staff_id, row.name)

    def use_case(self) -> UseCase[Any]:
        staff_id = self.name_box.value()
        name = "" if staff_id else self.name_box.edit.text().strip()
        entry = self.entered(CareTeamEntry, name=name, staff_id=staff_id, role=self.value("role") or "")
        return self.either(
            service_circle.add_care_team_member, service_circle.amend_care_team_member, "member_id", entry=entry
        )


class OfThePerson(PersonSheet):
    """A sheet for what stands once in the person's own row: a second editor of it is told, as with any record."""

    def found_in(self, seen: Overview) -> Any:
        return person_of(self, seen)

    def _saving_first(self, do: Callable[[], UseCase[Any]]) -> UseCase[Any]:
        return do()  # what was chosen and what is taken away are the same thing


class UsualWorkerSheet(OfThePerson):
    """Who is the person's usual worker; a change has a reason."""

    form, what = "person_usual_worker", "usual worker"
    add_title = edit_title = "Change usual worker"
    done_words, save_words = "Usual worker changed", "Change worker"

    def make(self) -> None:
        self.worker = SuggestBox("Usual worker", finders.staff(self, self.background), hint="Name of a colleague")
        self.add("usual_worker_id", Field(self.tr("Usual worker"), self.worker, help="Leave cover does not change it."))
        self.choice("reason", "Why", REASONS)
        self.area("note", "In words", lines=2)

    def fill_from(self, row: Any) -> None:
        self.worker.set_value(row.usual_worker_id, row.usual_worker or "")
        self.set_value("reason", None)
        self.set_value("note", None)

    def use_case(self) -> UseCase[Any]:
        person_id, version, staff_id = self.whose, self.version, self.worker.value()
        reason, note = self.value("reason") or "", self.value("note")

        def change(work: Any) -> None:
            if staff_id is None:
                raise InputError(usual_worker_id="required")
            service.set_usual_worker(work, person_id, staff_id, reason=reason, note=note, version=version)

        return change


class PracticeSheet(OfThePerson):
    """The GP practice that the person is registered with."""

    form, what = "person_practice", "GP practice"
    add_title = edit_title = "Change GP practice"
    done_words, save_words = "Practice changed", "Change practice"

    def make(self) -> None:
        kinds = ("gp_practice", "branch_surgery")
        self.practice = SuggestBox("Practice", finders.bodies(self, self.background, kinds), hint="Name or ODS code")
        self.add("practice_id", Field(self.tr("Practice"), self.practice))
        self.day("on", "Registered on", value=self.today)
        self.ending("Not registered with any practice", self._none, self.tr("Registration ended"), kind="plain")

    def fill_from(self, row: Any) -> None:
        self.practice.set_value(row.practice_id, row.practice or "")
        self.set_value("on", self.today)

    def now_stands(self, record: Any) -> str:
        if record.practice is None:
            return self.tr("No practice is recorded now.")
        return self.tr("It is {practice} now.").format(practice=record.practice)

    def _none(self) -> UseCase[Any]:
        return partial(service.register_with_practice, person_id=self.whose, practice_id=None, version=self.version)

    def use_case(self) -> UseCase[Any]:
        person_id, version = self.whose, self.version
        practice_id, on = self.practice.value(), self.value("on")

        def change(work: Any) -> None:
            if practice_id is None:
                raise InputError(practice_id="required")
            service.register_with_practice(work, person_id, practice_id, version=version, on=on)

        return change
