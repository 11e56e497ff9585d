"""Template tags of what is printed."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from samskap.pdf.fitting import Fitted
from samskap.printing.badges import size_class

register = template.Library()

ARROW_WORDS = {"left": _("To the left"), "up": _("Straight ahead"), "right": _("To the right")}


@register.simple_tag
def fitted(text: Fitted, name: str) -> SafeString:
    """Words in the size that was found for them, broken where they were measured to be."""
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.lines))
    return format_html('<span class="badge-{} badge-{}">{}</span>', name, size_class(text.points), lines)


register.simple_tag(size_class)

ARROWS = {"left": 180, "up": -90, "right": 0}


@register.simple_tag
def arrow(way: str) -> SafeString:
    """A large arrow."""
    return format_html(
        '<svg class="print-arrow" viewBox="0 0 24 24" role="img" aria-label="{}">'
        '<path d="M1 9.4h12V3.5L23.5 12 13 20.5v-5.9H1z" fill="#0d4a40" transform="rotate({} 12 12)"/></svg>',
        ARROW_WORDS[way],
        ARROWS[way],
    )
