"""The line above the status bar while a long job runs: what it does, how far it is, and Cancel."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.app.background import Job
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row

SHOWN_AFTER_MS = 500


class _Bar(QWidget):
    """A progress bar as wide as there is room."""

    share = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(6)
        self.setMinimumWidth(60)
        self.setMaximumWidth(320)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.bar(QPainter(self), QRectF(self.rect()), self.share)


class JobBar(QWidget):
    """Shown when a job takes longer than half a second, until it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self.words = Label("", "dense_strong", elide=True)
        self.count = Label("", "dense", "muted")
        self._bar = _Bar()
        self.cancel = Button(self.tr("Cancel"), height=28)
        self.cancel.clicked.connect(self._cancel)
        line = row(gap=16, margins=(24, 8, 24, 8))
        line.addWidget(self.words)
        line.addWidget(self._bar, 1)
        line.addWidget(self.count)
        line.addStretch(1)
        line.addWidget(self.cancel)
        self.setLayout(column(line))
        self.hide()
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self.show)

    def follow(self, job: Job) -> None:
        """Shows this job from now on."""
        self._job = job
        self.words.say(job.title)
        self.count.say("")
        self._bar.share = 0.0
        self.cancel.setEnabled(True)
        job.progressed.connect(self._progressed)
        job.finished.connect(self._finished)
        self._wait.start()

    def _progressed(self, done: int, total: int, words: str) -> None:
        if total:
            self._bar.share = done / total
            self.count.say(self.tr("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}"))
        if words:
            self.words.say(words)
        self._bar.update()

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self.words.say(self.tr("Stopping"))
            self._job.cancel()

    def _finished(self) -> None:
        self._wait.stop()
        self._job = None
        self.hide()
