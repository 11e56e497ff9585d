"""Small pictures of what is printed, drawn here (bilde av arket). They only decorate the words beside them."""

from collections.abc import Callable, Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from samskap.design.icons import SHAPE_COLOURS, SHAPES
from samskap.printing.papers import A4, Paper

INK, LINE, PALE, GREEN = "#3b3832", "#b9b4a8", "#e8e4da", "#0d4a40"


def _rect(x: float, y: float, width: float, height: float, fill: str = PALE, *, line: str = "none") -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}" stroke="{}"/>',
        *(round(one, 1) for one in (x, y, width, height)),
        fill,
        line,
    )


def _svg(parts: Iterator[SafeString], width: float = A4[0], height: float = A4[1]) -> SafeString:
    drawing = SafeString("".join(parts))
    return format_html(
        '<svg class="print-picture" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>', width, height, drawing
    )


def _shape(name: str, x: float, y: float, size: float) -> SafeString:
    return format_html(
        '<path d="{}" fill="{}" transform="translate({} {}) scale({})"/>',
        SHAPES[name],
        SHAPE_COLOURS[name],
        round(x, 1),
        round(y, 1),
        round(size / 24, 3),
    )


def badge_sheet(paper: Paper, shapes: tuple[str, ...], *, nudge: tuple[float, float] = (0, 0)) -> SafeString:
    """A sheet of badges, each where it will be."""

    def parts() -> Iterator[SafeString]:
        for place in range(paper.on_a_sheet):
            x, y = (at + moved for at, moved in zip(paper.corner(place), nudge, strict=True))
            yield _rect(x, y, paper.width, paper.height, "#fff", line=LINE)
            size = paper.height * 0.36
            if shapes:
                yield _shape(shapes[place % len(shapes)], x + paper.height * 0.08, y + paper.height * 0.24, size)
            left = x + paper.height * 0.55 if shapes else x + paper.height * 0.1
            width = x + paper.width * 0.92 - left
            yield _rect(left, y + paper.height * 0.24, width, paper.height * 0.2, INK)
            yield _rect(left, y + paper.height * 0.54, width * 0.7, paper.height * 0.08)
            yield _rect(left, y + paper.height * 0.78, width * 0.85, paper.height * 0.07)

    return _svg(parts())


def _list() -> SafeString:
    def parts() -> Iterator[SafeString]:
        yield _rect(18, 18, 110, 12, INK)
        for line in range(18):
            yield _rect(18, 50 + line * 13, 70 if line % 3 else 58, 4)
            yield _rect(120, 55 + line * 13, 72, 1, LINE)

    return _svg(parts())


def _poster() -> SafeString:
    def parts() -> Iterator[SafeString]:
        yield _rect(22, 26, 140, 20, INK)
        yield _rect(22, 52, 96, 20, INK)
        for line in range(6):
            yield _rect(22, 96 + line * 28, 9, 9, GREEN)
            yield _rect(42, 96 + line * 28, 140 if line % 2 else 118, 9)

    return _svg(parts())


def _sign(*, arrow: bool) -> SafeString:
    def parts() -> Iterator[SafeString]:
        yield _rect(0, 0, 297, 8, GREEN)
        if arrow:
            yield format_html('<path d="M60 95h110v-30l70 45-70 45v-30H60z" fill="{}"/>', GREEN)
        else:
            yield _rect(48, 80, 200, 46, INK)
        yield _rect(100, 172, 97, 10)

    return _svg(parts(), *reversed(A4))


def _notes() -> SafeString:
    def parts() -> Iterator[SafeString]:
        yield _rect(18, 18, 120, 12, INK)
        for place in range(6):
            yield _rect(18 + place % 2 * 88, 44 + place // 2 * 68, 84, 64, "#fff", line=LINE)
        for place in range(16):
            if place not in {5, 6, 9}:
                yield _rect(164 + place % 4 * 7, 258 + place // 4 * 7, 6, 6, INK)

    return _svg(parts())


PICTURES: dict[str, Callable[[], SafeString]] = {
    "sign-in": _list,
    "posters": _poster,
    "wall": lambda: _sign(arrow=False),
    "sheets": _notes,
    "doors": lambda: _sign(arrow=True),
}
