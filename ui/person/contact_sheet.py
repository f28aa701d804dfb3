"""One contact in full: what was written, earlier words, what was added, and adding to it."""

from functools import partial
from typing import Any
from uuid import UUID

from inteam import clock
from inteam.contacts import amending, queries
from inteam.contacts.queries import AddendumRow, ContactRow, VersionRow
from inteam.errors import ConflictError
from inteam.timeline.queries_saved import LastSave
from ui.app.acts import act_button
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.person import words
from ui.person.contacts import title_of
from ui.person.sheet import PersonSheet
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column
from ui.widgets.marks import Rule

Whole = tuple[ContactRow, list[AddendumRow], list[VersionRow]]


class ContactSheet(PersonSheet):
    """Read a contact; add to it. Its author may change it for 24 hours."""

    form = "contact_addendum"
    add_title, done_words, save_words = "Contact", "Added to the contact", "Add"

    def __init__(self, shell: Shell, *, contact_id: UUID, **context: Any) -> None:
        self._contact_id = contact_id
        super().__init__(shell, **context)
        self.record_id = contact_id
        self.background.read(self, partial(_whole, contact_id=contact_id), self._show, self._failed)

    def make(self) -> None:
        self._said = column(gap=4)
        self.body.addWidget(box(self._said))
        self.body.addWidget(Rule())
        self.area("text", "Add to this contact", lines=4, help="What was written stays as it is.", optional=False)

    def _lost(self, last: LastSave | None) -> None:
        """Contacts are in none of the person's lists: this one is read by itself, and says so where it is gone."""

    def _show(self, whole: Whole | None) -> None:
        if whole is None:
            self._failed(ConflictError("gone"))
            return
        contact, added, versions = whole
        clear(self._said)
        at = contact.occurred_at.astimezone(clock.LONDON)
        head = f"{words.day(at.date())}, {at:%H:%M}, {contact.worker_name}"
        if contact.with_names:
            head += f", with {contact.with_names}"
        self._said.addWidget(Label(title_of(contact), "section", elide=True))
        self._said.addWidget(Paragraph(head, "dense", "muted"))
        self._said.addSpacing(8)
        self._said.addWidget(Paragraph(contact.summary or self.tr("Nothing was written."), "body"))
        self._offer_change(contact)
        for one in added:
            when = words.day(one.added_at.astimezone(clock.LONDON).date())
            self._said.addSpacing(8)
            self._said.addWidget(Label(f"Added {when} by {one.by}", "caption_strong", "muted", elide=True))
            self._said.addWidget(Paragraph(one.text, "body"))
        for version in versions:
            kept = words.day(version.kept_at.astimezone(clock.LONDON).date())
            self._said.addSpacing(8)
            self._said.addWidget(Label(f"Until {kept} it read", "caption_strong", "muted", elide=True))
            self._said.addWidget(Paragraph(str(version.content.get("summary") or ""), "dense", "muted"))

    def _offer_change(self, contact: ContactRow) -> None:
        """For the author; the use case says when it is too late."""
        clear(self.head_tools)
        if contact.created_by != self.background.actor.staff_id:
            return
        for key, said in (("contacts.amend", self.tr("Change")), ("contacts.withdraw", self.tr("Withdraw"))):
            self.head_tools.addWidget(act_button(key, partial(self._instead, key), "quiet", words=said, height=28))

    def _instead(self, key: str) -> None:
        self.dismiss()
        self.shell.show_sheet(key, contact_id=self._contact_id, person_id=self.person_id)

    def use_case(self) -> UseCase[Any]:
        return partial(amending.add_addendum, contact_id=self._contact_id, text=self.value("text") or "")


def _whole(session: Any, *, contact_id: UUID) -> Whole | None:
    contact = queries.contact(session, contact_id)
    if contact is None:
        return None
    added = queries.addenda(session, contact.person_id).get(contact_id, [])
    return contact, added, queries.versions(session, contact_id)
