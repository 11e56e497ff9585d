"""Look for QR codes in a picture, in a process of its own with little memory and little time.

Run as a program by itself, as `samskap.cards.shrink` is: the picture comes in on standard input, and what the codes say
goes out as JSON. It knows nothing of Django or of us.
"""

import io
import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any

PIXELS_MAX = 64_000_000
MEMORY_MAX = 1024 * 1024 * 1024
SECONDS_MAX = 12
SIDE_MAX = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


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


def looks(picture: Any) -> Iterator[Any]:
    """The picture as it is, and then as somebody would hold it who can't read it: evened out, closer, farther away."""
    from PIL import ImageChops, ImageFilter, ImageOps

    yield picture
    yield ImageOps.autocontrast(picture, cutoff=2)
    light = picture.filter(ImageFilter.GaussianBlur(max(picture.size) // 24))
    # What is darker than its surroundings is ink, also where a shadow falls.
    yield ImageOps.autocontrast(ImageChops.subtract(picture, light, scale=1.0, offset=128), cutoff=1)
    width, height = picture.size
    if max(picture.size) <= SIDE_MAX // 2:
        yield picture.resize((width * 2, height * 2))
    yield picture.resize((max(1, width // 2), max(1, height // 2)))


def read(data: bytes) -> list[str]:
    """Return what the QR codes of a picture say; nothing if there are none, or if it is no picture."""
    import zxingcpp
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, before a pixel is read
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as sent:
            if sent.width * sent.height > PIXELS_MAX:
                return []
            sent.draft("L", (SIDE_MAX, SIDE_MAX))
            picture = ImageOps.exif_transpose(sent.convert("L"))
            picture.thumbnail((SIDE_MAX, SIDE_MAX))
    except Exception:  # whatever a parser trips over, it is not a picture to us
        return []
    qr: Any = zxingcpp.BarcodeFormat.QRCode
    for look in looks(picture):
        found = zxingcpp.read_barcodes(look, formats=qr)
        if found:
            return [one.text for one in found]
    return []


def main() -> int:
    """Read a picture, write what its codes say."""
    if sys.platform != "win32":
        limit()
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
