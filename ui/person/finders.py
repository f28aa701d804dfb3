"""Finding colleagues, organisations and people while one types in a sheet."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from inteam.organisations import queries as organisations
from inteam.people import dates, names, nhs_number
from inteam.people.folding import fold
from inteam.people.search import Found as Matches
from inteam.people.search import search
from ui.app.background import Background
from ui.widgets.suggest import Finder, Found

Take = Callable[[Sequence[Found]], None]


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def staff(owner: QObject, background: Background) -> Finder:
    """Colleagues who stay: nothing is given to somebody whose last day is recorded."""

    def find(words: str, take: Take) -> None:
        def answer(rows: Sequence[Any]) -> None:
            take(
                [Found(one.id, one.name, ", ".join(p for p in (one.job_title, one.organisation) if p)) for one in rows]
            )

        background.read(
            owner, partial(_staff, words=words, on=background.today()), answer, lambda _e: take([]), key="staff"
        )

    return find


def _staff(session: Any, *, words: str, on: Any) -> list[organisations.StaffRow]:
    asked = fold(words).split()
    found = [one for one in organisations.staff_list(session, on=on) if one.left_on is None]
    return [one for one in found if all(word in f" {fold(one.name)} {fold(one.job_title)}" for word in asked)][:8]


def bodies(owner: QObject, background: Background, kinds: Sequence[str] = ()) -> Finder:
    """Organisations that are open, of some kinds."""

    def find(words: str, take: Take) -> None:
        def answer(rows: Sequence[Any]) -> None:
            take([Found(one.id, one.name, _joined(one.ods_code, one.postcode)) for one in rows])

        ask = partial(_bodies, words=words, on=background.today(), kinds=kinds)
        background.read(owner, ask, answer, lambda _e: take([]), key="bodies")

    return find


def _bodies(session: Any, *, words: str, on: Any, kinds: Sequence[str]) -> list[organisations.OrganisationRow]:
    asked = fold(words).split()
    found: list[organisations.OrganisationRow] = []
    for kind in kinds or (None,):
        found += organisations.organisations(session, on=on, kind=kind, limit=5000)
    said = [(f"{fold(one.name)} {fold(one.ods_code or '')}", one) for one in found]
    return [one for words_of, one in said if all(word in words_of for word in asked)][:8]


def people(owner: QObject, background: Background, *, without: UUID | None = None) -> Finder:
    """People, as the search box finds them."""

    def find(words: str, take: Take) -> None:
        def answer(found: Matches) -> None:
            kept = [one for one in found.matches if one.person_id != without and not one.locked]
            take([Found(one.person_id, names.display(one.family_name, one.given_name), _note(one)) for one in kept])

        ask = partial(search, text=words, actor=background.actor, limit=8)
        background.read(owner, ask, answer, lambda _e: take([]), key="people")

    return find


def _note(one: Any) -> str:
    born = dates.short(one.born_on, one.dob_precision) or "not known"
    return f"Born {born} · {nhs_number.in_line(one.nhs_number)}"
