"""The device slot's secret in the operating system's keyring.

Only keyrings that are known to encrypt are used, by name: the null keyring drops what it is given without a word,
and others keep it in a readable file. What was written is read back before it counts.
"""

import base64
import secrets
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "INTeam"
SECRET_BYTES = 32

_WINDOWS = {"keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager"}
_MACOS = {"keyring.backends.macOS.Keyring": "macOS Keychain"}
_LINUX = {
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
}
ALLOWED = {**_WINDOWS, **_MACOS, **_LINUX}
_CHAIN = "keyring.backends.chainer.ChainerBackend"


def keyring_name() -> str | None:
    """The keyring of this computer in words, or None when it has none that may be used."""
    backend = _backend()
    return None if backend is None else ALLOWED[_kind(backend)]


def keep(account: str) -> bytes | None:
    """Put a fresh secret into the keyring; None when there is no keyring or it does not give it back."""
    secret = secrets.token_bytes(SECRET_BYTES)
    backend = _backend()
    if backend is None:
        return None
    try:
        backend.set_password(SERVICE, account, base64.b64encode(secret).decode())
    except _failures():
        return None
    if fetch(account) == secret:
        return secret
    forget(account)
    return None


def fetch(account: str) -> bytes | None:
    """The secret kept for an account, or None."""
    backend = _backend()
    if backend is None:
        return None
    try:
        kept = backend.get_password(SERVICE, account)
    except _failures():
        return None
    try:
        secret = base64.b64decode(kept, validate=True) if kept else None
    except ValueError:
        return None
    return secret if secret is not None and len(secret) == SECRET_BYTES else None


def forget(account: str) -> None:
    """Take the secret out of the keyring; nothing happens when it is not there."""
    backend = _backend()
    if backend is None:
        return
    try:
        backend.delete_password(SERVICE, account)
    except _failures():
        return


def _backend() -> "KeyringBackend | None":
    chosen = _chosen()
    # With several keyrings on one machine the package gives a chain that asks each in turn, also those that
    # are not on the list: take the first that is, by itself.
    links = list(getattr(chosen, "backends", ())) if _kind(chosen) == _CHAIN else [chosen]
    return next((link for link in links if _kind(link) in ALLOWED), None)


def _chosen() -> "KeyringBackend | None":
    """The keyring that was set for the package by hand, else the best on the list of those made for this system.

    The package by itself would look at those of all systems: on Linux it searches the disk for a library of macOS's.
    """
    from keyring import core  # noqa: PLC0415 (slow to import)

    unusable: tuple[type[Exception], ...] = (*_failures(), ImportError, AttributeError, ValueError)
    try:
        if (by_hand := core.load_env() or core.load_config()) is not None:
            return by_hand
    except unusable:
        return None
    found: list[KeyringBackend] = []
    for name in _of_this_system():
        with suppress(*unusable):
            found.append(core.load_keyring(name))
    return max(found, key=lambda one: float(one.priority), default=None)


def _of_this_system() -> dict[str, str]:
    return {"win32": _WINDOWS, "darwin": _MACOS}.get(sys.platform, _LINUX)


def _kind(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _failures() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError  # noqa: PLC0415 (slow to import)

    try:
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # noqa: PLC0415 (Linux only)
    except ImportError:
        return (KeyringError, OSError, RuntimeError)
    return (KeyringError, DBusErrorResponse, OSError, RuntimeError)
