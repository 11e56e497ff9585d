"""Somebody who wants to be forgotten is forgotten, and a picture that is gone is gone from the disk too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client

from samskap.activities.sessions import actions as sessions
from samskap.cards.actions import write_card
from samskap.cards.models import Photo
from samskap.cards.photos import Picture, remove_photo, store_photo
from samskap.circles.models import Circle, Seat
from samskap.gatherings import actions
from samskap.gatherings.access import actor_from, cookie_name
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.people.models import User
from samskap.planning.actions import delete_gathering
from samskap.stage.forgetting import forget, pointers, stays_for_the_counts
from samskap.testing.fixtures import OURS

OnStage = Callable[..., Block]
PhoneOf = Callable[[Participation], Client]
# What counts people can't do without a person. It may point at a participation that has been emptied.
FOR_THE_COUNTS = {"circles.Seat.person", "wall.Support.person"}


def name_of(field: models.Field) -> str:  # type: ignore[type-arg]
    return f"{field.model._meta.label}.{field.name}"


def test_no_table_knows_people_without_being_known_here() -> None:
    """A new field that points at a person is let go of by itself, or has to be counted among those that aren't."""
    found = {
        name_of(field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.related_model is Participation
    }

    assert {name_of(field) for field in pointers()} == found
    kept = {name_of(field) for field in pointers() if not field.null and stays_for_the_counts(field.model)}
    assert kept == FOR_THE_COUNTS


def test_an_emptied_participation_says_nothing_about_anybody(aud: Participation) -> None:
    """Each personal field of a participation is emptied, or is one of the few that tell nobody from anybody."""
    aud.drive = "Sykler"
    aud.last_name = "Aas"
    aud.save()

    forget(aud)

    aud.refresh_from_db()
    kept = {one.name for one in aud._meta.fields if getattr(aud, one.name) not in (None, "")}
    assert kept == {"id", "gathering", "sector", "language", "joined_at", "arrived_at", "left_at"}


def test_nothing_a_person_has_made_points_at_them_any_more(
    on_stage: OnStage, aud: Participation, bjarne: Participation
) -> None:
    notes = on_stage("notes")
    write_card(notes, text="Sykkelverksted", by=aud)
    block = on_stage("sessions")
    circle = sessions.add_group(block, name="Sykler", room=None)
    for person in (aud, bjarne):
        sessions.go_to_group(block, by=person, circle=circle)
    for role in ("leader", "timekeeper", "note_taker"):
        sessions.take_role(block, by=aud, circle=circle, role=role, over=None)
    sessions.call_for_help(block, by=aud, circle=circle)

    forget(aud)

    left = {
        name_of(field) for field in pointers() if field.model._default_manager.filter(**{field.name: aud.pk}).exists()
    }
    assert left == {"circles.Seat.person"}
    assert [seat.person for seat in Seat.objects.taken()] == [bjarne]
    assert Seat.objects.filter(circle=circle).count() == 2
    circle = Circle.objects.get(pk=circle.pk)
    assert (circle.leader, circle.timekeeper, circle.note_taker) == (None, None, None)


def test_one_leaves_and_is_forgotten_from_ones_own_phone(
    gathering: Gathering, on_stage: OnStage, aud: Participation, phone_of: PhoneOf
) -> None:
    write_card(on_stage("notes"), text="Sykkelverksted", by=aud)
    phone = phone_of(aud)
    address = f"/g/{gathering.slug}/forget-me/"
    assert address in phone.get(f"/g/{gathering.slug}/").content.decode()
    assert "Dette blir igjen" in phone.get(address).content.decode()

    answer = phone.post(address)

    aud.refresh_from_db()
    assert (answer.headers["Location"], aud.first_name, aud.token_hash) == ("/", "", None)
    assert answer.cookies[cookie_name(gathering, "person")].value == ""
    assert [(card.text, card.by) for card in gathering.cards.all()] == [("Sykkelverksted", None)]
    assert actor_from({cookie_name(gathering, "person"): f"phone-{aud.pk}"}, None, gathering).person is None


def test_the_organiser_forgets_a_person_who_asks(
    gathering: Gathering, aud: Participation, bjarne: Participation
) -> None:
    user = User.objects.create_user("ingrid@example.org")
    actions.give_role(gathering, user=user, role=Role.ORGANISER)
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.force_login(user)
    address = f"/g/{gathering.slug}/helpers/people/"
    assert "Aud" in client.get(address).content.decode()

    client.post(address, {"pk": aud.pk})

    page = client.get(address).content.decode()
    assert ("Aud" in page, "Bjarne" in page) == (False, True)
    stranger = Gathering.objects.create(slug="other", title="Andre", starts_at=gathering.starts_at)
    other = actions.join(stranger, first_name="Dina")
    assert client.post(address, {"pk": other.pk}).status_code == 404


@pytest.fixture
def photo(gathering: Gathering, on_stage: OnStage, settings: object, tmp_path: Path) -> Photo:
    """A picture on the disk."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    picture = Picture(jpeg=b"not looked at here", width=1, height=1)
    return store_photo(picture, gathering=gathering, block=on_stage("notes"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["picture", "block", "gathering"])
def test_the_file_of_a_picture_goes_when_its_row_does(photo: Photo, what: str) -> None:
    file = Path(photo.file.path)
    assert file.is_file()

    with transaction.atomic():
        if what == "picture":
            remove_photo(photo)
        elif what == "block":
            Block.objects.filter(photos=photo).delete()
        else:
            delete_gathering(photo.gathering)
        assert file.is_file()

    assert not file.exists()
