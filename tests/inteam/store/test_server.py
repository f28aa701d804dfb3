"""Opening a shared database by its address."""

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session

from inteam import application, messages
from inteam.errors import InputError, InteamError, StoreError
from inteam.store import schema, server
from inteam.store.kind import Kind, kind_of

_numbers = count()


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of the test's own, as libpq writes it."""
    name = f"opened_{next(_numbers)}"
    running: str = request.getfixturevalue("server")
    engine = create_engine(running, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    made = make_url(running).set(database=name, drivername="postgresql")
    yield made.render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def refusal(url: str, **options: str) -> InteamError:
    with pytest.raises(InteamError) as refused:
        server.open_server(url, **options)
    assert all(messages.sentences(refused.value).values())
    return refused.value


def test_the_owner_sets_a_database_up_and_everybody_opens_it(url: str) -> None:
    server.set_up(url, application.all_reads()).dispose()

    engine = server.open_server(url)

    with Session(engine) as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == schema.newest()
        assert session.scalar(text("SHOW synchronous_commit")) == "on"
        assert session.scalar(text("SHOW application_name")) == "INTeam"
        assert kind_of(session) is Kind.REHEARSAL
        assert list(application.all_reads()[0].run(session, limit=1)) == []
    engine.dispose()


def test_the_kind_of_a_shared_database_is_set_by_its_owner(url: str) -> None:
    server.set_up(url, application.all_reads()).dispose()
    owner = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {make_url(url).database} SET inteam.kind = 'live'"))
    owner.dispose()
    engine = server.open_server(url)
    with Session(engine) as session:
        assert kind_of(session) is Kind.LIVE
    engine.dispose()


def test_a_database_without_our_tables_is_said(url: str) -> None:
    assert refusal(url).problems == {"": "server_empty"}


@pytest.mark.parametrize(("revision", "code"), [("9999", "server_newer"), ("0001", "server_older")])
def test_a_database_of_another_version_is_said(url: str, revision: str, code: str) -> None:
    engine = server.set_up(url, application.all_reads())
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()
    assert refusal(url).problems == {"": code}


def test_a_server_that_does_not_answer_is_named() -> None:
    error = refusal("postgresql://priya@localhost:1/inteam")
    assert error.problems == {"": "server_unreachable"}
    assert error.facts == {"host": "localhost"}


def test_a_login_that_is_not_there_is_refused_without_saying_what_was_wrong(url: str) -> None:
    strange = make_url(url).set(username="nobody_here").render_as_string(hide_password=False)
    assert refusal(strange).problems == {"": "server_refused"}


@pytest.mark.parametrize("address", ["postgresql://h/x?port", "postgresql://h/x?nonsense=1", "not an address"])
def test_what_is_no_address_is_said(address: str) -> None:
    assert refusal(address).problems == {"host": "server_address"}


def test_over_the_network_the_server_must_prove_who_it_is() -> None:
    made = server.address("inteam.harbourvale.example", 5432, "inteam", "p nair")
    assert made == (
        "postgresql://p%20nair@inteam.harbourvale.example:5432/inteam"
        "?sslmode=verify-full&channel_binding=require&gssencmode=disable"
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_on_this_computer_it_need_not(host: str) -> None:
    assert "sslmode" not in server.address(host, 5432, "inteam", "priya")


@pytest.mark.parametrize(
    "host", ["h/other", "h?sslmode=disable", "h#x", "a@b", "h&options=-c", "h,evil.example", "h%20", "two words"]
)
def test_a_host_that_would_set_more_than_a_host_is_refused(host: str) -> None:
    with pytest.raises(InputError) as refused:
        server.address(host, 5432, "inteam", "priya")
    assert refused.value.problems == {"host": "server_address"}


def test_the_password_stands_in_no_address_and_no_engine(url: str) -> None:
    server.set_up(url, application.all_reads()).dispose()
    engine = server.open_server(url, "s3cret-word")
    assert "s3cret" not in repr(engine)
    assert "s3cret" not in str(engine.url)
    engine.dispose()


def test_a_password_in_an_address_reaches_no_message() -> None:
    error = refusal("postgresql://priya:s3cret-word@localhost:1/inteam")
    assert "s3cret" not in str(error)
    assert "s3cret" not in "".join(messages.sentences(error).values())
    assert isinstance(error, StoreError)
