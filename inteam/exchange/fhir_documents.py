"""From bytes to FHIR resources: JSON or XML, a bundle or one resource; what is not R4 is told, not misread."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, NoReturn

from inteam.errors import InputError
from inteam.exchange import fhir_types, fhir_xml, limits
from inteam.exchange.sources import Document, check_size

Resource = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A resource and where it stands: its number in the bundle from 1, and the address that others refer to."""

    row: int
    url: str
    resource: Resource

    @property
    def kind(self) -> str:
        """The resource's type."""
        return str(self.resource.get("resourceType", ""))

    @property
    def references(self) -> tuple[str, ...]:
        """All ways in which others may refer to it."""
        identifier = self.resource.get("id")
        return tuple(name for name in (self.url, f"{self.kind}/{identifier}" if identifier else "") if name)


def is_fhir(head: bytes) -> bool:
    """Whether a file that begins so is JSON or XML."""
    return _start(head) in (b"{", b"[", b"<")


def _start(head: bytes) -> bytes:
    """The first byte that says something, without marks and the zeros of UTF-16."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()[:1]


def entries(document: Document) -> list[Entry]:
    """The resources of a document. Raises InputError with the place where it cannot be read."""
    check_size(document, limits.FHIR_BYTES)
    with document.open() as file:
        content = file.read()
    try:
        whole = fhir_xml.read(BytesIO(content)) if _is_xml(content) else _json(content)
    except RecursionError as error:
        raise InputError("too_deep") from error
    found = list(_entries(whole) if isinstance(whole, dict) else _listed(whole))
    if not found and not (isinstance(whole, dict) and whole.get("resourceType") == "Bundle"):
        raise InputError("not_recognised")
    if found and not any(fhir_types.is_resource(entry.kind) for entry in found):
        raise InputError("fhir_unknown_type").about(value=found[0].kind[:100])
    if any(_is_old(resource) for resource in (whole, *(entry.resource for entry in found))):
        raise InputError("fhir_stu3")
    return found


def _is_xml(content: bytes) -> bool:
    return _start(content[:400]) == b"<"


def _listed(whole: Any) -> Iterator[Entry]:
    """The resources of a list: of a JSON array, or of NDJSON, one a line."""
    for row, resource in enumerate(whole if isinstance(whole, list) else (), 1):
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            raise InputError("not_recognised")
        yield from (replace(entry, row=row) for entry in _entries(resource))


def _entries(whole: Resource) -> Iterator[Entry]:
    if not isinstance(whole.get("resourceType"), str):
        return
    if whole["resourceType"] != "Bundle":
        yield Entry(1, "", whole)
        return
    listed = whole.get("entry", [])
    if not isinstance(listed, list):
        raise InputError("fhir_bundle").about(row=1)
    for row, entry in enumerate(listed, 1):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if resource is None and isinstance(entry, dict):
            continue  # an entry may hold a request or a response only
        if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
            raise InputError("fhir_bundle").about(row=row)
        url = entry.get("fullUrl", "")
        if resource["resourceType"] == "Bundle":  # the answer to a batch of searches holds a bundle for each
            yield from (replace(inner, row=row) for inner in _entries(resource))
        else:
            yield Entry(row, url if isinstance(url, str) else "", resource)


_OLD_PROFILES = ("/STU3/", "/DSTU2/", "CareConnect", "/Extension-Care-Connect", "/fhir/2.", "/fhir/3.")


def _is_old(resource: Any) -> bool:
    """Whether this is FHIR STU3 or older, whose fields of the same name mean other things."""
    if not isinstance(resource, dict):
        return False
    meta = resource.get("meta")
    profiles = meta.get("profile", []) if isinstance(meta, dict) else []
    if isinstance(profiles, list) and any(old in str(profile) for profile in profiles for old in _OLD_PROFILES):
        return True
    if resource.get("resourceType") in ("Condition", "AllergyIntolerance"):
        return any(isinstance(resource.get(name), str) for name in ("clinicalStatus", "verificationStatus"))
    return resource.get("resourceType") in ("MedicationRequest", "MedicationStatement") and "context" in resource


def _json(content: bytes) -> Any:
    text = _text(content)
    if place := _unstorable(text):
        raise InputError("bad_characters_at").about(line=place[0], column=place[1])
    try:
        return _loaded(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        if error.msg == "Extra data" and error.colno == 1 and error.lineno > 1:
            return [_loaded_line(number, line) for number, line in enumerate(lines, 1) if line.strip()]
        raise InputError("json_malformed").about(line=error.lineno, column=error.colno) from error
    except ValueError as error:
        if isinstance(error, _RepeatedError):
            raise InputError("json_repeated").about(value=str(error)[:100]) from error
        raise InputError("json_number") from error


def _loaded(text: str) -> Any:
    return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)


def _loaded_line(number: int, line: str) -> Any:
    try:
        return _loaded(line)
    except json.JSONDecodeError as error:
        raise InputError("json_malformed").about(line=number, column=error.colno) from error


def _text(content: bytes) -> str:
    encoding = json.detect_encoding(content[:4])
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("bad_characters_at").about(
            line=line, column=error.start - content.rfind(b"\n", 0, error.start)
        ) from error


_ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)


def _unstorable(text: str) -> tuple[int, int] | None:
    """Line and column of the first NUL or half of a surrogate pair, which no database can hold."""
    high_ends = -1
    high_at = 0
    if "\0" in text:
        return _place(text, text.index("\0"))
    if "\\u" not in text:
        return None
    for found in _ESCAPES.finditer(text):
        code = int(found[1], 16) if found[1] else -1
        if high_ends >= 0 and not (0xDC00 <= code <= 0xDFFF and found.start() == high_ends):
            return _place(text, high_at)
        if high_ends < 0 and (code == 0 or 0xDC00 <= code <= 0xDFFF):
            return _place(text, found.start())
        is_high = 0xD800 <= code <= 0xDBFF
        high_ends, high_at = (found.end(), found.start()) if is_high else (-1, 0)
    return _place(text, high_at) if high_ends >= 0 else None


def _place(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


class _RepeatedError(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        # Readers differ in which of the two counts.
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise _RepeatedError(name)
            seen.add(name)
    return made


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
