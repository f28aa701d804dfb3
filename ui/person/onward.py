"""Referring a person on to a provider: what is sent, to whom and why; and correcting it while it is open."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from inteam.needs import onward, onward_words
from inteam.needs.rules_onward import OnwardEntry, SentVia
from inteam.referrals.choices import Agreement, Issue, Urgency
from inteam.referrals.words import AGREEMENTS, ISSUES, URGENCIES
from inteam.timeline.overview import Overview
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.person import finders
from ui.person.mistakes import mistake_link
from ui.person.sheet import PersonSheet
from ui.person.sheets_needs import need_choices, open_case
from ui.widgets.fields import Field
from ui.widgets.labels import Paragraph
from ui.widgets.suggest import SuggestBox

_ISSUES = tuple((issue, ISSUES[issue]) for issue in Issue)
_VIAS = tuple((via, onward_words.VIAS[via]) for via in SentVia)
_URGENCIES = tuple((one, URGENCIES[one]) for one in (Urgency.ROUTINE, Urgency.SOON, Urgency.URGENT))
_AGREES = tuple((one, AGREEMENTS[one]) for one in Agreement)
_SHARED = "Name, date of birth, address and telephone; the reason above."


class OnwardSheet(PersonSheet):
    """The person's details go to a provider. Who only tells the person about a service adds a signpost instead."""

    form, what = "person_onward", "onward referral"
    add_title, edit_title = "Refer on", "What was referred on"
    done_words, save_words, rows = "Referred on", "It was sent", "onward"

    def __init__(self, shell: Shell, *, need_id: UUID | None = None, **context: Any) -> None:
        self._need_id = need_id
        super().__init__(shell, **context)
        if self.record_id is not None:
            self.save_button.setText(self.tr("Save"))

    def make(self) -> None:
        find = finders.bodies(self, self.background)
        self.provider = SuggestBox("Provider", find, hint="Organisation, or any name", free=True)
        self.add("provider_name", Field(self.tr("To which provider"), self.provider, optional=False))
        self.choice("code", "What it is about", _ISSUES)
        self.choice("urgency", "How soon", _URGENCIES, value=Urgency.ROUTINE)
        self.beside("code", "urgency")
        self.choice("need_id", "For the need", ())
        self.area("reason", "Why, and what is asked of them", lines=3, optional=False)
        self.area("shared", "Which details are sent", lines=2, optional=False, help="No more than they need.")
        self.area("access_needs", "Access needs, as they are sent", lines=2, help="What is recorded is always sent.")
        self.choice("person_agrees", "Does the person agree?", _AGREES, help="Without it, nothing is sent.")
        self.choice("via", "How it was sent", _VIAS)
        self.beside("person_agrees", "via")
        if self.record_id is None and self.row is None:
            self.day("sent_on", "Sent on", value=self.today, past=True)
        me = self.background.actor
        self.owner = SuggestBox("Owner", finders.staff(self, self.background), hint="Name of a colleague")
        self.owner.set_value(me.staff_id, me.name)
        self.add("owner_id", Field(self.tr("Who asks after it"), self.owner, help="Empty: the team does."))
        self.body.addWidget(
            Paragraph(
                self.tr("Somebody is asked to chase it when nobody has acknowledged it in time."), "dense", "muted"
            )
        )
        if self.record_id is not None:
            self.body.addWidget(mistake_link(self))
        elif not self.draft.exists:
            self.set_value("shared", self.tr(_SHARED))
        if self.seen is not None:
            self.found(self.seen)

    def found(self, seen: Overview) -> None:
        """The person's needs, and what is recorded of their needs for access."""
        needs: Any = self.control("need_id")
        present = self.row.need_id if self.row is not None else None
        needs.set_choices([(None, self.tr("No one need")), *need_choices(seen, present)])
        if self.record_id is None and not self.draft.exists:
            needs.set_value(needs.value() or self._need_id)
            if not self.value("access_needs"):
                self.set_value("access_needs", seen.need_words)
            self.draft.settle()

    def fill_from(self, row: Any) -> None:
        super().fill_from(row)
        self.provider.set_value(row.organisation_id, row.provider_name)
        self.owner.set_value(row.owner_id, row.owner if row.owner_id is not None else "")

    def listed(self, seen: Overview) -> Iterable[Any]:
        return seen.onward

    def problems(self) -> dict[str, str]:
        asked = {
            "provider_name": (self.provider.text().strip(), "Say to which provider it goes."),
            "code": (self.value("code"), "Choose what it is about."),
            "reason": (self.value("reason"), "Say why, and what is asked of them."),
            "shared": (self.value("shared"), "Say which details are sent."),
            "person_agrees": (self.value("person_agrees"), "Choose what the person has said."),
            "via": (self.value("via"), "Choose how it was sent."),
        }
        return {name: self.tr(said) for name, (value, said) in asked.items() if not value} | super().problems()

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(
            OnwardEntry,
            provider_name=self.provider.text().strip(),
            organisation_id=self.provider.value(),
            owner_id=self.owner.value(),
            case_id=self.row.case_id if self.row else open_case(self.seen),
        )
        return self.either(onward.send_onward, onward.change_onward, "onward_id", entry=entry)
