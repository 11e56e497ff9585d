"""The menu of a gathering, in templates."""

from typing import Any

from django import template

from samskap.gatherings.menu import PHASES, Item, menu_of, own_items

register = template.Library()


@register.simple_tag
def own_menu() -> tuple[Item, ...]:
    """Return the pages of whoever is signed in."""
    return own_items()


@register.inclusion_tag("gatherings/menu.html", takes_context=True)
def gathering_menu(context: dict[str, Any]) -> dict[str, Any]:
    """Show what the actor may open of the gathering, by phase."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "gathering": request.gathering,
        "here": here,
        "phases": [(phase, PHASES[phase], lines) for phase, lines in menu_of(request.actor).items()],
    }
