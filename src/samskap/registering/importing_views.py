"""Import in two steps: send a file, look at what it says, then put all of it on the list or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samskap.gatherings.models import Gathering
from samskap.people.models import Sector
from samskap.refusals import Refused
from samskap.registering import putting
from samskap.registering.forms import UploadForm
from samskap.registering.importing import Column, Problem, Row, guess
from samskap.registering.importing import check as check_rows
from samskap.registering.models import Upload
from samskap.registering.organising import here, show
from samskap.spreadsheets import NotReadable, Table, Why, read_table
from samskap.stage.doing import do_once

page = require_http_methods(["GET", "HEAD", "POST"])
BAD_SHOWN, GOOD_SHOWN = 200, 20

WHY: dict[Why, str | Promise] = {
    Why.TOO_BIG: gettext_lazy("The file is too big. Take away what is not needed, and try again."),
    Why.TOO_MANY_ROWS: gettext_lazy("The file has more than 5,000 rows. Divide it, and try again."),
    Why.TOO_MANY_COLUMNS: gettext_lazy(
        "The file has more than 60 columns. Take away those that are not needed, and try again."
    ),
    Why.OLD_OR_LOCKED: gettext_lazy(
        "The file is from an old Excel, or has a password. Save it as .xlsx without a password."
    ),
    Why.UNKNOWN: gettext_lazy("This is not an Excel file (.xlsx) or a CSV file."),
    Why.EMPTY: gettext_lazy("There is nothing in the file."),
}
COLUMNS: dict[Column, str | Promise] = {
    Column.NAME: gettext_lazy("Whole name"),
    Column.FIRST_NAME: gettext_lazy("First name"),
    Column.LAST_NAME: gettext_lazy("Last name"),
    Column.EMAIL: gettext_lazy("E-mail address"),
    Column.ORGANISATION: gettext_lazy("Organisation"),
    Column.NUMBER: gettext_lazy("Organisation number"),
    Column.SECTOR: gettext_lazy("Sector"),
    Column.DRIVE: gettext_lazy("What drives you?"),
}
PROBLEMS: dict[Problem, str | Promise] = {
    Problem.NO_NAME: gettext_lazy("The name is missing."),
    Problem.BAD_EMAIL: gettext_lazy("The e-mail address is not right."),
    Problem.UNKNOWN_SECTOR: gettext_lazy("The sector is not one of business, voluntary, public, resident and other."),
    Problem.BAD_NUMBER: gettext_lazy("The organisation number is not right."),
    Problem.TWICE_IN_FILE: gettext_lazy("The same person is further up in the file."),
    Problem.ON_THE_LIST: gettext_lazy("This person is on the list already."),
}


@dataclass(frozen=True)
class Heading:
    """A column of the file, and what it is taken to hold."""

    number: int
    text: str
    example: str
    column: str


@page
def upload(request: HttpRequest) -> HttpResponseBase:
    """Send a file."""
    gathering, actor = here(request)
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file.read(), file.name)
        except NotReadable as error:
            form.add_error("file", str(WHY[error.why]))
        else:
            key = do_once(request, actor.key, lambda: putting.keep_upload(gathering, name=file.name, table=table).pk)
            newest = key or Upload.objects.filter(gathering=gathering).latest("pk").pk
            return redirect("sign-up-import-check", gathering.slug, newest)
    return show(request, "import", form=form, columns=COLUMNS.values(), status=422 if form.errors else 200)


@page
def check(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Look at what the file says, change what the columns hold, and import."""
    gathering, actor = here(request)
    kept = get_object_or_404(Upload, gathering=gathering, pk=pk)
    if kept.done_at is not None:
        messages.info(request, _("This file has been imported."))
        return redirect("sign-ups", gathering.slug)
    table = Table(**kept.table)
    columns = _columns(request, gathering, table)
    rows = looked_at(gathering, table, columns)
    bad = [row for row in rows if row.problems]
    good = [row for row in rows if not row.problems]
    if request.method == "POST" and "import" in request.POST and good:
        only_good = request.POST["import"] == "good"
        if only_good or not bad:
            send = "send" in request.POST
            try:
                do_once(request, actor.key, lambda: putting.import_people(kept, good, send=send, by=actor.user))
            except Refused as refusal:
                messages.error(request, str(refusal.message))
                return redirect("sign-up-import-check", gathering.slug, pk)
            messages.success(request, _("Imported: %(n)s.") % {"n": len(good)})
            return redirect("sign-ups", gathering.slug)
    return show(
        request,
        "import_check",
        upload=kept,
        headings=[
            Heading(number, text, next((row[number] for row in table.rows if row[number]), ""), column)
            for number, (text, column) in enumerate(zip(table.headings, columns, strict=True))
        ],
        choices=[
            *((str(column), name) for column, name in COLUMNS.items()),
            *((f"question:{one.pk}", one.label) for one in gathering.questions.all()),
        ],
        bad=[_shown(row) for row in islice(bad, BAD_SHOWN)],
        good=[_shown(row) for row in islice(good, GOOD_SHOWN)],
        bad_count=len(bad),
        good_count=len(good),
        status=422 if request.method == "POST" and "import" in request.POST else 200,
    )


def _columns(request: HttpRequest, gathering: Gathering, table: Table) -> list[str]:
    """What each column holds: as guessed, or as the organiser says."""
    guessed = guess(table.headings, dict(gathering.questions.values_list("pk", "label")))
    return [request.POST.get(f"column-{number}", column) for number, column in enumerate(guessed)]


def looked_at(gathering: Gathering, table: Table, columns: Sequence[str]) -> list[Row]:
    """Check every row, also against those who are on the list."""
    emails, names = putting.on_the_list(gathering)
    return check_rows(zip(table.numbers, table.rows, strict=True), columns, emails=emails, names=names)


def _shown(row: Row) -> dict[str, object]:
    values = row.values
    sector = dict(Sector.choices).get(values["sector"], values["sector"])
    return {
        "number": row.number,
        "name": f"{values['first_name']} {values['last_name']}".strip(),
        "email": values["email"],
        "organisation": " ".join(filter(None, [values["organisation"], values["number"]])),
        "sector": sector,
        "problems": [PROBLEMS[problem] for problem in row.problems],
    }
