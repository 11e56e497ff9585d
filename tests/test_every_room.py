"""What every activity promises. A new folder in samskap/activities is under these tests the moment it exists."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.db import connection, transaction
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samskap.cards.models import Card
from samskap.gatherings.access import DESK, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.reports.assembling import section_of
from samskap.reports.marking import cleaned
from samskap.reports.people import NOBODY, Named
from samskap.stage.activity import AUDIENCES, Activity, activities
from samskap.stage.faces import mine_face, shared_face
from samskap.stage.forgetting import forget
from samskap.stage.verbs import VerbForm
from samskap.testing.fixtures import Perform

LANGUAGES = ["nb", "nn", "en"]
pytestmark = pytest.mark.mission("G3", "G10", "G11")


@pytest.fixture(params=sorted(activities()), ids=str)
def room(request: pytest.FixtureRequest) -> Activity:
    return activities()[request.param]


@pytest.fixture
def block(room: Activity, on_stage: Callable[..., Block], perform: Perform) -> Block:
    """A block of the room, on stage, with what it takes its material from before it."""
    source = _filled_source(room, on_stage, perform)
    choices = {"about": "all"} if room.kind == "dots" else {}
    return on_stage(room.kind, source=source, **choices)


def _filled_source(room: Activity, on_stage: Callable[..., Block], perform: Perform) -> Block | None:
    """What usually comes before a room that takes its material from another block, filled as on the day."""
    before = {"pitches": ["notes"], "wall": ["notes", "pitches"], "sessions": ["notes", "pitches", "wall"]}
    before["harvest"] = [*before["sessions"], "sessions"]
    before["dots"] = ["notes"]
    source = None
    for kind in before.get(room.kind, []):
        source = on_stage(kind, source=source)
        perform(source, None)
    return source


class Page(HTMLParser):
    """Collects what must not be on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids[str(values["id"])] += 1
        self.wrong += [f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")]
        if tag in {"script", "style"}:
            self.wrong.append(f"<{tag}>")

    @property
    def repeated(self) -> list[str]:
        return [name for name, count in self.ids.items() if count > 1]


def paper_or_report(room: Activity, block: Block, face: str) -> str:
    context = room.paper(block) if face == "paper" else room.report(block)
    known = {"gathering": block.gathering, "block": block, "activity": room, "chosen": room.chosen(block)}
    return render_to_string(room.template(face), known | (context or {}))


def all_faces(room: Activity, block: Block, person: Participation) -> dict[str, str]:
    block = Block.objects.select_related("gathering__on_stage__source", "source").get(pk=block.pk)
    language = translation.get_language() or "nb"
    faces: dict[str, str] = {audience: shared_face(block.gathering.slug, audience, language) for audience in AUDIENCES}
    faces["mine"] = str(mine_face(block.gathering, person))
    return faces | {face: paper_or_report(room, block, face) for face in ("paper", "report")}


def test_a_room_has_its_five_faces(room: Activity) -> None:
    for face in ["phone", "desk", "screen", "paper", "report", *(["mine"] if room.has_mine else [])]:
        get_template(room.template(face))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_room_says_how_to_lead_it(room: Activity, language: str) -> None:
    with translation.override(language):
        assert (room.folder() / f"guide.{language}.md").is_file()
        assert len(room.guide()) > 200


def test_every_face_can_be_drawn_empty(room: Activity, on_stage: Callable[..., Block], aud: Participation) -> None:
    block = on_stage(room.kind)
    for language in LANGUAGES:
        with translation.override(language):
            for face, html in all_faces(room, block, aud).items():
                page = Page(html)
                assert (language, face, page.wrong, page.repeated) == (language, face, [], [])


# To fill a room takes a while, so it is done once. Each promise is then looked at as if nobody had looked before.


@pytest.mark.long
@pytest.mark.mission("G12", "U9")
def test_a_full_room_keeps_what_every_room_promises(room: Activity, block: Block, perform: Perform) -> None:
    perform(block, 6)
    few = questions_asked(room, block)
    perform(block, None)

    # A prefetch that finds nothing asks one question less; what may not happen is a question for each card.
    many = questions_asked(room, block)
    assert {face: many[face] - few[face] for face in few if many[face] - few[face] > 4} == {}
    for promise in (
        every_face_can_be_drawn_and_has_no_blank_line,
        the_report_names_nobody_who_has_not_said_yes,
        what_was_promised_is_always_the_same_promise,
        it_forgets_a_person,
    ):
        with transaction.atomic():
            promise(room, Block.objects.select_related("gathering__on_stage__source", "source").get(pk=block.pk))
            transaction.set_rollback(True)


def questions_asked(room: Activity, block: Block) -> dict[str, int]:
    person = block.gathering.people.earliest("pk")
    found = {}
    for face in [*AUDIENCES, "mine", "report"]:
        with CaptureQueriesContext(connection) as asked:
            fresh = Block.objects.select_related("gathering__on_stage__source", "source").get(pk=block.pk)
            if face in AUDIENCES:
                shared_face(fresh.gathering.slug, face, "nb")
            elif face == "mine":
                mine_face(fresh.gathering, person)
            else:
                paper_or_report(room, fresh, face)
        found[face] = len(asked)
    return found


def every_face_can_be_drawn_and_has_no_blank_line(room: Activity, block: Block) -> None:
    person = block.gathering.people.earliest("pk")
    for language in LANGUAGES:
        with translation.override(language):
            for face, html in all_faces(room, block, person).items():
                page = Page(html)
                blank_lines = face in AUDIENCES and "\n\n" in html
                assert (language, face, page.wrong, page.repeated, blank_lines) == (language, face, [], [], False)


def the_report_names_nobody_who_has_not_said_yes(room: Activity, block: Block) -> None:
    Participation.objects.filter(gathering=block.gathering).update(first_name="Fornavnet", last_name="Etternavnet")

    nobody = section_of(block, named=NOBODY)
    everybody = section_of(block, named=Named(block.gathering.people.values_list("pk", flat=True)))

    assert "Fornavnet" not in (nobody.html if nobody else "")
    # Each name is marked with whose it is, so that it can be taken out again; and no last name is there at all.
    named = everybody.html if everybody else ""
    assert "Etternavnet" not in named
    assert "Fornavnet" not in cleaned(named, named=NOBODY)


def what_was_promised_is_always_the_same_promise(room: Activity, block: Block) -> None:
    if "promises" in room.Settings.base_fields:
        block.settings["promises"] = room.Settings.base_fields["promises"].initial or 1

    promises = list(room.promises(block))

    keys = [promise.key for promise in promises]
    assert len(keys) == len(set(keys))
    assert [promise.key for promise in room.promises(block)] == keys
    assert all(promise.text.strip() and len(promise.key) <= 40 for promise in promises)
    assert promises or "promises" not in room.Settings.base_fields
    keepers = {one for promise in promises for one in promise.keepers}
    for person in keepers:
        forget(person)
    assert not keepers & {one for promise in room.promises(block) for one in promise.keepers}


def it_forgets_a_person(room: Activity, block: Block) -> None:
    person = block.gathering.people.earliest("pk")
    cards = Card.objects.filter(gathering=block.gathering).count()
    Participation.objects.filter(pk=person.pk).update(first_name="Xantippe", last_name="Quisling-Zahl")

    forget(person)

    other = block.gathering.people.exclude(pk=person.pk).earliest("pk")
    for face, html in all_faces(room, block, other).items():
        assert (face, "Xantippe" in html, "Quisling-Zahl" in html) == (face, False, False)
    assert Card.objects.filter(gathering=block.gathering).count() == cards


def test_a_room_says_what_can_be_done_in_it(room: Activity) -> None:
    names = [verb.name for verb in room.verbs]

    assert len(names) == len(set(names))
    for verb in room.verbs:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", verb.name)
        assert issubclass(verb.form, VerbForm)
        assert verb.who
        assert verb.who <= PEOPLE | DESK


def test_what_needs_an_open_block_is_refused_when_it_is_closed(
    room: Activity,
    on_stage: Callable[..., Block],
    aud: Participation,
    phone_of: Callable[[Participation], Client],
    desk: Client,
) -> None:
    block = on_stage(room.kind)
    on_stage("talk")

    for verb in room.verbs:
        client = phone_of(aud) if verb.who >= PEOPLE else desk
        answer = client.post(f"/g/{block.gathering.slug}/b/{block.pk}/{verb.name}/", {})
        # What was sent is checked first, so an empty form may be the reason that is given.
        assert answer.status_code in ({410, 422} if verb.needs_open else {302, 403, 409, 410, 422})
