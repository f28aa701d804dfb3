"""What makes the parts one program: all tables, all reads, and the hooks that keep derived rows."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID

from inteam.store.database import Change, Hook, Work
from inteam.store.reads import Read

FEATURES = (
    "audit",
    "policy",
    "drafts",
    "organisations",
    "people",
    "referrals",
    "cases",
    "needs",
    "contacts",
    "careplans",
    "meetings",
    "timeline",
    "caseload",
    "exchange",
)


def _modules(*starts: str) -> list[str]:
    found = []
    for feature in FEATURES:
        package = import_module(f"inteam.{feature}")
        names = sorted(module.name for module in iter_modules(package.__path__))
        found += [f"inteam.{feature}.{name}" for name in names if name.startswith(starts)]
    return found


@cache
def load_tables() -> None:
    """Import each feature's model, so that the metadata is whole."""
    for name in _modules("model"):
        import_module(name)


@cache
def all_reads() -> tuple[Read, ...]:
    """Each Read of each feature's queries, which the shared database answers by functions."""
    reads = [read for name in _modules("queries") for read in getattr(import_module(name), "READS", ())]
    names = [read.name for read in reads]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two reads of one name: {', '.join(sorted(twice))}")
    return tuple(reads)


def hooks() -> tuple[Hook, ...]:
    """What is called before each commit: derived rows are made again, then what is open and unowned is refused."""
    return (_refresh_search, _refresh_work, _refuse_ownerless)


def _refresh_search(work: Work, people: frozenset[UUID]) -> None:
    from inteam.people.search_index import refresh_search  # noqa: PLC0415 (not before the first save)

    if people:
        refresh_search(work, people)


def _refresh_work(work: Work, people: frozenset[UUID]) -> None:
    from inteam.caseload import derive  # noqa: PLC0415 (not before the first save)

    if people:
        derive.refresh(work, people)
    if renamed := [one.id for one in work.changes.rows.values() if _is_staff(one) and "sort_key" in (one.before or ())]:
        derive.refresh_owners(work, renamed)


_OWNED = frozenset({"care_case", "referral", "action", "onward_referral", "staff"})


def _refuse_ownerless(work: Work, _people: frozenset[UUID]) -> None:
    if any(table in _OWNED for table, _id in work.changes.rows):
        from inteam.needs.owners import refuse_ownerless  # noqa: PLC0415 (not before the first save)

        refuse_ownerless(work)


def _is_staff(change: Change) -> bool:
    return bool(change.model.__tablename__ == "staff")
