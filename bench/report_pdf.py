"""The report of a long day as a PDF: forty pages with thirty photos."""

from __future__ import annotations

from bench.figures import Figure
from bench.product import told_by

NOTE = """## The report as a PDF

A report of about forty pages with thirty photos of 1600 × 1200 pixels, made as the worker makes it, in a process of its
own: how long it takes, and the most memory the whole process has had, with Django and the text library in it. What we
have promised is at most 10 seconds and 300 MB."""

SCRIPT = """
import io, json, random, resource, time
import pypdf
from django.utils import timezone
from PIL import Image
from samskap.cards.models import Card
from samskap.cards.photos import Picture, store_photo
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.reports.editions import make_edition
from samskap.reports.printed import pdf_of
from samskap.reports.reading import read_edition

words = "vi møtes på biblioteket og lager noe sammen med korpset banken og ungdomsrådet hver torsdag".split()
chance = random.Random(1)
now = timezone.now()
gathering = Gathering.objects.create(slug="lang", title="En lang dag", starts_at=now, opened_at=now)
people = [
    Participation.objects.create(gathering=gathering, first_name=f"Person {{number}}", arrived_at=now)
    for number in range(72)
]
for position in range({blocks}):
    block = Block.objects.create(
        gathering=gathering, kind="notes", title=f"Bolk {{position}}", position=position, opened_at=now, closed_at=now
    )
    Card.objects.bulk_create(
        Card(gathering=gathering, block=block, by=chance.choice(people), text=" ".join(chance.choices(words, k=22)))
        for _ in range(28)
    )
for number in range({photos}):
    picture = Image.effect_noise((1600, 1200), 60).resize((800, 600)).resize((1600, 1200)).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    del picture
    store_photo(Picture(out.getvalue(), 1600, 1200), gathering=gathering, caption=f"Lapper {{number}}")
edition = make_edition(gathering)
began, worked = time.monotonic(), time.process_time()
pdf = pdf_of(read_edition(edition))
seconds, worked = time.monotonic() - began, time.process_time() - worked
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
print(json.dumps([pages, seconds, worked, most / 1024, len(pdf) / 1e6]))
"""


def measure(*, quick: bool = False) -> list[Figure]:
    """Make the report, and see how much it took."""
    pages, seconds, worked, memory, size = told_by(SCRIPT.format(blocks=6 if quick else 22, photos=6 if quick else 30))
    name = f"{pages} pages with {6 if quick else 30} photos"
    return [
        Figure(f"{name}: time", round(seconds, 1), "s"),
        Figure(f"{name}: work of the processor", round(worked, 1), "s"),
        Figure(f"{name}: peak memory", round(memory), "MB"),
        Figure(f"{name}: size of the PDF", round(size, 1), "MB"),
    ]
