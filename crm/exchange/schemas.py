"""The form of meeting lists, of a row and of the mapping: refusals are codes."""

from collections.abc import Collection
from typing import Any

from marshmallow import (
    EXCLUDE,
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from crm.border import choice
from crm.contacts.models import Sector
from crm.exchange import names
from crm.exchange.columns import Target
from crm.exchange.dates import is_format, read_day
from crm.exchange.options import MeetingOptions
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


_WRITTEN_SEPARATORS = {"line": "\n", "none": ""}


class Separator(fields.Field[Any]):
    """One character; a line break and none at all are written as words."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        words = {separator: word for word, separator in _WRITTEN_SEPARATORS.items()}
        return words.get(value, value)

    def _deserialize(self, value: str, *_: Any, **__: Any) -> Any:
        separator = _WRITTEN_SEPARATORS.get(value, value)
        if len(separator) > 1:
            raise ValidationError("not_a_choice")
        return separator


def _column(*, required: bool = False) -> fields.String:
    codes: dict[str, Any] = {"required": "required", "invalid": "invalid"}
    if required:
        filled = validate.Length(min=1, error="required")
        return fields.String(required=True, error_messages=codes, validate=filled)
    return fields.String(load_default="", error_messages=codes)


def _day_month_and_year(written: str) -> None:
    if not is_format(written):
        raise ValidationError("invalid")


class MappingSchema(Schema):
    """What the columns of a meeting list mean, as it is chosen on the page."""

    class Meta:
        unknown = EXCLUDE

    date = _column(required=True)
    subject = _column(required=True)
    people = _column()
    people_organisation = _column()
    people_function = _column()
    organisations = _column()
    topics = _column()
    place = _column()
    separator = Separator(required=True)
    date_format = fields.String(required=True, validate=_day_month_and_year)
    people_sector = choice(Sector, required=True)
    organisations_sector = choice(Sector, required=True)

    @post_load
    def take(self, values: dict[str, Any], **_: Any) -> MeetingOptions:
        """Return the options; columns that were left open are left out."""
        columns = {target: values.pop(target.value) for target in Target}
        chosen = {target: column for target, column in columns.items() if column}
        return MeetingOptions(columns=chosen, **values)

    def dump_options(self, options: MeetingOptions) -> dict[str, Any]:
        """Return the options as the fields of the form."""
        columns = {str(target): column for target, column in options.columns.items()}
        dumped: dict[str, Any] = self.dump(vars(options) | columns)
        return dumped
