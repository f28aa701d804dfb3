"""The failures a person can be told about.

They carry codes, never sentences: the words are in inteam/messages.py. Anything else that is raised is a
defect, and goes to the log and the "something went wrong" box.
"""


class InteamError(Exception):
    """Base of every failure with a message for the person at the screen.

    problems: field name → code; under "" what is about no one field. ``facts`` fill the sentence's blanks
    (counts, file names, versions: never a person's words).
    """

    def __init__(self, code: str | None = None, /, **problems: str) -> None:
        self.facts: dict[str, object] = {}
        self.problems = dict(problems)
        if code is not None or not problems:
            self.problems[""] = code or type(self).__name__
        super().__init__(self.problems)

    def about(self, **facts: object) -> "InteamError":
        """The same error with facts for its sentence."""
        self.facts.update(facts)
        return self


class InputError(InteamError):
    """What was entered cannot be accepted: InputError(completed_on="in_future")."""


class DeniedError(InteamError):
    """The person's role does not allow this."""


class ConflictError(InteamError):
    """Someone else changed or removed the record since it was read."""


class StoreError(InteamError):
    """The database cannot be reached or opened; nothing was saved."""


class CancelledError(InteamError):
    """The person stopped a long job; everything is as before."""
