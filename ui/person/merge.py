"""Joining two records of one person: find the other, see what agrees, then join."""

from functools import partial
from typing import Any
from uuid import UUID

from inteam.errors import InputError
from inteam.people import banner, queries, service_merge
from inteam.people.queries import HeaderRow
from ui.app.background import UseCase
from ui.app.messages import sentence
from ui.person import finders
from ui.person.sheet import PersonSheet
from ui.widgets.fields import Field
from ui.widgets.labels import Paragraph
from ui.widgets.suggest import SuggestBox


class MergeSheet(PersonSheet):
    """The record that is open stays; the one that is found is joined to it. Both can be separated again."""

    form = "person_merge"
    add_title, done_words, save_words = "Join a duplicate", "Records joined", "Join records"

    def make(self) -> None:
        self.other_row: HeaderRow | None = None
        said = self.tr(
            "The record that is open stays. Everything in the other one is then read here too; nothing moves, and "
            "you can separate them again. At least two of NHS number, birth date, name, postcode and phone must agree."
        )
        self.body.addWidget(Paragraph(said, "dense", "muted"))
        find = finders.people(self, self.background, without=self.person_id)
        self.other = SuggestBox("The other record", find, hint="Name, NHS number or date of birth")
        self.other.chosen.connect(self._chosen)
        self.add("other", Field(self.tr("The other record"), self.other))
        self.compared = Paragraph("", "dense")
        self.body.addWidget(self.compared)
        self.text("reason", "How you know that they are one person", optional=False)

    def _chosen(self, person_id: UUID | None) -> None:
        self.other_row = None
        self.compared.say("")
        if person_id is not None:
            self.background.read(self, partial(queries.header, person_id=person_id), self._read, self._failed)

    def _read(self, found: HeaderRow | None) -> None:
        self.other_row = found
        if found is None:
            return
        same = [said for name, said in _COMPARED if _value(found, name) and _value(found, name) == self._mine(name)]
        differs = [
            said
            for name, said in _COMPARED
            if _value(found, name) and self._mine(name) not in (None, "", _value(found, name))
        ]
        words = [banner.identity_line(found.identity)]
        words.append(self.tr("The same: {list}.").format(list=", ".join(same) or self.tr("nothing")))
        if differs:
            words.append(self.tr("Different: {list}.").format(list=", ".join(differs)))
        self.compared.say("\n".join(words))

    def _mine(self, name: str) -> Any:
        return _value(self.seen.person, name) if self.seen else None

    def problems(self) -> dict[str, str]:
        found = super().problems()
        if self.other_row is None:
            found["other"] = sentence(InputError("unknown"))
        return found

    def use_case(self) -> UseCase[Any]:
        if self.other_row is None or self.seen is None:
            raise RuntimeError("refused by problems()")
        return partial(
            service_merge.merge_people,
            survivor_id=self.whose,
            survivor_version=self.seen.person.version,
            merged_id=self.other_row.id,
            version=self.other_row.version,
            reason=self.value("reason") or "",
        )


_COMPARED = (
    ("nhs_number", "NHS number"),
    ("born_on", "date of birth"),
    ("family_name", "family name"),
    ("given_name", "given name"),
    ("practice_id", "GP practice"),
)


def _value(row: HeaderRow, name: str) -> Any:
    found = getattr(row, name)
    return found.casefold() if isinstance(found, str) else found
