"""Pictures of notes, posters and sheets: made small and stripped of where and when, then kept."""

import io
import subprocess
import sys
import threading
import uuid
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from samskap.cards import shrink
from samskap.cards.models import Photo
from samskap.circles.models import Circle
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.refusals import Refused

AT_ONCE = 2
WAIT_AT_MOST = 30
SECONDS_AT_MOST = 25
HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}

# Two at a time, so that a room full of people who all photograph their notes does not stop the clock for the others.
_turn = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Picture:
    """A picture that is ready to be kept: a small JPEG with nothing in it but what is seen."""

    jpeg: bytes
    width: int
    height: int


def make_small(sent: "File[bytes]") -> Picture:
    """Make what somebody sent small and safe. Slow (up to some seconds): never call it where a transaction is open."""
    if not sent.size:
        raise Refused(_("That picture is empty. Take it again."), status=422)
    if sent.size > settings.PHOTO_MAX_BYTES:
        raise Refused(_("That picture is too big. Take it again with a lower quality, or crop it."), status=413)
    sent.seek(0)
    data: bytes = sent.read()
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        text = _("This is a HEIC picture, which we can't read. Take a screenshot of it and send that instead.")
        raise Refused(text, status=422)
    return _shrunk(data)


def _shrunk(data: bytes) -> Picture:
    if not _turn.acquire(timeout=WAIT_AT_MOST):
        raise Refused(_("Very many are sending pictures just now. Try again in a minute."), status=503)
    try:
        # By its path and isolated: nothing of ours, and nothing from the environment, is loaded with it.
        done = subprocess.run(  # noqa: S603 - our own program, and no arguments from outside
            [sys.executable, "-I", shrink.__file__],
            input=data,
            capture_output=True,
            timeout=SECONDS_AT_MOST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(_("That picture took too long to read. Take it again."), status=422) from None
    finally:
        _turn.release()
    if done.returncode == shrink.TOO_MANY_PIXELS:
        raise Refused(_("That picture has too many pixels. Take it again with a lower quality."), status=413)
    if done.returncode != 0 or len(done.stdout) <= shrink.SIZE.size:
        raise Refused(_("That file is not a picture we can read. Send a JPEG, PNG or WebP."), status=422)
    width, height = shrink.SIZE.unpack_from(done.stdout)
    return Picture(done.stdout[shrink.SIZE.size :], width, height)


def store_photo(
    picture: Picture, *, gathering: Gathering, block: Block | None = None, circle: Circle | None = None,
    by: Participation | None = None, caption: str = "",
) -> Photo:  # fmt: skip
    """Keep a picture (lagre bilde). Quick: the slow part was done when it was made small."""
    photo = Photo(
        gathering=gathering,
        block=block,
        circle=circle,
        by=by,
        caption=caption,
        width=picture.width,
        height=picture.height,
    )
    photo.file.save(f"{uuid.uuid4().hex}.jpg", ContentFile(picture.jpeg), save=True)
    return photo


def turned(photo: Photo, *, quarters: int) -> Picture:
    """Turn a picture by quarters, to the right (roter). Our own small JPEG, so it is quick and safe to open here."""
    with photo.file.open("rb") as file, Image.open(file) as picture:
        better = picture.rotate(-90 * quarters, expand=True)
        out = io.BytesIO()
        better.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return Picture(out.getvalue(), *better.size)


def replace_picture(photo: Photo, picture: Picture) -> None:
    """Put another picture in a photo's place (bytt bilde). Its file gets a new name, and the old one goes."""
    old = str(photo.file.name)
    photo.width, photo.height = picture.width, picture.height
    photo.file.save(f"{uuid.uuid4().hex}.jpg", ContentFile(picture.jpeg), save=False)
    photo.save(update_fields=["file", "width", "height"])
    transaction.on_commit(partial(photo.file.storage.delete, old), robust=True)


def remove_photo(photo: Photo) -> None:
    """Take a picture away for good (fjern bilde), from the disk too."""
    photo.delete()


def let_file_go(instance: Photo, **_signal: object) -> None:
    """Delete the file of a deleted picture, once it is certain: a gathering, a block or a group may have gone with it.

    A file that can't be deleted stops nothing.
    """
    transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)), robust=True)
