"""A part of the report as plain building blocks, read from its HTML: what PDF, Word and comparing share.

Rooms draw one report face, for the page. Here it becomes headings, texts, lists, tables, figures and pictures, without
classes, so that nothing has to be drawn twice. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import lxml.html
from lxml.html import HtmlElement

from samskap.reports.marking import PHOTO, parse

INLINE = {
    "a", "abbr", "b", "bdi", "br", "cite", "code", "data", "em", "i", "kbd", "label", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
LEFT_OUT = {"script", "style", "button", "form", "input", "select", "textarea", "svg", "template", "dialog", "nav"}
DEEPEST = 4


@dataclass(frozen=True)
class Run:
    """Some words in one hand. ``text`` is a line break where it is "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False
    quiet: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading within a part; 3 is the highest there."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Words:
    """A paragraph; ``kind`` is "lead", "quiet", "quote", "term" or nothing."""

    runs: Runs
    kind: str = ""


@dataclass(frozen=True)
class Item:
    """One line of a list, with what stands under it."""

    runs: Runs
    under: tuple["Piece", ...] = ()


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Item, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class Cell:
    """A place in a table. ``drawing`` is SVG that says nothing the row does not say in words."""

    runs: Runs = ()
    is_head: bool = False
    drawing: str = ""
    share: float | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells; of ``rows`` the first ``heads`` are headings."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Figures:
    """Big figures, each with its word."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A photo, by its key, with what it shows in words."""

    photo: int
    alt: str
    caption: str = ""


Piece = Heading | Words | Items | Table | Figures | Picture


@dataclass
class _Reader:
    """Collects pieces; words that stand loose become a paragraph when something else comes."""

    pieces: list[Piece] = field(default_factory=list)
    loose: list[Run] = field(default_factory=list)

    def flush(self, kind: str = "") -> None:
        runs = tidy(self.loose)
        self.loose = []
        if runs:
            self.pieces.append(Words(runs, kind))


def pieces_of(html: str) -> list[Piece]:
    """Read a part's HTML."""
    reader = _Reader()
    _read_inside(reader, parse(html), Run(""))
    reader.flush()
    return list(_gathered(reader.pieces))


def lines_of(html: str) -> list[str]:
    """Return what stands in a part as lines of plain text, for comparing."""
    return [line for piece in pieces_of(html) for line in _lines(piece)]


def text_of(runs: Iterable[Run]) -> str:
    """Return the words alone."""
    return re.sub(r"[ \t]*\n[ \t]*", " ", "".join(run.text for run in runs)).strip()


def tidy(runs: Iterable[Run]) -> Runs:
    """Make white space single, and take it off the ends."""
    kept: list[Run] = []
    for run in runs:
        text = run.text if run.text == "\n" else re.sub(r"\s+", " ", run.text)
        after_space = not kept or kept[-1].text.endswith((" ", "\n"))
        if after_space and text != "\n":
            text = text.lstrip()
        if text and not (text == "\n" and not kept):
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _read_inside(reader: _Reader, element: HtmlElement, hand: Run) -> None:
    if element.text:
        reader.loose.append(replace(hand, text=element.text))
    for child in element:
        if isinstance(child.tag, str):
            _read(reader, child, hand)
        if child.tail:
            reader.loose.append(replace(hand, text=child.tail))


def _read(reader: _Reader, element: HtmlElement, hand: Run) -> None:
    if element.tag in LEFT_OUT or element.get("aria-hidden") == "true" or _has(element, "no-print", "ds-sr-only"):
        return
    if element.tag == "br":
        reader.loose.append(Run("\n"))
    elif element.tag == "img":
        _read_picture(reader, element, "")
    elif element.tag in INLINE:
        _read_inside(reader, element, _hand(element, hand))
    else:
        reader.flush()
        _read_block(reader, element, hand)
        reader.flush()


def _read_block(reader: _Reader, element: HtmlElement, hand: Run) -> None:
    tag = element.tag
    if re.fullmatch(r"h[1-6]", tag):
        level = min(DEEPEST, max(3, int(tag[1])))
        reader.pieces += [Heading(level, runs) for runs in [tidy(_words(element, Run("")))] if runs]
    elif tag in {"ul", "ol"}:
        reader.pieces += _list(element)
    elif tag == "table":
        reader.pieces.append(_table(element))
    elif tag == "figure" and element.find(".//img") is not None:
        caption = text_of(tidy(run for one in element.iter("figcaption") for run in _words(one, Run(""))))
        for img in element.iter("img"):
            _read_picture(reader, img, caption)
    elif _has(element, "stat"):
        value, word = (" ".join(one.text_content().split()) for one in element.iter("strong", "span"))
        reader.pieces.append(Figures(((value, word),)))
    else:
        _read_inside(reader, element, _hand(element, hand))
        reader.flush(_kind(element))


