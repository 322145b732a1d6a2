"""Forms: a schema, what was typed, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NoReturn, cast

from flask import request
from flask_babel import LazyString
from marshmallow import Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser

from crm.errors import Refused
from crm.web.labels import FIELDS, HELP, MESSAGES, REFUSALS, label

Option = tuple[str, str | LazyString]


_parser = FlaskParser()


@_parser.error_handler
def _raise(error: ValidationError, *_: Any, **__: Any) -> NoReturn:
    """Raise what the schema says; the form shows it."""
    raise error


def read_query(schema: Schema) -> Any:
    """Return what the address asks for; what makes no sense counts as not asked."""
    try:
        return _parser.parse(schema, request, location="query")
    except ValidationError as error:
        wrong = _codes(error, "query")
        sound = {k: v for k, v in request.args.items() if k not in wrong}
        return schema.load(sound)


def _codes(error: ValidationError, location: str) -> dict[str, list[str]]:
    """Return the codes per field; webargs files them under where it read."""
    found = cast("dict[str, dict[str, list[str]]]", error.messages)
    return found.get(location, {})


class Form:
    """One form on a page: its fields, values and errors."""

    def __init__(
        self,
        schema: Schema,
        values: Mapping[str, Any] | None = None,
        *,
        options: Mapping[str, Sequence[Option]] | None = None,
        captions: Mapping[str, str | None] | None = None,
    ) -> None:
        self.schema = schema
        self.values = dict(values or {})
        self.options = dict(options or {})
        self.captions = dict(captions or {})
        self.errors: dict[str, list[str | LazyString]] = {}
        self.loaded: dict[str, Any] = {}

    @classmethod
    def of(cls, schema: Schema, record: object, **known: Any) -> "Form":
        """Return the form filled with what is known about a record."""
        return cls(schema, schema.dump(record), **known)

    def read(self) -> bool:
        """Take what was sent; say whether its form is right."""
        self.values = request.form.to_dict()
        try:
            self.loaded = _parser.parse(self.schema, request, location="form")
        except ValidationError as error:
            for name, codes in _codes(error, "form").items():
                self.errors[name] = [self._message(name, code) for code in codes]
        return not self.errors

    def _message(self, name: str, code: str) -> str | LazyString:
        is_unpicked = code == "required" and self.kind(name) in ("picker", "select")
        return message("not_a_choice" if is_unpicked else code)

    def caption(self, name: str) -> str:
        """Return what stands in a picker: the name chosen, or what was typed."""
        return self.captions.get(name) or request.form.get(f"{name}-typed", "")

    @property
    def version(self) -> int | None:
        """The version of the record that the form was opened on."""
        return request.form.get("version", type=int)

    def refuse(self, error: Refused) -> None:
        """Show what the domain refused at the field it concerns."""
        name = error.field if error.field in self.schema.fields else ""
        self.errors.setdefault(name, []).append(REFUSALS[type(error)])

    def value(self, name: str) -> Any:
        """Return what stands in a field."""
        value = self.values.get(name)
        return "" if value is None else value

    def label(self, name: str) -> str | LazyString:
        """Return what a field is called."""
        return FIELDS[name]

    def help(self, name: str) -> str | LazyString | None:
        """Return the line below a field."""
        return HELP.get(name)

    def kind(self, name: str) -> str:
        """Return the kind of control a field needs."""
        field = self.schema.fields[name]
        if name in self.options or isinstance(field, fields.Enum):
            return "select"
        if isinstance(field, fields.Integer):
            return "picker"
        return "area" if "rows" in field.metadata else "input"

    def input_type(self, name: str) -> str:
        """Return the type of an input."""
        return str(self.schema.fields[name].metadata.get("type", "text"))

    def is_required(self, name: str) -> bool:
        """Whether a field must be filled in."""
        return self.schema.fields[name].required

    def choices(self, name: str) -> list[Option]:
        """Return value and label of each option of a select."""
        field = self.schema.fields[name]
        if name in self.options:
            return list(self.options[name])
        assert isinstance(field, fields.Enum)  # noqa: S101 - `kind` asked before
        return options_of(field.enum)


def options_of(members: Any) -> list[Option]:
    """Return the options of an enumeration."""
    return [(str(m.value), label(m)) for m in members if isinstance(m, StrEnum)]


def message(code: str) -> str | LazyString:
    """Return the words for a code of the border, such as "too_long 200"."""
    name, _, detail = code.partition(" ")
    words = MESSAGES.get(name, MESSAGES["invalid"])
    return words % {"detail": detail} if detail else words
