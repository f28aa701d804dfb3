"""Making a local file: rehearsal, live and demonstration."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from inteam.errors import InputError, StoreError
from inteam.store import keychange, making
from inteam.store.keys import argon, keyfile
from inteam.store.kind import Kind, is_live
from tests.inteam.store.opening import contents, refusal
from tests.local_files import PASSPHRASE, Sample


def test_making_refuses_what_is_there(sample: Sample) -> None:
    before = contents(sample.path.parent)
    with pytest.raises(StoreError) as refused:
        making.make(sample.path, PASSPHRASE, cost=argon.LOWEST)
    assert refused.value.problems == {"": "exists"}
    assert contents(sample.path.parent) == before


@pytest.mark.parametrize("which", [0, 1])
def test_making_refuses_where_only_a_key_file_is_there(tmp_path: Path, which: int) -> None:
    path = tmp_path / "team.inteam"
    keyfile.places(path)[which].write_text("precious")
    with pytest.raises(StoreError) as refused:
        making.make(path, PASSPHRASE, cost=argon.LOWEST)
    assert refused.value.problems == {"": "exists"}
    assert keyfile.places(path)[which].read_text() == "precious"
    assert not path.exists()


def test_making_a_live_file_needs_the_code_typed_back(tmp_path: Path) -> None:
    path = tmp_path / "team.inteam"
    with pytest.raises(InputError) as refused:
        making.make(path, PASSPHRASE, kind=Kind.LIVE, cost=argon.LOWEST)
    assert refused.value.problems == {"recovery_code": "recovery_untested"}
    with pytest.raises(InputError):
        making.make(path, PASSPHRASE, kind=Kind.LIVE, cost=argon.LOWEST, confirm=lambda _code: "0" * 33)
    assert list(tmp_path.iterdir()) == []

    made = making.make(path, PASSPHRASE, kind=Kind.LIVE, cost=argon.LOWEST, confirm=lambda code: code)
    with Session(made.file.reader) as session:
        assert is_live(session)
    made.file.close()


def test_the_published_passphrase_makes_and_opens_demonstrations_only(tmp_path: Path) -> None:
    from inteam.store.keys.passphrase import DEMO_PASSPHRASE  # noqa: PLC0415 (this test only)

    path = tmp_path / "demo.inteam"
    with pytest.raises(InputError) as refused:
        making.make(path, DEMO_PASSPHRASE, cost=argon.LOWEST)
    assert refused.value.problems == {"passphrase": "passphrase_published"}

    made = making.make(path, DEMO_PASSPHRASE, kind=Kind.DEMO)
    with pytest.raises(InputError) as never:
        keychange.make_live(made.file, made.recovery_code)
    assert never.value.problems == {"": "demo_not_live"}
    made.file.close()
    Sample(path, "").open(DEMO_PASSPHRASE).close()


def test_a_demonstrations_mark_on_the_key_file_of_a_rehearsal_does_not_open_it(sample: Sample) -> None:
    from dataclasses import replace  # noqa: PLC0415 (this test only)

    keyfile.write(sample.path, replace(keyfile.read(sample.path), kind=Kind.DEMO))
    assert refusal(sample.path).problems == {"": "keys_of_another"}
