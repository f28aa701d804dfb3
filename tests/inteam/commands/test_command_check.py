"""`inteam check`, and what every command does with its FILE and with a defect."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from inteam import clock, commands, incidents, messages
from tests.commands import inteam, program
from tests.local_files import OTHER, PASSPHRASE, Sample


def test_a_whole_file_is_said_to_be_whole(sample: Sample) -> None:
    ran = program("check", sample.path, "--passphrase-file", "-", typed=PASSPHRASE)
    assert (ran.code, ran.err) == (0, "")
    for line in ("Kind: rehearsal", "Integrity: sound", "Orphans: none", "Encrypted pages: all sealed", "People: 0"):
        assert line in ran.out.splitlines()


def test_a_wrong_passphrase_is_one_sentence(sample: Sample) -> None:
    ran = inteam("check", sample.path, "--passphrase-file", "-", typed=OTHER)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == messages.sentence("wrong_passphrase") + "\n"


def test_without_a_passphrase_and_without_a_keyring_it_says_how(sample: Sample) -> None:
    ran = inteam("check", sample.path)
    assert (ran.code, ran.err) == (2, messages.sentence("passphrase_needed") + "\n")


def test_a_child_without_its_parent_is_found(sample: Sample) -> None:
    opened = sample.open()
    with opened.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        columns = raw.execute("PRAGMA table_info(address)").fetchall()
        values = {name: _anything(name, kind) for _, name, kind, needed, *_ in columns if needed}
        names, marks = ", ".join(values), ", ".join("?" for _ in values)
        raw.execute(f"INSERT INTO address ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608 (our own names)
    opened.close()

    ran = inteam("check", sample.path, "--passphrase-file", "-", typed=PASSPHRASE)

    assert ran.code == 1
    assert "Orphans: 1 in address" in ran.out.splitlines()
    assert ran.err == messages.sentence("check_findings", {"count": 1}) + "\n"


def _anything(name: str, kind: str) -> object:
    if kind in {"INTEGER", "BOOLEAN"}:
        return 1
    if kind in {"DATETIME", "DATE"}:
        return "2026-11-19 10:42:00" if kind == "DATETIME" else "2026-11-19"
    return "5" * 32 if kind.startswith("CHAR") else name


def test_a_trail_that_was_changed_is_found(sample: Sample) -> None:
    opened = sample.open()
    with opened.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO audit_entry (at, staff_id, role, action, detail, digest) VALUES "
                "('2026-11-19 10:42:00.000000', :id, 'manager', 'people.created', '{}', 'forged')"
            ),
            {"id": "0" * 32},
        )
    opened.close()
    ran = inteam("check", sample.path, "--passphrase-file", "-", typed=PASSPHRASE)
    assert ran.code == 1
    assert "Audit trail: changed at entry 1" in ran.out.splitlines()


def test_a_damaged_page_is_found(sample: Sample) -> None:
    content = bytearray(sample.path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    sample.path.write_bytes(content)
    ran = inteam("check", sample.path, "--passphrase-file", "-", typed=PASSPHRASE)
    assert ran.code in {1, 2}
    assert ran.err in {messages.sentence("damaged") + "\n", messages.sentence("check_findings", {"count": 1}) + "\n"}
    assert sample.path.read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "See: inteam --help"),
        (["bogus"], "invalid choice: 'bogus'"),
        (["check"], "are required: FILE"),
        (["check", "--nonsense", "x"], "nrecognized arguments: --nonsense"),
        (["check", "-x"], "required: FILE"),
        (["create", "--password", "secret", "x"], "nrecognized arguments"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(arguments: list[str], words: str) -> None:
    ran = inteam(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_help_names_every_command() -> None:
    ran = inteam("--help")
    assert ran.code == 0
    assert all(name in ran.out for name in commands.COMMANDS)


def test_a_defect_ends_in_a_number_and_never_in_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from inteam.commands import check as command  # noqa: PLC0415 (this test only)

    def fail(_args: object) -> int:
        raise ZeroDivisionError("Mrs Okonkwo, 999 000 0018")

    log = tmp_path / "log" / "inteam.log"
    monkeypatch.setattr(incidents, "log_file", lambda: log)
    incidents._log.cache_clear()
    monkeypatch.setattr(command, "run", fail)

    assert commands.main(["check", "x"]) == 2

    said = capsys.readouterr().err
    number = said.split("incident ")[1].split(")")[0]
    assert said.count("\n") == 1
    written = log.read_text()
    incidents._log().handlers[0].close()
    incidents._log().handlers.clear()
    incidents._log.cache_clear()
    assert number in written
    assert "ZeroDivisionError test_command_check.py:" in written
    assert "Okonkwo" not in written + said
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_reader_that_has_had_enough_is_no_error(sample: Sample) -> None:
    import subprocess  # noqa: PLC0415 (this test only)

    from tests.commands import ROOT, command, environment  # noqa: PLC0415 (this test only)

    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        command("check", sample.path, "--passphrase-file", "-"),
        input=PASSPHRASE.encode(),
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
        cwd=ROOT,
        env=environment(),
    )
    os.close(write)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_command_loads_no_screen_and_no_other_command() -> None:
    import subprocess  # noqa: PLC0415 (this test only)
    import sys  # noqa: PLC0415 (this test only)

    from tests.commands import ROOT, environment  # noqa: PLC0415 (this test only)

    program = (
        "import sys; from inteam.commands import main; main(['check', '--help']); "
        "print([m for m in ('PySide6', 'reportlab', 'fhir', 'sqlcipher3', 'psycopg', 'keyring', 'phonenumbers', "
        "'sqlalchemy.dialects', 'inteam.commands.create') if m in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, env=environment()
    )
    assert [name for name in eval(ran.stderr) if name != "sqlalchemy.dialects"] == []  # noqa: S307 (our own print)


def test_a_clock_set_back_is_said_with_both_days(sample: Sample) -> None:
    ahead = datetime.now(UTC) + timedelta(days=3)
    opened = sample.open()
    with opened.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO audit_entry (at, staff_id, role, action, detail, digest) VALUES "
                "(:at, :id, 'manager', 'people.created', '{}', '')"
            ),
            {"at": ahead.replace(tzinfo=None).isoformat(" "), "id": "0" * 32},
        )
    opened.close()
    ran = inteam("check", sample.path, "--passphrase-file", "-", typed=PASSPHRASE)
    facts = {"last": f"{clock.day(ahead):%d-%b-%Y}", "today": f"{clock.day(clock.system()):%d-%b-%Y}"}
    assert (ran.code, ran.err) == (2, messages.sentence("clock_back", facts) + "\n")
