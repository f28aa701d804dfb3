"""The registers of screens and acts: each entry works, and nothing acts outside them."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import ui
from inteam.access import PERMISSIONS
from ui.app.acts import ACTS, ANYWHERE, PERSON, Act
from ui.app.page import Page
from ui.app.screens import SCREENS, Screen, load
from ui.widgets.overlay import Overlay

ROOT = Path(str(ui.__file__)).parent
SOURCES = sorted(path for path in ROOT.rglob("*.py") if "widgets" not in path.parts)
KNOWN = {permission for role in PERMISSIONS.values() for permission in role}
OPENING = {"ui.person.page", "ui.person.break_glass"}  # write down that a record was opened, and change nothing in it
BY_KEY = {"act_button", "act_shortcut", "act", "show_sheet"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCES:
        yield path, ast.parse(path.read_text("utf-8"))


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                yield path, node, name


def words() -> set[str]:
    """Every text that stands in the sources of the screens, but not in the register itself."""
    found = set()
    for path, tree in trees():
        if path.name != "acts.py" or path.parent.name != "app":
            found |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def test_no_key_stands_twice() -> None:
    keys = Counter([one.key for one in ACTS] + [one.key for one in SCREENS])
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_key_of_the_whole_window_means_two_things() -> None:
    shortcuts = Counter(one.shortcut for one in ACTS if one.where and one.shortcut)
    assert [keys for keys, count in shortcuts.items() if count > 1] == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.key)
def test_each_screen_is_a_page_that_says_which_tables_it_shows(screen: Screen) -> None:
    page = load(screen.factory)
    assert issubclass(page, Page)
    assert isinstance(page.tables, frozenset)
    assert page.reload is not Page.reload
    assert not screen.needs or screen.needs in KNOWN


@pytest.mark.parametrize("act", ACTS, ids=lambda one: one.key)
def test_each_act_names_a_sheet_a_permission_and_a_place_that_exist(act: Act) -> None:
    assert act.where in ("", ANYWHERE, PERSON)
    assert not act.needs or act.needs in KNOWN
    assert not act.where or act.sheet, "the palette can only open a sheet"
    if act.sheet:
        assert issubclass(load(act.sheet), Overlay)


def test_each_act_is_bound_somewhere() -> None:
    used = words()
    assert [one.key for one in ACTS if one.key not in used and not one.where] == []


def test_whatever_is_bound_by_a_key_is_in_the_register() -> None:
    known = {one.key for one in ACTS}
    unknown = [
        f"{path.name}:{call.lineno} {call.args[0].value}"
        for path, call, name in calls()
        if name in BY_KEY
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and call.args[0].value not in known
    ]
    assert unknown == []


def test_every_module_that_writes_is_reached_through_the_register() -> None:
    """What saves something is a registered sheet, binds its acts by the register, or is a part of what does."""
    reached = {one.sheet.partition(":")[0] for one in ACTS if one.sheet}
    reached |= {module(path) for path, _, name in calls() if name in {"act_button", "act_shortcut", "act"}}
    reached |= OPENING
    imports = {module(path): imported(tree) for path, tree in trees()}
    pages = {one.factory.partition(":")[0] for one in SCREENS}
    bound = {_room(one) for one in pages if _room(one) in {_room(part) for part in imports[one] & reached}}
    reached |= {one for one in pages if _room(one) in bound}  # its buttons stand in another room of the same package
    waiting = list(reached)
    while waiting:
        parts = {one for one in imports.get(waiting.pop(), set()) if one in imports and _beside(one)} - reached
        reached |= parts
        waiting += parts
    assert sorted({module(path) for path in writers()} - reached) == []


def writers() -> set[Path]:
    """The modules that call background.write; opening a file and signing in come before any act."""
    found = set()
    for path, call, name in calls():
        owner = getattr(call.func, "value", None)
        on = getattr(owner, "attr", getattr(owner, "id", ""))
        if name == "write" and on == "background" and path.parent.name not in ("app", "sign_in"):
            found.add(path)
    return found


def module(path: Path) -> str:
    return "ui." + ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _room(name: str) -> str:
    """The package of a module."""
    return name.rpartition(".")[0]


def _beside(name: str) -> bool:
    return name.split(".")[1] not in ("app", "widgets")


def test_no_screen_asks_a_dialog_to_block() -> None:
    blocking = [
        f"{path.name}:{call.lineno}"
        for path, call, name in calls()
        if name in ("exec", "exec_", "processEvents")
        and path.name not in ("stage.py", "start.py")
        and not (isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "drag")
    ]
    assert blocking == []
