"""What organisers do with a gathering as a whole."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samskap.gatherings.models import Gathering, Room
from samskap.journal.telling import announce
from samskap.planning.run_sheet import move_locked
from samskap.refusals import Refused

Wanted = list[tuple[int | None, str, int]]


def write_about(gathering: Gathering, **values: Any) -> None:
    """Write what the gathering is about, when and where."""
    if "starts_at" in values:
        move_locked(gathering, starts_at=values["starts_at"])
    Gathering.objects.filter(pk=gathering.pk).update(**values)
    transaction.on_commit(partial(announce, gathering.slug), robust=True)


def set_rooms(gathering: Gathering, wanted: Wanted) -> None:
    """Make the rooms be those in ``wanted``, in that order (rom). A room where a topic hangs can't go away."""
    there = {room.pk: room for room in Room.objects.select_for_update().filter(gathering=gathering)}
    kept = {pk for pk, _name, _seats in wanted if pk in there}
    for pk, room in there.items():
        if pk not in kept:
            _remove(room)
    # Two rooms can swap names: give them names that nobody uses first.
    for one in kept:
        Room.objects.filter(pk=one).update(name=f"·{one}")
    for position, (number, name, seats) in enumerate(wanted, start=1):
        values = {"name": name, "seats": seats, "position": position}
        if number in there:
            Room.objects.filter(pk=number).update(**values)
        else:
            Room.objects.create(gathering=gathering, **values)
    transaction.on_commit(partial(announce, gathering.slug), robust=True)


def _remove(room: Room) -> None:
    if room.placements.exists() or room.circles.exists():
        raise Refused(_("A topic hangs in %(room)s. Move it on the wall before you delete the room.") % {"room": room})
    room.delete()


def delete_gathering(gathering: Gathering) -> None:
    """Delete a gathering with everything in it, pictures too (slett). Can't be undone."""
    Gathering.objects.get(pk=gathering.pk).delete()
    transaction.on_commit(partial(announce, gathering.slug), robust=True)
