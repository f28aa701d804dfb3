"""Reading the pathway files, checked completely: a wrong one names its file and entry."""

import re
import tomllib
from collections.abc import Mapping, Set
from functools import cache
from typing import Any

from inteam import resources
from inteam.pathways.rules import (
    GUARDS,
    ClosingOutcome,
    Move,
    Pathway,
    PathwayClock,
    Stage,
    StageKind,
    Unit,
)

FILES = ("social_prescribing_1", "gambling_support_1", "complex_care_1")
"""The shipped files, by key and version; a file is added to, not rewritten, once a case has used it."""

_SOURCE = re.compile(r"domain\.md \d+(\.\d+)*, line \d+")


class PathwayFileError(ValueError):
    """A pathway file is wrong; the words name file and entry."""


@cache
def pathways() -> Mapping[tuple[str, int], Pathway]:
    """(key, version) → pathway, all versions that ship."""
    read = (parse(resources.text(f"pathways/{name}.toml"), name) for name in FILES)
    return {(pathway.key, pathway.version): pathway for pathway in read}


def pathway(key: str, version: int) -> Pathway:
    """The pathway as a case began on it. Raises KeyError."""
    return pathways()[key, version]


@cache
def current() -> Mapping[str, Pathway]:
    """Key → newest version: what a new case begins on."""
    newest: dict[str, Pathway] = {}
    for found in sorted(pathways().values(), key=lambda p: p.version):
        newest[found.key] = found
    return {key: newest[key] for key in sorted(newest, key=lambda k: newest[k].title)}


def parse(content: str, file: str) -> Pathway:
    """A pathway from its TOML text. Raises PathwayFileError naming file and entry."""
    try:
        table = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise PathwayFileError(f"{file}: {error}") from error
    _exactly(
        table, f"{file}", {"key", "version", "title", "first_stage", "source", "stage", "move", "outcome"}, {"clock"}
    )
    stages = tuple(_stage(e, f"{file}: stage {i}") for i, e in enumerate(_list(table, "stage", file), 1))
    made = Pathway(
        key=_text(table, "key", file),
        version=_whole(table, "version", file),
        title=_text(table, "title", file),
        first_stage=_text(table, "first_stage", file),
        stages=stages,
        moves=tuple(_move(e, f"{file}: move {i}") for i, e in enumerate(_list(table, "move", file), 1)),
        clocks=tuple(_clock(e, f"{file}: clock {i}") for i, e in enumerate(table.get("clock", []), 1)),
        outcomes=tuple(_outcome(e, f"{file}: outcome {i}") for i, e in enumerate(_list(table, "outcome", file), 1)),
        source=_source(table, file),
    )
    _check_whole(made, file)
    return made


def _stage(entry: Any, where: str) -> Stage:
    _exactly(entry, where, {"key", "title", "kind", "source"})
    kind = _one_of(entry, "kind", [k.value for k in StageKind], where)
    return Stage(_text(entry, "key", where), _text(entry, "title", where), StageKind(kind), _source(entry, where))


def _move(entry: Any, where: str) -> Move:
    _exactly(entry, where, {"from", "to", "guards", "source"})
    return Move(_text(entry, "from", where), _text(entry, "to", where), _guards(entry, where), _source(entry, where))


def _clock(entry: Any, where: str) -> PathwayClock:
    _exactly(entry, where, {"key", "title", "start", "stops", "unit", "source"}, {"limit", "local"})
    limit = _whole(entry, "limit", where) if "limit" in entry else None
    local = entry.get("local", False)
    if not isinstance(local, bool):
        raise PathwayFileError(f"{where}: local must be true or false")
    return PathwayClock(
        _text(entry, "key", where),
        _text(entry, "title", where),
        _text(entry, "start", where),
        _texts(entry, "stops", where),
        limit,
        Unit(_one_of(entry, "unit", [u.value for u in Unit], where)),
        local,
        _source(entry, where),
    )


def _outcome(entry: Any, where: str) -> ClosingOutcome:
    _exactly(entry, where, {"key", "title", "guards", "source"}, {"stages"})
    stages = _texts(entry, "stages", where) if "stages" in entry else ()
    return ClosingOutcome(
        _text(entry, "key", where), _text(entry, "title", where), stages, _guards(entry, where), _source(entry, where)
    )


