"""What all rows of a CSV file betray together: how many there are, which columns say something, the order of dates."""

from inteam.errors import InputError
from inteam.exchange import limits, values
from inteam.exchange.csv_text import Row
from inteam.exchange.values import DateOrder


class Survey:
    """Counts over all rows: how many, which columns are filled, and what the dates betray of their order."""

    def __init__(self, columns: int, dates: list[int]) -> None:
        self.filled = [0] * columns
        self.rows = self.day_first = self.month_first = self.unclear = 0
        self._dates = dates

    def see(self, row: Row) -> None:
        """Count a row. Raises InputError where there are too many."""
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

    @property
    def mixed(self) -> bool:
        """Whether so many days are month first, beside some that are day first, that these are no slips of the pen."""
        return self.day_first > 0 and self.month_first * _SLIPS > self.day_first

    def order(self) -> DateOrder | None:
        """Day first where some day is over 12 and hardly any month is; month first is never taken without asking."""
        if self.mixed or self.month_first > self.day_first:
            return None
        if self.day_first or not self.unclear:
            return DateOrder.DMY
        return None


_SLIPS = 3  # one date the wrong way round beside three right ones is a slip, and its row is refused
