"""Template tags of the live views."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from samskap.cards.placing import Place
from samskap.design.templatetags.design import icon, qr
from samskap.gatherings.models import Gathering, Participation
from samskap.stage.activity import Activity

register = template.Library()


@register.simple_tag(takes_context=True)
def remote(
    context: Context, verb: str, *, label: str, icon: str = "", variant: str = "secondary", repeat: bool = False,
    confirm: str = "", hint: str = "", id: str | int = "", **values: Any,
) -> SafeString:  # fmt: skip
    """A button of the remote control; further keywords become hidden fields."""
    gathering = context["gathering"]
    return mark_safe(  # noqa: S308 - rendered by our template
        render_to_string(
            "stage/button.html",
            {"slug": gathering.slug, "verb": verb, "label": label, "icon": icon, "variant": variant, "repeat": repeat,
             "confirm": confirm, "hint": hint, "id": id, "values": values},
        )
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def act(context: Context, verb: str) -> str:
    """The address of a verb of the block in the context, for the ``action`` of a form."""
    block = context["block"]
    return reverse("do", args=[block.gathering.slug, block.pk, verb])


@register.filter
def has_free(row: list[Place]) -> bool:
    """Whether anything can still be hung in a round of the wall."""
    return any(place.placement is None for place in row)


@register.simple_tag
def names(people: object, show: Collection[object] | None, before: str = "", organisations: bool = False) -> SafeString:
    """The first names of those in ``people`` (one or many) who may be named, each marked with who it is.

    The marks let the report take a name out again when its owner says no, or is forgotten.
    """
    everybody = [people] if isinstance(people, Participation) else list(cast(Iterable[Participation], people or ()))
    shown = [one for one in everybody if show and one in show and one.first_name]
    if not shown:
        return SafeString("")
    said = [
        (one.pk, f"{one.first_name} ({one.organisation})" if organisations and one.organisation else one.first_name)
        for one in shown
    ]
    listed = format_html_join(", ", '<span data-person="{}" dir="auto">{}</span>', said)
    return format_html('<span data-names="list">{}{}</span>', before, listed)


@register.simple_tag
def join_url(gathering: Gathering) -> str:
    """The address in the QR code."""
    return settings.PUBLIC_URL + reverse("join", args=[gathering.join_token])


@register.simple_tag
def join_qr(gathering: Gathering) -> SafeString:
    """The QR code that lets people in."""
    return qr(join_url(gathering), label=_("Scan to join"))


@register.simple_tag
def join_host() -> str:
    """What people type in the browser, without https."""
    return urlsplit(settings.PUBLIC_URL).netloc


@register.simple_tag
def lateness(late: timedelta) -> SafeString:
    """How far behind or ahead of the plan the day is, in words, with a sign that does not need colour."""
    minutes = round(late.total_seconds() / 60)
    if abs(minutes) < 2:
        state, text, sign = "ok", _("On time"), "check"
    elif minutes > 0:
        state, text, sign = "warn", _("%(minutes)d min behind") % {"minutes": minutes}, "alert"
    else:
        state, text, sign = "ok", _("%(minutes)d min ahead") % {"minutes": -minutes}, "check"
    return format_html('<span class="status" data-state="{}">{}{}</span>', state, icon(sign), text)


@register.simple_tag
def guide(activity: Activity) -> SafeString:
    """How to lead an activity, from its Markdown file."""
    return _rendered(activity.guide())


@register.simple_tag
def group_guide(activity: Activity) -> SafeString:
    """How to lead one group in an activity, from its Markdown file."""
    return _rendered(activity.group_guide())


def _rendered(text: str) -> SafeString:
    html: str = MarkdownIt("commonmark", {"html": False}).render(text)
    return mark_safe(html)  # noqa: S308 - our own files


# Bold, italic, lists, links and line breaks: no HTML, no pictures from elsewhere, no headings that break the outline.
_LIGHT = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "list", "link", "newline", "escape"])


@register.filter
def rich(text: object) -> SafeString:
    """An organiser's text with light Markdown, made into safe HTML."""
    html: str = _LIGHT.render(str(text)).strip()
    return mark_safe(html)  # noqa: S308 - the renderer escapes everything
