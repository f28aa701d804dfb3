"""What the window says by itself: the line at the bottom left with Undo, the strip over the page, when it was saved."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from inteam.errors import InteamError
from ui.app.background import Background, Done, Job
from ui.app.jobs import JobBar
from ui.app.messages import sentence
from ui.widgets.bars import StatusBar
from ui.widgets.cards import Strip
from ui.widgets.rail import NARROW, WIDE, NavRail
from ui.widgets.toast import Toast


class Telling(QWidget):
    """The part of the window that tells; the window builds and places the parts."""

    background: Background
    rail: NavRail
    status: StatusBar
    _notice: Strip
    _notices: QWidget
    _job_bar: JobBar
    _notice_act: Callable[[], object] | None = None
    _toast: Toast | None = None

    def toast(self, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """A line at the bottom left, instead of the one before it."""
        if self._toast is not None:
            self._toast.leave()
        made = Toast(self, words, action)
        if act is not None:
            made.acted.connect(act)
        made.gone.connect(partial(self._toast_gone, made))
        self._toast = made
        self._place_toast()

    def shown_toast(self) -> str:
        """The words of the line at the bottom left, or nothing."""
        return self._toast.words if self._toast is not None else ""

    def press_toast(self) -> None:
        """Its action: Undo, Open."""
        if self._toast is not None:
            self._toast.link.click()

    def _toast_gone(self, which: Toast) -> None:
        if self._toast is which:
            self._toast = None

    def _place_toast(self) -> None:
        if self._toast is not None:
            left = (NARROW if self.rail.width() == NARROW else WIDE) + 24
            self._toast.pop(left, self.height() - self.status.height() - 16, min(640, self.width() - left - 24))

    def notice(
        self, words: str, tone: str = "amber", action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """A strip over the page until its link is pressed."""
        self._notice_act = act
        self._notice.say(words, tone, action=action or self.tr("Close"))
        self._notices.show()

    def hush(self) -> None:
        """Puts away the line and the strip."""
        if self._toast is not None:
            self._toast.leave()
        self._notices.hide()

    def _notice_pressed(self) -> None:
        self._notices.hide()
        if self._notice_act is not None:
            self._notice_act()

    def _undo_last(self) -> None:
        """Ctrl+Z outside a field: the Undo of the line at the bottom left, while it is there."""
        if self._toast is not None and self._toast.link.text() == self.tr("Undo"):
            self._toast.link.click()

    def _done(self, done: Done) -> None:
        if done.changes is None:
            self.toast(done.words)
            return
        self.toast(done.words, self.tr("Undo"), partial(self._undo, done))

    def _undo(self, done: Done) -> None:
        if done.changes is None:
            return

        def undone(_nothing: None) -> None:
            self.toast(self.tr("Undone: {act}").format(act=done.words))

        def failed(error: InteamError) -> None:
            self.notice(sentence(error), "amber")

        self.background.undo(self, done.changes, undone, failed)

    def _saved(self, moment: Any) -> None:
        from inteam.clock import LONDON  # noqa: PLC0415 (after the first paint)

        at = moment.astimezone(LONDON)
        self.status.set_saved(self.tr("All changes saved {time}").format(time=f"{at:%H:%M:%S}"))

    def _job(self, job: Job) -> None:
        if job.title:
            self._job_bar.follow(job)
