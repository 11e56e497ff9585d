"""Editions as files (filer): made in the background, kept until what may be read in them changes."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.files import File
from django.db import transaction

from samskap.reports.assembling import alts_of, choice_of, left_out_photos, named_in
from samskap.reports.marking import people_in
from samskap.reports.models import Edition, EditionFile

# Which file it is: how its name ends, its media type, and whether it is for anybody.
KINDS = {
    "pdf": ("pdf", "application/pdf", False),
    "word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
    "archive": ("zip", "application/zip", False),
    "open": ("pdf", "application/pdf", True),
}


def file_name(edition: Edition, kind: str) -> str:
    """Return what a file is called when it is fetched."""
    return f"{edition.gathering.slug}-{edition.number}.{KINDS[kind][0]}"


def is_open(kind: str) -> bool:
    """Whether a file is for anybody to read."""
    return KINDS[kind][2]


def fingerprint(edition: Edition, kind: str) -> str:
    """Say in one word what a file may show: which names, and which pictures with which words."""
    gathering = edition.gathering
    choice = choice_of(gathering)
    in_it = {pk for one in edition.content["sections"] for pk in people_in(one["html"])}
    shown = sorted(named_in(gathering, choice, openly=is_open(kind)) & in_it)
    said: list[Any] = [shown, choice.pictures, sorted(left_out_photos(gathering)), sorted(alts_of(gathering).items())]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def file_of(edition: Edition, kind: str) -> EditionFile | None:
    """Return an edition's file, if it is made and shows no more than it may now."""
    return next((one for one in files_of(edition) if one.kind == kind), None)


def files_of(edition: Edition) -> list[EditionFile]:
    """Return the files of an edition that may be read now."""
    return [
        one for one in EditionFile.objects.filter(edition=edition) if one.fingerprint == fingerprint(edition, one.kind)
    ]


@transaction.atomic
def keep_file(edition: Edition, kind: str, source: "File[bytes]", as_of: str) -> EditionFile:
    """Keep a file of an edition; the one before goes. ``as_of`` is the fingerprint from before it was made."""
    for old in EditionFile.objects.filter(edition=edition, kind=kind):
        old.delete()
    made = EditionFile(edition=edition, kind=kind, fingerprint=as_of, bytes=source.size)
    made.file.save(f"report-{edition.pk}-{kind}.{KINDS[kind][0]}", source, save=False)
    made.save()
    return made


def let_go(files: Iterable[EditionFile]) -> None:
    """Remove files; each goes from the disk with its row."""
    for one in files:
        one.delete()
