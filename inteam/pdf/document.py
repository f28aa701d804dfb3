"""A PDF file: pages, embedded fonts cut down to what is used, title, language, bookmarks.

ReportLab's document writes the objects; pages and fonts are ours, because a shaped glyph is named by
its number and ReportLab's own fonts know characters only.
"""

import re
import sys
from array import array
from pathlib import Path
from typing import Any

from inteam.errors import StoreError
from inteam.pdf.embedding import embedded
from inteam.pdf.faces import Face
from inteam.pdf.setting import shown
from inteam.pdf.sheet import A4, Sheet
from inteam.store import safe_files

_GLYPHS = re.compile("<([0-9a-f]+)>")


class Document:
    """Pages in the order they are asked for. Not shared between threads."""

    def __init__(self, title: str, *, author: str = "", subject: str = "", language: str = "en-GB") -> None:
        self.title, self.author, self.subject, self.language = title, author, subject, language
        self._sheets: list[Sheet] = []
        self._marks: list[tuple[int, int, str]] = []  # page, depth, words
        self._names: dict[str, str] = {}
        self._faces: list[Face] = []
        self._used: dict[str, list[str]] = {}

    def sheet(self, size: tuple[float, float] = A4) -> Sheet:
        """A new last page."""
        made = Sheet(self.use, size)
        self._sheets.append(made)
        return made

    @property
    def last(self) -> Sheet:
        """The page made last. Raises IndexError before the first."""
        return self._sheets[-1]

    def __len__(self) -> int:
        return len(self._sheets)

    def mark(self, words: str, depth: int = 0) -> None:
        """A bookmark to the last page."""
        self._marks.append((len(self._sheets) - 1, depth, shown(words)))

    def use(self, face: Face, glyphs: str) -> str:
        """The name of a face on the page; the glyphs are noted, to be embedded."""
        name = self._names.get(face.name)
        if name is None:
            name = self._names[face.name] = f"T{len(self._faces)}"
            self._faces.append(face)
            self._used[name] = []
        self._used[name].append(glyphs)
        return name

    def bytes(self) -> "bytes":
        """The whole file."""
        from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 (paper only)

        document: Any = pdfdoc.PDFDocument(compression=1, lang=self.language, pdfVersion=(1, 7))
        document.setTitle(self.title)
        document.setAuthor(self.author)
        document.setSubject(self.subject)
        document.info.creator = document.info.producer = "INTeam"
        document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        pages = [_add_page(pdfdoc, document, sheet) for sheet in self._sheets]
        marks = _Marks(pdfdoc)
        for at, (page, depth, words) in enumerate(self._marks):
            document.outline.addOutlineEntry(f"mark{at}", depth, words)
            destination = marks._bookmarkReference(f"mark{at}")  # noqa: SLF001 (its only use)
            destination.fit()
            destination.setPage(pages[page])
        fonts = document.idToObject["BasicFonts"]
        for face in self._faces:
            name = self._names[face.name]
            fonts[name] = embedded(document, face, _numbers(self._used[name]))
        data = document.GetPDFData(marks)
        return data if isinstance(data, bytes) else data.encode("latin-1")


class _Marks:
    """What ReportLab's outline asks of a canvas: the destination of each bookmark."""

    def __init__(self, pdfdoc: Any) -> None:
        self._pdfdoc = pdfdoc
        self._made: dict[str, Any] = {}

    def _bookmarkReference(self, name: str) -> Any:  # noqa: N802 (ReportLab's name)
        if name not in self._made:
            self._made[name] = self._pdfdoc.Destination(name)
        return self._made[name]


def _add_page(pdfdoc: Any, document: Any, sheet: Sheet) -> Any:
    page = pdfdoc.PDFPage()
    page.pagewidth, page.pageheight = sheet.size
    page.Resources = pdfdoc.PDFResourceDictionary()
    page.Resources.basicFonts()
    page.Contents = pdfdoc.PDFStream(content="\n".join(sheet.ops) + "\n", filters=[pdfdoc.PDFZCompress])
    place = document.thisPageRef()
    document.addPage(page)
    return place


def _numbers(used: list[str]) -> set[int]:
    """The glyph numbers in hexadecimal strings and in TJ operands."""
    plain = [part for part in used if "<" not in part]
    shaped = _GLYPHS.findall("".join(part for part in used if "<" in part))
    numbers = array("H", bytes.fromhex("".join(plain) + "".join(shaped)))
    if sys.byteorder == "little":
        numbers.byteswap()  # in a PDF the high byte stands first
    return set(numbers)


def save(path: Path, data: bytes) -> None:
    """Put the file in its place in one step, so that a crash never leaves half of it.

    Raises StoreError (folder_missing, disk_full, read_only), or OSError; what was there before is untouched.
    """
    if not path.parent.is_dir():
        raise StoreError("folder_missing").about(folder=path.parent)
    with safe_files.disk_errors():
        safe_files.replace(path, data)
