"""PostgreSQL 15 as Debian ships it: the tables, the reads and a save on it; and who may connect how."""

import pytest
from sqlalchemy import Engine, create_engine, text

from inteam import application, messages
from inteam.access import PROGRAM
from inteam.errors import InteamError
from inteam.organisations import queries, service
from inteam.organisations.service import NewStaff
from inteam.store import schema, server
from inteam.store.database import Database
from tests.server.conftest import PASSWORD, Cluster

pytestmark = pytest.mark.server


@pytest.fixture
def database(cluster: Cluster) -> str:
    """The name of an empty database."""
    engine = _plain(cluster)
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS team WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE team"))
    engine.dispose()
    return "team"


def _plain(cluster: Cluster) -> Engine:
    url = cluster.address(more=f"sslmode=require&sslrootcert={cluster.ca}").replace(
        "postgresql://", "postgresql+psycopg://"
    )
    return create_engine(url, connect_args={"password": PASSWORD}, isolation_level="AUTOCOMMIT")


def refusal(address: str, password: str = PASSWORD) -> InteamError:
    with pytest.raises(InteamError) as refused:
        server.connect(address, password)
    assert all(messages.sentences(refused.value).values())
    return refused.value


def test_the_server_is_fifteen(cluster: Cluster) -> None:
    engine = server.connect(cluster.address(), PASSWORD)
    with engine.connect() as connection:
        assert str(connection.scalar(text("SHOW server_version"))).startswith("15.")
        assert connection.scalar(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) is True
    engine.dispose()


def test_tables_reads_and_a_save_work_on_fifteen(cluster: Cluster, database: str) -> None:
    reads = application.all_reads()
    server.set_up(cluster.address(database), reads, PASSWORD).dispose()
    made = Database(server.open_server(cluster.address(database), PASSWORD), hooks=application.hooks())
    with made.write(PROGRAM) as work:
        service.add_staff(work, NewStaff("Nair", "Priya", "Link worker", "link_worker"))
        today = work.today
    with made.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == schema.newest()
        assert [one.name for one in queries.staff_list(session, on=today)] == ["Priya Nair"]
        for read in reads:
            read.run(session, limit=1)
    made.close()


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    assert refusal(cluster.address(), "wrong-horse-9").problems == {"": "server_refused"}


def test_a_server_whose_certificate_somebody_else_signed_is_refused(cluster: Cluster) -> None:
    strange = f"sslmode=verify-full&channel_binding=require&sslrootcert={cluster.other_ca}"
    assert refusal(cluster.address(more=strange)).problems == {"": "server_untrusted"}


def test_a_certificate_for_another_name_is_refused(cluster: Cluster) -> None:
    by_number = cluster.address(host="127.0.0.1")
    assert refusal(by_number).problems == {"": "server_untrusted"}


def test_without_tls_nobody_gets_in(cluster: Cluster) -> None:
    assert refusal(cluster.address(more="sslmode=disable")).problems == {"": "server_refused"}
