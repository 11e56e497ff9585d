"""Pictures on their way to the phones."""

from collections.abc import Callable

import pytest
from django.test import Client

from samskap.cards.models import Photo
from samskap.cards.photos import Picture, store_photo
from samskap.gatherings.models import Gathering, Participation

PhoneOf = Callable[[Participation], Client]
JPEG = b"\xff\xd8" + b"not really a picture, and easy to pack. " * 100


@pytest.fixture
def photo(gathering: Gathering) -> Photo:
    return store_photo(Picture(JPEG, 4, 3), gathering=gathering)


def test_a_picture_is_sent_whole_and_as_it_is(photo: Photo, aud: Participation, phone_of: PhoneOf) -> None:
    answer = phone_of(aud).get(f"/g/unge/photo/{photo.pk}/", headers={"accept-encoding": "gzip, br"})

    assert not answer.streaming
    assert answer.content == JPEG
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(len(JPEG))
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, max-age=300"


def test_a_phone_that_has_the_picture_does_not_fetch_it_again(
    photo: Photo, aud: Participation, phone_of: PhoneOf
) -> None:
    phone, address = phone_of(aud), f"/g/unge/photo/{photo.pk}/"
    tag = phone.get(address).headers["ETag"]

    answer = phone.get(address, headers={"if-none-match": tag})

    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)


def test_a_picture_that_is_hidden_is_not_there_also_for_a_phone_that_has_seen_it(
    photo: Photo, aud: Participation, phone_of: PhoneOf, desk: Client
) -> None:
    phone, address = phone_of(aud), f"/g/unge/photo/{photo.pk}/"
    tag = phone.get(address).headers["ETag"]
    Photo.objects.update(hidden_at=photo.made_at)

    assert phone.get(address, headers={"if-none-match": tag}).status_code == 404
    assert desk.get(address).status_code == 200


def test_a_picture_whose_file_is_gone_is_not_there(photo: Photo, aud: Participation, phone_of: PhoneOf) -> None:
    photo.file.delete(save=False)  # from the disk only

    assert phone_of(aud).get(f"/g/unge/photo/{photo.pk}/").status_code == 404
