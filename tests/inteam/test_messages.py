"""Every code that the program can raise has its sentence, and no sentence is without a code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from inteam.messages import SENTENCES, sentence

ERRORS = {"InputError", "DeniedError", "ConflictError", "StoreError", "CancelledError"}
SOURCES = [path for top in ("inteam", "ui") for path in Path(top).rglob("*.py")]


def _raised(path: Path) -> Iterator[tuple[str, int]]:
    """The codes written out in calls of our errors, with their lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
            given = [*node.args, *(word.value for word in node.keywords if word.arg)]
            yield from (
                (part.value, part.lineno)
                for part in given
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def _found(path: Path) -> Iterator[tuple[str, int]]:
    """The codes that functions named …problem… give: the values of dicts and the texts they return."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and "problem" in node.name:
            for inner in ast.walk(node):
                for value in _given(inner):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                        yield value.value, value.lineno


def _given(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return node.values
    if isinstance(node, ast.Return):
        return [node.value] if node.value else []
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        return [node.value]
    return []


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_each_code_has_its_sentence(path: Path) -> None:
    missing = [f"{path}:{line} {code}" for code, line in (*_raised(path), *_found(path)) if code not in SENTENCES]
    assert missing == []


def test_each_sentence_belongs_to_a_code_in_use() -> None:
    classes = {"InputError", "DeniedError", "ConflictError", "StoreError", "CancelledError", "InteamError"}
    used_elsewhere = {
        word
        for path in SOURCES
        if path.name != "messages.py"
        for word in re.findall(r'"([A-Za-z_]\w*)"', path.read_text("utf-8"))
    }
    assert set(SENTENCES) - used_elsewhere - classes == set()


def test_a_sentence_ends_like_one() -> None:
    assert [code for code, words in SENTENCES.items() if not words.rstrip().endswith((".", "?", ":"))] == []


def test_facts_fill_the_blanks() -> None:
    assert sentence("required", {"unused": 1}) == "Enter a value."
