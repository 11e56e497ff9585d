"""What the organisers of an invented gathering learnt from it."""

from samskap.gatherings.models import Gathering
from samskap.invented.tale import Tale
from samskap.lessons.actions import use_lesson, write_lesson
from samskap.lessons.models import Kind, Next
from samskap.people.models import User


def after(gathering: Gathering, *, organiser: User, tale: Tale) -> None:
    """Write down some lessons, and take one of them into the recipe."""
    if gathering.lessons.exists():
        return
    blocks = list(gathering.blocks.all())
    write_lesson(
        gathering, by=organiser, kind=Kind.WORKED, text="Ungdommene som åpnet dagen, fikk alle til å senke skuldrene."
    )
    write_lesson(
        gathering, by=organiser, kind=Kind.WORKED, text="Navnelapper med form: ingen lurte på hvor de skulle sitte."
    )
    long = max(blocks, key=lambda one: one.minutes, default=None)
    if long is None:
        return
    longer = write_lesson(
        gathering, by=organiser, kind=Kind.CHANGE, block=long, next_time=Next.MINUTES,
        minutes=min(long.minutes + 10, 600), text=f"«{long.title}» trengte ti minutter til.",
    )  # fmt: skip
    write_lesson(
        gathering, by=organiser, kind=Kind.CHANGE, block=blocks[-1], next_time=Next.NOTE,
        text="Be folk skrive løftene sine før de reiser seg.",
    )  # fmt: skip
    use_lesson(longer, user=organiser)
