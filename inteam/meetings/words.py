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


def quorum_sentence(missing: tuple[str, ...]) -> str:
    """Whether there is a quorum, and who is missing."""
    if not missing:
        return "There is a quorum."
    names = [QUORUM[code] for code in missing]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"No quorum without {listed}."


FILTERED = "Some information is held by another service"
"""Printed for a person of whom at least one item was left out for the readers (domain.md 2.7)."""
