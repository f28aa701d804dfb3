"""What a CSV file looks like: encoding, delimiter, header, columns, order of dates; detected, and what was chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from inteam.errors import InputError
from inteam.exchange import csv_text, fields, limits, values
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
    days that could be read both ways are counted in unclear.
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
    unclear: int
    rows: int
    filled: tuple[int, ...]

    def index(self, wanted: Field) -> int | None:
        """The first column that holds the field."""
        return next((place for place, found in enumerate(self.fields) if found is wanted), None)


def detect(document: Document, options: Options) -> CsvForm:
    """Read the whole file once and say how it is to be read. Raises InputError where it is no list of people."""
    check_size(document, limits.CSV_BYTES)
    encoding = (
        csv_text.chosen_encoding(document, options.encoding) if options.encoding else csv_text.encoding_of(document)
    )
    delimiter = _delimiter(document, encoding, options)
    stream = csv_text.rows(document, encoding, delimiter)
    header = _header(islice(stream, _HEADER_WITHIN), options)
    if header is None:
        raise InputError("no_rows")
    names = tuple(cell.strip() for cell in header.cells)
    found = _fields(names, options)
    if not fields.names_people(found):
        recognised = ", ".join(name for name, known in zip(names, found, strict=True) if known) or "nothing"
        raise InputError("no_name_column").about(recognised=recognised[:300])
    survey = _Survey(len(names), [place for place, known in enumerate(found) if known in fields.DATES])
    for row in csv_text.rows(document, encoding, delimiter):
        if row.line > header.line:
            survey.see(row)
    return CsvForm(
        source=document.name,
        encoding=encoding,
        delimiter=delimiter,
        header_line=header.line,
        header=names,
        fields=found,
        family=fields.family_of(names),
        dates=options.dates or survey.order(),
        month_first=survey.month_first > survey.day_first,
        unclear=survey.unclear,
        rows=survey.rows,
        filled=tuple(survey.filled),
    )


def require_order(form: CsvForm) -> DateOrder:
    """The order of the dates. Raises InputError where only a person can tell it."""
    if form.dates is None:
        raise InputError(dates="dates_month_first" if form.month_first else "dates_unclear")
    return form.dates


def _delimiter(document: Document, encoding: str, options: Options) -> str:
    if options.delimiter:
        return _chosen(options.delimiter)
    best, most = ",", -1
    errors: list[InputError] = []
    for delimiter in csv_text.DELIMITERS:
        first = _until_broken(islice(csv_text.rows(document, encoding, delimiter), _HEADER_WITHIN), errors)
        score = max((fields.known(row.cells) * _KNOWN + len(row.cells) for row in first), default=0)
        if score > most:
            best, most = delimiter, score
    wide = [error for error in errors if "too_many_columns" in error.problems.values()]
    if wide and most < _KNOWN:
        raise wide[0]  # no other delimiter makes more of it
    return best


_KNOWN = 1000  # what one known header weighs


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


class _Survey:
    """Counts over all rows: how many, which columns are filled, and what the dates betray of their order."""

    def __init__(self, columns: int, dates: list[int]) -> None:
        self.filled = [0] * columns
        self.rows = self.day_first = self.month_first = self.unclear = 0
        self._dates = dates

    def see(self, row: Row) -> None:
        self.rows += 1
        if self.rows > limits.CSV_ROWS:
            raise InputError("too_many_rows").about(row=row.line, most=f"{limits.CSV_ROWS:,}")
        for place, cell in enumerate(row.cells[: len(self.filled)]):
            if cell and not cell.isspace():
                self.filled[place] += 1
        for place in self._dates:
            if place < len(row.cells) and (found := values.numbers_of(row.cells[place])):
                self._weigh(*found)

    def _weigh(self, first: int, second: int) -> None:
        if first > 12 >= second:
            self.day_first += 1
        elif second > 12 >= first:
            self.month_first += 1
        elif first != second and first <= 12:
            self.unclear += 1

    def order(self) -> DateOrder | None:
        """Day first where some day is over 12 and hardly any month is; month first is never taken without asking."""
        if self.month_first > self.day_first:
            return None
        if self.day_first or not self.unclear:
            return DateOrder.DMY
        return None
