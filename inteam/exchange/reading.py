"""Telling what a document is, and reading it as that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from inteam.errors import InputError
from inteam.exchange import csv_form, csv_lists, csv_people, csv_tables, fhir_documents, fhir_read, gp_list, ods
from inteam.exchange.csv_form import CsvForm, Options
from inteam.exchange.csv_tables import Table
from inteam.exchange.incoming import Incoming, NotTaken
from inteam.exchange.sources import Document
from inteam.people.nhs_number import Ranges


@dataclass(frozen=True)
class Recognised:
    """A document and what it is: csv (people), list, table, fhir, gp_list or ods.

    form says how a CSV file of people is read, lines how a list about people is; table: what list or table it is.
    """

    document: Document
    kind: str
    form: CsvForm | None = None
    rows: int = 0
    fixes: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    table: Table | None = None
    lines: CsvForm | None = None


_OLD_SPREADSHEET = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and other files of its time


def recognise(document: Document, options: Options) -> Recognised:
    """What the document is. Raises InputError where it is nothing that can be read."""
    head = document.head()
    if not head.strip():
        raise InputError("empty_file")
    if head.startswith(_OLD_SPREADSHEET):
        raise InputError("spreadsheet")
    if fhir_documents.is_fhir(head):
        return Recognised(document, "fhir")
    if gp_list.is_gp_list(head):
        return Recognised(document, "gp_list")
    if not options.columns and ods.is_ods(document):
        return Recognised(document, "ods")
    opened = csv_form.opening(document, options)
    table = None if csv_form.names_chosen(opened, options) else csv_tables.of(document.name, opened.header)
    if table is None:
        form = csv_form.of_people(document, opened, options)
        return Recognised(document, "csv", form, form.rows, options.fixes)
    form = csv_form.of_list(document, opened, csv_lists.DAYS if table.kind else (), options)
    return Recognised(document, "list" if table.kind else "table", rows=form.rows, table=table, lines=form)


def not_people(recognised: Recognised) -> InputError:
    """Why a table from which nothing is taken is refused where it stands alone."""
    table = recognised.table
    error = InputError("staff_table" if table is not None and table.staff else "other_table")
    if table is not None:
        error.facts = {"table": table.name, "recognised": ", ".join(table.marks)[:300]}
    error.facts["source"] = recognised.document.name
    return error


def read(recognised: Recognised, *, today: date, live: bool, issued: Ranges | None = None) -> Iterator[Incoming]:
    """What the document says, in its order. Raises InputError where it stops making sense."""
    document, form = recognised.document, recognised.form
    if form is not None:
        yield from csv_people.people(document, form, today=today, live=live, fixes=recognised.fixes, issued=issued)
    elif recognised.lines is not None and recognised.table is not None:
        yield from _table(recognised, recognised.lines, recognised.table)
    elif recognised.kind == "fhir":
        yield from fhir_read.resources(document, today=today, live=live, issued=issued)
    elif recognised.kind == "gp_list":
        yield from gp_list.people(document, today=today, live=live, issued=issued)
    else:
        yield from ods.organisations(document, today)


def _table(recognised: Recognised, form: CsvForm, table: Table) -> Iterator[Incoming]:
    if table.kind:
        yield from csv_lists.lines(recognised.document, form, table.kind)
    elif form.rows:
        yield NotTaken(f"{table.name}, staff" if table.staff else table.name, form.rows)
