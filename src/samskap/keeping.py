"""Keep a copy of everything, and bring it back: the database by its own means, the photos, and the key.

Copying the database file of a running product loses what has been acknowledged but still lies in the log beside it.
SQLite's online backup does not, and holds up nobody. No copy counts until it has been opened and looked through.
"""

import os
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

DATABASE = "samskap.sqlite3"
MEDIA = "media"
KEY = "secret-key"
# What a data directory may hold and still count as empty.
MADE_AGAIN = {KEY, "static", "serving.lock", "working.lock", "migrating.lock"}


class NotKept(Exception):
    """The copy could not be made, or not brought back; the text says why."""


@dataclass(frozen=True)
class Copy:
    """What is in a copy that has been looked through."""

    gatherings: int
    people: int
    photos: int
    size: int

    def __str__(self) -> str:
        return f"{self.gatherings} gatherings, {self.people} people, {self.photos} photos, {self.size / 1e6:.1f} MB"


def back_up(folder: Path, file: Path) -> Copy:
    """Copy the data directory ``folder`` to ``file`` (tar.gz) while it is in use, and look the copy through.

    The file appears only when it is whole. It can be read by its owner only, since it holds everything.
    """
    if not (folder / DATABASE).is_file():
        raise NotKept(f"There is no database in {folder}. A PostgreSQL database is kept with pg_dump.")
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        with tempfile.TemporaryDirectory() as beside:
            database = Path(beside) / DATABASE
            _copy_database(folder / DATABASE, database)
            with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
                archive.add(database, DATABASE)
                # After the database: a photo that is in it is on the disk by now.
                for part in (MEDIA, KEY):
                    if (folder / part).exists():
                        archive.add(folder / part, part)
        copy = look_through(unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def restore(file: Path, folder: Path) -> Copy:
    """Bring a copy back into an empty data directory, once it has been looked through."""
    folder.mkdir(parents=True, exist_ok=True)
    there = sorted(one.name for one in folder.iterdir() if one.name not in MADE_AGAIN)
    if there:
        raise NotKept(f"{folder} is not empty: it has {', '.join(there[:5])}. Nothing was changed.")
    copy = look_through(file)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=folder) as beside:
        _unpack(file, Path(beside))
        for part in (MEDIA, KEY, DATABASE):  # the database last: without it nothing has been brought back
            if (Path(beside) / part).exists():
                (Path(beside) / part).replace(folder / part)
    return copy


def look_through(file: Path) -> Copy:
    """Open a copy and see that all is there: the database is sound, and every photo it knows of is in the copy."""
    with tempfile.TemporaryDirectory() as beside:
        _unpack(file, Path(beside))
        database = Path(beside) / DATABASE
        if not database.is_file():
            raise NotKept(f"{file} holds no database.")
        try:
            with closing(sqlite3.connect(database)) as opened:
                return _look(opened, Path(beside) / MEDIA, file.stat().st_size)
        except sqlite3.DatabaseError as error:
            raise NotKept(f"The database in {file} can't be read: {error}") from error


def _look(opened: sqlite3.Connection, media: Path, size: int) -> Copy:
    found = opened.execute("PRAGMA integrity_check").fetchall()
    if found != [("ok",)]:
        raise NotKept(f"The database is damaged: {found[0][0]}")
    if opened.execute("PRAGMA foreign_key_check").fetchone():
        raise NotKept("The database points at something that is not there.")
    photos = [name for (name,) in opened.execute("SELECT file FROM cards_photo")]
    gone = [name for name in photos if not (media / name).is_file()]
    if gone:
        raise NotKept(f"{len(gone)} of {len(photos)} photos are missing, the first is {gone[0]}.")
    count = [
        opened.execute(query).fetchone()[0]
        for query in ("SELECT count(*) FROM gatherings_gathering", "SELECT count(*) FROM gatherings_participation")
    ]
    return Copy(count[0], count[1], len(photos), size)


def _copy_database(source: Path, target: Path) -> None:
    used = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=20)
    with closing(used), closing(sqlite3.connect(target)) as copy:
        used.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def _unpack(file: Path, into: Path) -> None:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(into, filter="data")
    except (tarfile.TarError, OSError, EOFError) as error:
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(exist_ok=True)
        raise NotKept(f"{file} can't be read as a copy: {error}") from error
