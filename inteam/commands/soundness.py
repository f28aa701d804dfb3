"""Proving that a database is whole: what `inteam check` looks at, on both databases."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from inteam.audit.service import first_broken
from inteam.needs.rules_onward import OPEN_ONWARD
from inteam.referrals.choices import OPEN
from inteam.store import schema
from inteam.store.kind import Kind, kind_of


@dataclass
class Findings:
    """What was looked at, in words, and what is wrong with it."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def say(self, what: str, good: str, wrong: str | None = None) -> None:
        """Note one thing that was looked at."""
        self.lines.append(f"{what}: {wrong or good}")
        if wrong:
            self.wrong.append(f"{what}: {wrong}")


@dataclass(frozen=True)
class _Owned:
    words: str
    table: str
    state: str
    open_states: tuple[str, ...]
    owner_needed: bool = False


_OWNED = (
    _Owned("open cases", "care_case", "status", ("open",), owner_needed=True),
    _Owned("open referrals", "referral", "state", tuple(OPEN)),
    _Owned("open actions", "action", "status", ("planned", "started")),
    _Owned("open onward referrals", "onward_referral", "state", tuple(OPEN_ONWARD)),
)


def look(session: Session, today: date) -> Findings:
    """Everything, in order; a damaged file ends early, since nothing after could be believed."""
    found = Findings()
    found.say("Kind", str(kind_of(session)))
    local = session.get_bind().dialect.name != "postgresql"
    revision = session.scalar(text("SELECT version_num FROM alembic_version"))
    found.say(
        "Tables",
        f"version {revision}, the newest",
        None if revision == schema.newest() else f"version {revision}, but {schema.newest()} is the newest",
    )
    if local:
        _file(session, found)
    if not found.wrong:
        _owners(session, found, today)
        _trail(session, found)
        people = session.scalar(text("SELECT count(*) FROM person WHERE withdrawn_at IS NULL"))
        found.say("People", f"{people:,}")
    return found


def _file(session: Session, found: Findings) -> None:
    damaged = session.execute(text("PRAGMA cipher_integrity_check")).all()
    found.say("Encrypted pages", "all sealed", f"{len(damaged)} damaged" if damaged else None)
    problems = [row[0] for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    found.say("Integrity", "sound", f"{len(problems)} problems" if problems else None)
    lost: dict[str, int] = {}
    for row in session.execute(text("PRAGMA foreign_key_check")):
        lost[row[0]] = lost.get(row[0], 0) + 1
    words = ", ".join(f"{count} in {table}" for table, count in sorted(lost.items()))
    found.say("Orphans", "none", words or None)


def _owners(session: Session, found: Findings, today: date) -> None:
    for owned in _OWNED:
        states = {f"s{number}": str(state) for number, state in enumerate(owned.open_states)}
        # Tables, columns and states are this module's own; what varies is bound.
        missing = "w.owner_id IS NULL OR " if owned.owner_needed else ""
        statement = f"""
            SELECT count(*) AS open,
              coalesce(sum(CASE WHEN t.id IS NULL OR {missing}(w.owner_id IS NOT NULL AND s.id IS NULL)
                THEN 1 ELSE 0 END), 0) AS nobody,
              coalesce(sum(CASE WHEN s.left_on < :today THEN 1 ELSE 0 END), 0) AS gone
            FROM {owned.table} w
            LEFT JOIN team t ON t.id = w.team_id AND t.withdrawn_at IS NULL
            LEFT JOIN staff s ON s.id = w.owner_id AND s.withdrawn_at IS NULL
            WHERE w.withdrawn_at IS NULL AND w.{owned.state} IN ({", ".join(f":{name}" for name in states)})
        """  # noqa: S608 (our own names)
        row = session.execute(
            text(statement), {"today": today.isoformat() if _local(session) else today, **states}
        ).one()
        wrong = [f"{row.nobody:,} without an owner"] if row.nobody else []
        wrong += [f"{row.gone:,} owned by somebody who has left"] if row.gone else []
        found.say(owned.words.capitalize(), f"{row.open:,}, all owned", ", ".join(wrong) or None)


def _trail(session: Session, found: Findings) -> None:
    broken = first_broken(session)
    entries = session.scalar(text("SELECT count(*) FROM audit_entry"))
    found.say("Audit trail", f"{entries:,} entries, whole", None if broken is None else f"changed at entry {broken}")


def _local(session: Session) -> bool:
    return session.get_bind().dialect.name != "postgresql"


__all__ = ["Findings", "Kind", "look"]
