"""What was filled in at the sign-off of a version, kept as my draft: the words, never that somebody has signed."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Protocol
from uuid import UUID, uuid5

from PySide6.QtCore import QObject

from inteam import clock
from inteam.careplans.queries import VersionRow
from inteam.drafts import service
from inteam.drafts.queries import DraftRow
from inteam.errors import InteamError
from ui.app.background import Background
from ui.app.drafting import Drafting
from ui.app.page import Page
from ui.careplans.loading import SIGN, SIGNOFF_FORM, Loaded
from ui.careplans.words import say
from ui.widgets import dates
from ui.widgets.cards import Strip


class SignoffDraft(Drafting):
    """One draft for each version and each of us, whichever window it was typed in; none where nothing is filled in."""

    def __init__(
        self, background: Background, plan: VersionRow, values: Callable[[], dict[str, Any]], parent: QObject
    ) -> None:
        super().__init__(background, SIGNOFF_FORM, values, parent, person_id=plan.person_id, record_id=plan.id)
        self.mine = background.actor.staff_id
        self.id = uuid5(self.mine, f"{plan.id}/{SIGNOFF_FORM}")

    def flush(self) -> None:
        if self.background.actor.staff_id == self.mine:  # somebody else may be at the keyboard by now
            super().flush()

    def touch(self) -> None:
        if self._values():
            super().touch()
        else:
            self.discard()
            self.settle()


class Plan(Protocol):
    """The page, as far as this strip may ask of it."""

    def choose(self, section: int) -> None:
        """Show a section."""


class KeptSignoff:
    """The strip over a plan that leads to the sign-off that was begun, or shows what a version no longer takes."""

    def __init__(self, page: Page, plan: Plan, strip: Strip, failed: Callable[[InteamError], None]) -> None:
        self._page, self._plan, self._strip, self._failed = page, plan, strip, failed
        self._seen: set[UUID] = set()  # versions whose sign-off was shown since
        self._begun = False  # whether the strip speaks of the version that is shown
        self._old: DraftRow | None = None
        strip.acted.connect(self._act)

    def forget(self) -> None:
        """Another person's plan is shown."""
        self._seen.clear()
        self._strip.hide()

    def show(self, loaded: Loaded, section: int) -> None:
        """Where a section of a version is shown."""
        plan = loaded.view.plan if loaded.view is not None else None
        if plan is not None and section == SIGN:
            self._seen.add(plan.id)
        begun = kept_of(loaded) if plan is not None and plan.id not in self._seen else None
        drafts = {one.id for one in loaded.versions if one.status == "draft"}
        self._old = next((one for one in loaded.kept if one.record_id not in drafts), None)
        if begun is not None:
            said = say("You filled in the sign-off on {when} and did not sign.").format(when=when(begun))
            self._strip.say(said, "amber", "pencil", action=say("Go to sign-off"))
        elif self._old is not None:
            said = say("You filled in a sign-off on {when}. That version is no longer a draft: “{words}”")
            said = said.format(when=when(self._old), words="; ".join(_written(self._old)))
            self._strip.say(said, "amber", "pencil", action=say("Let it go"))
        self._begun = begun is not None
        self._strip.setVisible(self._begun or self._old is not None)

    def _act(self) -> None:
        if self._begun or self._old is None:
            self._plan.choose(SIGN)
            return
        use_case = partial(service.discard, draft_id=self._old.id)
        self._page.background.write(self._page, use_case, lambda _none: self._page.mark_stale(), self._failed)


def kept_of(loaded: Loaded) -> DraftRow | None:
    """What I filled in to sign the version that is shown, where it can still be signed."""
    plan = loaded.view.plan if loaded.view is not None else None
    return next((one for one in loaded.kept if plan and not plan.locked and one.record_id == plan.id), None)


def when(draft: DraftRow) -> str:
    """When it was kept: 19-Nov-2026, 10:42."""
    at = draft.saved_at.astimezone(clock.LONDON)
    return f"{dates.shown(at.date())}, {at:%H:%M}"


def _written(draft: DraftRow) -> Iterator[str]:
    """The words of a draft: names and reasons."""
    signers, fields = draft.fields.get("signers"), draft.fields.get("fields")
    parts = [*signers.values(), fields] if isinstance(signers, dict) else [fields]
    for part in parts:
        if isinstance(part, dict):
            yield from (str(part[name]) for name in _WORDS if part.get(name))


_WORDS = ("name", "unable_reason", "not_agreed", "no_what_matters")
