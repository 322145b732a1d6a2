"""The day a page is asked "as of": in the address, else today."""

from datetime import date

from flask import request

from crm.border import EARLIEST, LATEST
from crm.web.edge import today


def asked_day() -> date:
    """Return the day asked for; nonsense counts as today."""
    try:
        asked = date.fromisoformat(request.args.get("stand", ""))
    except ValueError:
        return today()
    return asked if EARLIEST <= asked <= LATEST else today()
