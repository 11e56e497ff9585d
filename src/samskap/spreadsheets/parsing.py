"""The process that reads a spreadsheet: the file comes in on standard input, JSON goes out. It may do nothing else."""

import csv
import io
import json
import sys
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

ROWS_MAX = 5_000
COLUMNS_MAX = 60
TEXT_MAX = 2_000
MEMORY_MAX = 512 * 1024 * 1024
SECONDS_MAX = 10
UNPACKED_MAX = 80 * 1024 * 1024
EMPTY_MAX = 100_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MANY = 2  # so many cells make a row of headings; a title alone on its row is none


class No(Exception):
    """It can't be read; the name of a `Why`."""


def limit() -> None:
    """Let this process have little memory and time, and no files."""
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY_MAX),
        (resource.RLIMIT_CPU, SECONDS_MAX),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def table(data: bytes) -> dict[str, Any]:
    """Return headings, rows and the rows' numbers in the file."""
    if data.startswith(OLE):
        raise No("OLD_OR_LOCKED")
    rows = list(_some(_excel(data) if data.startswith(ZIP) else _csv(data)))
    if not rows:
        raise No("EMPTY")
    first = next((index for index, (_, cells) in enumerate(rows) if sum(map(bool, cells)) >= MANY), 0)
    headings = rows[first][1]
    body = rows[first + 1 :]
    wide = max(len(cells) for _, cells in rows[first:])
    headings += [""] * (wide - len(headings))
    return {
        "headings": headings,
        "rows": [cells + [""] * (wide - len(cells)) for _, cells in body],
        "numbers": [number for number, _ in body],
    }


def _some(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Leave empty rows and what is empty at the end of a row out, and stop where it becomes too much."""
    found = empty = 0
    for number, cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            empty += 1
            if empty > EMPTY_MAX:
                raise No("TOO_MANY_ROWS")
            continue
        if len(cells) > COLUMNS_MAX:
            raise No("TOO_MANY_COLUMNS")
        found += 1
        if found > ROWS_MAX + 1:
            raise No("TOO_MANY_ROWS")
        yield number, cells


def _excel(data: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        # A sheet says itself how large it is unpacked, and is not read further than that.
        if sum(one.file_size for one in packed.infolist()) > UNPACKED_MAX:
            raise No("TOO_MANY_ROWS")
        if "[Content_Types].xml" not in packed.namelist():
            raise No("UNKNOWN")
        for one in packed.infolist():
            if one.filename.startswith("xl/worksheets/"):
                _count_rows(packed, one)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
        rows = ((number, [_text(cell) for cell in row]) for number, row in enumerate(sheet.iter_rows(), start=1))
        first = next((row for row in rows if any(row[1])), None)
        if first is not None:
            yield first
            yield from rows
            return


def _count_rows(packed: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> None:
    """Count before anything is parsed, which is a hundred times as slow."""
    count = 0
    with packed.open(sheet) as unpacked:
        while chunk := unpacked.read(1024 * 1024):
            count += chunk.count(b"<row") + chunk.count(b":row")
            if count > EMPTY_MAX:
                raise No("TOO_MANY_ROWS")


def _text(cell: Any) -> str:
    from openpyxl.utils.escape import unescape

    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return " ".join(unescape(value).split())[:TEXT_MAX]
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, cell.number_format or "")
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)[:TEXT_MAX]


def _number(value: float, shown_as: str) -> str:
    """A number as it is seen: 913 as 0913 where the cell is told to show four digits, 4.0 as 4."""
    if float(value).is_integer():
        digits = len(shown_as) if shown_as and not shown_as.strip("0") else 1
        return f"{int(value):0{digits}d}"
    return repr(value)


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    if "\x00" in text:
        raise No("UNKNOWN")
    csv.field_size_limit(1024 * 1024)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    for number, row in enumerate(reader, start=1):
        yield number, [" ".join(_unguarded(cell).split())[:TEXT_MAX] for cell in row]


def _unguarded(cell: str) -> str:
    """Take away the apostrophe that we, and others, put before what looks like a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r\n＝＋－＠") else cell


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _delimiter(text: str) -> str:
    """What parts the cells: what there is most of in the first lines, outside quotation marks."""
    head = "".join(part for part in "\n".join(text.split("\n", 5)[:5]).split('"')[::2])
    return max(";\t,", key=head.count)


def answer(data: bytes) -> dict[str, Any]:
    """Read the file, or say why not."""
    warnings.simplefilter("ignore")
    try:
        return table(data)
    except No as no:
        return {"why": str(no)}
    except MemoryError:
        return {"why": "TOO_BIG"}
    except Exception:  # whatever a parser trips over, it is not a spreadsheet to us
        return {"why": "UNKNOWN"}


def main() -> int:
    """Read a spreadsheet, write JSON."""
    if sys.platform != "win32":
        limit()
    sys.stdout.buffer.write(json.dumps(answer(sys.stdin.buffer.read())).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
