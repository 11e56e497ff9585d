"""The menu of a gathering, in templates."""

from typing import Any

from django import template

from samskap.gatherings.menu import PHASES, Item, line_above, menu_of, own_items

register = template.Library()


@register.simple_tag
def own_menu() -> tuple[Item, ...]:
    """Return the pages of whoever is signed in."""
    return own_items()


@register.simple_tag(takes_context=True)
def menu_above(context: dict[str, Any]) -> Item | None:
    """Return the line of the menu that this page lies below: the way back."""
    request = context["request"]
    gathering = getattr(request, "gathering", None)
    return line_above(request.path, gathering.slug, request.actor) if gathering else None


@register.inclusion_tag("gatherings/menu.html", takes_context=True)
def gathering_menu(context: dict[str, Any]) -> dict[str, Any]:
    """Show what the actor may open of the gathering, by phase."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "gathering": request.gathering,
        "here": here,
        "above": menu_above(context),
        "phases": [(phase, PHASES[phase], lines) for phase, lines in menu_of(request.actor).items()],
    }
