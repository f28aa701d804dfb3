"""FHIR's XML form turned into its JSON form, with the shapes that fhir.resources knows for each element."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from inteam.errors import InputError
from inteam.exchange import fhir_types, limits

_FHIR = "{http://hl7.org/fhir}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_CLASS = re.compile(r"abc\.(\w+)Type")
_BLOCK = 16 * 1024**2
_DEPTH = 2 * limits.FHIR_DEPTH  # an element for the value's name and one for what it holds


@dataclass(frozen=True)
class _Shape:
    many: bool
    model: str  # "" for a primitive
    primitive: type


def read(file: IO[bytes]) -> dict[str, Any]:
    """The one resource of an XML document. Raises InputError with the place of what is wrong."""
    root = _root(file)
    if not root.tag.startswith(_FHIR):
        raise InputError("not_recognised")
    return _resource(root)


def _root(file: IO[bytes]) -> Element:
    from defusedxml import DefusedXmlException  # noqa: PLC0415 (imports only)
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415 (only for XML)

    depth = 0
    roots: list[Element] = []
    try:
        for event, element in iterparse(_Blocks(file), events=("start", "end"), forbid_dtd=True):
            if not roots:
                roots.append(element)
            depth += 1 if event == "start" else -1
            if depth > _DEPTH:
                raise InputError("too_deep")
    except ParseError as error:
        raise InputError("xml_malformed").about(line=error.position[0], column=error.position[1] + 1) from error
    except DefusedXmlException as error:
        raise InputError("xml_entities") from error
    except (LookupError, ValueError) as error:  # the document names an encoding that nobody knows
        raise InputError("xml_encoding") from error
    return roots[0]


class _Blocks:
    """A file read in large blocks: a value is parsed again from its start with every block it goes on in."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, _count: int = -1) -> bytes:
        return self._file.read(_BLOCK)


@cache
def _shapes(model: str) -> dict[str, _Shape]:
    found = fhir_types.model(model)
    if found is None:
        raise InputError("fhir_unknown_type").about(value=model[:100])
    return {field.alias or name: _shape(str(field.annotation)) for name, field in found.model_fields.items()}


def _shape(annotation: str) -> _Shape:
    found = _CLASS.search(annotation)
    kinds = (("bool", bool), ("Decimal", float), ("int,", int), ("int ", int))
    primitive = next((kind for mark, kind in kinds if mark in annotation), str)
    return _Shape("List[" in annotation, found[1] if found else "", primitive)


def _resource(element: Element) -> dict[str, Any]:
    kind = str(element.tag).removeprefix(_FHIR)
    if not fhir_types.is_resource(kind):
        return {"resourceType": kind}  # counted, or refused where it stands alone; nobody knows its shape
    return {"resourceType": kind, **_content(element, kind)}


def _content(element: Element, model: str) -> dict[str, Any]:
    shapes = _shapes(model)
    found: dict[str, Any] = {name: value for name, value in element.attrib.items() if name in ("id", "url")}
    for child in element:
        name = str(child.tag).removeprefix(_FHIR)
        if name.startswith(_XHTML) or (name == "text" and "status" in _names(child)):
            continue  # the narrative says in words what the elements say
        shape = shapes.get(name)
        if shape is None:
            raise InputError("fhir_unknown_element").about(value=f"{model}.{name}"[:100])
        _put(found, name, shape, child)
    return found


def _names(element: Element) -> set[str]:
    return {str(child.tag).removeprefix(_FHIR) for child in element}


def _put(found: dict[str, Any], name: str, shape: _Shape, child: Element) -> None:
    if not shape.model:
        for key, value in _primitive(name, shape, child):
            _add(found, key, value, many=shape.many)
    elif shape.model == "Resource":
        for inner in child:
            _add(found, name, _resource(inner), many=shape.many)
    else:
        _add(found, name, _content(child, shape.model), many=shape.many)


def _primitive(name: str, shape: _Shape, child: Element) -> Iterator[tuple[str, Any]]:
    value = child.get("value")
    if value is not None:
        yield name, _typed(value, shape.primitive)
    if value is None and not shape.many and (more := _content(child, "Element")):
        yield f"_{name}", more


def _typed(value: str, kind: type) -> Any:
    if kind is bool:
        return {"true": True, "false": False}.get(value, value)
    if kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            return value
    return value


def _add(found: dict[str, Any], name: str, value: Any, *, many: bool) -> None:
    if many:
        found.setdefault(name, []).append(value)
    else:
        found[name] = value
