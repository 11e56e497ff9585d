"""Personal data is seen, corrected, taken along and erased by the person, and goes by itself after the date chosen."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation

from samskap.cards.actions import write_card
from samskap.cards.models import Photo
from samskap.cards.photos import Picture, store_photo
from samskap.circles.models import Seat
from samskap.gatherings.access import cookie_name
from samskap.gatherings.actions import give_role, hand_out_pass
from samskap.gatherings.consents import give_consent, has_consented
from samskap.gatherings.models import Block, Gathering, Participation, Pass, Purpose, Role
from samskap.letters.models import Letter
from samskap.people.models import User
from samskap.people.tokens import hashed
from samskap.personal.catalogue import GROUPS, personal_fields
from samskap.personal.models import Care, Warned
from samskap.personal.own_data import own_data, rows_about
from samskap.personal.retention import forget_day, look_after
from samskap.privacy import Kind
from samskap.testing.fixtures import OURS

HELD = datetime(2026, 1, 14, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def held(gathering: Gathering, aud: Participation, bjarne: Participation) -> Gathering:
    """A gathering that was held in January, with an organiser."""
    Gathering.objects.filter(pk=gathering.pk).update(starts_at=HELD)
    give_role(gathering, user=User.objects.create_user("ingrid@example.org"), role=Role.ORGANISER)
    gathering.refresh_from_db()
    return gathering


@pytest.fixture
def guest(gathering: Gathering) -> Client:
    """Gunn, who has signed up and holds her own link; nobody has given her an account or a phone's cookie."""
    Participation.objects.create(
        gathering=gathering, first_name="Gunn", email="gunn@example.org", link_hash=hashed("own")
    )
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.cookies[cookie_name(gathering, "person")] = "own"
    return client


def gunn(gathering: Gathering) -> Participation:
    return gathering.people.get(email="gunn@example.org")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_purpose_is_said_in_the_readers_language(language: str) -> None:
    with translation.override(language):
        said = {purpose: translation.gettext(purpose) for _model, _name, _kind, purpose, _until in personal_fields()}

    assert [purpose for purpose, words in said.items() if words == purpose] == []


def test_every_table_with_personal_data_serves_something_that_is_told_of() -> None:
    labels = {label for group in GROUPS for label in group.labels}
    kinds = {Kind.PERSONAL, Kind.SPECIAL}
    found = {
        model._meta.app_label
        for model, _name, kind, _purpose, _until in personal_fields()
        if kind in kinds and not model.__module__.startswith("samskap.activities.")
    }

    assert found - labels == set()


def test_all_that_points_at_a_person_is_shown_to_them_without_keys(
    gathering: Gathering, on_stage: Callable[..., Block], aud: Participation, bjarne: Participation
) -> None:
    write_card(on_stage("notes"), text="Sykkelverksted", by=aud)
    write_card(gathering.on_stage, text="Bålpanne", by=bjarne)  # type: ignore[arg-type]
    give_consent(aud, Purpose.REPORT)

    shown = [one.value for rows in own_data(aud) for row in rows.rows for one in row]

    assert ("Sykkelverksted" in shown, "Bålpanne" in shown, "Nordbygda bibliotek" in shown) == (True, False, True)
    assert [value for value in shown if aud.token_hash and aud.token_hash in value] == []
    assert {type(row)._meta.label for row in rows_about(aud)} == {
        "gatherings.Participation", "gatherings.Consent", "cards.Card",
    }  # fmt: skip


def test_one_sees_corrects_and_takes_back_without_an_account(gathering: Gathering, guest: Client) -> None:
    where = f"/g/{gathering.slug}/privacy/mine/"
    give_consent(gunn(gathering), Purpose.FOLLOW_UP, Purpose.NAME)
    assert "gunn@example.org" in guest.get(where).content.decode()
    wrong = guest.post(where, {"do": "correct", "first_name": "", "language": "nn"})
    assert wrong.status_code == 422

    values = {"do": "correct", "first_name": "Gunnhild", "email": "gunn@example.org", "language": "nn"}
    guest.post(where, values | {"organisation": "Nordbygda bibliotek"})
    guest.post(where, {"do": "consent", "purposes": ["name"]})

    person = gunn(gathering)
    assert (person.first_name, str(person.organisation), person.language) == ("Gunnhild", "Nordbygda bibliotek", "nn")
    assert [has_consented(person, one) for one in (Purpose.FOLLOW_UP, Purpose.NAME)] == [False, True]
    assert person.consents.exclude(withdrawn_at=None).count() == 1
    data = json.loads(guest.get(f"{where}data.json").content)
    values = {one["field"]: one["value"] for one in data["data"][0]["rows"][0]}
    assert (values["first_name"], "link_hash" in values) == ("Gunnhild", False)
    assert "Gunnhild" in guest.get(f"{where}data.html").content.decode()


