"""The editor of "about me", and of what carers and family say: the person's own words, a box for each section."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from inteam.careplans import service_parts
from inteam.careplans.queries import PlanView
from inteam.careplans.rules import Section
from ui.app.acts import act_button
from ui.app.background import Background, UseCase
from ui.careplans.autosave import Values
from ui.careplans.editor import Editor, Standing
from ui.careplans.sheet import About
from ui.careplans.words import SECTIONS, say
from ui.widgets import dates
from ui.widgets.fields import Field
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Paragraph
from ui.widgets.layouts import row

ABOUT = (
    Section.WHAT_MATTERS,
    Section.PEOPLE,
    Section.COMMUNICATION,
    Section.WELLNESS,
    Section.PLEASE_DO,
    Section.PLEASE_DONT,
    Section.SUPPORT,
    Section.ALSO,
    Section.STRENGTHS,
)

CARERS_ONLY = (Section.CARERS,)


class AboutEditor(Editor):
    """Sections of "about me", each in the person's own words."""

    def __init__(
        self,
        background: Background,
        view: PlanView,
        about: About,
        parent: QObject,
        sections: tuple[Section, ...] = ABOUT,
    ) -> None:
        super().__init__(background, view, about, parent)
        self._sections = sections
        for section in sections:
            self._add(section)
        self.body.addStretch(1)

    def _add(self, section: Section) -> None:
        part = self.view.content.section(section)
        mine = part is None or not part.own_words or not part.text or part.author_id == self.background.actor.staff_id
        by = self.tr("Written down by {name}, {day}")
        said = by.format(name=part.author, day=dates.shown(part.said_on)) if part and part.text else ""
        title = say(SECTIONS[section])
        lines = 4 if section in (Section.WHAT_MATTERS, Section.CARERS) else 2
        area = TextArea(title, lines=lines, value=part.text if part else "")
        field = Field(title, area, help=said)
        self.body.addWidget(field)
        for addendum in part.addenda if part else ():
            words = f"{addendum.author}, {dates.shown(addendum.added_on)}: {addendum.text}"
            self.body.addWidget(Paragraph(words, "dense", "muted"))
        if mine:
            save, version = partial(self._save, section), part.version if part else 0
            self.keep(str(section), {"text": area}, save, version, label=title)
        elif self.open and part is not None:
            area.edit.setReadOnly(True)
            context = {"about_id": part.id, "title": title}
            add = act_button("careplans.add_to", lambda: self.asked.emit("add_to", context), "quiet", height=28)
            self.body.addLayout(row(add, None))

    def _save(self, section: Section, work: Any, values: Values, version: int, _began: Values) -> int:
        person_id, words = self.view.plan.person_id, str(values["text"] or "")
        return service_parts.write_section(work, person_id, section, words, version=version or None)

    def standing(self, view: PlanView) -> Standing:
        found: Standing = {}
        for section in self._sections:
            part = view.content.section(section)
            if part is not None:
                found[str(section)] = (part.version, {"text": part.text})
        return found

    def row_of(self, view: PlanView, key: str) -> UUID | None:
        part = view.content.section(Section(key))
        return part.id if part is not None else None

    def beside(self, view: PlanView, key: str, values: Values) -> UseCase[Any] | None:
        """The person's own words stay as somebody else wrote them down; mine are added underneath."""
        part = view.content.section(Section(key))
        if part is None or not part.text or not part.own_words or part.author_id == self.background.actor.staff_id:
            return None
        return partial(service_parts.add_to_about_me, about_me_id=part.id, text=str(values["text"] or ""))
