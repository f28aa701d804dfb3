"""The program's own line icons as PDF paths: 24 × 24 units, y downwards, as the SVG files have them."""

import math
import re
from collections.abc import Iterator
from functools import cache

from inteam import resources

_ELEMENT = re.compile(r"<(path|circle|rect)\b([^>]*)/>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TOKEN = re.compile(r"[MmLlHhVvCcSsAaZz]|-?(?:\d*\.\d+|\d+)(?:e-?\d+)?")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}
_KAPPA = 0.5523  # a quarter circle as one Bézier curve


@cache
def icon(name: str) -> str:
    """The strokes of an icon as path operators, unscaled. Raises FileNotFoundError."""
    found: list[str] = []
    for kind, attributes in _ELEMENT.findall(resources.text(f"icons/{name}.svg")):
        values = dict(_ATTRIBUTE.findall(attributes))
        if kind == "path":
            found.extend(_path(values["d"]))
        elif kind == "circle":
            found.append(_circle(*(float(values[key]) for key in ("cx", "cy", "r"))))
        else:
            corner = float(values.get("rx", "0"))
            x, y, wide, tall = (float(values[key]) for key in ("x", "y", "width", "height"))
            found.append(_rectangle(x, y, wide, tall, corner))
    return " ".join(found) + " S"


def _circle(x: float, y: float, radius: float) -> str:
    bend = radius * _KAPPA
    return (
        f"{x + radius:.3f} {y:.3f} m "
        f"{x + radius:.3f} {y + bend:.3f} {x + bend:.3f} {y + radius:.3f} {x:.3f} {y + radius:.3f} c "
        f"{x - bend:.3f} {y + radius:.3f} {x - radius:.3f} {y + bend:.3f} {x - radius:.3f} {y:.3f} c "
        f"{x - radius:.3f} {y - bend:.3f} {x - bend:.3f} {y - radius:.3f} {x:.3f} {y - radius:.3f} c "
        f"{x + bend:.3f} {y - radius:.3f} {x + radius:.3f} {y - bend:.3f} {x + radius:.3f} {y:.3f} c h"
    )


def _rectangle(x: float, y: float, wide: float, tall: float, corner: float) -> str:
    right, low, c = x + wide, y + tall, corner
    path = (
        f"M{x + c} {y}H{right - c}A{c} {c} 0 0 1 {right} {y + c}V{low - c}A{c} {c} 0 0 1 {right - c} {low}"
        f"H{x + c}A{c} {c} 0 0 1 {x} {low - c}V{y + c}A{c} {c} 0 0 1 {x + c} {y}Z"
    )
    return " ".join(_path(path))


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """Commands with their numbers; a command's repetitions one by one."""
    tokens = _TOKEN.findall(path)
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        count = _TAKES[command.lower()]
        yield command, [float(token) for token in tokens[at : at + count]]
        at += count
        command = {"M": "L", "m": "l"}.get(command, command)


def _path(path: str) -> Iterator[str]:
    x = y = begun_x = begun_y = 0.0
    bend = (0.0, 0.0)  # the last curve's second handle, for S
    for command, given in _steps(path):
        kind, (ox, oy) = command.lower(), ((x, y) if command.islower() else (0.0, 0.0))
        if kind == "z":
            yield "h"
            x, y = begun_x, begun_y
            continue
        if kind == "a":
            end = (given[5] + ox, given[6] + oy)
            yield from _arc((x, y), end, given[0], large=bool(given[3]), sweep=bool(given[4]))
        elif kind in "cs":
            points = [value + (oy if at % 2 else ox) for at, value in enumerate(given)]
            if kind == "s":
                points = [2 * x - bend[0], 2 * y - bend[1], *points]
            bend = (points[2], points[3])
            end = (points[4], points[5])
            yield " ".join(f"{value:.3f}" for value in points) + " c"
        else:
            end = _end(kind, given, (x, y), (ox, oy))
            yield f"{end[0]:.3f} {end[1]:.3f} {'m' if kind == 'm' else 'l'}"
        x, y = end
        if kind == "m":
            begun_x, begun_y = x, y
        if kind not in "cs":
            bend = end


def _end(kind: str, given: list[float], now: tuple[float, float], origin: tuple[float, float]) -> tuple[float, float]:
    if kind == "h":
        return given[0] + origin[0], now[1]
    if kind == "v":
        return now[0], given[0] + origin[1]
    return given[0] + origin[0], given[1] + origin[1]


def _arc(
    start: tuple[float, float], end: tuple[float, float], radius: float, *, large: bool, sweep: bool
) -> Iterator[str]:
    """A circular arc as Bézier curves (SVG 1.1 F.6.5, for rx = ry)."""
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    half = math.hypot(half_x, half_y)
    if not half or not radius:
        yield f"{end[0]:.3f} {end[1]:.3f} l"
        return
    radius = max(radius, half)
    reach = math.sqrt(max(0.0, radius**2 - half**2)) / half * (-1 if large == sweep else 1)
    cx = (start[0] + end[0]) / 2 + reach * half_y
    cy = (start[1] + end[1]) / 2 - reach * half_x
    begin = math.atan2(start[1] - cy, start[0] - cx)
    turn = math.atan2(end[1] - cy, end[0] - cx) - begin
    if sweep and turn < 0:
        turn += 2 * math.pi
    if not sweep and turn > 0:
        turn -= 2 * math.pi
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2)))
    step = turn / pieces
    pull = 4 / 3 * math.tan(step / 4) * radius
    for piece in range(pieces):
        a, b = begin + piece * step, begin + (piece + 1) * step
        ax, ay = cx + radius * math.cos(a), cy + radius * math.sin(a)
        bx, by = cx + radius * math.cos(b), cy + radius * math.sin(b)
        yield (
            f"{ax - pull * math.sin(a):.3f} {ay + pull * math.cos(a):.3f} "
            f"{bx + pull * math.sin(b):.3f} {by - pull * math.cos(b):.3f} {bx:.3f} {by:.3f} c"
        )
