"""What is printed: badges that fit, shapes that mix, sheets that find their way back, and a pack for the printer."""

import io
import re
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from samskap.circles.models import Circle
from samskap.design.templatetags.design import qr
from samskap.gatherings.actions import give_role
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.gatherings.sheets import sheet_path
from samskap.jobs.models import Job
from samskap.jobs.work import start
from samskap.pdf.fitting import POINT, fit, width_of
from samskap.people.actions import find_or_make_organisation, find_or_make_user
from samskap.printing.actions import hand_out_shapes, note_printed
from samskap.printing.alphabet import in_the_list
from samskap.printing.badges import Who, draw
from samskap.printing.choices import badge_choices
from samskap.printing.faces import stamped
from samskap.printing.models import Badge
from samskap.printing.papers import A4, PAPERS
from samskap.printing.queries import new_or_changed, roles_of, those_to_get_one
from samskap.printing.things import THINGS
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import WorkOff

OnStage = Callable[..., Block]
SHAPES = ("triangle", "square", "circle", "diamond")


# Shapes.


@pytest.mark.mission("G6")
def test_a_person_has_one_badge_and_a_shape_that_can_be_drawn(aud: Participation) -> None:
    Badge.objects.create(person=aud)
    Participation.objects.filter(pk=aud.pk).update(shape="heart")

    with pytest.raises(IntegrityError), transaction.atomic():
        Badge.objects.create(person=aud)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=aud.pk).update(shape="blob")


# Letters that fit.

NAMES = ["Bo", "Ingeborg", "Pål-Erik", "Liv Turid", "Øystein-Andreas Bjørnstjerne", "Čáhppes Đorvi", "W" * 40, ""]


@pytest.mark.mission("G6")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_as_large_as_its_place_allows(name: str) -> None:
    fitted = fit(name, "head", width=56, height=18, largest=42, smallest=11, lines=2, leading=1.08)

    assert all(width_of(line, "head", fitted.points) <= 56 for line in fitted.lines)
    assert len(fitted.lines) * fitted.points * 1.08 * POINT <= 18.1
    assert "".join(fitted.lines).replace("…", "").replace(" ", "") in name.replace(" ", "")
    if name and fitted.points < 42 and "…" not in fitted.lines[-1]:
        assert not any(fits(lines, fitted.points + 0.5) for lines in in_one_line_or_two(name))


def in_one_line_or_two(name: str) -> list[list[str]]:
    """Every way to set a name on one line or two, broken at spaces and hyphens."""
    parts = re.split(r"(?<=[ -])", name)
    ways = [["".join(parts[:cut]).strip(), "".join(parts[cut:]).strip()] for cut in range(1, len(parts))]
    return [[name], *ways]


def fits(lines: list[str], points: float) -> bool:
    high = len(lines) * points * 1.08 * POINT <= 18
    return high and all(width_of(line, "head", points) <= 56 for line in lines)


def test_what_is_too_long_at_any_size_is_cut_where_it_can_be_seen() -> None:
    fitted = fit("Et ord til og enda et ord", "text", width=20, height=9, largest=9, smallest=9, lines=1)

    assert fitted.lines == ("Et ord til og…",)


# Sheets.


@pytest.mark.mission("G6")
def test_every_paper_holds_its_badges_and_they_do_not_overlap() -> None:
    for paper in PAPERS.values():
        assert (paper.fits_a4, paper.right <= A4[0], paper.bottom <= A4[1]) == (True, True, True)
        corners = {paper.corner(place) for place in range(paper.on_a_sheet)}
        assert len(corners) == paper.on_a_sheet
        assert min(x for x, _ in corners) == paper.left


@pytest.mark.mission("G6")
def test_a_half_used_sheet_is_begun_where_it_is_free_and_all_is_nudged() -> None:
    people = [Who("Aud"), Who("Berit"), Who("Cato")]

    sheets = draw(people, paper=PAPERS["cut"], title="Samling", start=9, nudge=(1.5, -2))

    pages = sheets.html.split('<section class="full-page')[1:]
    assert [re.findall(r"badge-at-(\d+)", page) for page in pages] == [["8", "9"], ["0"]]
    assert ".badge-at-0 { left: 16.50mm; top: 9.00mm; }" in sheets.css


