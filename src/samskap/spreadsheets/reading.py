"""Read somebody else's Excel or CSV in a process of its own, with little memory and little time (lese regneark)."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum

from samskap.spreadsheets import parsing

BYTES_MAX = 8 * 1024 * 1024
SECONDS_MAX = 12
ENDINGS = (".xlsx", ".xlsm", ".csv", ".txt", ".tsv", ".xls")
_turn = threading.BoundedSemaphore(2)


class Why(StrEnum):
    """Why a file could not be read, in English; pages say it in the reader's language."""

    TOO_BIG = "The file is too big. Take away what is not needed, and try again."
    TOO_MANY_ROWS = "The file has more than 5,000 rows. Divide it, and try again."
    TOO_MANY_COLUMNS = "The file has more than 60 columns. Take away those that are not needed, and try again."
    OLD_OR_LOCKED = "The file is from an old Excel, or has a password. Save it as .xlsx without a password."
    UNKNOWN = "This is not an Excel file (.xlsx) or a CSV file."
    EMPTY = "There is nothing in the file."


class NotReadable(Exception):
    """The file can't be read; ``why`` says what to do."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(str(why))


@dataclass(frozen=True)
class Table:
    """What is in a file: its headings, and rows of texts as long as the headings. ``numbers`` are the file's own."""

    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]


def read_table(data: bytes, name: str = "") -> Table:
    """Read the first sheet with something in it. What it is, is told by its content. Raises `NotReadable`.

    ``name`` is what the file was called; one that says it is something else than a table is not tried.
    """
    if name and not name.casefold().endswith(ENDINGS):
        raise NotReadable(Why.UNKNOWN)
    if len(data) > BYTES_MAX:
        raise NotReadable(Why.TOO_BIG)
    if not data.strip(b"\x00 \r\n\t"):
        raise NotReadable(Why.EMPTY)
    try:
        with _turn:
            # By its path and isolated: nothing of ours, and nothing from the environment, is loaded with it.
            run = subprocess.run(  # noqa: S603 - our own program, and no arguments from outside
                [sys.executable, "-I", parsing.__file__],
                input=data,
                capture_output=True,
                timeout=SECONDS_MAX,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise NotReadable(Why.TOO_BIG) from None
    if run.returncode != 0:  # killed: too much memory, or too much time
        raise NotReadable(Why.TOO_BIG)
    answer = json.loads(run.stdout)
    if "why" in answer:
        raise NotReadable(Why[answer["why"]])
    return Table(**answer)
