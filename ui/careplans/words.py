"""Words and tones for the codes of care plans."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication


def say(words: str) -> str:
    """In the language of the program."""
    return QCoreApplication.translate("careplans", words) if words else ""


def said(words: Mapping[str, str]) -> list[tuple[Any, str]]:
    """The lines of a choice."""
    return [(code, say(one)) for code, one in words.items()]


def plain(code: str) -> str:
    """A code that is its own word: large_print is Large print."""
    return say(str(code).replace("_", " ").capitalize())


STATUS = {
    "draft": ("draft", "blue"),
    "agreed": ("agreed", "green"),
    "active": ("signed", "green"),
    "under_review": ("under review", "amber"),
    "superseded": ("signed", "plain"),
    "ended": ("ended", "plain"),
}
KINDS = {
    "pcsp": "Care and support plan",
    "sp_plan": "Social prescribing plan",
    "gambling_recovery": "Gambling recovery plan",
    "cancer_personalised": "Cancer support plan",
    "mdt_shared": "Shared MDT plan",
}
NEEDS = {
    "open": "Open",
    "met": "Met",
    "partly_met": "Partly met",
    "not_met": "Not met",
    "no_longer_wanted": "No longer wanted",
}
NEED_TONES = {"open": "blue", "met": "green", "partly_met": "amber", "not_met": "plain"}
ACTION_KINDS = {
    "worker_does": "The owner does it",
    "person_does": "The person does it",
    "accompany": "Together with the person",
    "onward_referral": "Onward referral",
    "other_professional": "Another professional does it",
    "signpost": "Signposting",
}
ACTIONS = {"planned": "", "started": "Started", "done": "Done", "not_done": "Not done"}
HOLDERS = {
    "person": "The person",
    "carer": "Carer or family",
    "practice": "GP practice",
    "professional": "Professional",
    "organisation": "Organisation",
}
TOLD = {
    "in_person": "Told in person",
    "phone": "Told by telephone",
    "post": "Told by post",
    "email": "Told by email",
    "returned": "Gave the old copy back",
}
ROLES = {"person": "The person", "carer": "Carer", "lpa": "Attorney (LPA)", "professional": "Professional"}
METHODS = {
    "in_person": "In person",
    "verbal": "By word of mouth",
    "electronic": "On screen",
    "unable": "Could not sign",
}
SECTIONS = {
    "what_matters": "What matters most to me",
    "people_important": "People important to me",
    "communication": "How I communicate and how to communicate with me",
    "wellness": "My wellness",
    "please_do": "Please do",
    "please_dont": "Please don’t",
    "how_to_support": "How and when to support me",
    "also_worth_knowing": "Also worth knowing",
    "strengths": "My strengths",
    "carers_and_family": "What my family and carers say",
}
WITHHELD_FROM = {
    (True, False): "the person’s copy",
    (False, True): "professional papers",
    (True, True): "the person’s copy and professional papers",
}
FIELDS = {
    "text": "words",
    "plain_text": "words in the copy",
    "status": "status",
    "target_on": "target day",
    "owner": "owner",
    "due_on": "due day",
    "no_action_reason": "no action wanted",
    "state": "whether it was said",
    "trigger": "trigger",
    "early_signs": "early signs",
    "coping": "coping",
    "medicines": "medicines",
    "escalation": "escalation",
    "valid_to": "valid to",
    "steps": "steps",
}
PARTS = {
    "need": "Need",
    "goal": "Goal",
    "action": "Action",
    "about_me": "About me",
    "contingency": "If things get worse",
}
CHANGED = {"added": ("Added", "green"), "changed": ("Changed", "amber"), "removed": ("Removed", "red")}
REASONS = {
    "serious_harm": "Risk of serious harm",
    "third_party": "Said by or about somebody else",
    "safeguarding": "Safeguarding",
    "legal": "Legal reason",
    "person_request": "The person asked",
}
