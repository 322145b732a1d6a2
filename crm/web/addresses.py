"""Addresses: ids no larger than a database can hold, and the way back."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

from crm.border import LARGEST_ID

_MOST_DIGITS = len(str(LARGEST_ID))


class RecordId(IntegerConverter):
    """The id of a record; anything larger is an address that does not exist."""

    regex = rf"[0-9]{{1,{_MOST_DIGITS}}}"

    def __init__(self, map: Map, *_: Any, **__: Any) -> None:  # noqa: A002 - werkzeug's
        super().__init__(map, max=LARGEST_ID)


def install(app: Flask) -> None:
    """Read every `<int:...>` of an address as the id of a record."""
    app.url_map.converters["int"] = RecordId


def read_id(written: object) -> int | None:
    """Return the id written in a form or an address, None when it is none.

    >>> read_id("12"), read_id("0"), read_id("x"), read_id("9" * 5000)
    (12, None, None, None)
    """
    text = str(written)
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        return None
    return int(text) if 0 < int(text) <= LARGEST_ID else None


def here() -> str:
    """Return this page as a path."""
    query = request.query_string.decode("ascii", "replace")
    return f"{request.path}?{query}" if query else request.path


def came_from() -> str | None:
    """Return the page of ours that the request came from, as a path."""
    origin = urlsplit(request.referrer or "")
    if origin.netloc != request.host or not origin.path.startswith("/"):
        return None
    path = "/" + origin.path.lstrip("/\\")
    return f"{path}?{origin.query}" if origin.query else path
