"""The device slot's secret in the operating system's keyring.

Only keyrings that are known to encrypt are used, by name: the null keyring drops what it is given without a word,
and others keep it in a readable file. What was written is read back before it counts.
"""

import base64
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "INTeam"
SECRET_BYTES = 32

ALLOWED = {
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
}
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
    import keyring  # noqa: PLC0415 (slow to import)

    try:
        chosen = keyring.get_keyring()
    except _failures():
        return None
    # With several keyrings on one machine the package gives a chain that asks each in turn, also those that
    # are not on the list: take the first that is, by itself.
    links = list(getattr(chosen, "backends", ())) if _kind(chosen) == _CHAIN else [chosen]
    return next((link for link in links if _kind(link) in ALLOWED), None)


def _kind(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _failures() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError  # noqa: PLC0415 (slow to import)

    try:
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # noqa: PLC0415 (Linux only)
    except ImportError:
        return (KeyringError, OSError, RuntimeError)
    return (KeyringError, DBusErrorResponse, OSError, RuntimeError)
