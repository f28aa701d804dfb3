"""What the meeting's pages print: the pack and the minutes, in the preview."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from ui.meetings import paper
from ui.meetings.preview import Preview


def print_pack(owner: QWidget, meeting_id: UUID) -> None:
    """The pack of a meeting."""
    Preview(owner, paper.meeting_pack(meeting_id)).open()


def print_minutes(owner: QWidget, meeting_id: UUID) -> None:
    """The minutes of a meeting."""
    Preview(owner, paper.minutes(meeting_id)).open()
