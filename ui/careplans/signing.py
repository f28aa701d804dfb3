"""What goes with signing a plan beyond its form: what was filled in, and the needs that keep it from being signed."""

from typing import Any
from uuid import UUID

from inteam.drafts.queries import DraftRow
from ui.app.messages import plural
from ui.careplans.editor import Editor
from ui.careplans.editor_needs import NeedsEditor
from ui.careplans.signoff import SignoffEditor
from ui.careplans.words import say
from ui.widgets.cards import Strip


class Signing:
    """Kept while other sections are shown. The strip says over the needs how many are wanting, and leads back."""

    def __init__(self, strip: Strip) -> None:
        self._strip = strip
        self._values: dict[str, Any] = {}
        self._wanting: dict[UUID, str] = {}

    def keep(self, editor: Editor | SignoffEditor | None) -> None:
        """What stands in the form, before another section is shown."""
        if isinstance(editor, SignoffEditor):
            self._values = editor.values()

    def fill(self, editor: SignoffEditor, draft: DraftRow | None) -> None:
        """Back into the form, or what was kept when it was left. What is wanting is asked for again."""
        if not editor.fill(self._values) and draft is not None:
            editor.put_back(draft)
        self._wanting = {}

    def forget(self) -> None:
        """It is signed, or it is another person's."""
        self._values, self._wanting = {}, {}
        self._strip.hide()

    def want(self, problems: dict[UUID, str]) -> None:
        """Needs, and what each of them lacks."""
        self._wanting = problems

    def show_on(self, editor: Editor | SignoffEditor | None) -> None:
        """At the needs, and over the page how many they are."""
        if not isinstance(editor, NeedsEditor) or not self._wanting or not editor.open:
            self._strip.hide()
            return
        left = editor.show_wanting(self._wanting)
        one = say("The plan cannot be signed yet: 1 need has no action.")
        many = say("The plan cannot be signed yet: {n} needs have no action.")
        said = plural(left, one, many) if left else say("Every need has an action now, or the person wants none.")
        self._strip.say(said, "red" if left else "green", action=say("Back to sign-off"))
        self._strip.show()
