"""A journey looks at the window, the paper or a file that was opened again: never at services or tables."""

import ast
from pathlib import Path

import pytest

ALLOWED = ("inteam.commands", "inteam.clock", "inteam.demo")
JOURNEYS = sorted(Path(__file__).parent.glob("*.py"))


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.name)
def test_a_journey_knows_no_service_and_no_table(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found += [n for n in names if n.startswith(("inteam", "sqlalchemy")) and not n.startswith(ALLOWED)]
    assert found == []
