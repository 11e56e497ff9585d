"""The report as a PDF: a title page, contents with page numbers, and the parts, set from the plain building blocks."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samskap.cards.models import Photo
from samskap.pdf import Attached, Variant, make_pdf
from samskap.reports.blocks import Cell, Figures, Heading, Items, Picture, Piece, Runs, Table, Words, pieces_of
from samskap.reports.reading import Reading

STYLE, PAGE = Path(__file__).parent / "print.css", Path(__file__).parent / "page.css"
MANY = 5  # from so many columns on, a table is set small
FILLS = {"bar": "#0d4a40", "timeline-held": "#0d4a40", "timeline-planned": "#bcd59a"}


def pdf_of(reading: Reading, *, variant: Variant = "ua", attachments: Sequence[Attached] = ()) -> bytes:
    """Make the PDF of a report (lage PDF)."""
    language = reading.edition.language if reading.edition else translation.get_language() or "nb"
    with translation.override(language):
        html = print_html(reading, language, picture_files(reading))
    css = STYLE.read_text(encoding="utf-8")
    return make_pdf(html, css=[css], variant=variant, attachments=attachments, base=Path(settings.MEDIA_ROOT))


def print_html(reading: Reading, language: str, files: dict[int, str]) -> str:
    """Return the page that the PDF is made from. ``files`` says where each picture is."""
    parts = [
        {
            "number": number,
            "title": one["title"],
            "kicker": one["kicker"],
            "before": set_all(pieces_of(one["before"]), files),
            "body": set_all(pieces_of(one["html"]), files),
            "after": set_all(pieces_of(one["after"]), files),
        }
        for number, one in enumerate(reading.sections, start=1)
    ]
    introduction = set_all(pieces_of(reading.introduction), files)
    context = {"reading": reading, "language": language, "parts": parts, "introduction": introduction}
    return render_to_string("reports/print.html", context)


def picture_files(reading: Reading) -> dict[int, str]:
    """Return where the picture files are that the report shows, by key; those that are gone are left out."""
    wanted = {
        one.photo for section in reading.sections for one in pieces_of(section["html"]) if isinstance(one, Picture)
    }
    found = Photo.objects.filter(pk__in=wanted)
    named = ((photo.pk, str(photo.file.name), photo.file.storage) for photo in found)
    return {pk: name for pk, name, storage in named if storage.exists(name)}


def set_all(pieces: Iterable[Piece], files: dict[int, str]) -> SafeString:
    """Set building blocks as clean HTML; pictures that follow each other stand side by side."""
    out: list[str] = []
    beside: list[str] = []
    for piece in pieces:
        if isinstance(piece, Picture):
            beside += [_picture(piece, files[piece.photo])] if piece.photo in files else []
            continue
        out += [_side_by_side(beside), _set(piece)]
        beside = []
    out.append(_side_by_side(beside))
    return mark_safe("".join(out))  # noqa: S308 - every text in it is escaped below


def _side_by_side(pictures: list[str]) -> str:
    if not pictures:
        return ""
    return f'<div class="pictures" data-many="{min(2, len(pictures))}">{"".join(pictures)}</div>'


def _picture(piece: Picture, file: str) -> str:
    caption = f"<figcaption>{escape(piece.caption)}</figcaption>" if piece.caption else ""
    return f'<figure><img src="{escape(file)}" alt="{escape(piece.alt or piece.caption)}">{caption}</figure>'


def _set(piece: Piece) -> str:
    match piece:
        case Heading(level=level, runs=runs):
            return f"<h{level}>{_runs(runs)}</h{level}>"
        case Words(runs=runs, kind=kind):
            return f'<p class="words {kind}">{_runs(runs)}</p>'
        case Items():
            return _items(piece)
        case Table():
            return _table(piece)
        case Figures(figures=figures):
            each = (f"<p><strong>{escape(value)}</strong> {escape(word)}</p>" for value, word in figures)
            return f'<div class="figures">{"".join(each)}</div>'
        case Picture():
            return ""


def _runs(runs: Runs) -> str:
    out = ""
    for run in runs:
        text = "<br>" if run.text == "\n" else escape(run.text)
        text = f"<strong>{text}</strong>" if run.bold else text
        text = f"<em>{text}</em>" if run.italic else text
        text = f'<span class="quiet">{text}</span>' if run.quiet else text
        out += f'<a href="{escape(run.link)}">{text}</a>' if run.link else text
    return out


def _items(piece: Items) -> str:
    tag = "ol" if piece.is_ordered else "ul"
    lines = (f"<li>{_runs(item.runs)}{''.join(_set(one) for one in item.under)}</li>" for item in piece.items)
    return f"<{tag}>{''.join(lines)}</{tag}>"


def _table(piece: Table) -> str:
    title = f"<caption>{escape(piece.title)}</caption>" if piece.title else ""
    head = "".join(_row(row, "col") for row in piece.rows[: piece.heads])
    body = "".join(_row(row, "row") for row in piece.rows[piece.heads :])
    columns = max((len(row) for row in piece.rows), default=0)
    size = " small" if columns >= MANY and not piece.kind else ""
    thead = f"<thead>{head}</thead>" if head else ""
    return f'<table class="{piece.kind}{size}">{title}{thead}<tbody>{body}</tbody></table>'


def _row(row: Sequence[Cell], scope: str) -> str:
    cells = ""
    for cell in row:
        inner = _runs(cell.runs) + (f'<span class="drawn">{_drawing(cell.drawing)}</span>' if cell.drawing else "")
        cells += f'<th scope="{scope}">{inner}</th>' if cell.is_head else f"<td>{inner}</td>"
    return f"<tr>{cells}</tr>"


def _drawing(svg: str) -> str:
    """Give a drawing back the spelling that HTML readers forget, and its colours: style sheets don't reach into it."""
    svg = svg.replace("viewbox=", "viewBox=").replace("preserveaspectratio=", "preserveAspectRatio=")
    for name, colour in FILLS.items():
        svg = svg.replace(f'class="{name}"', f'fill="{colour}"')
    return svg


def self_contained(reading: Reading, language: str) -> str:
    """Return the report as one page that needs nothing else: style and pictures are in it (HTML for the archive)."""
    files = {key: _as_address(name) for key, name in picture_files(reading).items()}
    with translation.override(language):
        html = print_html(reading, language, files)
    return html.replace("</head>", f"<style>{PAGE.read_text(encoding='utf-8')}</style></head>")


def _as_address(name: str) -> str:
    data = (Path(settings.MEDIA_ROOT) / name).read_bytes()
    return f"data:image/jpeg;base64,{b64encode(data).decode()}"
