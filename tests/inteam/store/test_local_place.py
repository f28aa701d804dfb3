"""Where a file may lie: not on a share, not in a synchronised folder."""

from pathlib import Path

import pytest

from inteam.errors import StoreError
from inteam.store import making, place
from inteam.store.keys import argon
from tests.local_files import PASSPHRASE

TABLE = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /proc rw - proc proc rw
41 22 0:40 / /srv/team rw,relatime - nfs4 files.example:/team rw,vers=4.2
42 22 0:41 / /mnt/ward\\040share rw - cifs //files/ward rw
43 22 0:42 / /home/priya/cloud rw - fuse.rclone drive: rw
44 22 0:43 / /media/stick rw - fuseblk /dev/sdb1 rw
45 41 254:1 / /srv/team/local rw - ext4 /dev/vdb rw
46 22 0:44 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    table = tmp_path / "mountinfo"
    table.write_text(TABLE)
    return table


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/team/a.inteam", "nfs4"),
        ("/mnt/ward share/a.inteam", "cifs"),
        ("/home/priya/cloud/deep/er/a.inteam", "fuse.rclone"),
        ("/run/user/1000/gvfs/smb-share:server=x/a.inteam", "fuse.gvfsd-fuse"),
    ],
)
def test_a_file_on_a_network_share_is_refused(mounts: Path, path: str, kind: str) -> None:
    with pytest.raises(StoreError) as refused:
        place.check(Path(path), mounts)
    assert refused.value.problems == {"": "on_share"}
    assert refused.value.facts == {"kind": kind}


@pytest.mark.parametrize(
    "path", ["/home/priya/a.inteam", "/srv/team/local/a.inteam", "/media/stick/a.inteam", "/srv/teams/a.inteam"]
)
def test_a_file_on_a_disk_of_this_computer_is_taken(mounts: Path, path: str) -> None:
    place.check(Path(path), mounts)


def test_a_link_into_a_share_is_seen_through(mounts: Path, tmp_path: Path) -> None:
    (tmp_path / "looks-local").symlink_to("/srv/team")
    with pytest.raises(StoreError):
        place.check(tmp_path / "looks-local" / "a.inteam", mounts)


@pytest.mark.parametrize(
    "folder",
    ["OneDrive", "OneDrive - Harbour Vale", "Dropbox", "Dropbox (Team)", "Google Drive", "iCloud Drive", "Nextcloud"],
)
def test_a_folder_that_is_synchronised_by_its_name_is_refused(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "work" / "a.inteam"
    path.parent.mkdir(parents=True)
    with pytest.raises(StoreError) as refused:
        making.make(path, PASSPHRASE, cost=argon.LOWEST)
    assert refused.value.problems == {"": "in_synced"}
    assert refused.value.facts == {"folder": folder}
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("marker", [".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log"])
def test_a_folder_with_a_synchronisers_mark_is_refused(tmp_path: Path, marker: str) -> None:
    (tmp_path / "things").mkdir()
    (tmp_path / marker).touch()
    with pytest.raises(StoreError) as refused:
        place.check(tmp_path / "things" / "a.inteam")
    assert refused.value.problems == {"": "in_synced"}


def test_the_folder_that_windows_names_as_onedrive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Files"))
    with pytest.raises(StoreError):
        place.check(tmp_path / "Files" / "a.inteam")


@pytest.mark.parametrize("folder", ["onedriver", "dropboxes", "my documents", "box"])
def test_a_folder_with_a_name_that_only_looks_alike_is_taken(tmp_path: Path, folder: str) -> None:
    place.check(tmp_path / folder / "a.inteam")
