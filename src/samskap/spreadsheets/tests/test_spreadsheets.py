"""What goes into a spreadsheet comes out the same; what is hostile stops."""

import csv
import io
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from samskap.spreadsheets import NotReadable, Sheet, Why, guarded, make_csv, make_workbook, read_table
from samskap.testing import programs

FORMULAS = ["=1+1", "+SUM(A1:A9)", "-2+cmd|'/c calc'!A0", "@NOW()", "\t=1+1", "\r=1+1", "＝1+1"]
PLAIN = ["+47 900 00 000", "0913", "-5", "Čáhcesuolu ŋ đ ŧ ž", "Blåbær på Ås", "http://example.org", "a;b,c"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.mission("G12")
def test_text_stays_text_in_excel() -> None:
    rows = [[text, 1] for text in [*FORMULAS, *PLAIN]]

    book = load_workbook(io.BytesIO(make_workbook([Sheet("Påmeldte", ["Navn", "Antall"], rows)])))

    sheet = book["Påmeldte"]
    cells = [sheet.cell(row, 1) for row in range(2, len(rows) + 2)]
    assert [(unescape(cell.value), cell.data_type) for cell in cells] == [(text, "s") for text in [*FORMULAS, *PLAIN]]
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet["A2"].hyperlink) == ("A2", True, None)


def test_dates_numbers_and_odd_things_are_what_they_are() -> None:
    when = datetime(2027, 3, 1, 8, 5, tzinfo=UTC)
    sheets = [
        Sheet("A/B: [møte]", ["Tid", "Dag", "Tall"], [[when, date(2027, 3, 1), 2.5], [date(1814, 5, 17), None, True]]),
        Sheet("a b   møte", ["x"], [["y" * 40_000], ["\ud800\x01"]]),
    ]

    book = load_workbook(io.BytesIO(make_workbook(sheets)))

    first, second = book.worksheets
    assert [str(cell.value) for cell in first[2]] == ["2027-03-01 09:05:00", "2027-03-01 00:00:00", "2.5"]
    assert [cell.value for cell in first[3]] == ["1814-05-17", None, True]
    assert len(second["A2"].value) == 32_767
    assert len({name.casefold() for name in book.sheetnames}) == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_comes_back_as_it_was(kind: str) -> None:
    headings = ["Navn", "Telefon", "Sted"]
    rows = [["Máret Ŋŋa", "+47 900 00 000", "Čáhcesuolu"], ["=1+1", "0913", "Ås; «Øya»"], ["", "", "på slutten"]]
    data = make_workbook([Sheet("Ark", headings, rows)]) if kind == "xlsx" else make_csv(headings, rows)

    table = read_table(data, f"liste.{kind}")

    assert (table.headings, table.rows, table.numbers) == (headings, rows, [2, 3, 4])


@pytest.mark.parametrize(
    "data",
    [
        "Navn,Sted\nÅse,Bø\n".encode(),
        "Navn;Sted\r\nÅse;Bø\r\n".encode("cp1252"),
        '\ufeff\n"Navn"\t"Sted"\n\n"Åse"\t"Bø"\n'.encode(),
        "Påmeldte\n\nNavn;Sted\nÅse;Bø".encode("utf-16"),
    ],
    ids=["comma", "Windows", "tab", "title above, UTF-16"],
)
def test_csv_is_read_as_it_is_found(data: bytes) -> None:
    table = read_table(data, "liste.csv")

    assert (table.headings, table.rows) == (["Navn", "Sted"], [["Åse", "Bø"]])


def test_libreoffice_reads_what_we_write(tmp_path: Path) -> None:
    rows = [[text, "x"] for text in [*FORMULAS[:4], *PLAIN]]
    (tmp_path / "liste.xlsx").write_bytes(make_workbook([Sheet("Ark", ["Navn", "x"], rows)]))

    command = [programs.libreoffice(), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    subprocess.run([*command, "csv:Text - txt - csv (StarCalc):59,34,76", "liste.xlsx"], cwd=tmp_path, check=True)

    with (tmp_path / "liste.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file, delimiter=";"))[1:] == rows


def packed(sheet: bytes) -> bytes:
    """An Excel file around the XML of a sheet."""
    out = io.BytesIO(make_workbook([Sheet("Ark", ["Navn", "Sted"], [])]))
    whole = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return whole.getvalue()


def rows_of(number: int) -> bytes:
    main = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return main + b"<sheetData>" + b"<row><c><v>7</v></c></row>" * number + b"</sheetData></worksheet>"


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed(rows_of(1_000_000)), Why.TOO_MANY_ROWS),
        (packed(rows_of(4_000_000)), Why.TOO_MANY_ROWS),
        (packed(LAUGHS + b"]><worksheet>&j;</worksheet>"), Why.UNKNOWN),
        (b"\x00" * (9 * 1024 * 1024), Why.TOO_BIG),
        (b"a;b\n" * 5_002, Why.TOO_MANY_ROWS),
        (b";".join([b"a"] * 61), Why.TOO_MANY_COLUMNS),
        (b"\xd0\xcf\x11\xe0 old", Why.OLD_OR_LOCKED),
        (b"PK\x03\x04 broken", Why.UNKNOWN),
        (b"%PDF-1.7\x00\x01", Why.UNKNOWN),
        (b" \n\n", Why.EMPTY),
    ],
    ids=["a million rows", "unpacks to much", "laughs", "big", "rows", "columns", "old", "zip", "pdf", "empty"],
)
def test_a_hostile_file_stops_with_a_sentence(data: bytes, why: Why) -> None:
    with pytest.raises(NotReadable) as stopped:
        read_table(data, "liste.csv")
    assert stopped.value.why is why


def test_as_many_rows_as_are_allowed_are_read() -> None:
    assert len(read_table(b"a;b\n" * 5_001).rows) == 5_000
