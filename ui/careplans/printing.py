"""Previewing and printing the person's own copy; every look and every print is recorded."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from inteam.careplans.queries_copy import CopyLook
from ui.app.shell import shell_of


def preview_copy(owner: QWidget, plan_id: UUID, person_id: UUID, look: CopyLook | None) -> None:
    """Show the copy as it will print, in the format chosen; it can be saved as a web page too."""
    shell_of(owner).show_sheet("print.plan_copy", plan_id=plan_id, person_id=person_id, look=look)
