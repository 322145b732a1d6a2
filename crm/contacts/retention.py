"""How long personal data is kept before somebody looks at it again (GDPR, art. 5)."""

from datetime import date

KEPT_YEARS = 3


def review_day(taken_up: date) -> date:
    """Return the day on which it is asked whether the data is still needed.

    Three years, to the end of the year.

    >>> review_day(date(2024, 2, 29))
    datetime.date(2027, 12, 31)
    """
    return date(taken_up.year + KEPT_YEARS, 12, 31)
