"""Make a picture small, in a process of its own with little memory and little time.

Pictures are the one thing people send that takes a big, old parser to read. So this file is run as a program by itself:
the picture comes in on standard input, and a JPEG with nothing but its pixels goes out, after its width and height.
It knows nothing of Django or of us.
"""

import io
import struct
import sys
import warnings

SIDE_MAX = 1600
PIXELS_MAX = 64_000_000
MEMORY_MAX = 1024 * 1024 * 1024
SECONDS_MAX = 15
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

UNKNOWN, TOO_MANY_PIXELS = 3, 4
SIZE = struct.Struct(">II")


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


def small(data: bytes) -> bytes | int:
    """Return width, height and JPEG of a picture (at most 1600 pixels wide or high); a number if it can't be."""
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, before a pixel is read
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as sent:
            if sent.width * sent.height > PIXELS_MAX:
                return TOO_MANY_PIXELS
            sent.draft("RGB", (SIDE_MAX, SIDE_MAX))
            picture = sent.convert("RGBA") if sent.has_transparency_data else sent.convert("RGB")
            picture.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS, reducing_gap=3.0)
            picture = ImageOps.exif_transpose(picture)
    except MemoryError:
        return TOO_MANY_PIXELS
    except Exception:  # whatever a parser trips over, it is not a picture to us
        return UNKNOWN
    # Onto white paper: nothing but pixels comes along, neither where nor when it was taken.
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return SIZE.pack(*paper.size) + out.getvalue()


def main() -> int:
    """Read a picture, write a small one."""
    if sys.platform != "win32":
        limit()
    result = small(sys.stdin.buffer.read())
    if isinstance(result, int):
        return result
    sys.stdout.buffer.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
