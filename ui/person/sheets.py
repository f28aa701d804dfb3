"""Sheets for reaching a person and for what protects them: addresses, contact points, needs, adjustments, risks."""

from functools import partial
from typing import Any

from inteam.people import service_protection, service_reach
from inteam.people.access_needs import WORDS, Need
from inteam.people.choices import AccessNeedCategory, Answer
from inteam.people.service_protection import AccessNeedEntry, AdjustmentEntry, RiskEntry
from inteam.people.service_reach import AddressEntry, ContactPointEntry
from ui.app.background import UseCase
from ui.person import words
from ui.person.mistakes import mistake_link
from ui.person.sheet import PersonSheet

YES_NO = ((Answer.YES, "Yes"), (Answer.NO, "No"), (Answer.UNKNOWN, "Not asked"))
LEVELS = tuple((key, said) for key, (said, _) in words.LEVELS.items())
KINDS = (("general", "Risk to the person"), ("to_staff", "Risk to staff"), ("safeguarding", "Safeguarding"))
STATUSES = (("open", "Open"), ("concern", "Concern"), ("referred", "Referred"), ("enquiry", "Enquiry open"))
CATEGORIES = (
    (AccessNeedCategory.INFORMATION_FORMAT, "Format of information"),
    (AccessNeedCategory.PROFESSIONAL, "Communication professional"),
    (AccessNeedCategory.SUPPORT, "Communication support"),
    (AccessNeedCategory.CONTACT_METHOD, "Way of contact"),
)


class AddressSheet(PersonSheet):
    """An address; a new home address ends the one before it."""

    form, what = "person_address", "address"
    add_title, edit_title, done_words = "Add address", "Edit address", "Address saved"
    save_words, rows = "Save address", "addresses"

    def make(self) -> None:
        self.choice("use", "What it is for", tuple(words.ADDRESS_USES.items()), value="home")
        self.check("no_fixed_abode", "No fixed abode")
        for number, label in enumerate(("House and street", "Second line", "Third line", "Town", "County"), start=1):
            self.text(f"line{number}", label)
        self.text("postcode", "Postcode")
        self.day("valid_from", "Since")
        self.beside("postcode", "valid_from")
        self.area("access_note", "Getting in", lines=2, hint="Gate, stairs, dog")
        self.area("key_safe_note", "Key safe", lines=2, help="Never printed on MDT papers.")
        if self.row is not None and self.row.valid_to is None:
            left = partial(self.from_today, service_reach.end_address, "address_id")
            self.ending("They have left this address", left, self.tr("Address ended"))

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(AddressEntry)
        return self.either(service_reach.move_home, service_reach.amend_address, "address_id", entry=entry)


class ContactPointSheet(PersonSheet):
    """A way to reach the person, and whether it is safe."""

    form, what = "person_contact_point", "way to reach them"
    add_title, edit_title, done_words = "Add a way to reach them", "Edit a way to reach them", "Contact details saved"
    save_words, rows = "Save", "contact_points"

    def make(self) -> None:
        self.choice("system", "How", tuple((key, said) for key, (said, _) in words.SYSTEMS.items()), value="mobile")
        self.text("value", "Number or address", optional=False)
        self.check("preferred", "This is how they prefer to be reached")
        self.choice(
            "safe_to_leave_message",
            "Is it safe to leave a message?",
            YES_NO,
            value=Answer.UNKNOWN,
            help="Until somebody has asked, leave none where others may hear it.",
        )
        self.text("safe_times", "Safe times", hint="Weekdays before 3 pm")
        self.text("who_answers", "Who answers", hint="Ruth, daughter")
        self.day("verified_on", "Checked on")
        if self.row is not None and self.row.ended_on is None:
            end = partial(self.from_today, service_reach.end_contact_point, "point_id")
            self.ending("Not in use any more", end, self.tr("Contact details ended"))

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(ContactPointEntry)
        return self.either(service_reach.add_contact_point, service_reach.amend_contact_point, "point_id", entry=entry)


