"""The archive of an edition (arkiv): all in one zip, written to disk as it grows, and read back."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samskap.cards.models import Photo
from samskap.gatherings.models import Block, Gathering
from samskap.pdf import can_make_pdf
from samskap.reports.assembling import choice_of, left_out_photos
from samskap.reports.models import Edition
from samskap.reports.open_data import as_json, open_data, tables
from samskap.reports.printed import pdf_of, self_contained
from samskap.reports.reading import read_edition
from samskap.reports.worded import word_of
from samskap.spreadsheets import make_csv

CHUNK = 1 << 18
SUMS = "SHA256SUMS.txt"
Progress = Callable[[int, int, str], None]


class NotAsWritten(Exception):
    """What was read back from the archive is not what was put into it."""


def write_archive(edition: Edition, target: IO[bytes], progress: Progress) -> None:
    """Write the archive, with a checksum for each file, and read it back."""
    with translation.override(edition.language):
        steps = list(_steps(edition))
        sums: dict[str, str] = {}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bag:
            for number, (name, make) in enumerate(steps, start=1):
                progress(number, len(steps) + 1, name)
                sums[name] = _put(bag, name, make())
            bag.writestr(SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
    progress(len(steps) + 1, len(steps) + 1, SUMS)
    verify(target)


def verify(archive: IO[bytes]) -> int:
    """Open an archive and count its files, each as its checksum says."""
    archive.seek(0)
    with zipfile.ZipFile(archive) as bag:
        lines = bag.read(SUMS).decode().splitlines()
        for line in lines:
            digest, name = line.split("  ", 1)
            if _digest_in(bag, name) != digest:
                raise NotAsWritten(name)
        if len(bag.namelist()) != len(lines) + 1:
            raise NotAsWritten(SUMS)
    archive.seek(0)
    return len(lines)


def _digest_in(bag: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with bag.open(name) as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def _put(bag: zipfile.ZipFile, name: str, source: bytes | Path) -> str:
    """Put a file into the archive, a piece at a time; return its checksum."""
    digest = hashlib.sha256()
    if isinstance(source, bytes):
        digest.update(source)
        bag.writestr(name, source)
        return digest.hexdigest()
    info = zipfile.ZipInfo.from_file(source, name, strict_timestamps=False)
    with source.open("rb") as file, bag.open(info, "w") as inside:  # pictures are small already: stored as they are
        while part := file.read(CHUNK):
            digest.update(part)
            inside.write(part)
    return digest.hexdigest()


def _steps(edition: Edition) -> Iterator[tuple[str, Callable[[], bytes | Path]]]:
    """Name each file, and say how to make it when its turn comes."""
    gathering = edition.gathering
    reading = read_edition(edition)
    data = open_data(gathering, edition)
    photos = _photos(gathering)
    has_pdf = can_make_pdf()
    about = {
        "edition": edition,
        "gathering": gathering,
        "photos": len(photos),
        "has_pdf": has_pdf,
        "now": timezone.now(),
    }
    readme = render_to_string("reports/archive.txt", about).strip() + "\n"
    yield "README.txt", readme.encode
    if has_pdf:
        attached = [("open-data.json", as_json(data), "application/json")]
        yield "report.pdf", lambda: pdf_of(reading, variant="archive", attachments=attached)
    yield "report.html", lambda: self_contained(reading, edition.language).encode()
    yield "report.docx", lambda: word_of(reading)
    yield "run-sheet.csv", lambda: _run_sheet(gathering)
    yield "open-data/data.json", lambda: as_json(data)
    for name, table in tables(data):
        yield f"open-data/{name}", partial(bytes, table)
    for name, path in photos:
        yield name, partial(Path, path)


def _photos(gathering: Gathering) -> list[tuple[str, Path]]:
    if not choice_of(gathering).pictures:
        return []
    found = Photo.objects.filter(gathering=gathering).exclude(pk__in=left_out_photos(gathering))
    there = [(f"photos/{photo.pk}.jpg", Path(photo.file.path)) for photo in found]
    return [(name, path) for name, path in there if path.is_file()]


def _run_sheet(gathering: Gathering) -> bytes:
    headings = [_("Part of the day"), _("Planned minutes"), _("Began"), _("Ended"), _("What is needed")]
    rows = [
        [block.title, block.minutes, _local(block.opened_at), _local(block.closed_at), block.materials]
        for block in Block.objects.filter(gathering=gathering)
    ]
    return make_csv(headings, rows)


def _local(when: datetime | None) -> datetime | str:
    return when or ""
