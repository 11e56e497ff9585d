"""The paper bridge: what somebody without a phone has written gets in as theirs, and a photo finds its group (G10)."""

import io
import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFilter

from samskap.cards.actions import write_card
from samskap.cards.models import Card, Photo
from samskap.circles.models import Answer, Circle, Seat
from samskap.gatherings.access import PEOPLE, cookie_name
from samskap.gatherings.actions import hand_out_pass
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.gatherings.sheets import sheet_path
from samskap.journal.models import Moment
from samskap.paper.models import Shot
from samskap.paper.typing_in import verbs_of
from samskap.stage import remote
from samskap.stage.activity import activities
from samskap.stage.doing import PARTS
from samskap.testing.fixtures import OURS

pytestmark = pytest.mark.mission("G10")
OnStage = Callable[..., Block]


@pytest.fixture
def helper(gathering: Gathering) -> Client:
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.cookies[cookie_name(gathering, "pass")] = hand_out_pass(gathering, role=Role.HELPER)
    return client


def type_in(client: Client, block: Block, verb: str, **values: Any) -> Any:
    return client.post(f"/g/unge/paper/b/{block.pk}/{verb}/", values, headers={"accept": PARTS})


def end(block: Block) -> None:
    """The next block goes on stage."""
    block.gathering.refresh_from_db()
    remote.go_next(block.gathering, step=block.gathering.step)
    block.refresh_from_db()
    assert block.closed_at is not None


def test_a_note_is_typed_in_as_the_person_who_wrote_it(
    gathering: Gathering, helper: Client, on_stage: OnStage, aud: Participation
) -> None:
    block = on_stage("notes")

    said = type_in(helper, block, "write", who="aud", text="Flere sykkelparkeringer")

    assert "1 ting er skrevet inn" in said.content.decode()
    card = Card.objects.get()
    assert (card.text, card.by) == ("Flere sykkelparkeringer", aud)
    told = Moment.objects.get(verb="paper.typed_in")
    assert (told.by, told.details["what"], told.details["device"][:5]) == (aud, "write", "pass:")


def test_a_note_that_nobody_signed_is_nobodys(gathering: Gathering, helper: Client, on_stage: OnStage) -> None:
    block = on_stage("notes")

    assert type_in(helper, block, "write", who="", text="En lapp uten navn").status_code == 200

    assert Card.objects.get().by is None


def test_what_must_be_somebodys_is_not_typed_in_without_a_name(
    gathering: Gathering, helper: Client, on_stage: OnStage
) -> None:
    block = on_stage("round")

    refused = type_in(helper, block, "answer", who="", text="Glad")

    assert refused.status_code == 422
    assert "Hvem er det fra?" in refused.content.decode()
    assert Card.objects.count() == 0


def test_a_name_that_may_be_two_people_is_asked_about_and_somebody_new_is_let_in_once_it_is_said(
    gathering: Gathering, helper: Client, on_stage: OnStage, join: Callable[..., Participation]
) -> None:
    block = on_stage("notes")
    for place in ("Biblioteket", "Røde Kors"):
        join("Kari", last_name="Lie", organisation=place)
    before = gathering.people.count()

    assert type_in(helper, block, "write", who="Kari", text="Hei").status_code == 422
    assert type_in(helper, block, "write", who="Kari Lie, Røde Kors", text="Hei").status_code == 200
    assert type_in(helper, block, "write", who="Gunnhild", text="Hallo").status_code == 422
    assert gathering.people.count() == before
    assert type_in(helper, block, "write", who="Gunnhild Moe", text="Hallo", new="yes").status_code == 200
    assert type_in(helper, block, "write", who="Gunnhild", text="En til").status_code == 200

    assert [(card.by and card.by.name) for card in Card.objects.all()] == ["Kari Lie", "Gunnhild Moe", "Gunnhild Moe"]
    assert gathering.people.count() == before + 1


