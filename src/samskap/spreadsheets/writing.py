"""Write Excel and CSV so that what people wrote stays text, whoever opens the file (regneark)."""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
A_NUMBER = re.compile(r"[+-]?[0-9](?:[0-9 .,()/\u00a0-]*[0-9])?")
NOT_FOR_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
CELL_MAX = 32_767
NAME_MAX = 31
WIDTHS = (8, 60)
LOOKS_AT = 200  # so many rows say how wide a column is
OSLO = ZoneInfo("Europe/Oslo")
EXACT_BELOW = 10**15  # Excel keeps fifteen digits
FIRST_YEAR = 1900  # Excel's calendar begins here


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook (ark). ``widths`` in characters; columns without one are as wide as what they hold."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = field(default_factory=tuple)


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula. Telephone numbers are left as they are."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) and not A_NUMBER.fullmatch(text) else text


def make_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]], *, zone: tzinfo = OSLO) -> bytes:
    """Write a CSV file that Excel opens by a double click in Norway: semicolons, and a mark that says it is UTF-8.

    Everything is quoted, so that nothing comes apart, and becomes a formula, where another separator is expected.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow([_as_text(value, zone) for value in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _as_text(value: Any, zone: tzinfo) -> str:
    value = _local(value, zone)
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case float() | Decimal() | int() if not isinstance(value, bool):
            return str(value)
        case _:
            return guarded(str(value))


def make_workbook(sheets: Iterable[Sheet], *, zone: tzinfo = OSLO) -> bytes:
    """Write an Excel workbook: text as text, dates as dates, the heading bold and always in sight."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        looks = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "text": book.add_format({"num_format": "@", "valign": "top"}),
            datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top"}),
            date: book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"}),
            time: book.add_format({"num_format": "hh:mm", "valign": "top"}),
        }
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_free_name(sheet.name, taken))
            _fill(page, sheet, looks, zone)
    return out.getvalue()


def _fill(page: Any, sheet: Sheet, looks: dict[Any, Any], zone: tzinfo) -> None:
    widths = [_width(heading) for heading in sheet.headings]
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, _clean(heading), looks["heading"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            shown = _local(value, zone)
            _write(page, last, column, shown, looks)
            if last <= LOOKS_AT and column < len(widths):
                widths[column] = max(widths[column], _width(shown))
    for column, width in enumerate(widths):
        page.set_column(column, column, sheet.widths[column] if column < len(sheet.widths) else width)
    page.freeze_panes(1, 0)
    if sheet.headings:
        page.autofilter(0, 0, last, len(sheet.headings) - 1)


def _write(page: Any, row: int, column: int, value: Any, looks: dict[Any, Any]) -> None:
    if value is None or value == "":
        return
    match value:
        case bool():
            page.write_boolean(row, column, value)
        case int() | float() | Decimal() if math.isfinite(value) and abs(float(value)) < EXACT_BELOW:
            page.write_number(row, column, value)
        case datetime() | date() if value.year >= FIRST_YEAR:
            page.write_datetime(row, column, value, looks[type(value)])
        case time():
            page.write_datetime(row, column, value, looks[time])
        case _:
            page.write_string(row, column, _clean(str(value)), looks["text"])


def _local(value: Any, zone: tzinfo) -> Any:
    """Excel knows no time zones: show the clock on the wall."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(zone).replace(tzinfo=None)
    return value


def _clean(text: str) -> str:
    return NOT_FOR_XML.sub("", str(text))[:CELL_MAX]


def _width(value: Any) -> int:
    longest = max((len(line) for line in str("" if value is None else value).splitlines()), default=0)
    return min(max(longest + 2, WIDTHS[0]), WIDTHS[1])


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 signs, some of them forbidden, and no two alike."""
    base = NOT_IN_A_NAME.sub(" ", _clean(wanted)).strip(" '")[:NAME_MAX].strip(" '") or "Sheet"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: NAME_MAX - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name
