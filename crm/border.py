"""The border: what every schema for forms, API bodies and import rows shares.

Schemas check form. Their errors are codes, such as "required" or "too_long 200";
`crm.web` has the words for them.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate

from crm.text import tidy

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days that can be meant; near the ends of the calendar time zones overflow."""

LARGEST_ID = 2**31 - 1
"""The largest id of a record on any database."""

LONGEST_LINE = 200
LONGEST_TEXT = 20_000

_CODES = {
    "required": "required",
    "null": "required",
    "invalid": "invalid",
    "invalid_utf8": "invalid",
    "unknown": "not_a_choice",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DIRECTIONS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks nobody sees: phone numbers are pasted with them; they turn names around."""
_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")


class BorderSchema(Schema):
    """A schema that trims what comes in and takes empty text for nothing."""

    class Meta:
        unknown = EXCLUDE

    @pre_load
    def trim(self, values: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Trim every text; an empty one is None."""
        return {name: _trimmed(value) for name, value in values.items()}


class ListSchema(BorderSchema):
    """What every list understands in its address."""

    q = fields.String(load_default="", allow_none=True)
    archived = fields.Boolean(load_default=False)
    sort = fields.String(load_default=None, allow_none=True)
    descending = fields.Boolean(load_default=None, allow_none=True)


class Day(fields.Field[date]):
    """A day, as 2026-03-02 or as 2.3.2026."""

    default_error_messages = {"invalid": "not_a_day"}  # noqa: RUF012 - marshmallow's

    def _serialize(self, value: date | None, *_: Any, **__: Any) -> str | None:
        return None if value is None else value.isoformat()

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        for written in _DAY_FORMATS:
            try:
                found = datetime.strptime(str(value), written).date()  # noqa: DTZ007
            except ValueError:
                continue
            if EARLIEST <= found <= LATEST:
                return found
        raise ValidationError("not_a_day")


def line(*, required: bool = False, longest: int = LONGEST_LINE) -> fields.String:
    """Return a field for one line of text."""
    too_long = validate.Length(max=longest, error="too_long {max}")
    return fields.String(**_presence(required), validate=[too_long, _one_line])


def text(*, longest: int = LONGEST_TEXT) -> fields.String:
    """Return a field for text of several lines."""
    too_long = validate.Length(max=longest, error="too_long {max}")
    return fields.String(
        **_presence(False), validate=[too_long, _printable], metadata={"rows": 4}
    )


def email(*, required: bool = False) -> fields.String:
    """Return a field for an e-mail address."""
    return fields.String(
        **_presence(required),
        validate=[
            validate.Email(error="not_an_email"),
            _printable,
            validate.Length(max=LONGEST_LINE, error="too_long {max}"),
        ],
        metadata={"type": "email"},
    )


def web_address() -> fields.String:
    """Return a field for an address on the web."""
    return fields.String(
        **_presence(False),
        validate=[
            validate.URL(schemes={"http", "https"}, error="not_a_web_address"),
            _printable,
            validate.Length(max=LONGEST_LINE, error="too_long {max}"),
        ],
        metadata={"type": "url"},
    )


def day(*, required: bool = False) -> Day:
    """Return a field for a day."""
    return Day(**_presence(required) | {"metadata": {"type": "date"}})


def clock_time() -> fields.Time:
    """Return a field for a time of day."""
    presence = _presence(False)
    presence["error_messages"] = _CODES | {"invalid": "not_a_time"}
    return fields.Time("%H:%M", **presence, metadata={"type": "time"})


def choice(members: type[StrEnum], *, required: bool = False) -> fields.Enum[StrEnum]:
    """Return a field for one member of an enumeration."""
    presence = _presence(required)
    presence["error_messages"] = _CODES | {"unknown": "not_a_choice"}
    return fields.Enum(members, by_value=True, **presence)


def number(*, required: bool = False) -> fields.Integer:
    """Return a field for the id of another record."""
    positive = validate.Range(min=1, max=LARGEST_ID, error="invalid")
    return fields.Integer(**_presence(required), validate=positive)


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values that were really given."""
    return {name: value for name, value in values.items() if value is not None}


def _presence(required: bool) -> dict[str, Any]:
    presence: dict[str, Any] = {"required": required, "error_messages": _CODES}
    return (
        presence if required else presence | {"allow_none": True, "load_default": None}
    )


def _trimmed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return _DIRECTIONS.sub("", value).strip() or None


def _printable(value: str) -> None:
    if _CONTROL.search(value.replace("\r\n", "\n")):
        raise ValidationError("not_printable")


def _one_line(value: str) -> None:
    _printable(value)
    if tidy(value) != value and "\n" in value:
        raise ValidationError("not_printable")
