"""The form in which somebody says what the columns of a list mean."""

from dataclasses import dataclass
from itertools import islice

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from crm.errors import Unreadable
from crm.exchange import dates
from crm.exchange.columns import Target
from crm.exchange.options import MeetingOptions, cells_of
from crm.exchange.rows import BrokenRow, Meeting, Reader
from crm.exchange.schemas import MappingSchema
from crm.exchange.tables import Table
from crm.web.forms import Form, Option, message
from crm.web.imports.words import TARGETS

PREVIEWED = 10

_LABELS: dict[str, LazyString] = {
    **{target.value: text for target, text in TARGETS.items()},
    "separator": _l("Mehrere Namen trennt"),
    "date_format": _l("Schreibweise des Datums"),
    "people_sector": _l("Bereich der Personen"),
    "organisations_sector": _l("Bereich der Organisationen"),
}

_HELP: dict[str, LazyString] = {
    "people_organisation": _l("Für wen die Personen an dem Treffen teilnahmen."),
    "organisations": _l("Wer ohne Namen einer Person dabei war."),
    "separator": _l("Gilt für Personen, Organisationen und Themen in einer Zelle."),
    "people_sector": _l("Gilt für Organisationen von Personen, die noch fehlen."),
    "organisations_sector": _l("Gilt für die übrigen, die noch fehlen."),
}

_SEPARATORS: list[Option] = [
    (";", _l("Semikolon ;")),
    (",", _l("Komma ,")),
    ("|", _l("Strich |")),
    ("/", _l("Schrägstrich /")),
    ("line", _l("Zeilenumbruch")),
    ("none", _l("nichts: ein Name je Zelle")),
]

_FORMATS: dict[str, LazyString | str] = {
    "%Y-%m-%d": "2023-11-24",
    "%d.%m.%Y": "24.11.2023",
    "%d-%m-%Y": "24-11-2023",
    "%d/%m/%Y": "24/11/2023",
    "%m/%d/%Y": _l("11/24/2023 (Monat zuerst)"),
    "%d.%m.%y": "24.11.23",
    "%Y/%m/%d": "2023/11/24",
}


class MappingForm(Form):
    """A select for each meaning, filled with the columns of the list."""

    def __init__(self, table: Table, options: MeetingOptions) -> None:
        schema = MappingSchema()
        columns: list[Option] = [(name, name) for name in table.columns if name]
        choices = {target.value: columns for target in Target}
        formats = _FORMATS | {options.date_format: _format_name(options.date_format)}
        super().__init__(
            schema,
            schema.dump_options(options),
            options=choices
            | {"separator": _SEPARATORS, "date_format": list(formats.items())},
        )
        self.chosen = options
        self._columns = table.columns

    def read(self) -> bool:
        """Take what was chosen; say whether a list can be read that way."""
        self.values = request.form.to_dict()
        try:
            self.chosen = self.schema.load(self.values)
        except ValidationError as error:
            for name, codes in error.messages_dict.items():
                self.errors[name] = [message(str(code)) for code in codes]
        for target, column in self.chosen.columns.items():
            if column not in self._columns:
                self.errors[target.value] = [message("not_a_choice")]
        if not self.errors and self.chosen.missing():
            text = _l("Bitte Personen oder Organisationen zuordnen.")
            self.errors["organisations"] = [text]
        return not self.errors

    def label(self, name: str) -> str | LazyString:
        """Return what a field is called."""
        return _LABELS[name]

    def help(self, name: str) -> str | LazyString | None:
        """Return the line below a field."""
        return _HELP.get(name)


@dataclass(frozen=True)
class Preview:
    """The first rows as they would be read."""

    meetings: list[Meeting | BrokenRow]
    is_ambiguous: bool
    unused: list[str]


def preview(table: Table, options: MeetingOptions) -> Preview | None:
    """Return the first rows as they would be read; None while columns are missing."""
    try:
        rows = list(islice(Reader(table, options).rows(), PREVIEWED))
    except Unreadable:
        return None
    written = cells_of(table, options.columns.get(Target.DATE))
    recognised = dates.recognise(written)
    is_doubtful = recognised.is_ambiguous and options.date_format in dates.FORMATS
    used = set(options.columns.values())
    unused = [name for name in table.columns if name and name not in used]
    return Preview(rows, is_doubtful, unused)


def _format_name(written: str) -> LazyString | str:
    return _FORMATS.get(written, written)
