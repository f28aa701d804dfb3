"""The shipped defaults of local policy, from resources/policy/policy.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Value = int | float | str | bool | list[int] | list[str]


@dataclass(frozen=True)
class Default:
    """A setting as shipped: what it is in words, its value and unit, where the value comes from."""

    key: str
    title: str
    value: Value
    unit: str
    source: str


@cache
def defaults() -> dict[str, Default]:
    """Key → default. Raises ValueError naming the entry when the file is wrong."""
    content = tomllib.loads(files("resources").joinpath("policy/policy.toml").read_text("utf-8"))
    return {key: parse(key, entry) for group, entries in content.items() for key, entry in _keys(group, entries)}


def _keys(group: str, entries: dict[str, dict[str, object]]) -> list[tuple[str, dict[str, object]]]:
    return [(f"{group}.{name}", entry) for name, entry in entries.items()]


def parse(key: str, entry: dict[str, object]) -> Default:
    """One entry of the file."""
    match entry:
        case {
            "title": str(title),
            "value": int() | float() | str() | list() as value,
            "unit": str(unit),
            "source": str(source),
            **rest,
        } if not rest:
            return Default(key, title, value, unit, source)
        case _:
            raise ValueError(f"policy.toml: {key}: needs exactly title, value, unit and source")
