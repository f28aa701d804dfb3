"""Going on with a draft that was kept: its form, or the place in which that form is opened."""

from typing import TYPE_CHECKING

from ui.app import acts, screens
from ui.app.shell import Shell

if TYPE_CHECKING:
    from inteam.drafts.queries import DraftRow

_PLACES = (("plan_", "careplan"), ("minutes_", "meetings"), ("meeting", "meetings"), ("agenda_", "meetings"))
_WITHOUT_DRAFT = "meeting"  # offers what was typed by itself, once it is open


def act_of(form: str) -> acts.Act | None:
    """The act whose sheet writes drafts of this name. Loads the sheets it looks at."""
    for one in acts.ACTS:
        if one.sheet and (one.key == form or getattr(screens.load(one.sheet), "form", "") == form):
            return one
    return None


def resume(shell: Shell, draft: "DraftRow") -> bool:
    """Opens the form with what was typed, or else the page where it can be opened; False when there is neither."""
    one = act_of(draft.form)
    if one is None:
        return _open_place(shell, draft)
    context: dict[str, object] = {} if draft.form == _WITHOUT_DRAFT else {"draft": draft}
    if draft.person_id is not None:
        context["person_id"] = draft.person_id
    if draft.form == "contact_addendum":
        context["contact_id"] = draft.record_id
    shell.show_sheet(one.key, **context)
    return True


def _open_place(shell: Shell, draft: "DraftRow") -> bool:
    """Forms about a line of a plan or a meeting are opened at that line, and offer the draft there."""
    place = next((key for start, key in _PLACES if draft.form.startswith(start)), "")
    if place == "careplan" and draft.person_id is not None:
        shell.open("person", draft.person_id, "careplan")
    elif place == "meetings":
        shell.open("meetings")
    else:
        return False
    return True
