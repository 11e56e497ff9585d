"""What stands on a badge, and where (navneskilt). All is measured first, so that long names shrink to fit (G6)."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samskap.design.templatetags.design import SHAPE_NAMES, qr
from samskap.pdf.fitting import POINT, Face, Fitted, fit, width_of
from samskap.printing.papers import Paper

USUAL = 55.0  # the height the measures below were drawn at


@dataclass(frozen=True)
class Who:
    """One person as on the badge. ``link`` is the path of the person's own link, for the QR code."""

    first_name: str = ""
    last_name: str = ""
    organisation: str = ""
    drive: str = ""
    role: str = ""
    shape: str = ""
    link: str = ""

    @property
    def fingerprint(self) -> str:
        """Changes when something on the badge does."""
        said = "\0".join((self.first_name, self.last_name, self.organisation, self.drive, self.role, self.shape))
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def is_blank(self) -> bool:
        """Whether it is to be filled in by hand."""
        return not self.first_name


@dataclass(frozen=True)
class Zones:
    """Where things are on a badge, in millimetres from its corner; sizes of letters in points."""

    paper: Paper
    shapes: bool
    codes: bool

    @property
    def scale(self) -> float:
        """How large everything is, beside a badge of the usual height."""
        return min(max(self.paper.height / USUAL, 0.66), 1.25)

    def mm(self, usual: float) -> float:
        """A measure at this size."""
        return round(usual * self.scale, 2)

    @property
    def pad(self) -> float:
        """The edge that is left free: printers and knives miss a little."""
        return self.mm(4)

    @property
    def shape(self) -> float:
        """How wide the shape is."""
        return self.mm(19) if self.shapes else 0

    @property
    def text_left(self) -> float:
        """Where the words begin."""
        return round(self.pad + (self.shape + self.mm(4) if self.shapes else 0), 2)

    @property
    def text_width(self) -> float:
        """How wide the words may be."""
        return round(self.paper.width - self.text_left - self.pad, 2)

    @property
    def code(self) -> float:
        """How wide the QR code is."""
        return self.mm(18) if self.codes else 0

    @property
    def beside_code(self) -> float:
        """How wide words beside the code may be."""
        return round(self.text_width - (self.code + self.mm(1.5) if self.codes else 0), 2)

    def rules(self) -> Iterator[str]:
        """The style sheet of this paper."""
        mm, paper, pad = self.mm, self.paper, self.pad
        yield f".badge {{ width: {paper.width}mm; height: {paper.height}mm; }}"
        yield f".badge-top {{ left: {pad}mm; right: {pad}mm; top: {mm(3)}mm; font-size: {mm(7)}pt; }}"
        yield f".badge-role {{ padding: {mm(0.5)}mm {mm(2)}mm; border-radius: {mm(2)}mm; font-size: {mm(8.5)}pt; }}"
        yield (
            f".badge-mark {{ left: {pad}mm; top: {mm(11)}mm; width: {self.shape}mm; font-size: {mm(7.5)}pt; }}"
            f" .badge-mark svg {{ width: {self.shape}mm; height: {self.shape}mm; }}"
        )
        yield f".badge-words {{ left: {self.text_left}mm; top: {mm(10)}mm; width: {self.text_width}mm; }}"
        yield f".badge-drive {{ left: {self.text_left}mm; bottom: {pad}mm; width: {self.beside_code}mm; }}"
        yield f".badge-code {{ right: {mm(2.5)}mm; bottom: {mm(2.5)}mm; width: {self.code}mm; height: {self.code}mm; }}"
        yield (
            f".badge-line {{ margin-top: {mm(9.5)}mm; font-size: {mm(7.5)}pt; }}"
            f" .badge-line + .badge-line {{ margin-top: {mm(7.5)}mm; }}"
        )


@dataclass(frozen=True)
class Drawn:
    """One badge, measured."""

    who: Who
    place: int
    name: Fitted
    last_name: Fitted
    organisation: Fitted
    drive: Fitted
    title: Fitted
    qr: SafeString = field(default=SafeString(""))

    @property
    def shape_words(self) -> str:
        """The shape in words: nobody has to tell red from green."""
        return str(SHAPE_NAMES[self.who.shape]) if self.who.shape else ""

    @property
    def sizes(self) -> Iterator[float]:
        """The sizes of letters that are used."""
        yield from (one.points for one in (self.name, self.last_name, self.organisation, self.drive, self.title))


