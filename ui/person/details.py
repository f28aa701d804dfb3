"""Who the person is and how to reach them: identity, addresses, contact points, needs, people, medicines."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from inteam.people import dates, nhs_number, phone, service, service_merge
from inteam.people.banner import GENDER_WORDS
from inteam.people.choices import DeathStatus
from inteam.people.entries import ABSENT_WORDS, ETHNICITY
from inteam.people.queries import MergeRow, NameRow
from inteam.people.queries_circle import RelatedRow
from inteam.people.queries_listed import ListedRow
from inteam.people.queries_protection import AccessNeedRow, AdjustmentRow
from inteam.people.queries_reach import AddressRow, ContactPointRow
from inteam.timeline.overview import Overview
from ui.app.acts import act_button
from ui.app.page import Page
from ui.person import words
from ui.person.outside import OutsideCard
from ui.person.parts import LinesCard, fact, line, link
from ui.widgets.cards import Strip
from ui.widgets.flow import Columns, FlowLayout
from ui.widgets.layouts import box, column
from ui.widgets.overlay import ask

_VERIFIED = {"01": "verified", "02": "not traced", "03": "to be traced", "07": "none, and not to be traced"}
_ANSWERS = {"yes": "Yes", "no": "No", "unknown": "Not known"}
_LEVELS = {"normal": "Usual", "sensitive": "Sensitive: address withheld", "restricted": "Restricted: named staff only"}


class DetailsTab(QWidget):
    """The fourth tab; every line has its Edit."""

    def __init__(self, page: Page, sheet: Callable[..., object]) -> None:
        super().__init__()
        self.page, self.sheet = page, sheet
        self.seen: Overview | None = None
        self._sensitive = Strip(
            self.tr("Address, phone and practice are withheld on everything that is printed or sent."), "red", "lock"
        )
        self.identity = LinesCard(self.tr("Identity"), "", self._link("people.amend", self.tr("Edit"), "Edit identity"))
        self.addresses = LinesCard(
            self.tr("Addresses"), "", self._link("people.address", self.tr("Add"), "Add address")
        )
        self.points = LinesCard(
            self.tr("How to reach them"), "", self._link("people.contact_point", self.tr("Add"), "Add contact point")
        )
        self.needs = LinesCard(
            self.tr("Accessible information"), "", self._link("people.access_need", self.tr("Add"), "Add access need")
        )
        self.adjustments = LinesCard(
            self.tr("Reasonable adjustments"), "", self._link("people.adjustment", self.tr("Add"), "Add adjustment")
        )
        self.related = LinesCard(
            self.tr("People in their life"), "", self._link("people.related", self.tr("Add"), "Add related person")
        )
        self.names = LinesCard(self.tr("Other names"), "", self._link("people.name", self.tr("Add"), "Add other name"))
        self.allergies = LinesCard(self.tr("Allergies"), self.tr("from other systems"))
        self.medicines = LinesCard(self.tr("Medicines"), self.tr("from other systems"))
        self.joined = LinesCard(self.tr("Joined records"))
        self.outside = OutsideCard(page)
        left = column(self.identity, self.names, self.joined, self.outside, gap=16)
        middle = column(self.addresses, self.points, self.related, gap=16)
        right = column(self.needs, self.adjustments, self.allergies, self.medicines, gap=16)
        for part in (left, middle, right):
            part.addStretch(1)
        self.columns = Columns((box(left), 0), (box(middle), 0), (box(right), 0))
        acts = FlowLayout(
            act_button("people.usual_worker", partial(sheet, "people.usual_worker"), height=28),
            act_button("people.practice", partial(sheet, "people.practice"), height=28),
            act_button("people.confidentiality", partial(sheet, "people.confidentiality"), height=28),
            act_button("people.death", partial(sheet, "people.death"), height=28),
            act_button("people.merge", partial(sheet, "people.merge"), height=28),
        )
        layout = column(self._sensitive, box(acts), gap=16)
        layout.addWidget(self.columns, 1)
        self.setLayout(layout)

    def _link(self, key: str, said: str, name: str) -> QWidget:
        return link(said, partial(self.sheet, key), name)

    def show_person(self, seen: Overview) -> None:
        """Shows the particulars as they were just read."""
        self.seen = seen
        self._sensitive.setVisible(seen.person.withholds_address)
        self.identity.show_lines(self._facts(seen), "")
        self.addresses.show_lines([self._address(one) for one in seen.addresses], self.tr("No address is recorded."))
        self.points.show_lines([self._point(one) for one in seen.contact_points], self.tr("No number is recorded."))
        self.needs.show_lines(
            [self._need(one) for one in seen.access_needs], self.tr("Nobody has asked about needs yet.")
        )
        adjustments = [self._adjustment(one) for one in seen.adjustments]
        self.adjustments.show_lines(adjustments, self.tr("No adjustment is recorded."))
        self.related.show_lines([self._relative(one) for one in seen.related], self.tr("Nobody is recorded."))
        self.names.show_lines([self._name(one) for one in seen.names], self.tr("No other name is recorded."))
        self.names.setVisible(self.page.background.actor.may("people.previous_names"))
        self.joined.show_lines([self._merge(one) for one in seen.merges], "")
        self.joined.setVisible(bool(seen.merges))
        self._listed(seen)
        self.outside.show_person(seen.person.id)

    # --- identity ---------------------------------------------------------------------------------------------

    def _facts(self, seen: Overview) -> list[QWidget]:
        one = seen.person
        number = nhs_number.stated(one.nhs_number)
        status = _VERIFIED.get(one.nhs_number_status, "")
        absent = ABSENT_WORDS.get(one.nhs_number_absent_reason or "", "")
        pairs = [
            ("NHS number", f"{number} ({status})" if one.nhs_number else f"{number}: {absent}" if absent else number),
            ("Born", _born(seen)),
            ("Gender", ", ".join(p for p in (GENDER_WORDS.get(one.sex, ""), one.gender_identity, one.pronouns) if p)),
            ("Preferred name", one.preferred_name or "Not asked"),
            ("Middle names", one.middle_names or ""),
            ("Language", words.language(one.language_code) or "Not known"),
            ("Interpreter", ", ".join(p for p in (_ANSWERS[one.interpreter_required], one.interpreter_note) if p)),
            ("Ethnicity", ETHNICITY.get(one.ethnicity_code, "Not known")),
            ("GP practice", ", ".join(p for p in (one.practice, one.practice_code) if p) or "Not registered"),
            ("Usual GP", one.usual_gp_name or "Not known"),
            ("Usual worker", one.usual_worker or "Nobody"),
            ("Access", _LEVELS[one.confidentiality]),
        ]
        if one.death_status != DeathStatus.ALIVE:
            pairs.insert(2, ("Died", f"{words.day(one.died_on) or 'Date not known'} ({one.death_status})"))
        return [box(column(*(fact(name, value) for name, value in pairs if value), margins=(0, 5, 0, 5)))]

    def _name(self, one: NameRow) -> QWidget:
        until = f"until {words.day(one.valid_to)}" if one.valid_to else ""
        said = " ".join(part for part in (one.given_name, one.family_name) if part)
        note = ", ".join(part for part in (words.NAME_USES.get(one.use, one.use), until) if part)
        remove = link(self.tr("Withdraw"), partial(self._withdraw_name, one), f"Withdraw name {said}")
        return line(said, note, tools=[remove])

    def _withdraw_name(self, one: NameRow) -> None:
        case = partial(service.withdraw_name, name_id=one.id, version=one.version)
        self.page.background.write(self, case, _nothing, self.page.fail, done=self.tr("Name withdrawn"))

    def _merge(self, one: MergeRow) -> QWidget:
        said = ", ".join(part for part in (one.family_name.upper(), one.given_name) if part)
        note = f"Born {words.day(one.born_on) or 'not known'}, joined {words.day(one.merged_at.date())}: {one.reason}"
        part = act_button("people.unmerge", partial(self._part, one), "quiet", words=self.tr("Separate"), height=24)
        return line(said, note, tools=[part])

    def _part(self, one: MergeRow) -> None:
        def do() -> None:
            case = partial(service_merge.unmerge_people, merge_id=one.id, version=one.version)
            self.page.background.write(self, case, _nothing, self.page.fail, done=self.tr("Records separated"))

        ask(
            self.window(),
            self.tr("Separate these records?"),
            self.tr("Each keeps its own contacts, plans and history. What was changed since they were joined stays."),
            [(self.tr("Separate records"), "primary", do), (self.tr("Keep them joined"), "plain", lambda: None)],
        )

    # --- reaching them ----------------------------------------------------------------------------------------

    def _address(self, one: AddressRow) -> QWidget:
        former = one.valid_to is not None
        since = f"since {words.day(one.valid_from)}" if one.valid_from else ""
        span = f"until {words.day(one.valid_to)}" if former else since
        use = words.ADDRESS_USES.get(one.use, one.use)
        note = ", ".join(part for part in (use, span, one.access_note) if part)
        return line(", ".join(one.lines), note, tools=[self._edit("people.address", one, "address")], former=former)

    def _point(self, one: ContactPointRow) -> QWidget:
        dialled = one.system in ("phone", "mobile", "sms")
        name = words.SYSTEMS.get(one.system, (one.system, ""))[0]
        preferred = self.tr("preferred") if one.preferred else ""
        ended = f"until {words.day(one.ended_on)}" if one.ended_on else ""
        answers = f"Answered by {one.who_answers}" if one.who_answers else ""
        safe = words.SAFE[one.safe_to_leave_message] if dialled else ""
        note = ". ".join(
            part
            for part in (", ".join(p for p in (name, preferred, ended) if p), safe, one.safe_times, answers)
            if part
        )
        mark = ("Not safe", "red") if one.safe_to_leave_message == "no" and not ended else None
        shown = phone.grouped(one.value) if dialled else one.value
        edit = self._edit("people.contact_point", one, f"contact point {shown}")
        return line(shown, note, mark=mark, tools=[edit], former=bool(ended))

    def _relative(self, one: RelatedRow) -> QWidget:
        roles = [said for field, said in words.ROLES.items() if getattr(one, field)]
        told = f"May be told: {one.may_be_told}" if one.may_be_told else ""
        number = (one.phone or "").replace(" ", "\N{NO-BREAK SPACE}")  # a number never breaks
        note = ". ".join(part for part in (", ".join([one.relationship, *roles]), number, told) if part)
        return line(
            one.name, note, tools=[self._edit("people.related", one, one.name)], former=one.ended_on is not None
        )

    # --- needs ------------------------------------------------------------------------------------------------

    def _need(self, one: AccessNeedRow) -> QWidget:
        ended = one.ended_on is not None
        span = f"until {words.day(one.ended_on)}" if ended else f"review {words.day(one.review_due)}"
        share = {"yes": "may be shared", "no": "not to be shared"}.get(one.consent_to_share, "sharing not asked")
        detail = one.detail if one.need_code != "other" else None
        note = ". ".join(part for part in (detail, f"Recorded {words.day(one.recorded_on)}, {span}, {share}") if part)
        name = words.need_name(one.need_code, one.detail)
        return line(name, note, tools=[self._edit("people.access_need", one, f"need {name}")], former=ended)

    def _adjustment(self, one: AdjustmentRow) -> QWidget:
        note = ", ".join(part for part in (one.impairment, one.condition) if part)
        edit = self._edit("people.adjustment", one, "adjustment")
        return line(one.adjustment, note, tools=[edit], former=one.ended_on is not None)

    def _listed(self, seen: Overview) -> None:
        none_known = seen.person.allergies_standing == "no_known_allergies"
        empty = self.tr("No known allergies.") if none_known else self.tr("Allergies are not recorded here.")
        self.allergies.show_lines([_listed(one) for one in seen.allergies], empty)
        self.medicines.show_lines(
            [_listed(one) for one in seen.medications], self.tr("No medicines are recorded here.")
        )

    def _edit(self, key: str, row: object, name: str) -> QWidget:
        return link(self.tr("Edit"), partial(self.sheet, key, row=row), f"Edit {name}")


def _born(seen: Overview) -> str:
    one = seen.person
    day = dates.short(one.born_on, one.dob_precision)
    if not day:
        return "Not known"
    return f"{'approx. ' if one.dob_estimated else ''}{day} ({dates.age(one.born_on, one.dob_precision, seen.today)})"


def _listed(one: ListedRow) -> QWidget:
    source = f"from {one.source}" if one.source else ""
    note = ", ".join(part for part in (one.detail, words.plain(one.status), words.day(one.on), source) if part)
    return line(one.display, note, former=one.status not in ("active", "on-hold"))


def _nothing(_result: object) -> None:
    return
