"""NHS numbers of the test range, each with its right check digit."""

from collections.abc import Iterator
from itertools import count

TEST_RANGE = "999"  # never issued (domain.md 1.1)


def nhs_numbers() -> Iterator[str]:
    """All numbers 999 000 001x and up, ten digits, in order; nine digits without a check digit are skipped.

    >>> from itertools import islice
    >>> list(islice(nhs_numbers(), 3))
    ['9990000018', '9990000026', '9990000034']
    """
    for serial in count(1):
        nine = f"{TEST_RANGE}{serial:06d}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:
            yield f"{nine}{check % 11}"
