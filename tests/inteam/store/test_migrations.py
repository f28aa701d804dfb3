"""The migrations make exactly the mapped tables, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from inteam import application
from inteam.store.base import Base
from inteam.store.database import Database
from tests.migration import other_type, ours


def test_migrations_make_exactly_the_mapped_tables(database: Database) -> None:
    application.load_tables()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": other_type})
        assert compare_metadata(context, Base.metadata) == []


def test_each_read_has_its_own_name() -> None:
    assert len({read.name for read in application.all_reads()}) == len(application.all_reads()) > 0