def _check_whole(made: Pathway, file: str) -> None:
    _check_keys(made, file)
    _check_stage_names(made, file)
    closed = made.closed_stage
    if closed in {made.first_stage, *(s for m in made.moves for s in (m.from_stage, m.to_stage))}:
        raise PathwayFileError(f"{file}: the closed stage is reached by an outcome, not by a move")
    open_stages = {stage.key for stage in made.stages} - {closed}
    if lost := open_stages - _reachable(made):
        raise PathwayFileError(f"{file}: no way leads to {', '.join(sorted(lost))}")
    for stage in sorted(open_stages):
        if not made.outcomes_from(stage):
            raise PathwayFileError(f"{file}: a case in {stage} cannot be closed")


def _check_keys(made: Pathway, file: str) -> None:
    for kind, found in (
        ("stage", [s.key for s in made.stages]),
        ("clock", [c.key for c in made.clocks]),
        ("outcome", [o.key for o in made.outcomes]),
        ("move", [f"{m.from_stage} to {m.to_stage}" for m in made.moves]),
    ):
        if twice := {key for key in found if found.count(key) > 1}:
            raise PathwayFileError(f"{file}: {kind} twice: {', '.join(sorted(twice))}")
    if sum(stage.kind is StageKind.CLOSED for stage in made.stages) != 1:
        raise PathwayFileError(f"{file}: exactly one stage must be of the kind closed")


def _check_stage_names(made: Pathway, file: str) -> None:
    keys = {stage.key for stage in made.stages}
    named = [(made.first_stage, "first_stage")]
    named += [(s, f"move {m.from_stage} to {m.to_stage}") for m in made.moves for s in (m.from_stage, m.to_stage)]
    named += [(s, f"clock {c.key}") for c in made.clocks for s in (c.start, *c.stops)]
    named += [(s, f"outcome {o.key}") for o in made.outcomes for s in o.stages]
    for stage, where in named:
        if stage not in keys:
            raise PathwayFileError(f"{file}: {where}: there is no stage {stage}")


def _reachable(made: Pathway) -> set[str]:
    found, ahead = set(), [made.first_stage]
    while ahead:
        stage = ahead.pop()
        if stage not in found:
            found.add(stage)
            ahead += [move.to_stage for move in made.moves_from(stage)]
    return found


def _exactly(entry: Any, where: str, needed: set[str], allowed: Set[str] = frozenset()) -> None:
    if not isinstance(entry, dict):
        raise PathwayFileError(f"{where}: must be a table")
    if missing := needed - entry.keys():
        raise PathwayFileError(f"{where}: {', '.join(sorted(missing))} missing")
    if unknown := entry.keys() - needed - allowed:
        raise PathwayFileError(f"{where}: {', '.join(sorted(unknown))} unknown")


def _list(table: Mapping[str, Any], name: str, where: str) -> list[Any]:
    if not isinstance(table[name], list) or not table[name]:
        raise PathwayFileError(f"{where}: needs at least one [[{name}]]")
    return list(table[name])


def _text(entry: Mapping[str, Any], name: str, where: str) -> str:
    if not isinstance(entry[name], str) or not entry[name].strip():
        raise PathwayFileError(f"{where}: {name} must be words")
    return str(entry[name])


def _texts(entry: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = entry[name]
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise PathwayFileError(f"{where}: {name} must be a list of words")
    return tuple(value)


def _whole(entry: Mapping[str, Any], name: str, where: str) -> int:
    if not isinstance(entry[name], int) or isinstance(entry[name], bool) or entry[name] < 1:
        raise PathwayFileError(f"{where}: {name} must be a whole number above 0")
    return int(entry[name])


def _one_of(entry: Mapping[str, Any], name: str, values: list[str], where: str) -> str:
    if entry[name] not in values:
        raise PathwayFileError(f"{where}: {name} must be one of {', '.join(values)}")
    return str(entry[name])


def _guards(entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    guards = entry["guards"]
    if not isinstance(guards, list):
        raise PathwayFileError(f"{where}: guards must be a list")
    for guard in guards:
        if guard not in GUARDS:
            raise PathwayFileError(f"{where}: there is no guard {guard}")
    return tuple(guards)


def _source(entry: Mapping[str, Any], where: str) -> str:
    source = _text(entry, "source", where)
    if not _SOURCE.fullmatch(source):
        raise PathwayFileError(f'{where}: source must read like "domain.md 5.4, line 326"')
    return source
