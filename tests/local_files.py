"""Local files for tests: made once at the lower bound of Argon2id, then copied."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from inteam.store import engines, local, making, schema
from inteam.store.keys import argon, keyfile
from inteam.store.kind import Kind
from inteam.store.local import LocalFile

PASSPHRASE = "tandem otter lighthouse"
OTHER = "copper kettle violets"


@dataclass(frozen=True)
class Sample:
    """A closed file, and what opens it."""

    path: Path
    recovery_code: str

    def open(self, words: str = PASSPHRASE) -> LocalFile:
        """The file, by its passphrase."""
        closed = local.approach(self.path)
        try:
            return closed.open(closed.key_by_passphrase(words))
        except BaseException:
            closed.let_go()
            raise

    def copy(self, path: Path) -> "Sample":
        """The same file and keys at another place."""
        shutil.copy(self.path, path)
        for there, here in zip(keyfile.places(path), keyfile.places(self.path), strict=True):
            shutil.copy(here, there)
        return Sample(path, self.recovery_code)


def make(path: Path, kind: Kind = Kind.REHEARSAL, words: str = PASSPHRASE) -> Sample:
    """A new file, closed."""
    made = making.make(path, words, kind=kind, cost=argon.LOWEST, confirm=lambda code: code)
    made.file.close()
    return Sample(path, made.recovery_code)


def make_older(path: Path, revision: str) -> Sample:
    """A file as the program of an earlier revision left it."""
    from alembic import command  # noqa: PLC0415 (heavy; few tests)
    from alembic.config import Config  # noqa: PLC0415 (heavy; few tests)

    sample = make(path)
    key = _key(sample)
    path.unlink()
    making._first_page(path, key, bytes.fromhex(keyfile.read(path).rings[0].file_id), Kind.REHEARSAL)
    engine = engines.open_for_upgrade(path, key)
    config = Config()
    config.set_main_option("script_location", str(schema.VERSIONS.parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    return sample


def _key(sample: Sample) -> bytearray:
    closed = local.approach(sample.path)
    key = closed.key_by_passphrase(PASSPHRASE)
    closed.let_go()
    return key


def make_older_with_words(path: Path, revision: str, words: str) -> Sample:
    """The same with one row in a table of its own."""
    sample = make_older(path, revision)
    raw = engines.connect(path, _key(sample))
    raw.execute("CREATE TABLE kept (words TEXT)")
    raw.execute("INSERT INTO kept VALUES (?)", (words,))
    raw.close()
    return sample


def make_neighbourhood(path: Path, people: int = 30) -> Sample:
    """A rehearsal with the people of the demo neighbourhood."""
    from inteam import application, demo  # noqa: PLC0415 (heavy; few tests)
    from inteam.store.database import Database  # noqa: PLC0415 (heavy; few tests)

    application.load_tables()
    sample = make(path)
    opened = sample.open()
    database = Database(opened.engine, reader=opened.reader, hooks=application.hooks())
    demo.fill(database, people=people)
    opened.close()
    return sample


def write_people(path: Path, count: int) -> Path:
    """A list of invented people as a practice exports it."""
    lines = ["NHS Number,Surname,Forename,Date of Birth,Gender,Postcode"]
    for number in range(count):
        day, month, year = 1 + number % 28, 1 + number % 12, 1930 + number % 70
        lines.append(f"{nhs_number(number)},Family{number},Given{number},{day:02}/{month:02}/{year},F,ZZ99 3WZ")
    path.write_text("\r\n".join(lines) + "\r\n")
    return path


def nhs_number(number: int) -> str:
    """The number-th NHS number of the test range (999…) with a right check digit."""
    candidate = 999_000_000 + number * 3
    while True:
        total = sum(int(digit) * weight for digit, weight in zip(f"{candidate:09}", range(10, 1, -1), strict=True))
        check = (11 - total % 11) % 11
        if check != 10:
            return f"{candidate:09}{check}"
        candidate += 1


def rows_of(sample: Sample, words: str = PASSPHRASE) -> dict[str, tuple[int, str]]:
    """Table → how many rows, and a hash of all of them and of how it was made."""
    opened = sample.open(words)
    with opened.reader.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY 1").all()
        found = {}
        for name, sql in made:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1').all()  # noqa: S608 (our own names)
            found[name] = (len(rows), hashlib.sha256(repr((sql, rows)).encode()).hexdigest())
    opened.close()
    return found
