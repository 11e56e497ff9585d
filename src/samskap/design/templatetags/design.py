"""Small pieces of the look, for every template: `{% load design %}`. The style guide shows them all."""

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import segno
from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from samskap.design.icons import ICONS, SHAPE_COLOURS, SHAPES

register = template.Library()

TONES = ("cloudberry", "birch", "fjord", "heather")

SHAPE_NAMES = {
    "triangle": _("red triangle"),
    "square": _("blue square"),
    "circle": _("green circle"),
    "diamond": _("yellow diamond"),
    "star": _("orange star"),
    "hexagon": _("purple hexagon"),
    "heart": _("pink heart"),
    "cross": _("brown cross"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon (ikon). Without a label it only decorates the words beside it."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>',
        said,
        ICONS[name],
    )


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages (språk), each under its own name, whichever language is on."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


@register.simple_tag
def shape(name: str, words: bool = False) -> SafeString:
    """A badge's coloured shape (merke), always with its name: seen, or read aloud."""
    drawing = format_html('<path d="{}" fill="{}"/>', SHAPES[name], SHAPE_COLOURS[name])
    if words:
        return format_html(
            '<span class="badge-shape"><svg class="shape" data-shape="{}" viewBox="0 0 24 24" aria-hidden="true">{}'
            "</svg> {}</span>",
            name,
            drawing,
            SHAPE_NAMES[name],
        )
    return format_html(
        '<svg class="shape" data-shape="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
        name,
        SHAPE_NAMES[name],
        drawing,
    )


@register.filter
def tone(number: int) -> str:
    """The colour of a note's paper, steady for a card. It never means anything."""
    return TONES[int(number) * 7 % len(TONES)]


@register.simple_tag
def avatar(name: str) -> SafeString:
    """A person's initials in a disc; the name itself always stands beside it."""
    words = name.split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return format_html('<span class="avatar" data-tone="{}" aria-hidden="true">{}</span>', tone(len(name)), initials)


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code as inline SVG: always dark on white, so that every camera reads it."""
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, _code(text))


@lru_cache(maxsize=512)
def _code(text: str) -> SafeString:
    """Draw a code once: to find its best mask takes longer than all the rest of a page."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return SafeString(drawn)


def minutes_and_seconds(seconds: float) -> str:
    """12:05, or +0:12 when the time is over."""
    whole = math.ceil(seconds)
    sign, whole = ("+", -whole) if whole < 0 else ("", whole)
    return f"{sign}{whole // 60}:{whole % 60:02}"


@register.simple_tag
def clock(
    ends_at: datetime | None = None,
    paused_left: float | None = None,
    label: str = "",
    size: str = "m",
) -> SafeString:
    """A countdown (klokke). The browser keeps it going from the server's time; without script it says what was left."""
    if ends_at is None and paused_left is None:
        return SafeString("")
    left = paused_left if paused_left is not None else (ends_at - now()).total_seconds()  # type: ignore[operator]
    attrs = SafeString("")
    if ends_at is not None:
        attrs += format_html(' data-ends-at="{}"', ends_at.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    if paused_left is not None:
        attrs += format_html(' data-paused-left="{}"', round(paused_left))
    return format_html(
        '<span class="clock-box" data-size="{}"><time class="clock{}"{}>{}</time><span class="clock-label">{}</span>'
        "</span>",
        size,
        " over" if left < 0 else "",
        attrs,
        minutes_and_seconds(left),
        label,
    )


@register.simple_tag
def button(
    text: str,
    icon: str = "",
    variant: str = "primary",
    color: str = "",
    size: str = "",
    name: str = "",
    value: str = "",
    type: str = "submit",
    icon_after: str = "",
    once: bool = False,
) -> SafeString:
    """A button (knapp). `value` is sent under `name` when it is the one pressed."""
    attrs = {"type": type, "data-variant": variant, "data-color": color, "data-size": size, "name": name}
    shown = SafeString("").join(format_html(' {}="{}"', key, held) for key, held in attrs.items() if held)
    if name:
        shown += format_html(' value="{}"', value)
    if once:
        shown += " data-once"
    return format_html(
        '<button class="ds-button"{}>{}{}{}</button>',
        SafeString(shown),
        draw(icon),
        text,
        draw(icon_after),
    )


def draw(name: str) -> SafeString:
    """An icon, or nothing."""
    return icon(name) if name else SafeString("")


@register.inclusion_tag("design/parts/ask.html")
def ask(
    name: str,
    label: str,
    help: str = "",
    rows: int = 0,
    value: str = "",
    maxlength: int = 0,
    draft: str = "",
    required: bool = False,
    type: str = "text",
    hide_label: bool = False,
    placeholder: str = "",
    error: str = "",
    id: str = "",
    autocomplete: str = "off",
    inputmode: str = "",
    pattern: str = "",
    suggestions: Sequence[str] = (),
) -> dict[str, Any]:
    """One question in a hand-made form (felt): label, help, input, and the error if there is one."""
    return {**locals(), "id": id or f"ask-{name}"}


@register.inclusion_tag("design/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A Django form's field, dressed."""
    widget = bound.field.widget
    widget.attrs.setdefault("class", "ds-input")
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    return {"field": bound, "many": many, "single_tick": isinstance(widget, CheckboxInput)}


@register.inclusion_tag("design/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All of a form's fields, with what is wrong gathered at the top."""
    return {"form": form}


@register.inclusion_tag("design/parts/progress.html")
def progress(value: float, most: float, label: str, words: str = "") -> dict[str, Any]:
    """How far we have come (framdrift), in a bar and in words."""
    return {"value": value, "most": most or 1, "label": label, "words": words}


@register.inclusion_tag("design/parts/stat.html")
def stat(value: object, label: str, icon: str = "") -> dict[str, Any]:
    """A big figure with its word (tall)."""
    return {"value": value, "label": label, "icon": icon}


@register.inclusion_tag("design/parts/empty.html")
def empty(title: str, text: str = "", icon: str = "note") -> dict[str, Any]:
    """An empty place that says what will come."""
    return {"title": title, "text": text, "icon": icon}


@register.inclusion_tag("design/parts/bars.html")
def bars(rows: Iterable[tuple[str, float]], title: str, unit: str = "") -> dict[str, Any]:
    """A bar chart drawn here (søylediagram); the same figures stand beside it as a table."""
    rows = list(rows)
    most = max((value for _label, value in rows), default=0) or 1
    drawn = [
        {"label": label, "value": value, "width": round(100 * value / most, 2), "tone": number % 4}
        for number, (label, value) in enumerate(rows)
    ]
    return {"rows": drawn, "title": title, "unit": unit}