def measure(who: Who, zones: Zones, *, title: str, place: int) -> Drawn:
    """Find the size of everything on one badge."""
    mm = zones.mm
    role = width_of(who.role, "strong", mm(8.5)) + mm(6) if who.role else 0.0
    top = zones.paper.width - 2 * zones.pad - role

    name = fit(
        who.first_name, "head", width=zones.text_width * 0.985, height=mm(18.5), largest=mm(42), smallest=11, lines=2,
        leading=1.08,
    )  # fmt: skip

    def line(text: str, face: Face, width: float, largest: float, smallest: float) -> Fitted:
        return fit(text, face, width=width * 0.985, height=99, largest=mm(largest), smallest=smallest)

    last_name = line(who.last_name, "text", zones.text_width, 12.5, 7)
    organisation = fit(
        who.organisation,
        "strong",
        width=zones.beside_code * 0.985,
        height=mm(9),
        largest=mm(9),
        smallest=mm(7),
        lines=2,
    )
    used = sum(
        len(one.lines) * one.points * leading * POINT
        for one, leading in ((name, 1.08), (last_name, 1.3), (organisation, 1.35))
    )
    return Drawn(
        who=who,
        place=place,
        name=name,
        last_name=last_name,
        organisation=organisation,
        drive=fit(
            who.drive, "italic", width=zones.beside_code * 0.985, height=zones.paper.height - mm(10) - used - zones.pad,
            largest=mm(9.5), smallest=5.5, lines=3, leading=1.25,
        ),
        title=line(title, "text", top, 7, 5),
        qr=qr(settings.PUBLIC_URL + who.link, label=_("Own link")) if who.link and zones.codes else SafeString(""),
    )  # fmt: skip


@dataclass(frozen=True)
class Sheets:
    """Something on its sheets, drawn. ``pdf_css`` is for the PDF only: in the browser the page has it already."""

    html: SafeString
    css: str
    pages: int
    pdf_css: str = ""


def draw(
    people: Sequence[Who], *, paper: Paper, title: str, start: int = 1, nudge: tuple[float, float] = (0, 0)
) -> Sheets:
    """Draw badges from a place on a sheet that may be half used (1 is the first), all moved by ``nudge`` mm."""
    zones = Zones(
        paper,
        shapes=any(one.shape for one in people),
        codes=paper.has_room_for_qr and any(one.link for one in people),
    )
    pages: list[list[Drawn]] = []
    for number, who in enumerate(people, start=start - 1):
        page, place = divmod(number, paper.on_a_sheet)
        if page == len(pages):
            pages.append([])
        pages[page].append(measure(who, zones, title=title, place=place))
    sizes = {size for page in pages for face in page for size in face.sizes}
    html = render_to_string("printing/badges.html", {"pages": pages, "marks": list(enumerate(paper.marks()))})
    return Sheets(SafeString(html), "\n".join(_rules(zones, nudge, sizes)), len(pages))


def _rules(zones: Zones, nudge: tuple[float, float], sizes: set[float]) -> Iterator[str]:
    """The style sheet of some sheets."""
    paper = zones.paper
    yield from zones.rules()
    for place in range(paper.on_a_sheet):
        x, y = paper.corner(place)
        yield f".badge-at-{place} {{ left: {x + nudge[0]:.2f}mm; top: {y + nudge[1]:.2f}mm; }}"
    for number, (axis, at) in enumerate(paper.marks()):
        if axis == "x":
            yield f".badge-cut-{number} {{ left: {at + nudge[0]:.2f}mm; width: 0; top: 3mm; bottom: 3mm; }}"
        else:
            yield f".badge-cut-{number} {{ top: {at + nudge[1]:.2f}mm; height: 0; left: 3mm; right: 3mm; }}"
    for size in sorted(sizes):
        yield f".badge-{size_class(size)} {{ font-size: {size}pt; }}"


def size_class(points: float) -> str:
    """The class of a size of letters."""
    return f"pt-{round(points * 10)}"
