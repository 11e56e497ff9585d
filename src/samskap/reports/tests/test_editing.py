"""The report as a living document: the organiser's words, editions, comments, and who may see what (G11)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samskap.cards.actions import write_card
from samskap.cards.photos import Picture, store_photo
from samskap.gatherings import actions as gatherings
from samskap.gatherings.consents import give_consent, withdraw_consent
from samskap.gatherings.models import Block, Gathering, Participation, Purpose, Role
from samskap.people.actions import find_or_make_user
from samskap.reports import actions
from samskap.reports.demo import after
from samskap.reports.editions import differences, make_edition, word_diff
from samskap.reports.models import Comment, Edition
from samskap.reports.publishing import published_of
from samskap.reports.reading import read_edition, read_live
from samskap.reports.text import as_html
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import OURS

pytestmark = pytest.mark.mission("G11")

PhoneOf = Callable[[Participation], Client]
OnStage = Callable[..., Block]


@pytest.fixture
def notes(on_stage: OnStage, aud: Participation) -> Block:
    """Aud has written a note, and says yes to be named."""
    block = on_stage("notes")
    write_card(block, text="Sykkelverksted", by=aud)
    give_consent(aud, Purpose.NAME)
    return block


@pytest.fixture
def organiser(gathering: Gathering) -> Client:
    client = Client(headers=OURS, SERVER_NAME="localhost")
    user = find_or_make_user("organiser@nordbygda.example")
    gatherings.give_role(gathering, user=user, role=Role.ORGANISER)
    client.force_login(user)
    return client


def open_for_comments(gathering: Gathering, *, wait: bool = False) -> None:
    now = timezone.now()
    actions.choose(
        gathering, comments_from=now - timedelta(days=1), comments_until=now + timedelta(days=7), comments_wait=wait
    )


def titles(gathering: Gathering) -> list[str]:
    return [one["title"] for one in read_live(gathering).sections]


def everything(edition: Edition) -> str:
    return "".join(one["html"] for one in read_edition(edition).sections)


def test_the_organiser_orders_renames_leaves_out_and_adds(gathering: Gathering, notes: Block) -> None:
    key = f"block-{notes.pk}"
    assert titles(gathering) == ["Dagen i tall", "Hvem var her", "Notes", "Dagen, time for time"]

    actions.write_part(gathering, key, title="Lappene", before="Vi *sorterte* dem.")
    own = actions.add_text(gathering, title="Veien videre", text="Vi møtes igjen.")
    actions.move_part(gathering, own.key, by=-3)
    actions.leave_out(gathering, "timeline")

    assert titles(gathering) == ["Dagen i tall", "Veien videre", "Hvem var her", "Lappene"]
    part = next(one for one in read_live(gathering).sections if one["key"] == key)
    assert part["before"] == "<p>Vi <em>sorterte</em> dem.</p>"
    assert "Sykkelverksted" in part["html"]


def test_a_part_that_comes_later_stands_after_the_one_before_it(
    gathering: Gathering, notes: Block, on_stage: OnStage, aud: Participation
) -> None:
    actions.move_part(gathering, f"block-{notes.pk}", by=-1)

    write_card(on_stage("notes"), text="Leksehjelp", by=aud)

    assert [one["key"][:5] for one in read_live(gathering).sections] == ["numbe", "block", "block", "peopl", "timel"]


def test_an_edition_stays_as_it_is_while_the_report_lives(
    gathering: Gathering, notes: Block, bjarne: Participation
) -> None:
    first = make_edition(gathering)
    write_card(notes, text="Nattbuss", by=bjarne)
    second = make_edition(gathering, note="Nattbussen er med")

    assert (first.number, second.number) == (1, 2)
    assert "Nattbuss" not in everything(first)
    assert "Nattbuss" in everything(second)
    changed = {one["title"] for one in second.changes if one["kind"] == "changed"}
    assert {"Notes", "Dagen i tall"} <= changed
    found = {one.title: one.lines for one in differences(first, second, named=frozenset())}
    assert [("new", "– Nattbuss")] in found["Notes"]


def test_a_line_that_was_changed_shows_which_words() -> None:
    assert word_diff("Vi møtes i mars på kino", "Vi møtes i april på kino") == [
        ("kept", "Vi møtes i "), ("gone", "mars "), ("new", "april "), ("kept", "på kino"),
    ]  # fmt: skip


def test_a_name_goes_out_of_old_editions_with_its_yes(gathering: Gathering, notes: Block, aud: Participation) -> None:
    edition = make_edition(gathering)
    assert "Aud" in everything(edition)

    withdraw_consent(aud, Purpose.NAME)

    assert "Aud" not in everything(edition)
    assert "– " not in everything(edition)


def test_whoever_is_forgotten_is_out_of_what_is_stored_too(
    gathering: Gathering, notes: Block, aud: Participation, bjarne: Participation
) -> None:
    give_consent(bjarne, Purpose.NAME)
    edition = make_edition(gathering)
    assert "Aud" in str(edition.content)

    forget(aud)

    edition.refresh_from_db()
    assert "Aud" not in str(edition.content)
    assert "Bjarne" in everything(edition)


def test_a_picture_that_is_left_out_is_out_of_old_editions_too(gathering: Gathering, aud: Participation) -> None:
    photo = store_photo(Picture(b"jpeg", 4, 3), gathering=gathering, caption="Veggen")
    actions.describe_photo(photo, alt="En vegg full av lapper", caption="Veggen")
    edition = make_edition(gathering)
    assert 'alt="En vegg full av lapper"' in everything(edition)

    actions.leave_out_photo(photo, out=True)

    assert "Veggen" not in everything(edition)
    assert "Veggen" not in "".join(one["html"] for one in read_live(gathering).sections)


def test_what_organisers_write_is_text_and_never_html() -> None:
    assert as_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert "javascript" not in as_html("[klikk](javascript:alert)").replace("[klikk](javascript:alert)", "")
    assert as_html("# Stor") == "<h3>Stor</h3>"
    assert "<img" not in as_html("![bilde](https://example.org/a.png)")


def test_two_who_write_at_once_are_told(gathering: Gathering, notes: Block, organiser: Client) -> None:
    page = f"/g/{gathering.slug}/report/edit/part/people/"
    actions.write_part(gathering, "people", before="Kari var først.")

    answer = organiser.post(page, {"title": "Hvem", "before": "Ola var sist.", "after": "", "seen": "long ago"})

    assert answer.status_code == 422
    assert "Ola var sist." in answer.content.decode()
    assert gathering.report_parts.get(key="people").before == "Kari var først."


def test_somebody_comments_once_while_the_window_is_open(
    gathering: Gathering, notes: Block, aud: Participation, phone_of: PhoneOf
) -> None:
    sent = {"part": f"block-{notes.pk}", "text": "Dere glemte nattbussen", "named": "yes", "key": "k1"}
    closed = phone_of(aud).post(f"/g/{gathering.slug}/report/comment/", sent | {"key": "k0"})
    assert (closed.status_code, Comment.objects.count()) == (410, 0)
    assert "Dere glemte nattbussen" in closed.content.decode()

    open_for_comments(gathering)
    for _twice in range(2):
        assert phone_of(aud).post(f"/g/{gathering.slug}/report/comment/", sent).status_code == 302

    comment = Comment.objects.get()
    assert (comment.text, comment.by, comment.name) == ("Dere glemte nattbussen", aud, "Aud")


def test_a_comment_that_waits_is_seen_by_its_author_and_the_organiser_only(
    gathering: Gathering, notes: Block, aud: Participation, bjarne: Participation, phone_of: PhoneOf, organiser: Client
) -> None:
    open_for_comments(gathering, wait=True)
    key = f"block-{notes.pk}"
    phone_of(aud).post(f"/g/{gathering.slug}/report/comment/", {"part": key, "text": "Nattbussen mangler"})

    def who_sees() -> list[bool]:
        readers = (phone_of(aud), phone_of(bjarne), organiser)
        return ["Nattbussen mangler" in one.get(f"/g/{gathering.slug}/report/").content.decode() for one in readers]

    assert who_sees() == [True, False, True]
    comment = Comment.objects.get()
    assert phone_of(bjarne).post(f"/g/{gathering.slug}/report/comments/{comment.pk}/approve/").status_code == 404
    organiser.post(f"/g/{gathering.slug}/report/comments/{comment.pk}/approve/")
    assert who_sees() == [True, True, True]


def test_a_comment_that_is_taken_in_is_among_what_is_new(
    gathering: Gathering, notes: Block, aud: Participation, organiser: Client
) -> None:
    make_edition(gathering)
    comment = Comment.objects.create(gathering=gathering, key="people", title="Hvem var her", text="Lag 2", by=aud)

    organiser.post(f"/g/{gathering.slug}/report/comments/{comment.pk}/take/")

    changes = make_edition(gathering).changes
    assert {"kind": "comment", "title": "Hvem var her", "text": "Lag 2"} in changes


def test_the_report_of_the_demo_is_in_its_second_edition_commented_and_published(
    gathering: Gathering, notes: Block, bjarne: Participation, join: Callable[..., Participation]
) -> None:
    join("Camilla")

    after(gathering, organiser=find_or_make_user("organiser@nordbygda.example"))

    assert [one.number for one in gathering.editions.all()] == [2, 1]
    assert gathering.report_comments.count() == 3
    published = published_of(gathering)
    assert published is not None
    assert published.number == 2
