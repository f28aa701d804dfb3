"""Debian's PostgreSQL 15 with TLS and SCRAM, on a port of its own, as its own user."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BIN = Path("/usr/lib/postgresql/15/bin")
OWNER, PASSWORD = "inteam_owner", "correct-horse-9"
HOST = "localhost"


@dataclass(frozen=True)
class Cluster:
    """A running server. ca: who signed its certificate; other_ca: somebody else."""

    port: int
    folder: Path
    ca: Path
    other_ca: Path

    def address(self, database: str = "postgres", *, host: str = HOST, login: str = OWNER, more: str = "") -> str:
        """Over TCP with a proved server, as staff connect."""
        safe = f"sslmode=verify-full&channel_binding=require&sslrootcert={self.ca}"
        return f"postgresql://{login}@{host}:{self.port}/{database}?{more or safe}"


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if not BIN.exists():
        pytest.fail("PostgreSQL 15 is missing; `make test-server` installs it")
    folder = tmp_path_factory.mktemp("postgresql15")
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o011)
    ca, other_ca = _certificates(folder)
    data = folder / "data"
    (folder / "words").write_text(PASSWORD)
    _give(folder)
    _as_postgres(BIN / "initdb", "-D", data, "-U", OWNER, "-A", "scram-sha-256", "--pwfile", folder / "words", "-k")
    port = _free_port()
    settings = {
        "port": port,
        "listen_addresses": f"'{HOST}'",
        "unix_socket_directories": f"'{folder}'",
        "ssl": "on",
        "ssl_cert_file": f"'{folder}/server.crt'",
        "ssl_key_file": f"'{folder}/server.key'",
        "password_encryption": "'scram-sha-256'",
        "fsync": "off",
    }
    with (data / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    (data / "pg_hba.conf").write_text("hostssl all all all scram-sha-256\nlocal all all scram-sha-256\n")
    _give(data)
    _as_postgres(BIN / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "start")
    yield Cluster(port, folder, ca, other_ca)
    _as_postgres(BIN / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _as_postgres(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = [shutil.which("setpriv") or "setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *words]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _give(folder: Path) -> None:
    if os.geteuid() != 0:
        return
    user = pwd.getpwnam("postgres")
    for place in (folder, *folder.rglob("*")):
        os.chown(place, user.pw_uid, user.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _certificates(folder: Path) -> tuple[Path, Path]:
    """The server's key and certificate for localhost, who signed it, and another signer."""
    ca_key, other_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    ca, other = _sign("Harbour Vale IT", "Harbour Vale IT", ca_key, ca_key), _sign("Else", "Else", other_key, other_key)
    server = _sign(HOST, "Harbour Vale IT", server_key, ca_key)
    for name, certificate in (("ca.crt", ca), ("other.crt", other), ("server.crt", server)):
        (folder / name).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret = folder / "server.key"
    form, hidden = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(server_key.private_bytes(serialization.Encoding.PEM, form, hidden))
    secret.chmod(0o600)
    return folder / "ca.crt", folder / "other.crt"


def _sign(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    def name(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=subject == issuer, path_length=None), critical=True)
    )
    if subject != issuer:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
    return made.sign(by, hashes.SHA256())