def test_erasing_is_said_first_then_done_and_somebody_is_still_counted(gathering: Gathering, guest: Client) -> None:
    where = f"/g/{gathering.slug}/privacy/mine/erase/"
    count = gathering.people.count()
    guest.get(where)
    assert gunn(gathering).first_name == "Gunn"

    answer = guest.post(where)

    assert (answer.status_code, gathering.people.filter(first_name="Gunn").count()) == (302, 0)
    assert gathering.people.count() == count
    assert guest.get(where).status_code in {302, 403}


@pytest.mark.mission("G12")
def test_organisers_are_warned_twice_and_then_everybody_is_forgotten_once(
    held: Gathering, on_stage: Callable[..., Block], aud: Participation, tmp_path: Path, settings: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    block = on_stage("notes")
    write_card(block, text="Sykkelverksted", by=aud)
    circle = block.circles.create(number=1)
    Seat.objects.create(block=block, circle=circle, person=aud)
    store_photo(Picture(jpeg=b"-", width=1, height=1), gathering=held, block=block, by=aud)
    token = hand_out_pass(held, role=Role.FACILITATOR, label="Per")
    day = forget_day(held)
    assert day == date(2027, 2, 14)
    at = datetime(2027, 2, 14, 12, tzinfo=HELD.tzinfo)

    told = []
    for days in (40, 31, 30, 29, 8, 7, 1):
        for _twice in range(2):
            look_after(at - timedelta(days=days))
        told.append(Letter.objects.filter(kind="retention").count())
    assert told == [0, 0, 1, 1, 1, 2, 2]
    assert held.people.exclude(first_name="").count() == 2
    for _twice in range(2):
        look_after(at)
        look_after(at + timedelta(days=1))

    care = Care.objects.get(gathering=held)
    assert (care.forgotten_people, held.people.count(), held.people.exclude(first_name="").count()) == (2, 2, 0)
    assert [(card.text, card.by) for card in held.cards.all()] == [("Sykkelverksted", None)]
    assert (Seat.objects.count(), Photo.objects.count()) == (1, 1)
    assert Pass.objects.get(token_hash=hashed(token)).label == ""
    assert Letter.objects.count() == 0
    assert Warned.objects.count() == 2


def test_pictures_go_too_when_that_is_chosen_and_a_day_chosen_counts(held: Gathering, client: Client) -> None:
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="ingrid@example.org"))
    where = f"/g/{held.slug}/privacy/care/"
    today = timezone.localdate()
    assert client.post(where, {"forget_on": today.isoformat()}).status_code == 422
    assert client.post(where, {"forget_on": (today + timedelta(days=4000)).isoformat()}).status_code == 422
    chosen = today + timedelta(days=60)
    client.post(where, {"forget_on": chosen.isoformat(), "photos_too": "on", "contact": "Ingrid, 12 34 56 78"})
    store_photo(Picture(jpeg=b"-", width=1, height=1), gathering=held)
    notice = Client().get(f"/g/{held.slug}/privacy/").content.decode()
    assert "Ingrid, 12 34 56 78" in notice

    look_after(timezone.now() + timedelta(days=59))
    assert held.people.exclude(first_name="").count() == 2
    look_after(timezone.now() + timedelta(days=60))

    assert (held.people.exclude(first_name="").count(), Photo.objects.count()) == (0, 0)


def test_nobody_is_forgotten_without_a_warning_when_the_server_has_slept(held: Gathering) -> None:
    late = datetime(2027, 6, 1, 12, tzinfo=HELD.tzinfo)

    look_after(late)

    assert held.people.exclude(first_name="").count() == 2
    assert [one.days for one in Warned.objects.all()] == [7]
    look_after(late + timedelta(days=7))
    assert held.people.exclude(first_name="").count() == 0


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Hvorfor vi kan"), ("nn", "Kvifor vi kan"), ("en", "Why we may")]
)
def test_the_notice_is_for_everybody_in_three_languages(gathering: Gathering, language: str, words: str) -> None:
    anybody = Client(headers={"accept-language": language}, SERVER_NAME="localhost")

    for where in (f"/g/{gathering.slug}/privacy/", "/privacy/"):
        page = anybody.get(where)
        assert (page.status_code, words in page.content.decode()) == (200, True)
