"""What the person was told about: noting it, correcting it, and what became of it."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from inteam.needs import signposts
from inteam.needs.queries import SignpostRow
from inteam.needs.rules import SignpostEntry
from inteam.timeline.overview import Overview
from ui.app.acts import act, act_button
from ui.app.background import UseCase
from ui.app.shell import Shell
from ui.person import finders, words
from ui.person.mistakes import mistake_link
from ui.person.parts import fact
from ui.person.sheet import PersonSheet
from ui.person.sheets_needs import need_choices, open_case
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.labels import Label, Paragraph
from ui.widgets.layouts import box, clear, column
from ui.widgets.suggest import SuggestBox


class SignpostSheet(PersonSheet):
    """The person is told about a service; none of their details leave. Where these are sent, it is a referral on."""

    form, what = "person_signpost", "signpost"
    add_title, done_words, save_words = "Signpost", "Signpost noted", "Note signpost"

    def __init__(self, shell: Shell, *, need_id: UUID | None = None, **context: Any) -> None:
        self._need_id = need_id
        super().__init__(shell, **context)

    def make(self) -> None:
        said = self.tr("None of their details leave. To send these, refer on instead.")
        self.body.addWidget(Paragraph(said, "dense", "muted"))
        find = finders.bodies(self, self.background)
        self.service = SuggestBox("Service", find, hint="Organisation, or any name", free=True)
        self.add("service_name", Field(self.tr("Which service"), self.service, optional=False))
        self.area("told", "What they were told or given", lines=3, optional=False)
        self.choice("need_id", "For the need", ())
        self.day("given_on", "Told on", value=self.today, past=True)
        self.day("follow_up_on", "Ask what became of it on", help="An action for you on that day. Empty: nobody asks.")
        self.beside("given_on", "follow_up_on")
        if self.seen is not None:
            self.found(self.seen)

    def listed(self, seen: Overview) -> Iterable[SignpostRow]:
        return seen.needs.signposts

    def found(self, seen: Overview) -> None:
        needs: Any = self.control("need_id")
        present = self.row.need_id if self.row is not None else None
        needs.set_choices([(None, self.tr("No one need")), *need_choices(seen, present)])
        if self.record_id is None and not self.draft.exists:
            needs.set_value(needs.value() or self._need_id)
            self.draft.settle()

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.service.text().strip():
            found["service_name"] = self.tr("Say which service they were told about.")
        if not self.value("told"):
            found["told"] = self.tr("Say what they were told: a number, a day, a leaflet.")
        return found

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(
            SignpostEntry,
            service_name=self.service.text().strip(),
            case_id=open_case(self.seen),
            told=self.value("told"),
        )
        return partial(signposts.add_signpost, person_id=self.whose, entry=entry)


class ToldSheet(SignpostSheet):
    """A signpost that stands in the record, to be corrected. What became of it is said in a sheet of its own."""

    form, adds = "person_signpost_told", False
    add_title = edit_title = "What they were told"
    done_words, save_words = "Signpost saved", "Save signpost"

    def __init__(self, shell: Shell, *, signpost_id: UUID | None = None, **context: Any) -> None:
        super().__init__(shell, record_id=signpost_id, **context)

    def make(self) -> None:
        super().make()
        became = Button(act("needs.told_became").title, "quiet", 28)  # its key is typed into the fields here
        became.setProperty("act", "needs.told_became")
        became.clicked.connect(lambda _checked=False: self._became())
        self.head_tools.addWidget(became)
        self.body.addWidget(mistake_link(self))

    def fill_from(self, row: SignpostRow) -> None:
        super().fill_from(row)
        self.service.set_value(None, row.service_name)
        self.set_value("follow_up_on", row.asks_on)
        self.fields["follow_up_on"].setVisible(row.followed_up_on is None)  # it has been asked

    def _became(self) -> None:
        person_id, signpost_id = self.person_id, self.record_id
        self.dismiss()
        self.shell.show_sheet("needs.told_became", person_id=person_id, signpost_id=signpost_id)

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(
            SignpostEntry,
            service_name=self.service.text().strip(),
            told=self.value("told"),
        )
        return partial(signposts.change_signpost, signpost_id=self.row.id, version=self.version, entry=entry)


class FollowUpSheet(PersonSheet):
    """What became of a signpost: whether the person went, and how it was."""

    form, what, adds = "person_signpost_follow_up", "signpost", False
    add_title = edit_title = "What became of it"
    done_words, save_words = "Noted what became of it", "Note it"

    def __init__(self, shell: Shell, *, signpost_id: UUID | None = None, **context: Any) -> None:
        super().__init__(shell, record_id=signpost_id, **context)

    def make(self) -> None:
        self._said = column(gap=2)
        self.body.addWidget(box(self._said))
        change = act_button("needs.told", self._change, "quiet", words=self.tr("What they were told"), height=28)
        self.head_tools.addWidget(change)
        self.area("follow_up_note", "What became of it", lines=3, optional=False)
        self.day("followed_up_on", "On which day", value=self.today, past=True)
        self.body.addWidget(mistake_link(self))
        if self.row is not None:
            self._show_signpost(self.row)

    def _change(self) -> None:
        person_id, signpost_id = self.person_id, self.record_id
        self.dismiss()
        self.shell.show_sheet("needs.told", person_id=person_id, signpost_id=signpost_id)

    def listed(self, seen: Overview) -> Iterable[SignpostRow]:
        return seen.needs.signposts

    def found(self, seen: Overview) -> None:
        if self.row is not None:
            self._show_signpost(self.row)

    def fill_from(self, row: SignpostRow) -> None:
        self._show_signpost(row)
        self.set_value("follow_up_note", row.follow_up_note)
        self.set_value("followed_up_on", row.followed_up_on or row.asked_on or self.today)

    def _show_signpost(self, row: SignpostRow) -> None:
        """What was told, over the fields."""
        clear(self._said)
        self._said.addWidget(Label(row.service_name, "section", elide=True))
        said = f"Told on {words.day(row.given_on)} by {row.given_by}"
        self._said.addWidget(Paragraph(said, "dense", "muted"))
        self._said.addWidget(fact(self.tr("They were told"), row.told))
        if row.asks_on is not None:
            self._said.addWidget(fact(self.tr("To be asked on"), words.day(row.asks_on)))

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if not self.value("follow_up_note"):
            found["follow_up_note"] = self.tr("Say what became of it: whether they went, and how it was.")
        return found

    def use_case(self) -> UseCase[Any]:
        note, on = self.value("follow_up_note") or "", self.value("followed_up_on")
        return partial(signposts.follow_up_signpost, signpost_id=self.row.id, version=self.version, note=note, on=on)
