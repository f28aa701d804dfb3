"""Staff's words for the codes that papers and minutes print."""

STATES = {
    "open": "Open",
    "closed": "Closed",
    "met": "Met",
    "partly_met": "Partly met",
    "not_met": "Not met",
    "no_longer_wanted": "No longer wanted",
    "proposed": "Proposed",
    "agreed": "Agreed",
    "in_progress": "In progress",
    "achieved": "Achieved",
    "partly": "Partly achieved",
    "not_achieved": "Not achieved",
    "stopped": "Stopped",
    "planned": "Planned",
    "started": "Started",
    "done": "Done",
    "not_done": "Not done",
    "cancelled": "Cancelled",
    "transferred": "Moved to another team",
    "gp_practice": "GP practice",
    "vcse": "Voluntary organisations",
    # whether somebody came (NHS Data Dictionary); being seen as planned needs no word
    "0": "",
    "2": "Cancelled by the person",
    "3": "Did not attend",
    "4": "Cancelled by us",
    "5": "",
    "6": "Came late, was seen",
    "7": "Came too late to be seen",
}
MODES = {
    "phone": "Phone",
    "face_to_face_practice": "At the practice",
    "face_to_face_home": "Home visit",
    "face_to_face_community": "In the community",
    "face_to_face_other_site": "Elsewhere",
    "video": "Video",
    "text": "Text",
    "email": "Email",
    "letter": "Letter",
    "portal": "Portal",
}
ATTENDED = {  # NHS Data Dictionary; that somebody came on time needs no words
    "0": "",
    "2": "Cancelled by the person",
    "3": "Did not attend",
    "4": "Cancelled by the service",
    "5": "",
    "6": "Came late, seen",
    "7": "Came late, not seen",
}
TOLD = {
    "not_asked": "Not yet asked about being discussed",
    "yes": "Knows and agrees to be discussed",
    "no": "Does not agree to be named: discuss without a name",
    "not_possible": "Could not be told",
}
DECISIONS = {
    "care": "Care",
    "referral": "Referral",
    "information": "Information",
    "safeguarding": "Safeguarding",
    "no_action": "No action",
}
AGAIN = {
    "two_weeks": "Discuss again in 2 weeks",
    "four_weeks": "Discuss again in 4 weeks",
    "no_further": "No further MDT",
    "close": "Closed to the MDT",
}
ANSWERS = {"done": "Done", "carry": "Carried forward", "drop": "Dropped"}
QUORUM = {
    "chair": "the chair",
    "clinician": "a clinician",
    "coordinator": "a coordinator",
    "organisations": "another organisation",
}


def spoken(code: str | None) -> str:
    """A code as words: "home_visit" is "Home visit"; known ones have their own."""
    if not code:
        return ""
    return STATES.get(code, code.replace("_", " ").capitalize())


def outcome(attempt_result: str | None, attended_code: str | None) -> str:
    """What came of a contact, in words; nothing where it went as planned."""
    missed = ATTENDED.get(attended_code or "", "")
    if missed or attempt_result in (None, "answered"):
        return missed
    return spoken(attempt_result)


def quorum_sentence(missing: tuple[str, ...]) -> str:
    """Whether there is a quorum, and who is missing."""
    if not missing:
        return "There is a quorum."
    names = [QUORUM[code] for code in missing]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"No quorum without {listed}."


FILTERED = "Some information is held by another service"
"""Printed for a person of whom at least one item was left out for the readers (domain.md 2.7)."""
