"""What reports do beside the requests: files, letters, and the daily word to the organisers."""

import tempfile

from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskap.gatherings.access import PLANNERS
from samskap.jobs.models import Job
from samskap.jobs.work import every, work
from samskap.reports.archiving import write_archive
from samskap.reports.files import KINDS, file_name, fingerprint, is_open, keep_file
from samskap.reports.models import Edition
from samskap.reports.printed import pdf_of
from samskap.reports.reading import read_edition
from samskap.reports.sending import send_report, tell_of_comments
from samskap.reports.worded import word_of
from samskap.writing.queue import write


@work("report-file", title=gettext_lazy("The report as a file"), who=PLANNERS)
def make_file(job: Job, *, edition: int, kind: str) -> None:
    """Make an edition's PDF or Word document, and keep it with the edition."""
    found = Edition.objects.select_related("gathering__organisation").get(pk=edition)
    as_of = fingerprint(found, kind)
    job.progress(0, 2, _("Reading the edition"))
    reading = read_edition(found, openly=is_open(kind))
    job.progress(1, 2, _("Setting the pages"))
    data = word_of(reading) if kind == "word" else pdf_of(reading)
    name = file_name(found, kind)
    write(lambda: keep_file(found, kind, ContentFile(data), as_of))
    job.keep(name, data, KINDS[kind][1])
    job.progress(2, 2)


@work("report-archive", title=gettext_lazy("The archive of the report"), who=PLANNERS)
def make_archive(job: Job, *, edition: int) -> None:
    """Make an edition's archive, on disk, a piece at a time."""
    found = Edition.objects.select_related("gathering__organisation").get(pk=edition)
    as_of = fingerprint(found, "archive")
    with tempfile.TemporaryFile() as target:
        write_archive(found, target, job.progress)
        write(lambda: keep_file(found, "archive", File(target), as_of))
    job.progress(1, 1, _("The archive is complete, and was read back. You find it with the edition."))


@work("report-send", title=gettext_lazy("Sending the report"), who=PLANNERS)
def send(job: Job, *, edition: int, audience: str) -> None:
    """Post the report to those who are to have it."""
    found = Edition.objects.select_related("gathering__organisation").get(pk=edition)
    sent = send_report(found, audience, job.progress)
    job.progress(sent, max(sent, 1), _("All letters are posted. You see how they fare under Mail."))


@every(minutes=60)
def tell_the_organisers() -> None:
    """Once a day, what people have said to a report."""
    tell_of_comments()