def test_what_was_written_can_be_typed_in_after_the_block_but_not_before_it_or_a_month_later(
    gathering: Gathering, helper: Client, on_stage: OnStage, aud: Participation
) -> None:
    notes, queue = on_stage("notes"), on_stage("pitches")
    later = Block.objects.create(gathering=gathering, kind="notes", title="Senere", position=9)
    end(queue)

    assert type_in(helper, notes, "write", who="aud", text="Skrevet da").status_code == 200
    assert type_in(helper, queue, "join", who="aud", text="Køen er over").status_code == 410
    later.refresh_from_db()
    Block.objects.filter(pk=later.pk).update(opened_at=None, closed_at=None)
    assert type_in(helper, later, "write", who="aud", text="For tidlig").status_code == 410
    long_ago = timezone.now() - timedelta(days=31)
    Gathering.objects.update(starts_at=long_ago)
    Block.objects.filter(pk=notes.pk).update(opened_at=long_ago, closed_at=long_ago)
    assert type_in(helper, notes, "write", who="aud", text="For sent").status_code == 410
    assert [card.text for card in Card.objects.all()] == ["Skrevet da"]


def test_a_groups_sheet_is_typed_in_for_the_group(gathering: Gathering, helper: Client, group: Circle) -> None:
    page = helper.get(sheet_path(gathering, "circle", block=group.block, circle=group.pk))

    assert "3 · Sykkelverksted" in page.content.decode()
    said = type_in(helper, group.block, "answer", circle=group.pk, number=1, text="Vi trenger verktøy", who="")

    assert said.status_code == 200
    assert [(one.circle, one.text, one.by) for one in Answer.objects.all()] == [(group, "Vi trenger verktøy", None)]


def test_a_verb_of_the_desk_cannot_be_typed_in(gathering: Gathering, helper: Client, on_stage: OnStage) -> None:
    block = on_stage("notes")
    card = write_card(block, text="En", by=None)

    assert type_in(helper, block, "gather", card=card.pk, heading=card.pk).status_code == 404
    for room in activities().values():
        for verb in verbs_of(Block(kind=room.kind)):
            assert verb.who & PEOPLE, f"{room.kind}/{verb.name}: only what people do themselves is typed in for them"
            assert not verb.nameless or room.verb(verb.nameless)


@pytest.mark.parametrize("kind", sorted(activities()))
def test_the_page_shows_a_form_for_whatever_the_room_takes_in(
    kind: str, gathering: Gathering, helper: Client, on_stage: OnStage, aud: Participation
) -> None:
    block = on_stage(kind)

    page = helper.get(f"/g/unge/paper/?block={block.pk}")

    assert page.status_code == 200
    assert page.content.decode().count("data-stack") == len(verbs_of(block))


# Photos.


@pytest.fixture
def group(on_stage: OnStage, aud: Participation) -> Circle:
    """The third group, at work."""
    block = on_stage("sessions", questions="Hva fant vi ut?\nHva nå?")
    circle = Circle.objects.create(block=block, number=3, name="Sykkelverksted", room=block.gathering.rooms.first())
    Seat.objects.create(block=block, circle=circle, person=aud)
    return circle


def photo_of_a_sheet(address: str) -> bytes:
    """A summary sheet with its code, on a brown table, taken by hand: askew, from the side, in the shadow of an arm."""
    sheet = Image.new("L", (1240, 1754), 250)
    pen = ImageDraw.Draw(sheet)
    for line in range(18):
        pen.line((120, 520 + line * 60, 1120, 520 + line * 60), fill=130, width=2)
    if address:
        out = io.BytesIO()
        segno.make(address, error="m", micro=False).save(out, kind="png", scale=4, border=4)
        code = Image.open(out).convert("L").resize((190, 190))  # about 3 cm
        sheet.paste(code, (990, 60))
    table = Image.new("L", (1800, 2200), 96)
    table.paste(sheet, (280, 220))
    # From the side: the far edge is shorter than the near one.
    table = table.transform(
        table.size, Image.Transform.PERSPECTIVE, (1.0, 0.12, -120, 0.02, 1.1, -80, 0.00002, 0.00011)
    )
    table = table.rotate(-14, fillcolor=96, resample=Image.Resampling.BICUBIC)
    shadow = Image.new("L", (60, 60))
    shadow.putdata(
        [int(255 * (0.42 + 0.5 * (0.5 + 0.5 * math.sin(x / 11 + y / 23)))) for y in range(60) for x in range(60)]
    )
    shade = shadow.resize(table.size, Image.Resampling.BICUBIC)
    lit = Image.composite(table, Image.new("L", table.size, 8), shade).filter(ImageFilter.GaussianBlur(1.1))
    lit.thumbnail((1600, 1600))
    jpeg = io.BytesIO()
    lit.convert("RGB").save(jpeg, "JPEG", quality=62)
    return jpeg.getvalue()


