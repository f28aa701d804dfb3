"""The pack of 60 people, as they fall and in all scripts, beside a bare canvas; its first page on the screen."""

import dataclasses
import os
import time
from dataclasses import replace
from itertools import cycle
from typing import Any
from uuid import UUID

from sqlalchemy import select

from inteam.access import PROGRAM
from inteam.careplans.papers import ContactLine, PersonPaper
from inteam.commands import files
from inteam.meetings import queries_papers
from inteam.meetings.letters_pack import pack
from inteam.meetings.papers import PackPaper
from inteam.people.model import Person
from inteam.store.database import Database, Session
from tests.bench.figures import Figure, median, p95, timed
from tests.bench.files import people_file
from tests.bench.floor_pack import floor

COUNT, RUNS, LOOKS = 60, 9, 20
WORDS = (
    "Łukasz Привет Ωμέγα slept badly and was worried about the letter",
    "العودة إلى الحديقة مع حفيده في الأسبوع وينام جيدا ويشعر بالقلق من الرسالة",
    "अंधेरे के बाद वह घर कैसे पहुँचती है और गिरने पर कौन जवाब देता है",
    "天黑以后 他怎么 回家 谁来 应对 跌倒 他睡得 很好 但是 担心 信",
    "איך הוא חוזר הביתה אחרי החשכה ומי מגיב לנפילה הוא ישן טוב",
    "தமிழ் மொழியில் எழுதப்பட்ட குறிப்பு இங்கே உள்ளது அவர் நன்றாக தூங்கினார்",
    "ภาษาไทย เป็นภาษา ที่ไม่มี ช่องว่าง ระหว่างคำ ดังนั้น ต้องตัดคำ อย่างระมัดระวัง",
    "বাংলা ভাষায় লেখা একটি নোট এখানে আছে তিনি ভালো ঘুমান",
    "ਪੰਜਾਬੀ ਵਿੱਚ ਲਿਖਿਆ ਨੋਟ ਇੱਥੇ ਹੈ ਉਹ ਚੰਗੀ ਤਰ੍ਹਾਂ ਸੌਂਦਾ ਹੈ",
    "አማርኛ ቋንቋ ጽሑፍ እዚህ አለ ጥሩ ይተኛል",
    "ქართული ენა ჩანაწერი აქ არის კარგად სძინავს",
    "한국어 기록이 여기에 있습니다 잘 주무셨습니다",
)


def texts(of: Any) -> list[str]:
    """Every text that a paper carries, in order."""
    if isinstance(of, str):
        return [of] if of else []
    if dataclasses.is_dataclass(of):
        return [text for field in dataclasses.fields(of) for text in texts(getattr(of, field.name))]
    return [text for part in of for text in texts(part)] if isinstance(of, tuple) else []


def in_script(person: PersonPaper, words: str) -> PersonPaper:
    """The same person with as many letters in another script."""
    source = cycle(words.split())

    def said(text: str) -> str:
        found: list[str] = []
        while sum(map(len, found)) + len(found) < len(text):
            found.append(next(source))
        return " ".join(found)

    contacts = tuple(replace(contact, note=said(contact.note)) for contact in person.contacts)
    fields = ("family_name", "given_name", "question", "plan", "what_matters", "background", "situation", "notes")
    changed: dict[str, Any] = {name: said(getattr(person, name)) for name in fields}
    needs = tuple(replace(need, text=said(need.text)) for need in person.needs)
    return replace(person, **changed, contacts=_kept(contacts), needs=needs)


def _kept(contacts: tuple[ContactLine, ...]) -> tuple[ContactLine, ...]:
    return contacts[:4]  # the pack prints the newest four, so the floor gets no more


def _people(session: Session) -> list[UUID]:
    """Sixty people as they come, the first by their ids: neither the shortest records nor the longest."""
    return list(
        session.scalars(select(Person.id).where(Person.withdrawn_at.is_(None)).order_by(Person.id).limit(COUNT))
    )


def _paper(database: Database) -> PackPaper:
    with database.read() as session:
        ids = _people(session)
        paper = queries_papers.people_pack(session, ids, PROGRAM, database.now(), purpose="bench")
    return replace(paper, people=tuple(replace(one, contacts=_kept(one.contacts)) for one in paper.people))


def _pair(name: str, paper: PackPaper, goal: float, people: int) -> Figure:
    said = texts(paper)
    ours, least = [], []
    for number in range(RUNS + 1):
        figure, beside = timed(lambda: pack(paper)), timed(lambda: floor(said))
        if number:  # the first loads ReportLab, its fonts and ours
            ours.append(figure)
            least.append(beside)
    return Figure(name, median(ours), median(least), goal, "x", people)


def _first_page(database: Database, people: int) -> Figure:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.app.background import Background
    from ui.app.window import Window
    from ui.meetings import paper
    from ui.meetings.preview import Preview
    from ui.widgets import theme

    application = QApplication.instance() or QApplication([])
    theme.dress(application)  # type: ignore[arg-type]  # (a QApplication)
    background = Background(database, PROGRAM)
    window = Window(background)
    window.show()
    with database.read() as session:
        ids = _people(session)
    looks = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        preview = Preview(window, paper.people_pack(ids))
        preview.open()
        while not preview.pages.drawn(0):
            application.processEvents()
        preview.pages.grab()
        looks.append(time.perf_counter() - began)
        while not background.idle:
            application.processEvents()
        preview.close_overlay()
    background.stop()
    return Figure("first page of a pack for 60 on the screen, p95", p95(looks), None, 0.5, "s", people, "s")


def figures(people: int) -> list[Figure]:
    """Both packs in this process; then the first page through the window."""
    database = files.of_file(people_file(people), None)
    try:
        paper = _paper(database)
        many = replace(paper, people=tuple(map(in_script, paper.people, cycle(WORDS))))
        return [
            _pair("pack for 60 people as they fall", paper, 2.0, people),
            _pair("pack for 60 people in all scripts", many, 6.0, people),
            _first_page(database, people),
        ]
    finally:
        database.close()
