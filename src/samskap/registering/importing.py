"""Put people on the list from a file: guess the columns, say what is wrong with each row, then all at once (import).

What is clever here is pure: it takes texts and gives texts, and asks no database.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samskap.people.models import Sector
from samskap.people.register import number_in

EMAIL = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]{2,}")
WORD = re.compile(r"[^\w]+")


class Column(StrEnum):
    """What a column of the file can hold; else it is left out, or answers a question."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    ORGANISATION = "organisation"
    NUMBER = "number"
    SECTOR = "sector"
    DRIVE = "drive"


class Problem(StrEnum):
    """What is wrong with a row."""

    NO_NAME = "no name"
    BAD_EMAIL = "bad e-mail"
    UNKNOWN_SECTOR = "unknown sector"
    BAD_NUMBER = "bad number"
    TWICE_IN_FILE = "twice in the file"
    ON_THE_LIST = "on the list"


LONGEST = {"first_name": 40, "last_name": 60, "email": 254, "organisation": 120, "drive": 80}

# In bokmål, nynorsk and English, without signs and in small letters.
HEADINGS: dict[Column, set[str]] = {
    Column.NAME: {"navn", "namn", "name", "fullt navn", "fullt namn", "full name", "deltaker", "deltakar", "hvem"},
    Column.FIRST_NAME: {"fornavn", "fornamn", "first name", "firstname", "given name"},
    Column.LAST_NAME: {"etternavn", "etternamn", "last name", "lastname", "surname", "family name"},
    Column.EMAIL: {"e post", "epost", "mail", "e mail", "email", "e postadresse", "epostadresse", "email address"},
    Column.ORGANISATION: {
        "organisasjon", "virksomhet", "verksemd", "bedrift", "firma", "lag", "forening", "lag forening",
        "arbeidsplass", "organisation", "organization", "company", "arbeidssted", "arbeidsstad",
    },
    Column.NUMBER: {"organisasjonsnummer", "orgnr", "org nr", "org nummer", "organisation number", "orgnummer"},
    Column.SECTOR: {"sektor", "sector"},
    Column.DRIVE: {"hva driver deg", "kva driv deg", "what drives you", "motivasjon", "engasjement", "drive"},
}  # fmt: skip
SECTORS: dict[str, set[str]] = {
    Sector.BUSINESS: {"business", "næringsliv", "næring", "privat", "private", "bedrift", "privat sektor"},
    Sector.VOLUNTARY: {
        "voluntary", "frivillig", "frivillighet", "friviljug", "frivilligheit", "frivillige", "ideell", "forening",
        "frivillig sektor",
    },
    Sector.PUBLIC: {"public", "offentlig", "offentleg", "kommune", "stat", "fylke", "offentlig sektor"},
    Sector.RESIDENT: {"resident", "innbygger", "innbyggjar", "privatperson"},
    Sector.OTHER: {"other", "annet", "anna", "andre", ""},
}  # fmt: skip


@dataclass
class Row:
    """One row: its number in the file, who it is, and what is wrong with it."""

    number: int
    values: dict[str, str]
    answers: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def plain(text: str) -> str:
    """A heading without signs, in small letters."""
    return WORD.sub(" ", text.casefold()).strip()


def guess(headings: Sequence[str], questions: Mapping[int, str]) -> list[str]:
    """Say what each column seems to hold: a `Column`, ``question:7``, or nothing. Each is guessed once."""
    asked = {plain(label): f"question:{number}" for number, label in questions.items()}
    known = {word: str(column) for column, words in HEADINGS.items() for word in words}
    found: list[str] = []
    for heading in headings:
        wanted = asked.get(plain(heading)) or known.get(plain(heading), "")
        found.append(wanted if wanted not in found else "")
    if Column.FIRST_NAME in found and Column.NAME in found:  # "Navn" beside "Fornavn" says the same twice
        found = ["" if one == Column.NAME else one for one in found]
    return found


def check(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Sequence[str], *, emails: Collection[str],
    names: Collection[tuple[str, str]],
) -> list[Row]:  # fmt: skip
    """Read each row as a person, and say what is wrong. ``emails`` and ``names`` are those on the list already."""
    seen_emails: set[str] = set()
    seen_names: set[tuple[str, str]] = set()
    checked = []
    for number, cells in rows:
        row = _read(number, cells, columns)
        email, who = row.values["email"].casefold(), who_is(row.values)
        if (email in seen_emails) if email else (who in seen_names):
            row.problems.append(Problem.TWICE_IN_FILE)
        elif (email in emails) if email else (who in names):
            row.problems.append(Problem.ON_THE_LIST)
        seen_emails.add(email)
        seen_names.add(who)
        checked.append(row)
    return checked


def who_is(values: Mapping[str, str]) -> tuple[str, str]:
    """Whom two rows without an address are the same person by: the name and the organisation."""
    name = f"{values['first_name']} {values['last_name']}".strip()
    return name.casefold(), values["organisation"].casefold()


def _read(number: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    held = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
    first, last = _names(held)
    sector = sector_of(held.get(Column.SECTOR, ""))
    values = {
        "first_name": first,
        "last_name": last,
        "email": held.get(Column.EMAIL, "").removeprefix("mailto:"),
        "organisation": held.get(Column.ORGANISATION, ""),
        "number": number_in(held.get(Column.NUMBER, "")),
        "sector": sector or "",
        "drive": held.get(Column.DRIVE, ""),
    }
    row = Row(number, {name: text[: LONGEST.get(name, len(text))] for name, text in values.items()})
    row.answers = {
        int(column.removeprefix("question:")): text
        for column, text in held.items()
        if column.startswith("question:") and text
    }
    if not first:
        row.problems.append(Problem.NO_NAME)
    if values["email"] and not EMAIL.fullmatch(values["email"]):
        row.problems.append(Problem.BAD_EMAIL)
    if sector is None:
        row.problems.append(Problem.UNKNOWN_SECTOR)
        row.values["sector"] = held[Column.SECTOR]
    if held.get(Column.NUMBER) and not values["number"]:
        row.problems.append(Problem.BAD_NUMBER)
        row.values["number"] = held[Column.NUMBER]
    return row


def _names(held: Mapping[str, str]) -> tuple[str, str]:
    """First and last name; of a whole name the last word, or what stands before a comma, is the last name."""
    if Column.FIRST_NAME in held or Column.NAME not in held:
        return held.get(Column.FIRST_NAME, ""), held.get(Column.LAST_NAME, "")
    whole = held[Column.NAME]
    if "," in whole:
        last, _, first = whole.partition(",")
        return first.strip() or last.strip(), last.strip() if first.strip() else ""
    first, _, last = whole.rpartition(" ")
    return (first.strip(), last) if first.strip() else (whole, "")


def sector_of(text: str) -> str | None:
    """The sector that a word means, in any of the languages; nothing when it means none."""
    word = plain(text)
    return next((sector for sector, words in SECTORS.items() if word in words), None)
