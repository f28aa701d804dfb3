"""Whether a folder may hold a database file: not on a network share and not in a folder that is synchronised.

The write-ahead log needs one machine and one file: a share breaks its locks, and a synchroniser copies the file while
it is being written.
"""

import os
import sys
from pathlib import Path, PurePosixPath

from inteam.errors import StoreError

MOUNTS = Path("/proc/self/mountinfo")

_NETWORK = """
nfs nfs4 cifs smb smb2 smb3 smbfs afs afpfs webdav davfs ncpfs ceph glusterfs lustre gfs2 ocfs2 sshfs rclone
"""
NETWORK = frozenset(_NETWORK.split())
# FUSE hides what is beneath; these are local disks, the rest is taken for a network.
_LOCAL_FUSE = "fuseblk fuse.ntfs fuse.ntfs-3g fuse.exfat fuse.fuse-overlayfs fuse.lxcfs fuse.bindfs"
LOCAL_FUSE = frozenset(_LOCAL_FUSE.split())

SYNCED_NAMES = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud drive",
    "iclouddrive",
    "com~apple~clouddocs",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "box sync",
    "pcloud drive",
    "megasync",
    "syncthing",
)
SYNCED_MARKERS = (
    ".dropbox.cache",
    ".stfolder",
    ".nextcloudsync.log",
    ".owncloudsync.log",
    ".sync",
    ".tmp.drivedownload",
    ".849c9593-d756-4e56-8d6e-42412f2a707b",  # OneDrive's own mark
)
_HOW_FAR_UP = 12


def check(path: Path, mounts: Path = MOUNTS) -> None:
    """Refuse a place where a database file would come to harm.

    Raises StoreError: on_share (with the kind of file system), in_synced (with the folder's name).
    """
    resolved = path.absolute().parent.resolve() / path.name
    if kind := _share(resolved, mounts):
        raise StoreError("on_share").about(kind=kind)
    if name := _synced(resolved):
        raise StoreError("in_synced").about(folder=name)


def _share(path: Path, mounts: Path) -> str | None:
    if sys.platform == "win32":
        return _windows_share(path)
    if sys.platform == "darwin":
        return _other_share(path)
    kind = _file_system(path, mounts)
    if kind in NETWORK:
        return kind
    return kind if kind.startswith("fuse") and kind not in LOCAL_FUSE else None


def _file_system(path: Path, mounts: Path) -> str:
    """The kind of file system that a path is on, from the kernel's table of mounts; the last fitting one counts."""
    best, kind = -1, ""
    if not mounts.exists():
        return kind
    for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        before, _, after = line.partition(" - ")
        fields, rest = before.split(), after.split()
        if len(fields) < 5 or not rest:
            continue
        point = PurePosixPath(_plain(fields[4]))
        if PurePosixPath(path).is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), rest[0].casefold()
    return kind


def _plain(point: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, letter)
    return point


def _windows_share(path: Path) -> str | None:
    import ctypes  # noqa: PLC0415 (Windows only)

    if path.drive.startswith("\\\\"):
        return "UNC"
    remote = 4  # DRIVE_REMOTE, winbase.h
    windows = getattr(ctypes, "windll", None)
    if windows is not None and windows.kernel32.GetDriveTypeW(f"{path.drive}\\") == remote:
        return "network drive"
    return None


def _other_share(path: Path) -> str | None:
    import psutil  # noqa: PLC0415 (macOS only)

    best, kind = -1, ""
    for part in psutil.disk_partitions(all=True):
        point = Path(part.mountpoint)
        if path.is_relative_to(point) and len(point.parts) > best:
            best, kind = len(point.parts), part.fstype.casefold()
    return kind if kind in NETWORK or "fuse" in kind else None


def _synced(path: Path) -> str | None:
    """The name of the synchronised folder that a path lies in, or None."""
    roots = [
        Path(value)
        for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
        if (value := os.environ.get(name))
    ]
    for folder in list(path.parents)[:_HOW_FAR_UP]:
        if folder in roots or _looks_synced(folder):
            return folder.name
    return None


def _looks_synced(folder: Path) -> bool:
    name = folder.name.casefold()
    # "OneDrive - NHS", "Dropbox (Team)": the name begins with the service's and goes on with a blank or not at all.
    if any(name == known or name.startswith((f"{known} ", f"{known}-")) for known in SYNCED_NAMES):
        return True
    return any((folder / marker).exists() for marker in SYNCED_MARKERS)
