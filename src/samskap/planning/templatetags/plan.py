"""Template tags of the planning pages."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samskap.gatherings.models import Block, Gathering
from samskap.gatherings.recipes import Recipe, Text, in_language

register = template.Library()


@register.simple_tag
def said(text: Text) -> str:
    """A recipe's text in the reader's language."""
    return str(in_language(text, get_language() or settings.LANGUAGE_CODE))


@register.simple_tag
def duration(minutes: int) -> str:
    """How long something lasts, in hours and minutes: "6 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    words = [_("%(n)d h") % {"n": hours}] if hours else []
    words += [_("%(n)d min") % {"n": rest}] if rest or not hours else []
    return " ".join(words)


@register.simple_tag(name="minutes")
def minutes_(minutes: int) -> str:
    """So many minutes, in short."""
    return _("%(n)d min") % {"n": minutes}


@register.simple_tag
def recipe_strip(recipe: Recipe) -> SafeString:
    """The day of a recipe as a strip: each block as wide as it is long."""
    language = get_language() or settings.LANGUAGE_CODE
    x = 0
    boxes = []
    for line in recipe.lines:
        title = in_language(line.title, language)
        boxes.append((x, max(line.minutes - 1, 1), line.kind, f"{title}, {_('%(n)d min') % {'n': line.minutes}}"))
        x += line.minutes
    drawn = format_html_join(
        "", '<rect x="{}" y="0" width="{}" height="24" rx="3" data-kind="{}"><title>{}</title></rect>', boxes
    )
    return format_html(
        '<svg class="plan-strip" viewBox="0 0 {} 24" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        x,
        _("The blocks of the day, as wide as they are long"),
        drawn,
    )


@register.simple_tag
def dots(size: int, group: int) -> SafeString:
    """People in a group as dots, with the number in words; those over the wanted size are hollow."""
    shown = min(size, 48)
    over = _("more than a group of %(group)d") % {"group": group} if size > group else ""
    circles = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="4" class="{}"/>',
        ((6 + 11 * (n % 6), 6 + 11 * (n // 6), "over" if n >= group else "") for n in range(shown)),
    )
    height = 11 * (-(-shown // 6)) + 1 if shown else 1
    return format_html(
        '<span class="plan-dots"><strong class="figure">{}</strong><svg viewBox="0 0 67 {}" aria-hidden="true">{}</svg>'
        '<span class="ds-sr-only">{}</span></span>',
        size,
        height,
        circles,
        over,
    )


@register.inclusion_tag("planning/parts/line_button.html")
def line_button(
    gathering: Gathering, verb: str, block: Block, *, icon: str, label: str, minutes: str = "", repeat: bool = False
) -> dict[str, Any]:
    """A small button that changes one block of the run sheet."""
    return {
        "slug": gathering.slug, "verb": verb, "block": block, "icon": icon, "label": label, "minutes": minutes,
        "repeat": repeat,
    }  # fmt: skip