def test_names_stand_in_the_order_of_a_norwegian_list() -> None:
    wanted = [
        "Áilu",
        "Anna",
        "Bo",
        "Čáhppe",
        "Dag",
        "Đorvi",
        "Nils",
        "Ŋuŋŋá",
        "Šimon",
        "Siv",
        "Zoe",
        "Ærlend",
        "Øyvind",
        "Åse",
    ]

    assert sorted(set(wanted), key=in_the_list) == wanted


# A gathering that is to be printed.


@pytest.fixture
def coming(gathering: Gathering) -> list[Participation]:
    """Five who have signed up, from two organisations, and one who waits for a place."""
    people = [
        Participation.objects.create(
            gathering=gathering, first_name=name, drive="Å få det til", organisation=find_or_make_organisation(place)
        )
        for name, place in (("Aud", "Korpset"), ("Berit", "Korpset"), ("Čáhppes", "Banken"), ("Dag", ""), ("Eva", ""))
    ]
    Participation.objects.create(gathering=gathering, first_name="Venter", waiting_since=timezone.now())
    return people


@pytest.fixture
def organiser(gathering: Gathering) -> Client:
    user = find_or_make_user("kari@example.org", name="Kari Nordmann")
    give_role(gathering, user=user, role=Role.ORGANISER)
    client = Client(headers={"sec-fetch-site": "same-origin"}, SERVER_NAME="localhost")
    client.force_login(user)
    return client


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return " ".join(text.split())


def made(gathering: Gathering) -> bytes:
    job = Job.objects.filter(gathering=gathering).latest("pk")
    assert (job.failed_at, job.trouble) == (None, "")
    with default_storage.open(job.file) as file:
        return bytes(file.read())


@pytest.mark.mission("G6", "G10")
def test_badges_are_made_for_those_who_come_and_those_who_help(
    gathering: Gathering, coming: list[Participation], organiser: Client, work_off: WorkOff
) -> None:
    address = reverse("print-badges", args=[gathering.slug])
    values = {"who": "all", "paper": "cut", "shapes": list(SHAPES), "qr": "on", "crew": "on", "blanks": 1, "start": 2}

    answer = organiser.post(address, values)
    work_off()

    job = Job.objects.get(gathering=gathering)
    assert answer["Location"] == job.get_absolute_url()
    text = text_of(made(gathering))
    for said in ("Aud", "Čáhppes", "Korpset", "Å få det til", "Kari", "Nordmann", "rød trekant", "Fornavn"):
        assert said in text
    assert "Venter" not in text
    assert sorted(Badge.objects.values_list("person__first_name", flat=True), key=in_the_list) == [
        "Aud",
        "Berit",
        "Čáhppes",
        "Dag",
        "Eva",
    ]
    assert badge_choices(gathering).qr
    assert Participation.objects.get(pk=coming[0].pk).link_hash  # the code on the badge opens one's own page


@pytest.mark.mission("G6")
def test_only_what_is_new_or_has_changed_is_printed_again(
    gathering: Gathering, coming: list[Participation], work_off: WorkOff
) -> None:
    hand_out_shapes(gathering, SHAPES)
    aud, berit, *others = (one.pk for one in coming)
    start("print-badges", gathering=gathering, people=[aud, berit, *others[:-1]], crew=False, blanks=0, start=1)
    work_off()

    Participation.objects.filter(pk=berit).update(drive="Noe annet")

    new = new_or_changed(those_to_get_one(gathering), roles_of(gathering))
    assert [one.first_name for one in new] == ["Berit", "Eva"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"start": 11}, "start"),
        ({"who": "some"}, "people"),
        ({"who": "none"}, "blanks"),
        ({"nudge_x": "99"}, "nudge_x"),
        ({"paper": "own", "width": 100, "columns": 3}, "width"),
        ({"shapes": ["blob"]}, "shapes"),
    ],
)
def test_choices_that_cannot_be_printed_are_refused_with_a_reason(
    gathering: Gathering, coming: list[Participation], organiser: Client, wrong: dict[str, object], field: str
) -> None:
    values = {"who": "all", "paper": "cut", "shapes": ["circle"]} | wrong

    answer = organiser.post(reverse("print-badges", args=[gathering.slug]), values)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Job.objects.exists()


