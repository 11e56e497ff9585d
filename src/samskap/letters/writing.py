"""From Markdown to the two parts of a letter: plain text, and simple HTML that mail programs can read."""

import re
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from markdown_it import MarkdownIt

LINK = re.compile(r"\[([^\]]+)\]\(([^()\s]+)\)")
LONE_LINK = re.compile(r"<p>(<a href=[^>]*>[^<]*</a>)</p>")


def render_letter(template: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    """Fill a template in; return the subject (its first line, after ``#``) and the text (Markdown)."""
    with translation.override(language):
        # No escaping here: this is text. The HTML part is made from it, and lets no HTML through.
        backend: Any = get_template(template)
        text = backend.template.render(Context(context, autoescape=False)).strip()
    first, _line, rest = text.partition("\n")
    return one_line(first.removeprefix("#")), re.sub(r"\n{3,}", "\n\n", rest.strip())


def one_line(text: str) -> str:
    """Make one line of a text, with no signs in it that a header could end with."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def to_html(text: str) -> str:
    """Make HTML of Markdown. No HTML goes through; a link that stands alone becomes a button."""
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    markdown.validateLink = _is_good_link  # type: ignore[method-assign, assignment]
    return LONE_LINK.sub(r'<p class="action">\1</p>', str(markdown.render(text)))


def to_plain(text: str) -> str:
    """Make plain text of Markdown: the address after the words of a link, no stars."""
    text = LINK.sub(lambda found: _spell_out(*found.groups()), text)
    return re.sub(r"\*\*([^*\n]+)\*\*", r"\1", text)


def _spell_out(words: str, address: str) -> str:
    return address if words == address else f"{words}: {address}"


def _is_good_link(address: str) -> bool:
    """Links lead to us: a name that somebody has typed can't send others elsewhere."""
    return address.startswith((f"{settings.PUBLIC_URL}/", "mailto:", "tel:"))
