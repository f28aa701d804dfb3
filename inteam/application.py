"""What makes the parts one program: all tables, all reads, and the hooks that keep derived rows."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID

from inteam.store.database import Hook, Work
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
    """What is called before each commit to make derived rows again: the search words, then the work lists."""
    return (_refresh_search, _refresh_work)


def _refresh_search(work: Work, people: frozenset[UUID]) -> None:
    from inteam.people.search_index import refresh_search  # noqa: PLC0415 (not before the first save)

    refresh_search(work, people)


def _refresh_work(work: Work, people: frozenset[UUID]) -> None:
    from inteam.caseload.derive import refresh  # noqa: PLC0415 (not before the first save)

    refresh(work, people)
