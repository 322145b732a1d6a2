"""The form of one row of a meeting list: every refusal is a code, never a sentence."""

from collections.abc import Collection
from typing import Any

from marshmallow import (
    EXCLUDE,
    Schema,
    ValidationError,
    fields,
    post_load,
    validates_schema,
)

from crm.exchange import names
from crm.exchange.dates import read_day
from crm.text import tidy

LONGEST_NAME = 500
LONGEST_TEXT = 2_000


class Day(fields.Field[Any]):
    """A day written in the format of the list."""

    def _deserialize(self, value: str, *_: Any, **__: Any) -> Any:
        day = read_day(value.strip(), self.root.date_format)  # type: ignore[union-attr]
        if day is None:
            raise ValidationError("no_date" if value.strip() else "missing")
        return day


class Words(fields.Field[Any]):
    """One text without superfluous spaces."""

    def _deserialize(self, value: str, *_: Any, **__: Any) -> Any:
        text = tidy(value)
        if len(text) > LONGEST_TEXT:
            raise ValidationError("too_long")
        if self.required and not text:
            raise ValidationError("missing")
        return text


class Names(fields.Field[Any]):
    """Names in one cell, parted by the separator of the list."""

    def _deserialize(self, value: str, *_: Any, **__: Any) -> Any:
        found = names.split(value, self.root.separator)  # type: ignore[union-attr]
        if any(len(name) > LONGEST_NAME for name in found):
            raise ValidationError("too_long")
        return found


class MeetingRowSchema(Schema):
    """A row of a meeting list, its columns already named by what they mean."""

    class Meta:
        unknown = EXCLUDE

    date = Day(required=True)
    subject = Words(required=True)
    topics = Names(load_default=list)
    place = Words(load_default="")
    people = Names(load_default=list)
    people_organisation = Words(load_default="")
    people_function = Words(load_default="")
    organisations = Names(load_default=list)

    def __init__(
        self, *, separator: str, date_format: str, only: Collection[str]
    ) -> None:
        super().__init__(only=set(only))
        self.separator = separator
        self.date_format = date_format

    @validates_schema(skip_on_field_errors=True)
    def check_somebody_met(self, values: dict[str, Any], **_: Any) -> None:
        """A meeting needs somebody who was there."""
        if not values.get("people") and not values.get("organisations"):
            raise ValidationError("nobody", "organisations")

    @post_load
    def pair(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Give each person an organisation and a function: one each, or one for all."""
        count = len(values.get("people", ()))
        for name in ("people_organisation", "people_function"):
            values[name] = self._for_each(values.get(name, ""), count)
            if any(len(piece) > LONGEST_NAME for piece in values[name]):
                raise ValidationError("too_long", name)
        return values

    def _for_each(self, cell: str, count: int) -> list[str]:
        pieces = names.split(cell, self.separator)
        return pieces if len(pieces) == count else [cell] * count
