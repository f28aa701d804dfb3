"""What a CSV file looks like: encoding, delimiter, header, columns, order of dates; detected, and what was chosen."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from inteam.errors import InputError
from inteam.exchange import csv_text, fields, limits
from inteam.exchange.csv_survey import Survey
from inteam.exchange.csv_text import Row
from inteam.exchange.fields import Field
from inteam.exchange.sources import Document, check_size
from inteam.exchange.values import DateOrder

_HEADER_WITHIN = 40  # rows in which a report's title, population and run date end
_ENOUGH = 3  # known headers that make a row the header (domain.md 12.3)


@dataclass(frozen=True)
class Options:
    """What somebody chose, over what would be detected.

    columns: header → name of a field. fixes: (source, line, column's place) → the cell as it should have been.
    """

    encoding: str | None = None
    delimiter: str | None = None
    dates: DateOrder | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    fixes: Mapping[tuple[str, int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class CsvForm:
    """How a file is read. header_line counts from 1; fields and filled stand in the order of the columns.

    filled: in how many of the rows the column says something. dates is None while nobody can tell the order: the
    days that could be read both ways are counted in unclear. mixed: some days have no other order than day first,
    and many none but month first.
    """

    source: str
    encoding: str
    delimiter: str
    header_line: int
    header: tuple[str, ...]
    fields: tuple[Field | None, ...]
    family: str
    dates: DateOrder | None
    month_first: bool
    mixed: bool
    unclear: int
    rows: int
    filled: tuple[int, ...]

    def index(self, wanted: Field) -> int | None:
        """The first column that holds the field."""
        return next((place for place, found in enumerate(self.fields) if found is wanted), None)


@dataclass(frozen=True)
class Opening:
    """How the text of a file is read, and its header; told before it is known what the file lists."""

    encoding: str
    delimiter: str
    line: int
    header: tuple[str, ...]


def opening(document: Document, options: Options) -> Opening:
    """Encoding, delimiter and header. Raises InputError where the text cannot be read."""
    check_size(document, limits.CSV_BYTES)
    encoding = (
        csv_text.chosen_encoding(document, options.encoding) if options.encoding else csv_text.encoding_of(document)
    )
    delimiter = _delimiter(document, encoding, options)
    header = _header(islice(csv_text.rows(document, encoding, delimiter), _HEADER_WITHIN), options)
    if header is None:
        raise InputError("no_rows")
    return Opening(encoding, delimiter, header.line, tuple(cell.strip() for cell in header.cells))


def names_chosen(opened: Opening, options: Options) -> bool:
    """Whether somebody said which of the columns are names: it is a list of people then, whatever it looks like."""
    chosen = {fields.plain(header) for header, field in options.columns.items() if field in fields.NAMES}
    return any(fields.plain(cell) in chosen for cell in opened.header)


def detect(document: Document, options: Options) -> CsvForm:
    """Read the whole file once and say how it is to be read. Raises InputError where it is no list of people."""
    return of_people(document, opening(document, options), options)


def of_people(document: Document, opened: Opening, options: Options) -> CsvForm:
    """How a list of people is read. Raises InputError where it is none."""
    found = _fields(opened.header, options)
    if not fields.names_people(found):
        recognised = ", ".join(name for name, known in zip(opened.header, found, strict=True) if known) or "nothing"
        if not any(found) and not all(name.isprintable() for name in opened.header):
            raise InputError("not_recognised")  # no text at all
        raise InputError("no_name_column").about(recognised=recognised[:300])
    dates = [place for place, known in enumerate(found) if known in fields.DATES]
    return _surveyed(document, opened, found, dates, options)


def of_list(document: Document, opened: Opening, dates: Collection[str], options: Options) -> CsvForm:
    """How a list about people is read; dates: the headers of its days. None of its columns is a person's."""
    places = [place for place, name in enumerate(opened.header) if name.casefold() in dates]
    return _surveyed(document, opened, (None,) * len(opened.header), places, options)


def _surveyed(
    document: Document, opened: Opening, found: tuple[Field | None, ...], dates: list[int], options: Options
) -> CsvForm:
    survey = Survey(len(opened.header), dates)
    for row in csv_text.rows(document, opened.encoding, opened.delimiter):
        if row.line > opened.line:
            survey.see(row)
    return CsvForm(
        source=document.name,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        header_line=opened.line,
        header=opened.header,
        fields=found,
        family=fields.family_of(opened.header),
        dates=options.dates or survey.order(),
        month_first=survey.month_first > survey.day_first,
        mixed=survey.mixed,
        unclear=survey.unclear,
        rows=survey.rows,
        filled=tuple(survey.filled),
    )


def require_order(form: CsvForm) -> DateOrder:
    """The order of the dates. Raises InputError where only a person can tell it."""
    if form.dates is None:
        code = "dates_mixed" if form.mixed else "dates_month_first" if form.month_first else "dates_unclear"
        raise InputError(dates=code)
    return form.dates


def _delimiter(document: Document, encoding: str, options: Options) -> str:
    if options.delimiter:
        return _chosen(options.delimiter)
    best, most = ",", -1
    errors: list[InputError] = []
    for delimiter in (*csv_text.DELIMITERS, *csv_text.RARE_DELIMITERS):
        first = _until_broken(islice(csv_text.rows(document, encoding, delimiter), _HEADER_WITHIN), errors)
        score = max((fields.known(row.cells) * _KNOWN + len(row.cells) for row in first), default=0)
        if score > most and (delimiter in csv_text.DELIMITERS or score >= _SEVERAL_KNOWN):
            best, most = delimiter, score
    wide = [error for error in errors if "too_many_columns" in error.problems.values()]
    if wide and most < _KNOWN:
        raise wide[0]  # no other delimiter makes more of it
    return best


_KNOWN = 1000  # what one known header weighs
_SEVERAL_KNOWN = 2 * _KNOWN  # a sign that also stands within cells must part headers that we know


def _until_broken(rows: Iterator[Row], errors: list[InputError]) -> list[Row]:
    """The rows as far as they make sense; what is wrong is told once the delimiter is known."""
    found: list[Row] = []
    try:
        found.extend(rows)  # keeps what came before an error
    except InputError as error:
        errors.append(error)
    return found


_NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def _chosen(delimiter: str) -> str:
    found = _NAMED_DELIMITERS.get(delimiter.lower(), delimiter)
    if len(found) != 1 or found in '"\r\n':
        raise InputError(delimiter="delimiter_not_known")
    return found


def _header(first: Iterator[Row], options: Options) -> Row | None:
    chosen = {fields.plain(name) for name in options.columns}
    best: Row | None = None
    most = -1
    for row in first:
        known = fields.known(row.cells) + len({fields.plain(cell) for cell in row.cells} & chosen)
        if known >= _ENOUGH:
            return row
        if known > most:
            best, most = row, known
    return best


def _fields(header: tuple[str, ...], options: Options) -> tuple[Field | None, ...]:
    found = list(fields.columns(header))
    places = {fields.plain(name): place for place, name in reversed(list(enumerate(header)))}
    for name, wanted in options.columns.items():
        place = places.get(fields.plain(name))
        if place is None:
            raise InputError(map="column_missing").about(column=name)
        try:
            chosen = Field(wanted)
        except ValueError as error:
            raise InputError(map="field_not_known").about(value=wanted) from error
        if chosen not in fields.SEVERAL:
            found = [None if known is chosen else known for known in found]
        found[place] = None if chosen is Field.LEAVE_OUT else chosen
    return tuple(found)
