"""The types of FHIR R4, as fhir.resources has them."""

from functools import cache
from typing import Any

_ABSTRACT = frozenset({"Resource", "DomainResource"})


@cache
def model(name: str) -> Any:
    """The model of a resource or of a data type, None where FHIR R4 has none of this name."""
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415 (imports of FHIR only)

    try:
        return get_fhir_model_class(name)
    except (KeyError, ValueError):
        return None


@cache
def is_resource(name: str) -> bool:
    """Whether FHIR R4 has a resource of this type."""
    from fhir.resources.R4B.resource import Resource  # noqa: PLC0415 (imports of FHIR only)

    found = model(name)
    return found is not None and name not in _ABSTRACT and issubclass(found, Resource)
