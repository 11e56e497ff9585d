"""PDF: every letter as it should be drawn, tags for those who listen, and nothing fetched."""

import io
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from samskap.pdf import make_pdf
from samskap.pdf.making import FONTS

SAMI = "áčđŋšŧžÁČĐŊŠŦŽåäöïæø"
LIKE_THEM = "acdnstzACDNSTZaoi"  # what they would become if their marks were lost


def page(body: str, *, language: str = "se", title: str = "Deaivvadeapmi") -> str:
    return f'<!doctype html><html lang="{language}"><head><title>{title}</title></head><body>{body}</body></html>'


def one_on_each_page(letters: str, *, weight: int) -> str:
    pages = "".join(f'<p style="break-after: page; font: {weight} 60pt/2 Samskap Print">{one}</p>' for one in letters)
    return page(pages)


def ink(picture: Image.Image) -> Image.Image:
    """Cut a dark letter on white out of its surroundings."""
    grey = ImageChops.invert(picture.convert("L"))
    return grey.crop(grey.getbbox()).resize((40, 60))


def drawn_by_the_font(letter: str, file: str) -> Image.Image:
    canvas = Image.new("L", (400, 400), "white")
    ImageDraw.Draw(canvas).text((100, 100), letter, font=ImageFont.truetype(str(FONTS / file), 130))
    return ink(canvas)


def looks_like(picture: Image.Image, known: dict[str, Image.Image]) -> str:
    """Say which of the known letters a picture is most like."""
    return min(known, key=lambda one: ImageStat.Stat(ImageChops.difference(picture, known[one])).mean[0])


def letters_seen(pdf: bytes, file: str) -> str:
    known = {letter: drawn_by_the_font(letter, file) for letter in {*SAMI, *LIKE_THEM}}
    pages = pypdfium2.PdfDocument(pdf)
    return "".join(looks_like(ink(one.render(scale=2).to_pil()), known) for one in pages if one.get_textpage())


@pytest.mark.mission("G6", "G10")
@pytest.mark.parametrize(("weight", "file"), [(400, "Inter-Regular.ttf"), (700, "Inter-Bold.ttf")])
def test_sami_and_norwegian_letters_are_drawn_as_the_font_draws_them(weight: int, file: str) -> None:
    pdf = make_pdf(one_on_each_page(SAMI, weight=weight))

    assert letters_seen(pdf, file)[: len(SAMI)] == SAMI


def test_a_letter_that_has_lost_its_mark_is_seen() -> None:
    pdf = make_pdf(one_on_each_page("dđtŧnŋ", weight=400))

    assert letters_seen(pdf, "Inter-Regular.ttf") == "dđtŧnŋ"


@pytest.mark.mission("G10")
def test_what_is_copied_out_of_the_pdf_is_what_was_written() -> None:
    pdf = make_pdf(page(f"<h1>{SAMI}</h1><p>Blåbærsyltetøy på Ørlandet</p>"))

    assert pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split("\r\n") == [
        SAMI,
        "Blåbærsyltetøy på Ørlandet",
    ]


def root_of(pdf: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def elements(pdf: bytes) -> list[Any]:
    """Every element in the structure tree, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if "/S" in element:
            yield element
        held = element.get("/K", [])
        for child in held if isinstance(held, list) else [held]:
            if isinstance(child := child.get_object(), pypdf.generic.DictionaryObject):
                yield from walk(child)

    return list(walk(root_of(pdf)["/StructTreeRoot"]))


def tags(pdf: bytes) -> list[str]:
    return [element["/S"][1:] for element in elements(pdf)]


@pytest.mark.mission("G10", "G11")
def test_a_pdf_is_tagged_and_says_its_language_and_title() -> None:
    drawing = '<svg viewBox="0 0 9 9" width="9"><path d="M0 0h9"/></svg>'
    drawing = f'<span role="img" aria-label="Til samlingen">{drawing}</span>'
    pdf = make_pdf(page(f"<h1>Namn</h1><ul><li>eitt</li></ul>{drawing}", language="nn", title="Namneskilt"))

    root = root_of(pdf)
    assert root["/Lang"] == "nn"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pypdfium2.PdfDocument(pdf).get_metadata_value("Title") == "Namneskilt"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert [tag for tag in tags(pdf) if tag in {"H1", "L", "LI", "Figure"}][:4] == ["H1", "L", "LI", "Figure"]
    assert [one["/Alt"] for one in elements(pdf) if one["/S"] == "/Figure"] == ["Til samlingen"]


@pytest.mark.parametrize("html", [page("<p>hei</p>", language=""), page("<p>hei</p>", title=" ")])
def test_a_page_without_language_or_title_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="A PDF needs"):
        make_pdf(html)


@pytest.mark.mission("G11")
def test_an_archive_is_pdf_a_with_its_attachments_and_all_fonts_inside() -> None:
    pdf = make_pdf(page("<h1>Rapport</h1>"), variant="archive", attachments=[("tall.csv", b"a;b\r\n", "text/csv")])

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = root_of(pdf)
    said = root["/Metadata"].get_data().decode()
    assert ('pdfaid:part="3"' in said, 'pdfaid:conformance="A"' in said) == (True, True)
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert reader.attachments["tall.csv"] == [b"a;b\r\n"]
    attached = root["/AF"][0].get_object()
    assert (attached["/AFRelationship"], attached["/EF"]["/F"]["/Subtype"]) == ("/Supplement", "/text/csv")
    assert "H1" in tags(pdf)
    resources: Any = reader.pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    assert all("/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts)


@pytest.fixture
def somebody_listening() -> Iterator[tuple[str, list[str]]]:
    """A web server that writes down what it is asked for."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def pictures(pdf: bytes) -> int:
    return sum(len(one.images) for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_pictures_come_from_the_folder_and_nowhere_else(
    tmp_path: Path, somebody_listening: tuple[str, list[str]]
) -> None:
    address, asked = somebody_listening
    inside = tmp_path / "inside"
    inside.mkdir()
    for file in (inside / "red.png", tmp_path / "secret.png"):
        Image.new("RGB", (8, 8), "red").save(file)
    elsewhere = (f"{address}/x.png", "../secret.png", (tmp_path / "secret.png").as_uri())
    theirs = "".join(f'<img alt="" src="{one}">' for one in elsewhere)

    assert pictures(make_pdf(page(f'{theirs}<img alt="raudt" src="red.png">'), base=inside)) == 1
    assert pictures(make_pdf(page(theirs), css=[f"body {{ background: url({address}/b.png) }}"])) == 0
    assert asked == []


def test_without_the_text_library_it_says_what_to_install() -> None:
    blocked = (
        "import cffi, sys\n"
        "real = cffi.FFI.dlopen\n"
        "def dlopen(ffi, name, flags=0):\n"
        "    if 'pango' in name: raise OSError('cannot load library ' + name)\n"
        "    return real(ffi, name, flags)\n"
        "cffi.FFI.dlopen = dlopen\n"
        "from samskap.pdf import PdfNotAvailable, can_make_pdf, make_pdf\n"
        "assert not can_make_pdf()\n"
        "try: make_pdf('<html lang=nb><title>a</title>')\n"
        "except PdfNotAvailable as error: print(error)\n"
    )

    said = subprocess.run([sys.executable, "-c", blocked], capture_output=True, text=True, check=True).stdout

    assert "apt-get install libpango-1.0-0" in said
