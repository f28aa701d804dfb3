"""Keyrings: only those that encrypt are used, and only when they give back what they were given."""

from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.errors
import pytest
from keyring.backends import fail, null

from inteam.store.keys import device


class Forgetful(keyring.backend.KeyringBackend):
    """Takes a secret and does not have it afterwards."""

    priority = 1

    def get_password(self, _service: str, _username: str) -> str | None:
        return None

    def set_password(self, _service: str, _username: str, _password: str) -> None:
        pass


class Broken(Forgetful):
    """Refuses."""

    def get_password(self, _service: str, _username: str) -> str | None:
        raise keyring.errors.KeyringLocked

    def set_password(self, _service: str, _username: str, _password: str) -> None:
        raise keyring.errors.KeyringLocked


class Liar(Forgetful):
    """Gives something else back."""

    def get_password(self, _service: str, _username: str) -> str | None:
        return "bm90IHRoZSBzZWNyZXQ="


class Faithful(Forgetful):
    """Keeps what it is given."""

    kept: dict[str, str]

    def __init__(self) -> None:
        self.kept = {}

    def get_password(self, _service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, _service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, _service: str, username: str) -> None:
        self.kept.pop(username, None)


@pytest.fixture(autouse=True)
def _own_keyring_again() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def use(backend: keyring.backend.KeyringBackend, monkeypatch: pytest.MonkeyPatch, *, allowed: bool = True) -> None:
    keyring.set_keyring(backend)
    if allowed:
        monkeypatch.setitem(device.ALLOWED, device._kind(backend), "a test's keyring")


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring, Forgetful, Faithful])
def test_a_keyring_that_is_not_on_the_list_is_not_used(
    backend: type[keyring.backend.KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(backend(), monkeypatch, allowed=False)
    assert device.keyring_name() is None
    assert device.keep("a") is None
    assert device.fetch("a") is None
    device.forget("a")


@pytest.mark.parametrize("backend", [Forgetful, Broken, Liar])
def test_a_keyring_that_does_not_give_it_back_counts_as_none(
    backend: type[keyring.backend.KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(backend(), monkeypatch)
    assert device.keep("a") is None
    assert device.fetch("a") is None


def test_a_keyring_on_the_list_keeps_32_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Faithful(), monkeypatch)
    secret = device.keep("a")
    assert secret is not None
    assert len(secret) == 32
    assert device.fetch("a") == secret
    device.forget("a")
    assert device.fetch("a") is None


def test_of_a_chain_only_a_link_on_the_list_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415 (this test only)

    good, other = Faithful(), Forgetful()  # type: ignore[no-untyped-call]  # (keyring's)
    chain = ChainerBackend()  # type: ignore[no-untyped-call]  # (keyring's)
    monkeypatch.setattr(ChainerBackend, "backends", [other, good], raising=False)
    use(chain, monkeypatch, allowed=False)
    assert device.keep("a") is None

    monkeypatch.setitem(device.ALLOWED, device._kind(good), "a test's keyring")
    assert device.keep("a") is not None
    assert list(good.kept) == ["a"]


def test_the_list_names_real_keyrings() -> None:
    from importlib import import_module  # noqa: PLC0415 (this test only)

    for name in device.ALLOWED:
        module, kind = name.rsplit(".", 1)
        assert hasattr(import_module(module), kind), name
