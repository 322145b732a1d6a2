"""XLSX: the first visible sheet that holds something."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from crm.errors import Unreadable
from crm.exchange.tables import archives
from crm.exchange.tables.lines import Line, is_blank

Cell = int | float | str | bool | time | date | datetime | timedelta


class Sheet:
    """A sheet of a workbook, checked for bombs before it is opened."""

    encoding = "xlsx"

    def __init__(self, file: BinaryIO) -> None:
        archives.check(file)
        file.seek(0)
        try:
            self._sheet = _first_filled(CalamineWorkbook.from_filelike(file))
        except CalamineError as error:
            raise Unreadable("not_a_workbook") from error

    def __iter__(self) -> Iterator[Line]:
        """Yield the rows with the numbers they have in the workbook."""
        for number, row in enumerate(self._sheet.iter_rows(), 1):
            cells = [_text(cell) for cell in row]
            if not is_blank(cells):
                yield Line(number, cells)


def _first_filled(workbook: CalamineWorkbook) -> CalamineSheet:
    for sheet in workbook.sheets_metadata:
        is_shown = sheet.visible == SheetVisibleEnum.Visible
        if is_shown and sheet.typ == SheetTypeEnum.WorkSheet:
            found = workbook.get_sheet_by_name(sheet.name)
            if found.height:
                return found
    raise Unreadable("empty")


def _text(cell: Cell) -> str:
    """Return what a cell shows: dates as ISO, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time()
        return cell.date().isoformat() if at_midnight else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
