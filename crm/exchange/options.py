"""How one list is to be read, as it was chosen on the page or the command line."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from crm.contacts.models import OrganisationKind, Sector
from crm.exchange import dates
from crm.exchange.columns import Target, guess, missing
from crm.exchange.names import guess_separator
from crm.exchange.tables import Table


@dataclass(frozen=True, kw_only=True)
class MeetingOptions:
    """Columns by what they mean, and what the list leaves unsaid.

    An organisation that is new becomes one of `organisations_sector` and
    `organisations_kind`; one that people belong to, of `people_sector` and
    `people_kind`: a list does not say what they are.
    """

    columns: dict[Target, str] = field(default_factory=dict)
    separator: str = ";"
    date_format: str = dates.ISO
    people_sector: Sector = Sector.ADMINISTRATION
    people_kind: OrganisationKind = OrganisationKind.OTHER
    organisations_sector: Sector = Sector.BUSINESS
    organisations_kind: OrganisationKind = OrganisationKind.COMPANY

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read options as they were kept."""
        return cls(**{name: _READ[name](kept[name]) for name in _READ if name in kept})

    @classmethod
    def guessed(cls, table: Table, columns: Mapping[Target, str] | None = None) -> Self:
        """Return options read off the table itself; columns chosen already stay."""
        columns = guess(table.columns) if columns is None else dict(columns)
        return cls(
            columns=columns,
            separator=guess_separator(
                cells_of(table, columns.get(Target.ORGANISATIONS))
            ),
            date_format=dates.recognise(
                cells_of(table, columns.get(Target.DATE))
            ).format,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the options as JSON can keep them."""
        return asdict(self)

    def missing(self) -> list[Target]:
        """Return what has to be chosen still."""
        return missing(self.columns)


def _columns(kept: Mapping[str, str]) -> dict[Target, str]:
    return {Target(target): column for target, column in kept.items()}


_READ: dict[str, Callable[[Any], Any]] = {
    "columns": _columns,
    "separator": str,
    "date_format": str,
    "people_sector": Sector,
    "people_kind": OrganisationKind,
    "organisations_sector": Sector,
    "organisations_kind": OrganisationKind,
}


def cells_of(table: Table, column: str | None) -> list[str]:
    """Return the cells of one column; none when the table has no such column."""
    if column not in table.columns:
        return []
    place = table.columns.index(column)
    return [line.cells[place] for line in table.rows() if not line.reason]
