"""What can be done with badges and with the organiser's choices."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from samskap.gatherings.models import Gathering, Participation
from samskap.mixing.drawing import draw_shapes
from samskap.mixing.people import Person
from samskap.printing.choices import BadgeChoices
from samskap.printing.models import Badge, PrintChoices
from samskap.printing.queries import as_on_the_badge, roles_of, those_to_get_one


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
    given = draw_shapes([Person(one.pk, one.organisation_id, one.sector, one.shape) for one in people], shapes)
    changed = [one for one in people if one.shape != given.get(one.pk, "")]
    for one in changed:
        one.shape = given.get(one.pk, "")
    Participation.objects.bulk_update(changed, ["shape"])


def note_printed(people: Iterable[Participation]) -> None:
    """Remember what stood on the badges that have been made."""
    now = timezone.now()
    people = list(people)
    roles = roles_of(people[0].gathering) if people else {}
    Badge.objects.bulk_create(
        (Badge(person=one, printed_at=now, printed_as=as_on_the_badge(one, roles).fingerprint) for one in people),
        update_conflicts=True, unique_fields=["person"], update_fields=["printed_at", "printed_as"],
    )  # fmt: skip
