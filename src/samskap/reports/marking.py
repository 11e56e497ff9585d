"""What is taken out of a part's HTML before somebody reads it: names without a yes, pictures that are left out. Pure.

Rooms mark each name with ``data-person`` and what only makes sense beside a name with ``data-names``. The marks are
kept in editions, so that a name that has lost its yes goes out of what was frozen too.
"""

import re
from collections.abc import Callable, Collection, Mapping

import lxml.html
from lxml.html import HtmlElement

PHOTO = re.compile(r"/photo/(\d+)/$")
AROUND_A_PICTURE = ("figure", "li", "a", "p")


def parse(html: str) -> HtmlElement:
    """Read a piece of HTML into one element."""
    return lxml.html.fragment_fromstring(html, create_parent="div")


def unparse(root: HtmlElement) -> str:
    """Write what is in the element."""
    inner = (root.text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return inner + "".join(lxml.html.tostring(child, encoding="unicode") for child in root)


def photos_in(html: str) -> list[int]:
    """Return the keys of the pictures in a piece of HTML, in order, each once."""
    if "<img" not in html:
        return []
    found = (PHOTO.search(img.get("src", "")) for img in parse(html).iter("img"))
    return list(dict.fromkeys(int(match[1]) for match in found if match))


def people_in(html: str) -> set[int]:
    """Return the keys of those who are named in a piece of HTML."""
    return {int(found) for found in re.findall(r'data-person="(\d+)"', html)}


def without_name(html: str, person: int) -> str:
    """Return the HTML without one person's name; all marks are kept."""
    if person not in people_in(html):
        return html
    root = parse(html)
    _take_names_out(root, people_in(html) - {person}, keep_marks=True)
    return unparse(root)


def cleaned(
    html: str, *, named: Collection[int], left_out: Collection[int] = (), pictures: bool = True,
    alts: Mapping[int, str] | None = None, address: Callable[[int], str | None] | None = None,
) -> str:  # fmt: skip
    """Return the HTML with no more names and pictures than may be seen.

    ``address`` says where a picture is to be fetched from instead; a picture without an address is left out.
    """
    if "data-" not in html and "<img" not in html:
        return html
    root = parse(html)
    _take_names_out(root, named, keep_marks=False)
    for img in list(root.iter("img")):
        match = PHOTO.search(img.get("src", ""))
        photo = int(match[1]) if match else 0
        where = address(photo) if address and photo else img.get("src")
        if not pictures or not photo or photo in left_out or not where:
            _drop_picture(img)
            continue
        _point_elsewhere(img, where)
        if alts and alts.get(photo):
            img.set("alt", alts[photo])
    return unparse(root)


def _take_names_out(root: HtmlElement, named: Collection[int], *, keep_marks: bool) -> None:
    for mark in root.xpath(".//*[@data-person]"):
        if int(mark.get("data-person")) not in named:
            mark.drop_tree()
        elif not keep_marks:
            del mark.attrib["data-person"]
            mark.set("data-kept", "")
    for group in list(root.xpath(".//*[@data-names]")):
        _tidy_group(group)
    if not keep_marks:
        for mark in root.xpath(".//*[@data-names or @data-kept]"):
            mark.attrib.pop("data-names", None)
            mark.attrib.pop("data-kept", None)


def _tidy_group(group: HtmlElement) -> None:
    """Take away what only makes sense beside a name, and the commas between names that are gone."""
    left = group.xpath(".//*[@data-person or @data-kept]")
    if not left:
        group.drop_tree()
    elif group.get("data-names") == "list":
        for one in left:
            one.tail = ", "
        left[-1].tail = ""


def _point_elsewhere(img: HtmlElement, where: str) -> None:
    around = img.getparent()
    if around is not None and around.tag == "a" and PHOTO.search(around.get("href", "")):
        if where.startswith("data:"):
            around.drop_tag()
        else:
            around.set("href", where)
    img.set("src", where)


def _drop_picture(img: HtmlElement) -> None:
    """Take a picture away together with what stands around nothing but it."""
    gone = img
    while (around := gone.getparent()) is not None and around.tag in AROUND_A_PICTURE:
        is_whole = around.tag == "figure" or (
            len(around) == 1 and not "".join([around.text or "", gone.tail or ""]).strip()
        )
        if not is_whole:
            break
        gone = around
    parent = gone.getparent()
    gone.drop_tree()
    if parent is not None and parent.tag == "ul" and len(parent) == 0 and parent.getparent() is not None:
        parent.drop_tree()
