"""PDF is made beside the requests: it takes seconds, and nobody else is to wait for it."""

import io
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskap.gatherings.access import HELPERS
from samskap.gatherings.actions import OUR_LETTERS
from samskap.gatherings.models import Gathering
from samskap.jobs.models import Job
from samskap.jobs.work import work
from samskap.pdf import PdfNotAvailable, make_pdf
from samskap.printing.actions import note_printed
from samskap.printing.badges import Sheets, Who
from samskap.printing.choices import badge_choices
from samskap.printing.queries import those_to_get_one
from samskap.printing.things import THINGS, Thing, as_page, badge_people, crew_badges, draw_badges, style
from samskap.refusals import Refused

AT_ONCE = 250  # badges in one PDF: more of them would take too much memory

Made = tuple[str, bytes]


def file_name(*words: str, ending: str = "pdf") -> str:
    """A name that can be read, and that every system takes."""
    return f"{slugify(' '.join(words).lower().translate(OUR_LETTERS))[:80]}.{ending}"


def to_pdf(title: str, sheets: Sheets, progress: Callable[[int], None] | None = None) -> bytes:
    """Make the PDF of some sheets; on a machine that can't, say what it would take."""
    try:
        return make_pdf(as_page(title, sheets), css=(style(), sheets.pdf_css, sheets.css), progress=progress)
    except PdfNotAvailable as trouble:
        raise Refused(str(trouble)) from trouble


@work("print-badges", title=gettext_lazy("Name badges"), who=HELPERS)
def print_badges(job: Job, *, people: Sequence[int], crew: bool, blanks: int, start: int) -> None:
    """Make the badges of some people, of the crew if that is wanted, and blank ones."""
    gathering = job.gathering
    assert gathering is not None
    made = _badges(job, gathering, people=people, crew=crew, blanks=blanks, start=start)
    _keep(job, gathering, _("Name badges"), made)


def _badges(
    job: Job, gathering: Gathering, *, people: Sequence[int], crew: bool, blanks: int, start: int
) -> list[Made]:
    choices = badge_choices(gathering)
    wanted = [one for one in those_to_get_one(gathering) if one.pk in set(people)]
    badges = badge_people(gathering, wanted, links=choices.qr and choices.sheet.has_room_for_qr)
    badges += crew_badges(gathering) if crew else []
    badges += [Who()] * blanks
    total, on_a_sheet = len(badges), choices.sheet.on_a_sheet
    first = AT_ONCE // on_a_sheet * on_a_sheet - (start - 1)  # whole sheets, also when the first is half used
    cuts = [0, *range(first, total, AT_ONCE // on_a_sheet * on_a_sheet), total] if total else [0]
    made: list[Made] = []
    for begin, end in pairwise(cuts):
        title = (
            _("Name badges")
            if len(cuts) == 2
            else _("Name badges %(first)s to %(last)s") % {"first": begin + 1, "last": end}
        )
        sheets = draw_badges(gathering, badges[begin:end], choices, start=start if begin == 0 else 1)

        def tell(page: int, begin: int = begin, end: int = end) -> None:
            job.progress(min(begin + page * on_a_sheet, end), total)

        made.append((file_name(title), to_pdf(f"{title} – {gathering.title}", sheets, tell)))
    note_printed(wanted)
    return made


@work("print-thing", title=gettext_lazy("Print"), who=HELPERS)
def print_thing(job: Job, *, what: str) -> None:
    """Make one kind of thing."""
    gathering = job.gathering
    assert gathering is not None
    thing = THINGS[what]
    _keep(job, gathering, str(thing.name), [_one(gathering, thing)])


def _one(gathering: Gathering, thing: Thing) -> Made:
    return file_name(str(thing.name)), to_pdf(f"{thing.name} – {gathering.title}", thing.draw(gathering))


@work("print-all", title=gettext_lazy("All that is printed"), who=HELPERS)
def print_all(job: Job, *, people: Sequence[int], crew: bool) -> None:
    """Make everything, in one file to take to the printer."""
    gathering = job.gathering
    assert gathering is not None
    made: list[Made] = []
    for number, thing in enumerate(THINGS.values()):
        job.progress(number, len(THINGS), str(thing.name))
        if thing.key == "badges":
            made += _badges(job, gathering, people=people, crew=crew, blanks=0, start=1)
        elif thing.draw(gathering).pages:
            made.append(_one(gathering, thing))
    numbered = [(f"{number}-{name}", data) for number, (name, data) in enumerate(made, start=1)]
    _keep(job, gathering, _("All that is printed"), numbered, packed=True)


def _keep(job: Job, gathering: Gathering, title: str, made: Sequence[Made], *, packed: bool = False) -> None:
    """Keep one PDF as it is, several together in a zip file."""
    if len(made) == 1 and not packed:
        job.keep(file_name(title, gathering.title), made[0][1], "application/pdf")
        return
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made:
            archive.writestr(name, data)
    job.keep(file_name(title, gathering.title, ending="zip"), held.getvalue(), "application/zip")
