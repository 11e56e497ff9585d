"""The report as a Word document: real headings, a contents field, lists, tables, and pictures with words."""

import io
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from samskap.reports.blocks import Figures, Heading, Items, Picture, Piece, Run, Runs, Table, Words, pieces_of, text_of
from samskap.reports.printed import picture_files
from samskap.reports.reading import Reading

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
GREEN, QUIET = RGBColor(0x0D, 0x4A, 0x40), RGBColor(0x55, 0x52, 0x4A)
NOT_FOR_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WIDEST, TALLEST = Cm(16), Cm(11)
DRAWN = 20  # signs in the longest bar


def word_of(reading: Reading) -> bytes:
    """Make the Word document of a report (lage Word)."""
    language = reading.edition.language if reading.edition else translation.get_language() or "nb"
    with translation.override(language):
        return _Writer(reading, LANGUAGES.get(language, "nb-NO")).write()


@dataclass
class _Writer:
    """Writes one document."""

    reading: Reading
    language: str

    def write(self) -> bytes:
        self.document: Any = docx.Document()
        self.files = picture_files(self.reading)
        self._prepare()
        self._front()
        self._contents()
        self._parts()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _prepare(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.3)
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = plain(self.reading.title)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _field(foot, "PAGE", "1")
        self._styles()
        about = self.document.core_properties
        about.title = plain(self.reading.title)
        about.subject = plain(self.reading.cover["question"])
        about.author = plain(self.reading.cover["organisation"])
        about.comments = ""
        about.language = self.language

    def _styles(self) -> None:
        styles = self.document.styles
        for lang in styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), self.language)
            lang.set(qn("w:eastAsia"), self.language)
        _font(styles["Normal"], "Calibri", Pt(11))
        sizes = {"Title": 30, "Heading 1": 19, "Heading 2": 14, "Heading 3": 12, "Subtitle": 15}
        for name, size in sizes.items():
            _font(styles[name], "Calibri", Pt(size))
            styles[name].font.color.rgb = GREEN
        styles["Caption"].font.color.rgb = QUIET
        styles["Caption"].font.size = Pt(9)

    def _front(self) -> None:
        cover = self.reading.cover
        document = self.document
        document.add_paragraph(plain(cover["organisation"]))
        document.add_paragraph(_("Report"), style="Subtitle")
        document.add_paragraph(plain(self.reading.title), style="Title")
        if cover["question"]:
            document.add_paragraph(plain(cover["question"]), style="Subtitle")
        document.add_paragraph(plain(" · ".join(filter(None, [cover["when"], cover["place"]]))))
        edition = self.reading.edition
        if edition is not None:
            made = date_format(edition.made_at, "j. F Y")
            document.add_paragraph(f"{_('Edition %(number)s') % {'number': edition.number}} · {made}")
        for line in filter(None, plain(cover["purpose"]).splitlines()):
            document.add_paragraph(line)
        self._pieces(pieces_of(self.reading.introduction))

    def _contents(self) -> None:
        """A contents field that Word fills in with page numbers; until then the parts stand there as links."""
        head = self.document.add_paragraph(_("Contents"), style="TOC Heading" if self._has("TOC Heading") else None)
        head.paragraph_format.page_break_before = True
        for run in head.runs:
            run.bold, run.font.size, run.font.color.rgb = True, Pt(19), GREEN
        sections = self.reading.sections
        for number, one in enumerate(sections, start=1):
            line = self.document.add_paragraph()
            if number == 1:
                _begin_field(line, r'TOC \o "1-2" \h \z \u')
            _link_within(line, plain(one["title"]), f"part_{number}")
            if number == len(sections):
                _end_field(line)

    def _has(self, style: str) -> bool:
        return any(one.name == style for one in self.document.styles)

    def _parts(self) -> None:
        for number, one in enumerate(self.reading.sections, start=1):
            heading = self.document.add_heading(plain(one["title"]), level=1)
            heading.paragraph_format.page_break_before = number == 1
            _bookmark(heading, f"part_{number}", number)
            if one["kicker"]:
                self._quiet(plain(one["kicker"]))
            for place in ("before", "html", "after"):
                self._pieces(pieces_of(one[place]))
        named = _("First names are shown for those who have said yes to it. There is no contact data in this report.")
        nameless = _("Names are left out. There is no contact data in this report.")
        self._quiet(named if self.reading.has_names else nameless)

    def _quiet(self, text: str) -> None:
        run = self.document.add_paragraph().add_run(text)
        run.font.color.rgb, run.font.size = QUIET, Pt(9.5)

    def _pieces(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self._piece(piece)

    def _piece(self, piece: Piece) -> None:
        match piece:
            case Heading(level=level, runs=runs):
                self.document.add_heading(plain(text_of(runs)), level=level - 1)
            case Words(runs=runs, kind=kind):
                style = {"quote": "Quote", "lead": "Normal"}.get(kind)
                paragraph = self.document.add_paragraph(style=style)
                _write(paragraph, runs, bold=kind == "term", quiet=kind == "quiet")
                paragraph.paragraph_format.keep_with_next = kind == "term"
            case Items():
                self._items(piece)
            case Table():
                self._table(piece)
            case Figures(figures=figures):
                rows = tuple((value, word) for value, word in figures)
                self._figures(rows)
            case Picture():
                self._picture(piece)

    def _items(self, piece: Items, level: int = 1) -> None:
        name = "List Number" if piece.is_ordered else "List Bullet"
        style = f"{name} {min(level, 3)}" if level > 1 else name
        numbering = _new_numbering(self.document, style) if piece.is_ordered else None
        for item in piece.items:
            paragraph = self.document.add_paragraph(style=style)
            if numbering is not None:
                _number(paragraph, numbering)
            _write(paragraph, item.runs)
            for under in item.under:
                if isinstance(under, Items):
                    self._items(under, level + 1)
                elif isinstance(under, Words):
                    _write(self.document.add_paragraph(style="List Continue"), under.runs)
                else:
                    self._piece(under)

    def _figures(self, rows: Sequence[tuple[str, str]]) -> None:
        paragraph = self.document.add_paragraph()
        for number, (value, word) in enumerate(rows):
            run = paragraph.add_run(plain(value))
            run.bold, run.font.size, run.font.color.rgb = True, Pt(16), GREEN
            paragraph.add_run(f" {plain(word)}{'   ' if number < len(rows) - 1 else ''}")

    def _table(self, piece: Table) -> None:
        rows = [[cell for cell in row if piece.kind == "bars" or not cell.drawing] for row in piece.rows]
        columns = max((len(row) for row in rows), default=0)
        rows = [row for row in rows if row]
        if not columns or not rows:
            return
        if piece.kind == "timeline":
            columns = min(columns, 4)
        if piece.title:
            caption = self.document.add_paragraph(plain(piece.title), style="Caption")
            caption.paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=len(rows), cols=columns)
        table.style = "Table Grid" if piece.kind != "bars" else "Normal Table"
        for number, (row, cells) in enumerate(zip(rows, table.rows, strict=True)):
            is_head = number < piece.heads
            for cell, place in zip(row, cells.cells, strict=False):
                runs = (Run("█" * max(1, round(cell.share * DRAWN / 100)), quiet=False),) if cell.share else cell.runs
                _write(place.paragraphs[0], runs, bold=is_head, green=cell.share is not None)
            _no_split(cells, is_head=is_head)
        self.document.add_paragraph()

    def _picture(self, piece: Picture) -> None:
        if piece.photo not in self.files:
            return
        paragraph = self.document.add_paragraph()
        shape = paragraph.add_run().add_picture(str(Path(settings.MEDIA_ROOT) / self.files[piece.photo]))
        scale = min(WIDEST / shape.width, TALLEST / shape.height, 1)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        about = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way to words for a picture
        about.set("descr", plain(piece.alt or piece.caption))
        about.set("title", plain(piece.caption))
        if piece.caption:
            paragraph.paragraph_format.keep_with_next = True
            self.document.add_paragraph(plain(piece.caption), style="Caption")


