"""Make a PDF from HTML with WeasyPrint.

The fonts are ours, whole files with every letter of the Sámi languages. A font that is split in subsets for the web
draws those letters wrong, while the text that can be copied out of the PDF looks right; so the tests look at the
picture.

Nothing is fetched from anywhere: pictures are ``data:`` addresses, or files under the folder that the caller names.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

HERE = Path(__file__).parent
FONTS = HERE / "fonts"

Variant = Literal["ua", "archive"]
Attached = tuple[str, bytes, str]

# PDF/UA-1 is what accessible means in law; PDF/A-3 with level a is tagged too, and may carry other files.
VARIANTS: dict[Variant, str] = {"ua": "pdf/ua-1", "archive": "pdf/a-3a"}

HOW_TO_INSTALL = (
    "PDF needs the text library Pango, which is not on this machine. "
    "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "Fedora: dnf install pango. macOS: brew install pango. Then restart Samskap."
)
SVG = "{http://www.w3.org/2000/svg}"
PANGO = ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "pango-1.0")
ICON_LINES = {
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}


class PdfNotAvailable(RuntimeError):
    """This machine cannot make PDF. The text says what to install."""


@cache
def _weasyprint() -> Any:
    """Load WeasyPrint: late, because it takes half a second, and because it cannot be loaded without Pango."""
    try:
        import weasyprint
    except OSError as error:
        raise PdfNotAvailable(HOW_TO_INSTALL) from error
    # It would tell of every property it does not know; what is wrong with a page is seen on the page.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


@cache
def can_make_pdf() -> bool:
    """Whether this machine can make PDF. Only looks for the library: whoever asks may never make one."""
    import cffi

    def there(name: str) -> bool:
        try:
            cffi.FFI().dlopen(name)
        except OSError:
            return False
        return True

    return any(there(name) for name in PANGO)


def make_pdf(
    html: str,
    *,
    css: Sequence[str] = (),
    variant: Variant = "ua",
    attachments: Sequence[Attached] = (),
    base: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """Make a PDF of a whole HTML page (lage PDF): tagged (``ua``), or for the archive (``archive``, PDF/A-3).

    ``css`` is text, added to `print.css`. ``attachments`` are (name, content, media type), for the archive. Pictures
    are ``data:`` addresses, or files in ``base``, given relative to it. ``progress`` is told the number of each page
    that is laid out.
    """
    weasyprint = _weasyprint()
    _check(html)
    fetcher = _fetcher(weasyprint, base)
    fonts = weasyprint.text.fonts.FontConfiguration()
    styles = [
        weasyprint.CSS(string=text, base_url=HERE.as_uri() + "/", url_fetcher=fetcher, font_config=fonts)
        for text in (_print_css(), *css)
    ]
    page = weasyprint.HTML(string=html, base_url=base.as_uri() + "/" if base else "none:/", url_fetcher=fetcher)
    _ready_drawings(page.etree_element)
    with _telling(progress):
        made: bytes = page.write_pdf(
            stylesheets=styles,
            font_config=fonts,
            pdf_variant=VARIANTS[variant],
            attachments=[_attachment(weasyprint, *one) for one in attachments],
            dpi=200,
            jpeg_quality=85,
        )
    return made


@contextmanager
def _telling(progress: Callable[[int], None] | None) -> Iterator[None]:
    """Tell how far it has come. WeasyPrint says so in a log, and nowhere else."""
    if progress is None:
        yield
        return

    def hear(record: logging.LogRecord) -> bool:
        if found := re.search(r"Creating layout - Page (\d+)", record.getMessage()):
            progress(int(found[1]))
        return False

    log, listener = logging.getLogger("weasyprint.progress"), logging.NullHandler()
    listener.addFilter(hear)
    level = log.level
    log.propagate = False
    log.addHandler(listener)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.setLevel(level)


def _check(html: str) -> None:
    """A page without a language or a title cannot be read aloud properly."""
    if not re.search(r"<html[^>]*\slang=[\"']?[a-z]", html[:2000]):
        raise ValueError("A PDF needs to say its language: <html lang=…>")
    if not re.search(r"<title>\s*[^\s<]", html[:4000]):
        raise ValueError("A PDF needs a title: <title>…</title>")


@cache
def _print_css() -> str:
    return (HERE / "print.css").read_text(encoding="utf-8")


def _fetcher(weasyprint: Any, base: Path | None) -> Any:
    """Something that fetches our fonts, ``data:``, and files under ``base``; nothing else, and nothing from the net."""
    homes = [FONTS.resolve(), *([base.resolve()] if base else [])]

    class Fetcher(weasyprint.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            scheme = urlsplit(url).scheme
            if scheme == "file":
                file = Path(unquote(urlsplit(url).path)).resolve()
                if not any(file.is_relative_to(home) for home in homes):
                    raise ValueError("A file outside the folder of the document")
            elif scheme != "data":
                raise ValueError("Only files and data: addresses are read")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("file", "data"), allow_redirects=False)


def _attachment(weasyprint: Any, name: str, content: bytes, mime: str) -> Any:
    """One file that travels inside the PDF. WeasyPrint takes the media type from the address, so it is put in one."""
    from base64 import b64encode

    return weasyprint.Attachment(
        url=f"data:{mime};base64,{b64encode(content).decode()}", name=name, description=name, relationship="Supplement"
    )


def _ready_drawings(root: Element) -> None:
    """Say in each drawing what a browser would have got from the page.

    The PDF looks for the words for a drawing in its title, and only there; and our icons get their lines from a style
    sheet, which does not reach into a drawing.
    """
    for parent in root.iter():
        for child in parent:
            if child.tag != f"{SVG}svg":
                continue
            if child.get("class") == "icon":
                child.attrib |= ICON_LINES
            if child.find(f"{SVG}title") is None:
                words = child.get("aria-label") or (parent.get("role") == "img" and parent.get("aria-label")) or " "
                SubElement(child, f"{SVG}title").text = words
