"""Bad input gets a clear, translated answer and loses nothing: thrown at every verb of every activity."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from samskap.cards.models import Card
from samskap.gatherings.access import PEOPLE
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.stage.activity import activities
from samskap.stage.faces import shared_face
from samskap.stage.verbs import Verb, Within
from samskap.testing.fixtures import send

FINE = {200, 403, 409, 410, 413, 422}
TEXTS = {
    "empty": "",
    "only spaces": "  \n\t ",
    "too long": "å" * 20_000,
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "emoji": "👩‍👩‍👧‍👦🇳🇴",
    "right to left": "\u202eסייקל\u202c",
    "zero width": "a\u200b\u200d\ufeffb",
    "nul": "a\x00b",
    "lone surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "template": "{{ gathering.join_token }}{% load x %}",
    "sql": "'; DROP TABLE cards_card; --",
    "Sámi": "Čáhcesuolu ŋ đ ŧ ž",
}
NUMBERS = ["", "abc", "-1", "0", "1e9", "9" * 30, "1.5", "٣"]
CHOICES = ["", "x", "-1", "0", "9" * 30, "other gathering"]


def verbs() -> list[tuple[str, Verb]]:
    return [(room.kind, verb) for room in activities().values() for verb in room.verbs]


def good_values(form: forms.Form) -> dict[str, Any]:
    """Something sensible in every field, so that one bad value at a time is judged."""
    return {name: _good(field) for name, field in form.fields.items()}


def _good(field: forms.Field) -> Any:
    if isinstance(field, Within):
        first = field.queryset.first() if field.queryset is not None else None
        return first.pk if first else ""
    if isinstance(field, forms.ChoiceField):
        return next((str(value) for value, _ in field.widget.choices if value), "")
    if isinstance(field, forms.IntegerField):
        return field.min_value or 1
    return "Hei" if isinstance(field, forms.CharField) else ""


def bad_values(field: forms.Field, stranger: Card) -> Iterator[Any]:
    if isinstance(field, Within | forms.ChoiceField):
        yield from (stranger.pk if value == "other gathering" else value for value in CHOICES)
    elif isinstance(field, forms.IntegerField):
        yield from NUMBERS
    elif isinstance(field, forms.FileField):
        yield SimpleUploadedFile("x.jpg", b"this is no picture", content_type="image/jpeg")
        yield SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>", content_type="image/svg+xml")
        yield SimpleUploadedFile("empty.png", b"", content_type="image/png")
        yield "not a file"
    else:
        yield from TEXTS.values()


@pytest.fixture
def stranger(db: None) -> Card:
    """A card of another gathering."""
    other = Gathering.objects.create(slug="annen", title="En annen", starts_at=timezone.now())
    block = Block.objects.create(gathering=other, kind="notes", title="Lapper", position=1)
    return Card.objects.create(gathering=other, block=block, text="Ikke din")


@pytest.mark.parametrize(("kind", "verb"), verbs(), ids=lambda value: value if isinstance(value, str) else value.name)
def test_bad_input_is_answered_kindly(
    kind: str,
    verb: Verb,
    on_stage: Callable[..., Block],
    aud: Participation,
    phone_of: Callable[[Participation], Client],
    desk: Client,
    stranger: Card,
) -> None:
    block = on_stage(kind)
    Card.objects.create(gathering=block.gathering, block=block, by=aud, text="Noe")
    client = phone_of(aud) if verb.who >= PEOPLE else desk
    client.cookies["samskap-language"] = "nn"
    form = verb.form(block=block)
    for name, field in form.fields.items():
        for bad in bad_values(field, stranger):
            answer = send(client, block, verb.name, **(good_values(form) | {name: bad}))

            said = answer.content.decode()
            assert (name, bad, answer.status_code in FINE) == (name, bad, True)
            assert answer.status_code < 400 or 'id="notice"' in said or answer.status_code == 403
            assert "<script>alert" not in said
            assert "onerror=alert(1)>" not in said.replace("&gt;", "")
    stranger.refresh_from_db()
    assert (stranger.text, stranger.merged_into, stranger.withdrawn_at, stranger.hidden_at) == (
        "Ikke din",
        None,
        None,
        None,
    )
    for audience in ("phone", "desk", "screen"):
        face = shared_face(block.gathering.slug, audience, "nb")
        assert "<script" not in face
        assert "<img src=x" not in face


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_plain_browser_gets_its_words_back(
    text: str, on_stage: Callable[..., Block], aud: Participation, phone_of: Callable[[Participation], Client]
) -> None:
    block = on_stage("notes")
    Block.objects.filter(pk=block.pk).update(closed_at=timezone.now())

    answer = phone_of(aud).post(
        f"/g/{block.gathering.slug}/b/{block.pk}/write/", {"text": f"Dette skrev jeg {text[:80]}"}
    )

    assert answer.status_code == 410
    assert "Dette skrev jeg" in answer.content.decode()


def test_a_wrong_code_says_what_to_do_and_guessing_stops(client: Client, gathering: Gathering) -> None:
    answers = [client.post("/", {"code": f"XXXX{n:02}"}, headers={"sec-fetch-site": "same-origin"}) for n in range(14)]

    assert {answer.status_code for answer in answers} == {422}
    assert answers[0].content != answers[-1].content
    # The QR code's long token still works, also for those who have guessed.
    assert client.get(f"/j/{gathering.join_token}/").status_code == 200
