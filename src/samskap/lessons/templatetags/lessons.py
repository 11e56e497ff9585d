"""What was learnt the last time, wherever the next time is planned."""

from typing import Any

from django import template

from samskap.gatherings.models import Gathering, OwnRecipe
from samskap.lessons.actions import learnt

register = template.Library()


@register.inclusion_tag("lessons/parts/learnt.html")
def lessons_of(gathering: Gathering | None) -> dict[str, Any]:
    """What was learnt from a gathering; nothing when nothing was."""
    return {"lessons": learnt(gathering), "from": gathering}


@register.inclusion_tag("lessons/parts/learnt.html")
def lessons_in(recipe_key: str) -> dict[str, Any]:
    """What was learnt from the gathering that one's own recipe ("own-7") was made from."""
    number = recipe_key.removeprefix("own-")
    own = OwnRecipe.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    earlier = Gathering.objects.filter(pk=own.data.get("from")).first() if own else None
    return {"lessons": learnt(earlier), "from": earlier}