def photograph(client: Client, *pictures: bytes, path: str = "/g/unge/paper/photos/") -> Any:
    files = [SimpleUploadedFile(f"{number}.jpg", one) for number, one in enumerate(pictures)]
    return client.post(path, {"photo": files}, headers={"accept": PARTS})


def test_a_photo_of_a_sheet_lands_on_its_group_and_one_without_a_code_waits(
    gathering: Gathering, helper: Client, group: Circle
) -> None:
    address = f"https://samskap.example{sheet_path(gathering, 'circle', block=group.block, circle=group.pk)}"

    said = photograph(helper, photo_of_a_sheet(address), photo_of_a_sheet(""))

    assert "1 bilde er på plass. 1 venter i kurven." in said.content.decode()
    landed, waiting = Photo.objects.order_by("pk")
    assert (landed.block, landed.circle) == (group.block, group)
    assert Shot.objects.get(photo=landed).found_by_code
    assert (waiting.block, waiting.circle, Shot.objects.get(photo=waiting).placed_at) == (None, None, None)

    helper.post(f"/g/unge/paper/photos/{waiting.pk}/", {"what": "place", "place": f"group-{group.pk}"})
    waiting.refresh_from_db()
    assert waiting.circle == group


def test_a_sheet_of_another_gathering_is_refused_and_its_picture_not_kept(
    gathering: Gathering, helper: Client, group: Circle
) -> None:
    other = Gathering.objects.create(slug="annen", title="En annen", starts_at=timezone.now())
    block = Block.objects.create(gathering=other, kind="notes", title="Lapper")

    refused = photograph(helper, photo_of_a_sheet(f"https://samskap.example{sheet_path(other, 'block', block=block)}"))

    assert refused.status_code == 422
    assert "en annen samling" in refused.content.decode()
    assert Photo.objects.count() == 0


def test_the_sheets_own_page_takes_a_picture_for_its_group_and_no_other_sheet_opens_it(
    gathering: Gathering, helper: Client, group: Circle
) -> None:
    path = sheet_path(gathering, "circle", block=group.block, circle=group.pk)
    blank = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(blank, "JPEG")

    assert photograph(helper, blank.getvalue(), path=path).status_code == 200

    assert Photo.objects.get().circle == group
    another = path[:-2] + ("y/" if path.endswith("x/") else "x/")
    assert helper.get(another).status_code == 404
    assert helper.get(path.replace("/unge/", "/annen/")).status_code == 404


def test_a_picture_is_turned_described_hidden_and_taken_away_for_good(
    gathering: Gathering, helper: Client, group: Circle, django_capture_on_commit_callbacks: Any
) -> None:
    wide = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(wide, "JPEG")
    photograph(helper, wide.getvalue())
    photo = Photo.objects.get()
    path = f"/g/unge/paper/photos/{photo.pk}/"
    lying = str(photo.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        helper.post(path, {"what": "right"})
        helper.post(path, {"what": "describe", "caption": "Lapper på bordet"})
        helper.post(path, {"what": "hide"})

    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.caption) == (200, 300, "Lapper på bordet")
    assert photo.hidden_at is not None
    assert photo.file.storage.exists(str(photo.file.name))
    assert not photo.file.storage.exists(lying)
    helper.post(path, {"what": "delete"})
    assert Photo.objects.count() == 0
