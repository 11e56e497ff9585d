"""The organiser's own words: Markdown made into safe HTML. Pure."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def _markdown() -> MarkdownIt:
    """No HTML, no pictures from elsewhere; tables and line breaks as people write them."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")


def as_html(text: str, *, level: int = 3) -> str:
    """Return what somebody wrote as HTML. Its headings are at ``level``, under the title of the part, and below."""
    markdown = _markdown()
    tokens = markdown.parse(text)
    for token in tokens:
        _tidy(token, level)
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return html.strip()


def _tidy(token: Token, level: int) -> None:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{level + (int(token.tag[1]) > 3)}"
    for child in token.children or ():
        if child.type == "link_open":
            child.attrSet("rel", "noopener nofollow")
