"""Folders and zips: what is read, under which name, and which archives are not opened."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from inteam.errors import InputError
from inteam.exchange import limits, zips
from inteam.exchange.incoming import NotTaken, Refusal
from inteam.exchange.sources import Document, documents


def packed(path: Path, *members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        zips.members(path)
    return refused.value.problems[""]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return packed(tmp_path / "lists.zip", ("b/two.csv", b"2"), ("one.csv", b"1"), ("read.me", b"x"))


def test_members_are_named_after_their_zip_and_read_in_order(good: Path) -> None:
    found = list(documents(good))
    read = [(one.name, one.open().read()) for one in found if isinstance(one, Document)]
    assert read == [("lists.zip!b/two.csv", b"2"), ("lists.zip!one.csv", b"1")]
    assert [one for one in found if isinstance(one, NotTaken)] == [NotTaken("file .me")]


def test_a_folder_is_read_with_its_zips_and_without_links_and_hidden_files(good: Path) -> None:
    folder = good.parent
    (folder / "a.csv").write_text("a")
    (folder / ".hidden.csv").write_text("b")
    (folder / "link.csv").symlink_to("/etc/hostname")
    (folder / "deep").mkdir()
    (folder / "deep" / "c.json").write_text("{}")
    names = [one.name for one in documents(folder) if isinstance(one, Document)]
    assert names == ["a.csv", "deep/c.json", "lists.zip!b/two.csv", "lists.zip!one.csv"]


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        list(documents(tmp_path / "gone.csv"))
    assert refused.value.problems == {"": "source_missing"}


def test_a_zip_in_a_zip_is_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", ("a.csv", b"a")).read_bytes()
    outer = packed(tmp_path / "outer.zip", ("inner.zip", inner), ("disguised.csv", inner))
    found = [(one.source, one.reason) for one in documents(outer) if isinstance(one, Refusal)]
    assert found == [("outer.zip!disguised.csv", "zip_in_zip"), ("outer.zip!inner.zip", "zip_in_zip")]


@pytest.mark.parametrize("name", ["../x.csv", "/etc/x.csv", "C:/x.csv", "a\\b.csv", "a/../../x.csv", "a\nb.csv"])
def test_a_member_outside_the_folder_refuses_the_zip(tmp_path: Path, name: str) -> None:
    assert refusal(packed(tmp_path / "bad.zip", (name, b"x"))) == "zip_outside"


def test_a_link_refuses_the_zip(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(path) == "zip_outside"


def test_two_members_of_one_name_refuse_the_zip(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", "2")
    assert refusal(path) == "zip_same_name"
    assert refusal(packed(tmp_path / "case.zip", ("A.csv", b"1"), ("a.csv", b"2"))) == "zip_same_name"


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    assert refusal(packed(tmp_path / "bomb.zip", ("a.csv", bytes(5_000_000)))) == "zip_too_big"


def test_too_many_members_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", 2)
    assert refusal(packed(tmp_path / "many.zip", ("a", b""), ("b", b""), ("c", b""))) == "zip_too_many"


def test_an_encrypted_zip_says_so(good: Path) -> None:
    content = bytearray(good.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    good.write_bytes(content)
    assert refusal(good) == "zip_encrypted"


def _prefixed(content: bytes) -> bytes:
    return b"#!/bin/sh\n" + content


def _two_ends(content: bytes) -> bytes:
    return content + content[-22:]


def _trailing(content: bytes) -> bytes:
    return content + b"more"


def _other_name(content: bytes) -> bytes:
    return content.replace(b"one.csv", b"two.csv", 1)


def _missing_entry(content: bytes) -> bytes:
    end = bytearray(content)
    end[-12:-10] = end[-14:-12] = struct.pack("<H", 2)
    return bytes(end)


@pytest.mark.parametrize("spoil", [_prefixed, _two_ends, _trailing, _other_name, _missing_entry])
def test_a_zip_that_can_be_read_in_two_ways_is_not_opened(good: Path, spoil: object) -> None:
    good.write_bytes(spoil(good.read_bytes()))  # type: ignore[operator]  # (one of the ways above)
    assert refusal(good) == "zip_ambiguous"


@pytest.mark.parametrize("length", [0, 3, 21, 60])
def test_a_truncated_zip_is_damaged(good: Path, length: int) -> None:
    good.write_bytes(good.read_bytes()[:length])
    found = list(documents(good))
    assert [one.reason for one in found if isinstance(one, Refusal)] == ["zip_damaged"]


def test_a_member_whose_bytes_are_spoilt_is_refused_while_reading(tmp_path: Path) -> None:
    path = packed(tmp_path / "bad.zip", ("a.csv", b"hello hello hello"), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"hello hello", b"hullo hello"))
    found = list(documents(path))
    assert [(one.source, one.reason) for one in found if isinstance(one, Refusal)] == [("bad.zip!a.csv", "zip_damaged")]


def test_a_streamed_zip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stream.zip"

    class Stream(io.FileIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    with Stream(path, "w") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "hello")
    assert [one.open().read() for one in documents(path) if isinstance(one, Document)] == [b"hello"]
