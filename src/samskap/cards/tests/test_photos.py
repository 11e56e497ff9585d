"""Pictures: small, safe, and without where and when they were taken (G10, G11)."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from samskap.cards.photos import Picture, make_small, store_photo
from samskap.gatherings.models import Gathering, Participation
from samskap.refusals import Refused
from samskap.stage.verbs import PhotoField

pytestmark = pytest.mark.mission("G10", "G11")

GPS, ORIENTATION, MADE_AT = 0x8825, 0x0112, 0x9003


def jpeg(size: tuple[int, int] = (400, 300), **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#c08040").save(out, "JPEG", **save)
    return out.getvalue()


def sent(data: bytes, name: str = "lapper.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.jpeg))


def refusal(data: bytes) -> int:
    with pytest.raises(Refused) as no:
        make_small(sent(data))
    assert str(no.value.message)
    return no.value.status


def huge_png(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_big_picture_becomes_at_most_1600_pixels_wide() -> None:
    picture = make_small(sent(jpeg((4000, 3000))))

    assert (picture.width, picture.height) == (1600, 1200) == opened(picture).size


def test_a_picture_forgets_where_and_when_it_was_taken() -> None:
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (60.0, 23.0, 11.0)
    exif[MADE_AT] = "2026:11:22 10:00:00"

    picture = make_small(sent(jpeg(exif=exif, comment=b"Auds telefon")))

    assert dict(opened(picture).getexif()) == {}
    assert b"Exif" not in picture.jpeg
    assert b"Auds" not in picture.jpeg


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6

    picture = make_small(sent(jpeg((400, 300), exif=exif)))

    assert (picture.width, picture.height) == (300, 400)


def test_what_was_transparent_becomes_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 0)).save(out, "PNG")

    picture = make_small(sent(out.getvalue(), "skjerm.png"))

    assert opened(picture).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 422),
        (b"<script>alert(1)</script>", 422),
        (b"\xff\xd8\xff\xe0 not really a JPEG", 422),
        (jpeg()[:200], 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", 422),
        (huge_png(), 413),
    ],
    ids=["empty", "script", "fake", "cut off", "svg", "heic", "enormous"],
)
def test_what_is_not_a_picture_is_refused_with_a_word(data: bytes, status: int) -> None:
    assert refusal(data) == status


def test_a_file_above_the_limit_is_not_even_read(settings: object) -> None:
    settings.PHOTO_MAX_BYTES = 100  # type: ignore[attr-defined]

    assert refusal(jpeg()) == 413


def test_a_form_hands_on_a_picture_that_is_ready() -> None:
    assert PhotoField().clean(sent(jpeg((40, 30)))).width == 40  # type: ignore[union-attr]
    assert PhotoField(required=False).clean(None) is None


def test_a_picture_is_kept_with_who_took_it(gathering: Gathering, aud: Participation) -> None:
    photo = store_photo(
        make_small(ContentFile(jpeg(), "a.jpg")), gathering=gathering, by=aud, caption="Lappene på bord 3"
    )

    photo.refresh_from_db()
    assert (photo.by, photo.caption, photo.width, photo.height) == (aud, "Lappene på bord 3", 400, 300)
    with photo.file.open("rb") as file:
        assert file.read(2) == b"\xff\xd8"
