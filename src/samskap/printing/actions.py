"""What can be done with badges and with the organiser's choices."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from samskap.gatherings.models import Gathering, Participation
from samskap.printing.choices import BadgeChoices
from samskap.printing.models import Badge, PrintChoices
from samskap.printing.queries import as_on_the_badge, roles_of, those_to_get_one
from samskap.printing.shapes import Somebody, give_shapes


def choose_badges(gathering: Gathering, choices: BadgeChoices) -> None:
    """Keep how the badges are to be printed."""
    PrintChoices.objects.update_or_create(gathering=gathering, defaults={"badges": choices.as_json()})


def write_posters(
    gathering: Gathering, *, texts: dict[str, dict[str, str]], wifi_name: str, wifi_password: str
) -> None:
    """Keep what stands on the posters."""
    PrintChoices.objects.update_or_create(
        gathering=gathering, defaults={"texts": texts, "wifi_name": wifi_name, "wifi_password": wifi_password}
    )


def hand_out_shapes(gathering: Gathering, shapes: Sequence[str]) -> None:
    """Give everybody who is coming a shape (dele ut merker). Whoever has one that is still in use keeps it."""
    people = those_to_get_one(gathering)
    shape_of = {one.pk: one.badge.shape if hasattr(one, "badge") else None for one in people}
    given = give_shapes([Somebody(one.pk, one.organisation_id, shape_of[one.pk] or "") for one in people], shapes)
    for one in people:
        shape = given.get(one.pk, "")
        if shape_of[one.pk] is None:
            Badge.objects.get_or_create(person=one, defaults={"shape": shape})
        elif shape_of[one.pk] != shape:
            Badge.objects.filter(person=one).update(shape=shape)


def note_printed(people: Iterable[Participation]) -> None:
    """Remember what stood on the badges that have been made."""
    now = timezone.now()
    people = list(people)
    roles = roles_of(people[0].gathering) if people else {}
    for one in people:
        Badge.objects.filter(person=one).update(printed_at=now, printed_as=as_on_the_badge(one, roles).fingerprint)
