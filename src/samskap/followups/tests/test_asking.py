"""People are asked how it went: one letter each, at the right time, with links that a mail scanner can't answer by."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.test import Client
from django.utils import timezone

from samskap.cards.actions import write_card
from samskap.followups import asking
from samskap.followups.models import Ask, Commitment, Entry, Happened, Party, Status
from samskap.gatherings.actions import close_doors
from samskap.gatherings.consents import give_consent, has_consented
from samskap.gatherings.models import Block, Gathering, Participation, Purpose
from samskap.letters.models import Letter
from samskap.testing.fixtures import OURS, WorkOff
from samskap.testing.mailbox import Mailbox

pytestmark = pytest.mark.mission("G12", "F6")
HELD = datetime(2027, 1, 13, 9, tzinfo=timezone.get_default_timezone())  # a Wednesday


@pytest.fixture
def held(gathering: Gathering, on_stage: Callable[..., Block], aud: Participation, bjarne: Participation) -> Gathering:
    """A gathering that has ended: Aud has promised two things and Bjarne one; only Aud wants to be asked."""
    block = on_stage("notes", promises=True)
    for person, text in (
        (aud, "Ringe rektor"),
        (aud, "Male låven 1.2.2027"),
        (bjarne, "Rydde [her](https://evil.example)"),
    ):
        write_card(block, text=text, by=person)
        Participation.objects.filter(pk=person.pk).update(email=f"{person.first_name.lower()}@example.org")
    give_consent(aud, Purpose.FOLLOW_UP)
    close_doors(gathering)
    Gathering.objects.filter(pk=gathering.pk).update(starts_at=HELD, closed_at=HELD + timedelta(hours=6))
    gathering.refresh_from_db()
    asking.follow_up(HELD + timedelta(hours=7))
    return gathering


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def links_in(letter: EmailMessage) -> list[str]:
    return re.findall(r"http://localhost:\d+(/follow-up/\S+)", text_of(letter))


def test_each_gets_one_letter_on_each_occasion_with_all_they_promised(
    held: Gathering, mailbox: Mailbox, work_off: WorkOff
) -> None:
    early, when = HELD + timedelta(days=30), HELD + timedelta(days=34)
    asking.follow_up(early - timedelta(days=15))  # nothing is due
    assert Letter.objects.count() == 0
    for now in (when, when + timedelta(hours=1), when + timedelta(days=1)):
        asking.follow_up(now)
    work_off()

    (letter,) = mailbox.letters  # the month and a date that has passed are asked about in one
    text = text_of(letter)
    assert (letter["To"], "Ringe rektor" in text, "Male låven" in text, "Rydde" in text) == (
        "Aud <aud@example.org>", True, True, False,
    )  # fmt: skip
    assert [one.months for one in Ask.objects.exclude(sent_at=None)] == [1]
    assert Entry.objects.filter(what=Happened.ASKED).count() == 2


def test_looking_at_what_a_letter_links_to_changes_nothing_and_the_button_does(
    held: Gathering, mailbox: Mailbox, work_off: WorkOff
) -> None:
    asking.follow_up(HELD + timedelta(days=34))
    Party.objects.update(open_until=timezone.now() + timedelta(days=9))  # as it is for whoever reads it then
    work_off()
    links = {link for letter in mailbox.letters for link in links_in(letter)}
    assert len([link for link in links if "?is=done" in link]) == 2
    before = list(Commitment.objects.values()), Entry.objects.count()
    client = Client(headers=OURS, SERVER_NAME="localhost")

    for link in links:
        assert (client.get(link).status_code, client.head(link).status_code) == (200, 200)
    assert (list(Commitment.objects.values()), Entry.objects.count()) == before
    assert has_consented(held.people.get(first_name="Aud"), Purpose.FOLLOW_UP)

    page = client.get(next(link for link in sorted(links) if "?is=done" in link)).content.decode()
    assert re.search(r'value="done"[^>]*checked', page)
    assert page.count('<form method="post" class="form') == 1
    link = next(link for link in sorted(links) if "?is=done" in link)
    client.post(link, {"status": "under-way", "why": "Snart"})
    client.post(link, {"status": "done"})
    assert sorted(Commitment.objects.values_list("status", flat=True)) == ["done", "open", "open"]


def test_a_link_that_is_old_or_unknown_answers_nothing(held: Gathering) -> None:
    asking.follow_up(HELD + timedelta(days=34))
    party = Party.objects.filter(person__first_name="Aud").earliest("pk")
    client = Client(headers=OURS, SERVER_NAME="localhost")
    Party.objects.update(open_until=timezone.now() - timedelta(seconds=1))

    assert client.get(f"/follow-up/{asking.token_of(party)}/").status_code == 404
    assert client.post(f"/follow-up/{asking.token_of(party)}/", {"status": "done"}).status_code == 410
    assert client.post("/follow-up/something/", {"status": "done"}).status_code == 410
    assert not Commitment.objects.filter(status=Status.DONE).exists()


def test_who_says_stop_is_asked_no_more_and_nobody_is_while_it_is_paused(held: Gathering) -> None:
    held.schedule.paused_at = HELD
    held.schedule.save()
    asking.follow_up(HELD + timedelta(days=34))
    assert Letter.objects.count() == 0
    held.schedule.paused_at = None
    held.schedule.save()
    asking.follow_up(HELD + timedelta(days=35))
    assert Letter.objects.count() == 1
    party = Party.objects.filter(person__first_name="Aud").earliest("pk")
    Party.objects.update(open_until=timezone.now() + timedelta(days=9))
    stop = f"/follow-up/{asking.token_of(party)}/stop/"
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.get(stop)
    assert has_consented(party.person, Purpose.FOLLOW_UP)

    client.post(stop)

    asking.follow_up(HELD + timedelta(days=95))
    assert Letter.objects.count() == 1
    assert [one.months for one in Ask.objects.exclude(sent_at=None)] == [1, 3]


def test_what_is_settled_is_not_asked_about_and_weekends_are_left_in_peace(held: Gathering) -> None:
    Commitment.objects.filter(text="Ringe rektor").update(status=Status.NOT_FEASIBLE)
    Ask.objects.all().delete()
    saturday = datetime(2027, 2, 6, 12, tzinfo=HELD.tzinfo)

    asking.follow_up(saturday)
    assert Letter.objects.count() == 0
    asking.follow_up(saturday + timedelta(days=2))

    (letter,) = Letter.objects.all()
    assert ("Male låven" in letter.text, "Ringe" in letter.text) == (True, False)


def test_peoples_words_make_no_links_in_a_letter(held: Gathering, bjarne: Participation) -> None:
    give_consent(bjarne, Purpose.FOLLOW_UP)

    asking.follow_up(HELD + timedelta(days=34))

    letter = Letter.objects.get(person=bjarne)
    assert "Rydde [her] (https://evil.example)" in letter.text
