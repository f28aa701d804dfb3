"""The print preview: pages as they will be, then print or save; every copy is numbered and recorded."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from inteam.errors import CancelledError, InteamError
from inteam.pdf.pictures import Bitmap, page_bitmap
from ui.app.background import Job
from ui.app.messages import plural, sentence
from ui.app.shell import as_widget, shell_of
from ui.meetings import paper as papers
from ui.meetings.pages_view import PagesView, image
from ui.meetings.paper import FILE, PRINTER, Copies, Paper
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Strip
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import Label
from ui.widgets.layouts import column, framed, row
from ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MOST_COPIES = 20
_DOTS = 300  # an inch, on the printer
_WIDE, _ROOM_FOR_ICONS = 960, 760


class Preview(Overlay):
    """Shows a paper at once, its first page before the others; Ctrl+P prints, Ctrl+S saves, Esc closes."""

    _first_page = Signal(object, object)

    def __init__(self, owner: QWidget, paper: Paper) -> None:
        shell = shell_of(owner)
        super().__init__(as_widget(shell), paper.title)
        self._shell, self._paper = shell, paper
        self._background = shell.background
        self._job: Job | None = None
        self.panel.setObjectName("dialog")
        self.title = Label(paper.title, "lead", elide=True)
        self.note = Label(self.tr("Making the pages"), "dense", "muted", elide=True)
        self.pages = PagesView(self._background, self.tr("Pages"))
        self.problem = Strip("", "red")
        self.problem.hide()
        counts = [(number, str(number)) for number in range(1, _MOST_COPIES + 1)]
        self.copies = ChoiceField(self.tr("Copies"), counts)
        self.copies.set_value(1)
        self.copies.setFixedWidth(84)
        self.save_button = Button(self.tr("Save as PDF"), icon="download", key="Ctrl S")
        self.print_button = Button(self.tr("Print"), "primary", icon="print", key="Ctrl P")
        self.page_button = Button(self.tr("Save as web page"), icon="download")
        self.page_button.clicked.connect(partial(self._ask_where, "html"))
        self.save_button.clicked.connect(self.ask_where)
        self.print_button.clicked.connect(self.ask_printer)
        self.panel.setLayout(self._layout())
        self.page_button.setVisible(paper.page is not None)
        self._first_page.connect(self._came_first)
        self.pages.turned.connect(self._turned)
        self._count = 0
        self._allow(on=False)

    def _layout(self) -> QVBoxLayout:
        close = IconButton("cross", self.tr("Close"), 28)
        close.clicked.connect(self.dismiss)
        head = row(gap=12, margins=(24, 14, 16, 12))
        head.addLayout(column(self.title, self.note, gap=2), 1)
        head.addWidget(close)
        foot = row(gap=12, margins=(24, 12, 24, 12))
        foot.addWidget(Label(self.tr("Copies"), "dense_strong"))
        foot.addWidget(self.copies)
        foot.addStretch(1)
        foot.addWidget(self.page_button)
        foot.addWidget(self.save_button)
        foot.addWidget(self.print_button)
        bottom = framed(foot, "foot")
        bottom.setProperty("of", "dialog")
        whole = column(head, column(self.problem, margins=(24, 0, 24, 8)))
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self.pages, 1)
        whole.addWidget(bottom)
        return whole

    def place(self, width: int, height: int) -> None:
        wide = min(_WIDE, width - 32)
        for button in (self.page_button, self.save_button):
            button.set_icon("download" if wide >= _ROOM_FOR_ICONS else "")
        self.panel.setGeometry((width - wide) // 2, 16, wide, height - 32)

    def open(self, first: QWidget | None = None) -> None:
        """Shows it, and begins to make the pages."""
        super().open(first or self.pages)
        scale = self.pages.scale()

        def early(data: bytes) -> None:  # in the job's thread: nobody waits for the other pages to be drawn
            self._first_page.emit(data, page_bitmap(data, 0, scale=scale))

        self._start(partial(papers.make, paper=self._paper, early=early), self._came)

    def dismiss(self) -> None:
        """Closes; what is still being made is stopped."""
        if self._job is not None:
            self._job.cancel()
        super().dismiss()

    # --- the pages --------------------------------------------------------------------------------------------

    def _start(self, job: Callable[[Job], Copies], then: Callable[[Copies], None]) -> None:
        self._allow(on=False)
        self.problem.hide()
        self._job = self._background.report(self, job, then, self._failed, title=self._paper.title)

    def _came_first(self, data: bytes, bitmap: Bitmap) -> None:
        if not self._count:
            self.pages.show_first(data, bitmap)

    def _came(self, made: Copies) -> None:
        self._job = None
        self._count = made.pages
        self.pages.show_pages(made.contents[0], made.pages)
        self._turned(self.pages.page)
        self._allow(on=True)

    def _turned(self, page: int) -> None:
        if self._count:
            where = self.tr("Page {a} of {b}").format(a=page + 1, b=self._count)
            self.note.say(where + self.tr(". A copy gets its number when it is printed or saved; each is recorded."))

    def _failed(self, error: InteamError) -> None:
        self._job = None
        self._allow(on=bool(self._count))
        if isinstance(error, CancelledError):
            self._shell.toast(sentence(error))
            if not self._count:
                self.close_overlay()
            return
        self.problem.say(sentence(error), "red")
        self.problem.show()

    def _allow(self, *, on: bool) -> None:
        for button in (self.page_button, self.save_button, self.print_button):
            button.setEnabled(on)

    # --- print and save ---------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Ctrl+P and Ctrl+S are this preview's while it is open, not the page's underneath."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_ours(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_P and self.print_button.isEnabled():
            self.ask_printer()
        elif event.key() == Qt.Key.Key_S and self.save_button.isEnabled():
            self.ask_where()

    def ask_where(self) -> None:
        """The system's dialog for a name; the folder is the one for documents."""
        self._ask_where("pdf")

    def _ask_where(self, ending: str, _checked: bool = False) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self._paper.file_name(self._background.today(), ending)
        kind = self.tr("PDF files (*.pdf)") if ending == "pdf" else self.tr("Web pages (*.html)")
        dialog = QFileDialog(self, self.tr("Save"), str(Path(folder) / name), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Save one numbered copy there."""
        job = partial(papers.make, paper=self._paper, target=FILE, path=Path(path))
        self._start(job, self._saved)

    def _saved(self, made: Copies) -> None:
        self._came(made)
        self._shell.toast(self.tr("Saved as copy {n}").format(n=made.number))

    def ask_printer(self) -> None:
        """The system's print dialog; without any printer, what to do instead."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415 (only to print)

        if not QPrinterInfo.availablePrinterNames():
            self.problem.say(self.tr("No printer is set up on this computer. Save as PDF instead."), "amber")
            self.problem.show()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_DOTS)
        printer.setDocName(self._paper.title)  # names nobody: it stands in the printer's queue
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_on, printer))
        QDialog.open(dialog)  # QPrintDialog's own asks for a receiver

    def print_on(self, printer: "QPrinter") -> None:
        """Print the chosen number of copies, each with its own number, and record them."""
        count = int(self.copies.value() or 1)

        def job(running: Job) -> Copies:
            made = papers.make(running, self._paper, count=count, target=PRINTER)
            _paint(running, printer, made)
            return made

        self._start(job, self._printed)

    def _printed(self, made: Copies) -> None:
        self._came(made)
        self._shell.toast(
            plural(len(made.contents), self.tr("1 copy sent to the printer"), self.tr("{n} copies sent to the printer"))
        )


def _is_ours(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_P, Qt.Key.Key_S)


def _paint(job: Job, printer: "QPrinter", made: Copies) -> None:
    """Every page of every copy on the printer, as a picture in its own dots: shaped text prints as it looks."""
    painter = QPainter(printer)
    total = len(made.contents) * made.pages
    for at in range(total):
        copy, page = divmod(at, made.pages)
        if at:
            printer.newPage()
        bitmap = page_bitmap(made.contents[copy], page, scale=printer.resolution() / 72)
        painter.drawImage(QRect(0, 0, bitmap.width, bitmap.height), image(bitmap))
        job.progress(at + 1, total)
    painter.end()
