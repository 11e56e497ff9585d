"""What an organiser has made ready to print, some days before."""

from collections.abc import Sequence

from samskap.gatherings.models import Gathering, Participation
from samskap.invented.tale import Tale
from samskap.people.models import User
from samskap.printing.actions import choose_badges, hand_out_shapes, note_printed, write_posters
from samskap.printing.choices import BadgeChoices
from samskap.printing.queries import those_to_get_one

LATE = 7  # so many signed up after the badges were printed


def before(gathering: Gathering, *, organiser: User, tale: Tale, people: Sequence[Participation]) -> None:
    """Shapes are given, most badges are printed, and the posters have got the house's own words and net."""
    choices = BadgeChoices(shapes=("triangle", "square", "circle", "diamond", "star", "hexagon"))
    choose_badges(gathering, choices)
    hand_out_shapes(gathering, choices.shapes)
    coming = sorted(those_to_get_one(gathering), key=lambda one: (one.joined_at, one.pk))
    note_printed(coming[:-LATE])
    rules = {
        "heading": "Slik har vi det på samfunnshuset",
        "lead": "",
        "points": "\n".join(
            (
                "Vi hører ferdig før vi svarer.",
                "Alle slipper til. De som synes det er lett, gir plass.",
                "Det som er personlig, blir her. Det vi lager, deler vi.",
                "Vi spør før vi tar bilde av folk.",
                "Kaffen står framme hele dagen. Ta en pause når du trenger det.",
            )
        ),
    }
    write_posters(gathering, texts={"rules": rules}, wifi_name="Samfunnshuset gjest", wifi_password="blåbær og bål")  # noqa: S106 - invented
