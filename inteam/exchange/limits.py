"""How much is read before a source is refused; generous, because whole practice lists come in (security.md 6)."""

CSV_BYTES = 2 * 1024**3
CSV_ROWS = 2_000_000
CSV_COLUMNS = 500
CELL_CHARACTERS = 20_000
LINE_CHARACTERS = 1_000_000  # of one line of text: a row of 2 GB is refused after the first million
FHIR_BYTES = 200 * 1024**2
FHIR_DEPTH = 40
ARCHIVE_BYTES = 4 * 1024**3  # unpacked
ARCHIVE_RATIO = 200
ARCHIVE_MEMBERS = 10_000
RATIO_COUNTS_FROM = 1024**2  # a few kilobytes of blanks pack better than 200:1 and harm nobody
