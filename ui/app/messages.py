"""The words for the error codes of inteam, in the language of the program."""

from PySide6.QtCore import QCoreApplication

from inteam import messages
from inteam.errors import InteamError


def words(error: InteamError) -> dict[str, str]:
    """Field name → sentence; "" is about no one field."""
    return {field: QCoreApplication.translate("messages", said) for field, said in messages.sentences(error).items()}


def sentence(error: InteamError) -> str:
    """All that an error says, in one text."""
    return " ".join(dict.fromkeys(words(error).values()))


def plural(count: int, one: str, many: str) -> str:
    """A count in words: "1 field differs" or "{n} fields differ"; thousands have a comma."""
    return one if count == 1 else many.format(n=f"{count:,}")
