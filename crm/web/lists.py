"""Lists: one page of rows with the address that sorts, filters and turns pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask import request, url_for
from flask_babel import LazyString

from crm.database import Page

Row = TypeVar("Row")

SIZE = 50


@dataclass(frozen=True)
class Chip:
    """A filter in force and the address without it."""

    label: str | LazyString
    value: str | LazyString
    url: str


@dataclass
class Listing(Generic[Row]):
    """What a list page shows: rows, the filters in force, and its addresses."""

    page: Page[Row]
    wanted: Any
    chips: list[Chip] = field(default_factory=list)
    largest_first: frozenset[str] = frozenset()

    def url(self, **changes: Any) -> str:
        """Return the address of this list with some of it changed."""
        return address(**changes)

    def sort_url(self, column: str) -> str:
        """Return the address sorted by a column; again: the other way round."""
        descending = column in self.largest_first
        if self.wanted.sort == column:
            descending = not self.wanted.descending
        return address(sort=column, descending=int(descending), seite=None)

    def order(self, column: str) -> str:
        """Return the state of a column for screen readers."""
        if self.wanted.sort != column:
            return "none"
        return "descending" if self.wanted.descending else "ascending"

    def filter_by(
        self, name: str, label: str | LazyString, value: str | LazyString | None
    ) -> None:
        """Show a filter in force as a chip that can be taken off."""
        if request.args.get(name) and value is not None:
            self.chips.append(
                Chip(label, value, address(**{name: None, "seite": None}))
            )

    @property
    def is_filtered(self) -> bool:
        """Whether the list shows only a part."""
        return bool(self.chips or self.wanted.q)

    @property
    def steps(self) -> Sequence[int | None]:
        """Return the page numbers to offer; None stands for a gap."""
        near = {1, self.page.count} | set(
            range(self.page.number - 1, self.page.number + 2)
        )
        numbers = sorted(n for n in near if 1 <= n <= self.page.count)
        steps: list[int | None] = []
        for number in numbers:
            if steps and steps[-1] is not None and number - steps[-1] > 1:
                steps.append(None)
            steps.append(number)
        return steps


def asked() -> dict[str, Any]:
    """Return what the address asks for, without the words `url_for` reserves."""
    query = request.args.to_dict().items()
    return {k: v for k, v in query if not k.startswith("_") and k != "endpoint"}


def page_number() -> int:
    """Return the page asked for."""
    return max(1, request.args.get("seite", 1, type=int))


def address(**changes: Any) -> str:
    """Return the address of this page with some of its query changed; None drops."""
    query = asked() | (request.view_args or {}) | changes
    kept = {name: value for name, value in query.items() if value not in (None, "")}
    return url_for(request.endpoint or "", **kept)
