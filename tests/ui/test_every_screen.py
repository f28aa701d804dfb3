"""Every screen, sheet and dialog of the registers, in both themes, narrow and at 200 %: nothing clipped, all named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui import looking
from ui import pictures_settings
from ui.app import preferences
from ui.app.acts import ACTS
from ui.app.screens import SCREENS
from ui.scenes import VIEWS, scenes
from ui.stage import DAY, LOOKS, Stage, stage

SCENES = [
    *(one.key for one in SCREENS),
    *VIEWS,
    *(f"sheet-{one.key.replace('.', '-')}" for one in ACTS if one.sheet),
    "palette",
    "keys",
    "toast",
    "notice",
    "conflict",
    "who-am-i",
    "first-run",
    "unlock",
    *pictures_settings.NAMES,
]


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo neighbourhood, made once."""
    from inteam import commands  # noqa: PLC0415 (loads every feature)

    file = tmp_path_factory.mktemp("demo") / "demo.inteam"
    assert commands.main(["create", str(file), "--demo", "120", "--as-of", DAY.isoformat()]) == 0
    return file


@pytest.fixture(scope="module", params=[name for name in LOOKS if name != "text-200-dark"])  # laid out as text-200 is
def shown(request: pytest.FixtureRequest, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The program in one look."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    patch.setattr(preferences, "place", lambda: home / "preferences.json")
    with stage(demo_file, LOOKS[request.param]) as made:
        yield made
    patch.undo()


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_clipped_hidden_or_without_a_name(shown: Stage, scene: str) -> None:
    show = dict(scenes(shown))[scene]
    show()
    shown.settle()
    try:
        root = shown.window.cover or shown.window.overlay() or shown.window
        found = [f"{name}: {line}" for name, check in looking.CHECKS.items() for line in check(root)]
        found += stays_open(shown)
    finally:
        shown.reset()
    assert found == []


def stays_open(shown: Stage) -> list[str]:
    """Esc closes whatever stands over the page; a cover stays."""
    over = shown.window.overlay()
    if over is None or shown.window.cover is not None:
        return []
    focused: QWidget | None = shown.window.focusWidget()
    QTest.keyClick(focused if focused is not None else over, Qt.Key.Key_Escape)
    shown.settle()
    return [f"Esc leaves {over.accessibleName()} open"] if shown.window.overlay() is over else []


def test_every_picture_is_one_of_the_scenes(shown: Stage) -> None:
    assert [name for name, _ in scenes(shown)] == SCENES
