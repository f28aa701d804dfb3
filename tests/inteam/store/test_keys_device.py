"""Keyrings: only those that encrypt are used, and only when they give back what they were given."""

import subprocess
import sys
from pathlib import Path

import keyring.backend
import keyring.core
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


def use(backend: keyring.backend.KeyringBackend, monkeypatch: pytest.MonkeyPatch, *, allowed: bool = True) -> None:
    monkeypatch.setattr(device, "_chosen", lambda: backend)
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


@pytest.fixture
def nothing_by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setattr(keyring.core, "_config_path", lambda: tmp_path / "keyringrc.cfg")


def test_a_keyring_that_was_set_by_hand_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert isinstance(device._chosen(), null.Keyring)
    assert device.keyring_name() is None


@pytest.mark.parametrize("name", ["nowhere.Keyring", "keyring.backends.null.Nothing", "words"])
def test_a_name_that_leads_nowhere_is_no_keyring(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    assert device.keyring_name() is None
    assert device.keep("a") is None


@pytest.mark.usefixtures("nothing_by_hand")
def test_else_the_best_of_this_systems_that_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, better = [], Faithful()
    monkeypatch.setattr(Faithful, "priority", 7)

    def load(name: str) -> keyring.backend.KeyringBackend:
        asked.append(name)
        if name.startswith("keyring.backends.SecretService"):
            raise RuntimeError("the daemon is not running")
        return better if "kwallet" in name else Forgetful()  # type: ignore[no-untyped-call]  # (keyring's)

    monkeypatch.setattr(keyring.core, "load_keyring", load)
    monkeypatch.setattr(device.sys, "platform", "linux")  # type: ignore[attr-defined]  # (as it imports it)
    assert device._chosen() is better
    assert asked == list(device._LINUX)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have theirs at hand")
def test_on_linux_nobody_looks_for_what_other_systems_have() -> None:
    program = (
        "import sys; from inteam.store.keys import device; device.keyring_name(); "
        "print([name for name in ('macOS', 'macOS.api', 'Windows') if f'keyring.backends.{name}' in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