def test_people_of_another_gathering_get_no_badge_here(gathering: Gathering, organiser: Client) -> None:
    elsewhere = Gathering.objects.create(slug="elsewhere", title="Elsewhere", starts_at=timezone.now())
    stranger = Participation.objects.create(gathering=elsewhere, first_name="Fremmed")

    answer = organiser.post(
        reverse("print-badges", args=[gathering.slug]), {"who": "some", "people": [stranger.pk], "paper": "cut"}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["people"])


@pytest.mark.mission("G9")
def test_posters_say_what_the_organiser_wrote_and_what_is_ready_made_otherwise(
    gathering: Gathering, organiser: Client, work_off: WorkOff
) -> None:
    page = organiser.get(reverse("print-posters", args=[gathering.slug]))
    values = page.context["form"].initial | {
        "rules_points": "Vi deler\nVi ler",
        "wifi_name": "Gjest",
        "wifi_password": "fjell;vann",
    }

    organiser.post(reverse("print-posters", args=[gathering.slug]), values)
    organiser.post(reverse("print-make", args=[gathering.slug, "posters"]))
    work_off()

    text = text_of(made(gathering))
    for said in ("Vi ler", "De to føtters lov", "Når vi møtes på skjerm", gathering.code, "Gjest", "fjell;vann"):
        assert said in text
    assert "Vi lytter til" not in text
    gathering.print_choices.refresh_from_db()
    assert list(gathering.print_choices.texts) == ["rules"]  # what was not changed follows the language


@pytest.mark.mission("G10")
def test_a_sheet_to_write_on_leads_back_to_its_block_and_a_poster_does_not(
    gathering: Gathering, on_stage: OnStage, organiser: Client
) -> None:
    notes, talk = on_stage("notes"), on_stage("talk")

    sheets, poster = stamped(gathering, notes), stamped(gathering, talk)

    assert sheets.count("sheet-code") == sheets.count('<section class="sheet') > 0
    assert "sheet-code" not in poster
    landed = organiser.get(sheet_path(gathering, "block", block=notes), follow=True)
    assert (landed.status_code, notes.title in landed.content.decode()) == (200, True)


@pytest.mark.mission("G10", "U6")
def test_the_summary_sheet_of_a_group_leads_back_to_the_group(gathering: Gathering, on_stage: OnStage) -> None:
    sessions = on_stage("sessions")
    groups = [Circle.objects.create(block=sessions, number=number, name=f"Gruppe {number}") for number in (1, 2)]

    html = stamped(gathering, sessions)

    for group in groups:
        path = sheet_path(gathering, "circle", block=sessions, circle=group.pk)
        assert qr(settings.PUBLIC_URL + path, label=gettext("For helpers")) in html


@pytest.mark.mission("G6", "G9", "G10")
def test_the_whole_pack_is_one_file_with_a_pdf_for_each_thing(
    gathering: Gathering, coming: list[Participation], on_stage: OnStage, organiser: Client, work_off: WorkOff
) -> None:
    on_stage("notes")

    organiser.post(reverse("print-make", args=[gathering.slug, "all"]))
    work_off()

    with zipfile.ZipFile(io.BytesIO(made(gathering))) as pack:
        pages = {name: len(pypdfium2.PdfDocument(pack.read(name))) for name in pack.namelist()}
    drawn = {key: thing.draw(gathering).pages for key, thing in THINGS.items()}
    assert list(pages.values())[:4] == [drawn[key] for key in ("badges", "sign-in", "posters", "wall")]
    assert next(iter(pages)) == "1-navneskilt.pdf"
    assert len(pages) == len([count for count in drawn.values() if count])


@pytest.mark.mission("G7", "G10")
def test_the_list_to_sign_has_everybody_and_room_for_more(gathering: Gathering, coming: list[Participation]) -> None:
    html = THINGS["sign-in"].draw(gathering).html

    assert re.findall(r"<td>(\w+)</td>", html) == ["Aud", "Berit", "Čáhppes", "Dag", "Eva"]
    assert html.count('class="print-number">') - 1 == 27


def test_a_person_who_is_forgotten_has_no_badge(gathering: Gathering, coming: list[Participation]) -> None:
    hand_out_shapes(gathering, SHAPES)
    note_printed(coming)
    assert Badge.objects.count() == 5

    forget(coming[0])

    assert Badge.objects.count() == 4
    assert Participation.objects.get(pk=coming[0].pk).shape == ""
    assert "Aud" not in THINGS["badges"].draw(gathering).html
