"""Typing on the shared database: answered from memory, with the same people as the index of a file gives."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from inteam.people import search_keys
from inteam.people.model import Person
from inteam.people.search import search
from inteam.people.search_keys import Keys
from inteam.store.base import require
from inteam.store.database import Database
from tests.inteam.people.samples import LINK_WORKER, MARGARET, WITHOUT_FORMER_NAMES, entry, register
from tests.inteam.people.test_search import PEOPLE, families

TYPED = (
    "pemb", "marg pem", "oneil", "sean oneilsmith", "lukas", "علي محمد", "小明", "王", "ng", "alsayed", "fee",
    "pembertn", "margrat", "smith marg", "999 000 0018", "0018", "14/03/1957", "pemberton 1957", "pembertn 14/03/1957",
    "mr sean oneil", "999 000 0027", "rose smith", "nobody", "zz99",
)  # fmt: skip


@contextmanager
def asked(database: Database) -> Iterator[list[str]]:
    """What the server is asked meanwhile."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_a_local_file_keeps_no_keys(local_database: Database) -> None:
    with local_database.read() as session:
        assert search_keys.of(session, LINK_WORKER, ["family"]) is None


def test_typing_on_a_server_asks_it_once(shared_database: Database) -> None:
    register(shared_database, *PEOPLE)
    assert families(shared_database, "p") == []
    assert families(shared_database, "pe") == ["Pemberton"]
    with asked(shared_database) as statements:
        for text in ("pem", "pemb", "pembe", "pembertn", "marg pem", "王小明", "14/03/1957", "999 000 0018"):
            assert families(shared_database, text), text
    assert statements == []


def test_memory_and_the_server_find_the_same_people_in_the_same_order(
    shared_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(shared_database, *PEOPLE, *(entry("Smith", name) for name in ("Ada", "Bo", "Cy")))
    from_memory = {text: families(shared_database, text) for text in TYPED}
    monkeypatch.setattr(search_keys, "of", lambda *_: None)
    from_server = {text: families(shared_database, text) for text in TYPED}
    assert from_memory == from_server
    assert from_memory["pembertn 14/03/1957"] == ["Pemberton"]


def test_a_save_of_this_program_is_found_at_once(shared_database: Database) -> None:
    (margaret,) = register(shared_database, MARGARET)
    assert families(shared_database, "pemb") == ["Pemberton"]
    register(shared_database, entry("Pembroke", "Ida", born_on=date(1950, 2, 3)))
    assert families(shared_database, "pemb") == ["Pembroke", "Pemberton"]
    with shared_database.write(LINK_WORKER) as work:
        require(work.session, Person, margaret).family_name = "Quincey"
    assert families(shared_database, "pemb") == ["Pembroke"]


def test_what_another_program_saved_is_found_when_memory_has_nobody_and_after_a_minute(
    shared_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = [1_000.0]
    monkeypatch.setattr("inteam.people.search_keys.monotonic", lambda: at[0])
    (margaret,) = register(shared_database, MARGARET, entry("Pembroke", "Ida"))[:1]
    assert families(shared_database, "pemb") == ["Pembroke", "Pemberton"]
    with shared_database.engine.begin() as elsewhere:
        elsewhere.execute(update(Person).where(Person.id == margaret).values(title="Dame"))
    assert _title(shared_database) == "Mrs"
    at[0] += search_keys.FRESH_S + 1
    assert _title(shared_database) == "Dame"


def _title(database: Database) -> str | None:
    with database.read() as session:
        return search(session, "pemberton", actor=LINK_WORKER).matches[0].title


def test_a_scope_too_large_is_asked_of_the_server(shared_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_keys, "MOST_PEOPLE", 3)
    register(shared_database, *PEOPLE)
    with asked(shared_database) as statements:
        assert families(shared_database, "pemb") == ["Pemberton"]
        assert families(shared_database, "pembe") == ["Pemberton"]
    assert sum("people_search_keys" in statement for statement in statements) == 1


def test_former_names_are_kept_only_for_those_who_may_see_them(shared_database: Database) -> None:
    register(shared_database, *PEOPLE)
    with shared_database.read() as session:
        kinds = ["family", "given", "preferred"]
        keys = search_keys.of(session, WITHOUT_FORMER_NAMES, kinds)
        assert isinstance(keys, Keys)
        assert "pemberton" in {word for word, _ in keys.words}
        assert _kinds_kept(session) == {tuple(kinds)}


def _kinds_kept(session: Session) -> set[tuple[str, ...]]:
    return {kinds for _staff, kinds in search_keys._kept[session.get_bind()]}  # type: ignore[index]  # (an engine)
