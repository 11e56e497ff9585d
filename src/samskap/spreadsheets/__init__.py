"""Excel and CSV, written safely and read with limits. It knows no gathering."""

from samskap.spreadsheets.reading import NotReadable, Table, Why, read_table
from samskap.spreadsheets.writing import Sheet, guarded, make_csv, make_workbook

__all__ = ["NotReadable", "Sheet", "Table", "Why", "guarded", "make_csv", "make_workbook", "read_table"]
