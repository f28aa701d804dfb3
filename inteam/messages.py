"""The sentence for each code of an error: what is wrong, then what to do. One block for each feature."""

from collections.abc import Mapping

from inteam.errors import InteamError

SENTENCES: dict[str, str] = {
    # any feature
    "required": "Enter a value.",
    "in_future": "The date must be today or earlier.",
    "in_past": "The date must be today or later.",
    "too_long": "This is too long. Shorten it.",
    "unknown": "Choose one from the list.",
    "bad_characters": "This has a character that cannot be stored. Remove it.",
    "out_of_range": "The number is out of range.",
    "not_allowed": "Your role does not allow this. Ask your manager.",
    "InputError": "Something in the form cannot be accepted. Check the marked fields.",
    "DeniedError": "Your role does not allow this. Ask your manager.",
    "ConflictError": "Someone else changed this while you were working. Compare both, then save again.",
    "StoreError": "The database cannot be reached. Nothing was saved. Your words are kept here: try again.",
    "CancelledError": "Stopped. Everything is as it was before.",
    "changed_since": "Someone else has changed this since you opened it. Nothing was overwritten. Compare both.",
    "gone": "This is no longer there. Someone may have withdrawn it.",
    "cannot_undo": "This can no longer be undone, because it has been changed since.",
    "disk_full": "The disk is full. Nothing was saved. Free some space, then save again.",
    "busy": "Another process is writing to the file. Nothing was saved. Try again in a moment.",
    "damaged": "The file is damaged. Nothing was saved. Open the latest backup and tell your administrator.",
    "read_only": "The file cannot be written to. Nothing was saved. Check the permissions of its folder.",
    # organisations
    "open_work": "This person still owns open work. Hand it over first.",
    "cycle": "A team cannot contain itself.",
    "before_start": "The end cannot be before the start.",
}


def sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """The sentence for a code, its blanks filled from facts."""
    words = SENTENCES[code]
    return words.format_map(facts) if facts else words


def sentences(error: InteamError) -> dict[str, str]:
    """Field name → sentence, "" for what is about no one field."""
    return {name: sentence(code, error.facts) for name, code in error.problems.items()}
