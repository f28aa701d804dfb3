"""What one person at one computer prefers: theme, text size, keys; and which files were open. Nothing of a record."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
THEMES = ("light", "dark", "system")
LOCK_MINUTES = range(1, 16)  # decision 17
MOST_RECENT = 6


@dataclass(frozen=True)
class Preferences:
    """theme: light, dark or system. text: per cent. me: file id → my staff id in it. recent: paths, newest first."""

    theme: str = "light"
    text: int = 100
    motion: bool = True
    letters: bool = True
    lock_minutes: int = 10
    recent: tuple[str, ...] = ()
    me: dict[str, str] = field(default_factory=dict)

    def opened(self, path: Path) -> "Preferences":
        """The same with a file as the newest one."""
        others = [known for known in self.recent if known != str(path)]
        return replace(self, recent=(str(path), *others)[:MOST_RECENT])

    def connected(self, address: str) -> "Preferences":
        """The same with a shared database as the newest place."""
        others = [known for known in self.recent if known != address]
        return replace(self, recent=(address, *others)[:MOST_RECENT])

    def being(self, file_id: str, staff_id: str) -> "Preferences":
        """The same, knowing who I am in a file."""
        return replace(self, me=self.me | {file_id: staff_id})


def place() -> Path:
    """Where they are kept."""
    from platformdirs import user_config_path  # noqa: PLC0415 (once, at the start)

    return user_config_path("INTeam", appauthor=False) / "preferences.json"


def read(file: Path | None = None) -> Preferences:
    """What is kept; the usual where there is nothing, or where it cannot be read."""
    try:
        found = json.loads((file or place()).read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _checked(found) if isinstance(found, dict) else Preferences()


def _checked(found: dict[str, Any]) -> Preferences:
    usual = asdict(Preferences())
    known = {name: found[name] for name, value in usual.items() if isinstance(found.get(name), _kind(value))}
    made = Preferences(**(usual | known | {"recent": tuple(known.get("recent", ()))}))
    return replace(
        made,
        theme=made.theme if made.theme in THEMES else "light",
        text=made.text if made.text in TEXT_SIZES else 100,
        lock_minutes=min(max(made.lock_minutes, LOCK_MINUTES.start), LOCK_MINUTES.stop - 1),
    )


def _kind(value: Any) -> type:
    return list if isinstance(value, tuple) else type(value)


def write(preferences: Preferences, file: Path | None = None) -> None:
    """Keeps them. A disk that is full or read-only loses a preference, nothing else."""
    target = file or place()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_suffix(".new")
        new.write_text(json.dumps(asdict(preferences), indent=1), "utf-8")
        new.replace(target)
    except OSError:
        return