class AccessNeedSheet(PersonSheet):
    """A need of the Accessible Information Standard."""

    form, what = "person_access_need", "access need"
    add_title, edit_title, done_words = "Add access need", "Edit access need", "Access need saved"
    save_words, rows = "Save need", "access_needs"

    def make(self) -> None:
        known = [(need, words.need_name(need, None)) for need in Need if need in WORDS]
        self.choice("need_code", "What they need", (*known, (Need.OTHER, "Something else")))
        self.choice("category", "Sort of need", CATEGORIES, help="Only if you chose something else above.")
        self.area("detail", "In words", lines=2, hint="Yellow paper; Polish; sits on the left")
        self.text("source", "Who said so", hint="Margaret herself")
        self.choice("consent_to_share", "May it be shared with other services?", YES_NO, value=Answer.UNKNOWN)
        self.day("review_due", "Look at it again on", help="A year from now if left empty.")
        if self.row is not None and self.row.ended_on is None:
            end = partial(self.from_today, service_protection.end_access_need, "need_id")
            self.ending("Not needed any more", end, self.tr("Access need ended"))

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(AccessNeedEntry, need_code=self.value("need_code") or "")
        return self.either(
            service_protection.record_access_need, service_protection.amend_access_need, "need_id", entry=entry
        )


class AdjustmentSheet(PersonSheet):
    """A reasonable adjustment; the condition behind it may stay unsaid."""

    form, what = "person_adjustment", "adjustment"
    add_title, edit_title, done_words = "Add adjustment", "Edit adjustment", "Adjustment saved"
    save_words, rows = "Save adjustment", "adjustments"

    def make(self) -> None:
        self.area(
            "adjustment", "What must be done differently", lines=3, hint="First appointment of the day", optional=False
        )
        self.text("impairment", "Because of", help="Only if they want to say.")
        self.text("condition", "Condition", help="Only if they want it recorded.")
        self.choice("consent_to_share", "May it be shared with other services?", YES_NO, value=Answer.UNKNOWN)
        self.day("review_due", "Look at it again on")
        if self.row is not None and self.row.ended_on is None:
            end = partial(self.from_today, service_protection.end_adjustment, "adjustment_id")
            self.ending("Not needed any more", end, self.tr("Adjustment ended"))

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(AdjustmentEntry, adjustment=self.value("adjustment") or "")
        return self.either(
            service_protection.record_adjustment, service_protection.amend_adjustment, "adjustment_id", entry=entry
        )


class RiskSheet(PersonSheet):
    """A risk; its first words stand in the banner."""

    form, what = "person_risk", "risk"
    add_title, edit_title, done_words = "Add risk", "Edit risk", "Risk saved"
    save_words, rows = "Save risk", "risks"

    def make(self) -> None:
        self.text("title", "Risk in a few words", help="Shown in the banner: falls at home.", optional=False)
        self.choice("level", "How serious", LEVELS)
        self.choice("kind", "Sort of risk", KINDS, value="general")
        self.beside("level", "kind")
        self.choice(
            "safeguarding_type",
            "Sort of safeguarding",
            tuple(words.SAFEGUARDING.items()),
            help="Only for a safeguarding risk.",
        )
        self.choice("status", "Where it stands", STATUSES, value="open")
        self.area("detail", "What is known", lines=5)
        self.day("review_due", "Look at it again on", help="Left empty: 4 weeks for high, 12 for medium, 24 for low.")
        if self.row is not None and self.row.status != "closed":
            done = self.tr("Risk looked at again")
            self.ending("Looked at again, still stands", self._still_stands, done, kind="plain")
            self.area("reason", "Why it stands no more", lines=2, help="Needed to close the risk.")
            self.ending("Close this risk", self._closed, self.tr("Risk closed"))
        if self.record_id is not None:
            self.body.addWidget(mistake_link(self))

    def _still_stands(self) -> UseCase[Any]:
        day = self.value("review_due")
        typed = day if day != self.row.review_due else None  # the day that stood there is the one it was due
        look = service_protection.review_risk
        return partial(look, risk_id=self.row.id, version=self.version, review_due=typed)

    def _closed(self) -> UseCase[Any]:
        reason = self.value("reason") or ""
        return partial(service_protection.close_risk, risk_id=self.row.id, version=self.version, reason=reason)

    def use_case(self) -> UseCase[Any]:
        entry = self.entered(RiskEntry, title=self.value("title") or "", level=self.value("level") or "")
        return self.either(service_protection.record_risk, service_protection.amend_risk, "risk_id", entry=entry)
