"""A measured figure beside its floor, and how it is judged."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    figure, floor: milliseconds, seconds or megabytes as ``measured_in`` says. goal: of figure/floor where unit is "x",
    else of figure. floor None: there is nothing to compare with. goal None: a row that only says how long it takes.
    """

    path: str
    figure: float
    floor: float | None
    goal: float | None
    unit: str
    people: int
    measured_in: str = "ms"
    remark: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.figure / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        judged = self.ratio if self.unit == "x" else self.figure
        return judged is not None and judged <= self.goal

    def row(self) -> dict[str, Any]:
        """As bench.json holds it (decisions.md 39)."""
        row = asdict(self) | {"ratio": self.ratio, "met": self.met}
        return {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}


def p95(samples: Iterable[float]) -> float:
    """The 95th percentile, by the nearest rank."""
    ordered = sorted(samples)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def median(samples: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(samples)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that the act took."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
