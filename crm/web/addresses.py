"""Numbers in addresses: no larger than a database can hold."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1


class RecordId(IntegerConverter):
    """The id of a record; anything larger is an address that does not exist."""

    def __init__(self, map: Map, *_: Any, **__: Any) -> None:  # noqa: A002 - werkzeug's
        super().__init__(map, max=LARGEST_ID)


def install(app: Flask) -> None:
    """Read every `<int:...>` of an address as the id of a record."""
    app.url_map.converters["int"] = RecordId