def _kind(element: HtmlElement) -> str:
    if element.tag == "dt":
        return "term"
    if element.tag == "blockquote" or element.getparent().tag == "blockquote":
        return "quote"
    return "lead" if _has(element, "lead") else "quiet" if _has(element, "muted") else ""


def _hand(element: HtmlElement, hand: Run) -> Run:
    if element.tag in {"strong", "b"}:
        return replace(hand, bold=True)
    if element.tag in {"em", "i", "cite"}:
        return replace(hand, italic=True)
    if element.tag == "a" and element.get("href", "").startswith(("http://", "https://", "mailto:")):
        return replace(hand, link=element.get("href"))
    return replace(hand, quiet=True) if element.tag == "small" or _has(element, "muted") else hand


def _words(element: HtmlElement, hand: Run) -> Iterator[Run]:
    """Read everything in an element as words: what is a block of its own there begins a new line."""
    if element.text:
        yield replace(hand, text=element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _words_of_child(child, hand)
        if child.tail:
            yield replace(hand, text=child.tail)


def _words_of_child(child: HtmlElement, hand: Run) -> Iterator[Run]:
    if child.tag in LEFT_OUT or child.get("aria-hidden") == "true" or _has(child, "ds-sr-only"):
        return
    is_own_line = child.tag not in INLINE or child.tag in {"br", "small"}
    if is_own_line:
        yield Run("\n")
    yield from _words(child, _hand(child, hand))


def _list(element: HtmlElement) -> list[Piece]:
    """A list; pictures in it, and big figures, stand by themselves."""
    inner: list[Piece] = []
    items: list[Item] = []
    for child in element:
        if child.tag != "li" or child.get("aria-hidden") == "true":
            continue
        reader = _Reader()
        _read_inside(reader, child, Run(""))
        reader.flush()
        inner += [one for one in reader.pieces if isinstance(one, Picture)]
        first, *rest = [one for one in reader.pieces if not isinstance(one, Picture)] or [Words(())]
        if isinstance(first, Words):
            items.append(Item(first.runs, tuple(rest)))
        elif isinstance(first, Heading):
            items.append(Item(tuple(replace(run, bold=True) for run in first.runs), tuple(rest)))
        else:
            items.append(Item((), (first, *rest)))
    kept = tuple(one for one in items if one.runs or one.under)
    return [*([Items(kept, element.tag == "ol")] if kept else []), *inner]


def _table(element: HtmlElement) -> Table:
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in element.iter("tr")]
    heads = len(element.xpath("./thead/tr"))
    caption = element.find("caption")
    kind = next((name for name in ("bars", "timeline", "board") if _has(element, name)), "")
    title = " ".join(caption.text_content().split()) if caption is not None else ""
    return Table(tuple(tuple(_cell(cell) for cell in row) for row in rows), heads, title, kind)


def _cell(element: HtmlElement) -> Cell:
    drawn = element.find(".//svg")
    drawing, share = "", None
    if drawn is not None and _has(element, "bars-drawn", "timeline-drawn"):
        drawing = lxml.html.tostring(drawn, encoding="unicode", with_tail=False)
        rect = drawn.find(".//rect")
        share = float(rect.get("width", 0)) if rect is not None and _has(element, "bars-drawn") else None
    return Cell(tidy(_words(element, Run(""))), element.tag == "th", drawing, share)


def _read_picture(reader: _Reader, img: HtmlElement, caption: str) -> None:
    match = PHOTO.search(img.get("src", ""))
    if match:
        reader.flush()
        reader.pieces.append(Picture(int(match[1]), img.get("alt", ""), caption))


def _gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Put figures that follow each other together."""
    waiting: list[tuple[str, str]] = []
    for piece in pieces:
        if isinstance(piece, Figures):
            waiting += piece.figures
            continue
        if waiting:
            yield Figures(tuple(waiting))
            waiting = []
        yield piece
    if waiting:
        yield Figures(tuple(waiting))


def _has(element: HtmlElement, *classes: str) -> bool:
    return not set(classes).isdisjoint(element.get("class", "").split())


def _lines(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Heading | Words):
        yield text_of(piece.runs)
    elif isinstance(piece, Items):
        for item in piece.items:
            yield f"– {text_of(item.runs)}"
            yield from (line for under in item.under for line in _lines(under))
    elif isinstance(piece, Table):
        yield from (" · ".join(text for cell in row if (text := text_of(cell.runs))) for row in piece.rows)
    elif isinstance(piece, Figures):
        yield from (f"{value} {word}" for value, word in piece.figures)
    elif piece.caption or piece.alt:
        yield f"[{piece.caption or piece.alt}]"
