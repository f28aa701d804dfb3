"""Telling what a document is, and reading it as that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from inteam.errors import InputError
from inteam.exchange import csv_form, csv_people, fhir_documents, fhir_read, gp_list, ods
from inteam.exchange.csv_form import CsvForm, Options
from inteam.exchange.incoming import Incoming
from inteam.exchange.sources import Document


@dataclass(frozen=True)
class Recognised:
    """A document and what it is: csv, fhir, gp_list or ods; form says how a CSV file is read."""

    document: Document
    kind: str
    form: CsvForm | None = None
    rows: int = 0
    fixes: Mapping[tuple[str, int, int], str] = field(default_factory=dict)


def recognise(document: Document, options: Options) -> Recognised:
    """What the document is. Raises InputError where it is nothing that can be read."""
    head = document.head()
    if not head.strip():
        raise InputError("empty_file")
    if fhir_documents.is_fhir(head):
        return Recognised(document, "fhir")
    if gp_list.is_gp_list(head):
        return Recognised(document, "gp_list")
    if not options.columns and ods.is_ods(document):
        return Recognised(document, "ods")
    form = csv_form.detect(document, options)
    return Recognised(document, "csv", form, form.rows, options.fixes)


def read(recognised: Recognised, *, today: date, live: bool) -> Iterator[Incoming]:
    """What the document says, in its order. Raises InputError where it stops making sense."""
    document, form = recognised.document, recognised.form
    if form is not None:
        yield from csv_people.people(document, form, today=today, live=live, fixes=recognised.fixes)
    elif recognised.kind == "fhir":
        yield from fhir_read.resources(document, today=today, live=live)
    elif recognised.kind == "gp_list":
        yield from gp_list.people(document, today=today, live=live)
    else:
        yield from ods.organisations(document, today)
