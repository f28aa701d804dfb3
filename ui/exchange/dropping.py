"""Files dropped onto the Import screen: taken at every step, after a question where work on others would be lost."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from ui.app.messages import plural
from ui.app.shell import as_widget
from ui.exchange import words
from ui.exchange.steps import CHECK, COLUMNS, SAME, Steps
from ui.exchange.work import Plan
from ui.widgets.overlay import ask


class Dropping(QObject):
    """Watches for files on the page; take(paths) begins with them."""

    def __init__(self, page: Steps, take: Callable[[Sequence[Path]], object]) -> None:
        super().__init__(page)
        self._page, self._take = page, take
        page.setAcceptDrops(True)
        page.viewport().installEventFilter(self)  # an area that scrolls is given drops through its viewport

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragMoveEvent):
            # What cannot be taken is told after the drop, in words: a crossed-out pointer says nothing.
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            urls: list[QUrl] = event.mimeData().urls()
            event.acceptProposedAction()
            self._dropped([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
            return True
        return False

    def _dropped(self, paths: Sequence[Path]) -> None:
        page = self._page
        if page.running:
            said = self.tr("{what}: this is not finished yet. Drop the files again when it is, or cancel it first.")
            self._refuse(said.format(what=page.running))
        elif not paths:
            self._refuse(self.tr("Only files and folders of this computer can be dropped here."))
        elif gone := self._lost():
            self._ask_first(paths, gone)
        else:
            self._take(paths)

    def _refuse(self, said: str) -> None:
        self._page.problem.say(said, "amber")
        self._page.problem.show()

    def _lost(self) -> str:
        """What was done for the import that is open and would have to be done again; nothing where that is nothing."""
        page = self._page
        # Rows of earlier imports are decided one by one, and what is decided is kept.
        if page.deciding or page.step not in (COLUMNS, CHECK, SAME):
            return ""
        done = list(filter(None, _chosen(page.plan)))
        return ", ".join(done) or (words.say("the check of its rows") if page.step != COLUMNS else "")

    def _ask_first(self, paths: Sequence[Path], gone: str) -> None:
        said = self.tr("{name} has not been imported. Not kept: {gone}. The file itself stays as it is.")
        name = words.named(self._page.looked) if self._page.looked is not None else ""
        choices: list[tuple[str, str, Callable[[], object]]] = [
            (self.tr("Go on with this one"), "plain", lambda: None),
            (self.tr("Take what was dropped"), "danger", partial(self._take, paths)),
        ]
        title = self.tr("Leave this import for another file?")
        ask(as_widget(self._page.shell), title, said.format(name=name, gone=gone), choices)


def _chosen(plan: Plan) -> list[str]:
    options = plan.options
    how = options.encoding or options.delimiter or options.dates
    return [
        words.say("how the file is read") if how else "",
        _counted(len(options.columns), "1 column chosen", "{n} columns chosen"),
        _counted(len(options.fixes), "1 value mended", "{n} values mended"),
        _counted(len(plan.decisions), "1 decision about duplicates", "{n} decisions about duplicates"),
    ]


def _counted(count: int, one: str, many: str) -> str:
    return plural(count, words.say(one), words.say(many)) if count else ""
