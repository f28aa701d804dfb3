"""The strip over a care plan that offers words which it could not take when they were typed."""

from typing import Protocol
from uuid import UUID

from inteam.drafts.queries import DraftRow
from ui.careplans.editor import Editor
from ui.careplans.editors import section_of
from ui.careplans.kept_words import KeptWords, words_of
from ui.careplans.signoff import SignoffEditor
from ui.careplans.words import say
from ui.widgets.cards import Strip


class Plan(Protocol):
    """The page, as far as this strip may ask of it."""

    editor: Editor | SignoffEditor | None

    @property
    def locked(self) -> bool:
        """Whether the version that is shown can no longer be changed."""

    def start(self) -> None:
        """Begin the next version."""

    def choose(self, section: int) -> None:
        """Show a section."""


class KeptNote:
    """The newest kept words go into their box; in a locked version the next one is begun first."""

    def __init__(self, words: KeptWords, plan: Plan, strip: Strip) -> None:
        self.words, self._plan, self._strip = words, plan, strip
        self._drafts: list[DraftRow] = []
        self._putting = False
        strip.acted.connect(self._use)

    def ask(self, person_id: UUID) -> None:
        """Reads what is kept of this person's plan."""
        self.words.ask(person_id, self._show)

    def _show(self, drafts: list[DraftRow]) -> None:
        self._drafts = drafts
        self._strip.setVisible(bool(drafts))
        if drafts:
            label, words = str(drafts[0].fields.get("title", "")), words_of(drafts[0])
            said = say("Kept, because the plan could not take it then. {where}: “{words}”")
            into = say("Start the next version with it") if self._plan.locked else say("Put it in")
            self._strip.say(said.format(where=label, words=words), "amber", "pencil", action=into)

    def show_again(self) -> None:
        """Another version is shown: what can be done with them is another thing."""
        self._show(self._drafts)
        if self._putting and not self._plan.locked:
            self._put()

    def _use(self) -> None:
        if self._plan.locked:
            self._putting = True
            self._plan.start()
        else:
            self._put()

    def _put(self) -> None:
        self._putting = False
        if not self._drafts:
            return
        draft, plan = self._drafts[0], self._plan
        key, values = str(draft.fields.get("key")), draft.fields.get("values")
        plan.choose(section_of(key))
        if not isinstance(plan.editor, Editor) or not isinstance(values, dict) or not plan.editor.put(key, values):
            gone = say("What it was written about is no longer in the plan: “{words}”")
            self._strip.say(gone.format(words=words_of(draft)), "red")
