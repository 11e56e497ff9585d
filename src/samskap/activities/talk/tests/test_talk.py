"""Talk: somebody speaks to all (G8, G9)."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from PIL import Image

from samskap.activities.talk.activity import ACTIVITY
from samskap.activities.talk.forms import TalkSettings
from samskap.activities.talk.queries import picture_of, posters_of, words_of
from samskap.activities.talk.ready import ENERGISERS, TONES
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.stage.faces import shared_face
from samskap.testing.fixtures import send

pytestmark = pytest.mark.mission("G8")


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (80, 60), "seagreen").save(file, "PNG")
    return SimpleUploadedFile("wall.png", file.getvalue(), content_type="image/png")


def face(block: Block, audience: str) -> str:
    return shared_face(block.gathering.slug, audience, "nb")  # type: ignore[arg-type]


@pytest.mark.mission("G9")
@pytest.mark.parametrize("tone", ["rules", "principles", "feet"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_g9_rules_principles_and_the_law_of_two_feet_are_ready_for_screen_and_poster(
    on_stage: Callable[..., Block], tone: str, language: str
) -> None:
    block = on_stage("talk", tone=tone)

    with translation.override(language):
        point = str(TONES[tone].points[0])
        screen = shared_face(block.gathering.slug, "screen", language)
        paper = render_to_string(
            "talk/paper.html", {"gathering": block.gathering, "block": block} | ACTIVITY.paper(block)
        )
    assert (point in screen, point in paper) == (True, True)


@pytest.mark.mission("G9")
def test_g9_each_poster_is_printed_once(on_stage: Callable[..., Block]) -> None:
    block = on_stage("talk", tone="rules", points="Telefonene ligger i lomma")

    posters = posters_of(words_of(block, ACTIVITY.chosen(block)))

    assert [(poster.tone, poster.points[0] == "Telefonene ligger i lomma") for poster in posters] == [
        ("rules", True),
        ("principles", False),
        ("feet", False),
    ]


def test_the_organisers_own_words_come_before_ours(on_stage: Callable[..., Block]) -> None:
    block = on_stage("talk", tone="rules", headline="Hos oss", points="Vi hilser\n\n  Vi lytter  ")

    words = words_of(block, ACTIVITY.chosen(block))

    assert (words.headline, list(words.points), words.numbered) == ("Hos oss", ["Vi hilser", "Vi lytter"], True)


def test_a_theme_asks_the_burning_question(on_stage: Callable[..., Block]) -> None:
    assert ACTIVITY.task(on_stage("talk", tone="theme")) == "Hvor møtes vi?"


def test_a_text_may_be_bold_but_not_a_script(on_stage: Callable[..., Block]) -> None:
    text = "**Velkommen** <script>alert(1)</script> [her](javascript:alert)"
    screen = face(on_stage("talk", text=text), "screen")

    assert "<strong>Velkommen</strong>" in screen
    assert "&lt;script&gt;" in screen
    assert "<script" not in screen
    assert 'href="javascript' not in screen


def test_a_break_says_when_we_go_on_and_with_what(on_stage: Callable[..., Block], gathering: Gathering) -> None:
    after = Block.objects.create(gathering=gathering, kind="notes", title="Fem minutter", position=99)
    block = on_stage("talk", tone="break")

    for audience in ("phone", "screen"):
        html = face(block, audience)
        assert "Vi går videre klokka" in html
        assert after.title in html


@pytest.mark.parametrize("name", ENERGISERS)
def test_every_energiser_can_be_done_sitting(on_stage: Callable[..., Block], name: str) -> None:
    screen = face(on_stage("talk", tone="energiser", energiser=name), "screen")

    with translation.override("nb"):
        assert str(ENERGISERS[name].seated) in screen
        assert str(ENERGISERS[name].name) in screen


def test_every_tone_can_be_chosen() -> None:
    for tone in TONES:
        assert TalkSettings({"tone": tone}).is_valid()


@pytest.mark.mission("G11")
def test_a_picture_is_shown_on_phones_and_screen_with_its_words(
    on_stage: Callable[..., Block], aud: Participation, phone_of: Callable[[Participation], Client], desk: Client
) -> None:
    block = on_stage("talk")

    answer = send(desk, block, "set-picture", picture=picture(), caption="Den tomme veggen")

    assert answer.status_code == 200
    shown = picture_of(block)
    assert shown is not None
    for audience in ("phone", "screen"):
        assert f"/g/unge/photo/{shown.pk}/" in face(block, audience)
        assert 'alt="Den tomme veggen"' in face(block, audience)
    sent = phone_of(aud).get(f"/g/unge/photo/{shown.pk}/")
    assert sent.status_code == 200
    sent.close()


def test_a_new_picture_takes_the_place_of_the_one_before(on_stage: Callable[..., Block], desk: Client) -> None:
    block = on_stage("talk")
    for caption in ("Første", "Andre"):
        assert send(desk, block, "set-picture", picture=picture(), caption=caption).status_code == 200

    assert str(picture_of(block)) == "Andre"
    assert send(desk, block, "remove-picture").status_code == 200
    assert picture_of(block) is None


def test_only_the_desk_changes_the_picture(
    on_stage: Callable[..., Block], aud: Participation, phone_of: Callable[[Participation], Client]
) -> None:
    answer = send(phone_of(aud), on_stage("talk"), "set-picture", picture=picture(), caption="Meg")

    assert answer.status_code == 403


def test_a_file_that_is_no_picture_is_refused(on_stage: Callable[..., Block], desk: Client) -> None:
    fake = SimpleUploadedFile("wall.jpg", b"MZ not a picture", content_type="image/jpeg")

    assert send(desk, on_stage("talk"), "set-picture", picture=fake, caption="?").status_code == 422


@pytest.mark.mission("G9", "G10")
def test_g10_the_desk_prints_posters(on_stage: Callable[..., Block], desk: Client) -> None:
    block = on_stage("talk", tone="welcome")

    sheets = desk.get(f"/g/unge/b/{block.pk}/paper/")

    assert sheets.status_code == 200
    assert block.gathering.code in sheets.text
    assert "localhost" in sheets.text
    assert "Slik er vi sammen" in sheets.text
