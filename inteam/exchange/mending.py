"""The refused rows as CSV, as they stood, with what is wrong: to be mended and imported again."""

from collections.abc import Sequence

from inteam.exchange import csv_out, report
from inteam.exchange.incoming import Refusal
from inteam.exchange.reading import Recognised

WHY = ("Refused: row", "Refused: column", "Refused: why")


def refused_rows(refusals: Sequence[Refusal], detected: Sequence[Recognised]) -> str:
    """One line for each refused row. Rows of one CSV file keep its columns; others give place, value and reason."""
    forms = {one.document.name: one.form for one in detected if one.form is not None}
    sources = {refusal.source for refusal in refusals}
    form = forms.get(next(iter(sources))) if len(sources) == 1 else None
    if form is None:
        rows = [(r.source, str(r.row or ""), r.field, r.value, report.sentence(r)) for r in refusals]
        return csv_out.text(("Source", "Row", "Field", "Value", "Why"), rows)
    width = len(form.header)
    lines = []
    for refusal in refusals:
        cells = [*refusal.cells, *[""] * width][:width]
        lines.append((*cells, str(refusal.row or ""), refusal.field, report.sentence(refusal)))
    return csv_out.text((*form.header, *WHY), lines)