def plain(text: str) -> str:
    """Take out what no Word document can hold."""
    return NOT_FOR_XML.sub("", text)


def _write(paragraph: Any, runs: Runs, *, bold: bool = False, quiet: bool = False, green: bool = False) -> None:
    for one in runs:
        if one.text == "\n":
            paragraph.add_run().add_break()
            continue
        run = _linked(paragraph, one) if one.link else paragraph.add_run(plain(one.text))
        run.bold = True if one.bold or bold else None
        run.italic = True if one.italic else None
        if quiet or one.quiet:
            run.font.color.rgb = QUIET
        elif green or one.link:
            run.font.color.rgb = GREEN


def _linked(paragraph: Any, one: Run) -> Any:
    link = OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), paragraph.part.relate_to(one.link, kind, is_external=True))
    run = paragraph.add_run(plain(one.text))
    run.underline = True
    link.append(run._r)  # noqa: SLF001 - the run is moved into the link
    paragraph._p.append(link)  # noqa: SLF001
    return run


def _link_within(paragraph: Any, text: str, bookmark: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(text)._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)  # noqa: SLF001
    paragraph._p.append(end)  # noqa: SLF001


def _char(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)  # noqa: SLF001


def _begin_field(paragraph: Any, instruction: str) -> None:
    _char(paragraph, "begin")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)  # noqa: SLF001
    _char(paragraph, "separate")


def _end_field(paragraph: Any) -> None:
    _char(paragraph, "end")


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    _begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    _end_field(paragraph)


def _font(style: Any, name: str, size: Any) -> None:
    style.font.name, style.font.size = name, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(which), None)
    fonts.set(qn("w:hAnsi"), name)


def _no_split(row: Any, *, is_head: bool) -> None:
    """Keep a row on one page; head rows are said again on the next."""
    about = row._tr.get_or_add_trPr()  # noqa: SLF001
    about.append(OxmlElement("w:cantSplit"))
    if is_head:
        about.append(OxmlElement("w:tblHeader"))


def _new_numbering(document: Any, style: str) -> int:
    """Return a numbering that begins at one, in the look of a list style."""
    numbering = document.part.numbering_part.element
    used = document.styles[style].element.pPr.numPr.numId.val
    old = next(one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) == str(used))
    new = deepcopy(old)
    number = max(int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))) + 1
    new.set(qn("w:numId"), str(number))
    override, begin = OxmlElement("w:lvlOverride"), OxmlElement("w:startOverride")
    override.set(qn("w:ilvl"), "0")
    begin.set(qn("w:val"), "1")
    override.append(begin)
    new.append(override)
    numbering.append(new)
    return number


def _number(paragraph: Any, numbering: int) -> None:
    about = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    about.get_or_add_numId().val = numbering
    about.get_or_add_ilvl().val = 0
