"""Letters: posted once, sent for certain, and what comes back is shown. All through a real mail server."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from samskap.gatherings import actions
from samskap.gatherings.models import Gathering, Participation, Role
from samskap.jobs.models import Job
from samskap.letters.bouncing import take_bounce
from samskap.letters.models import Enclosure, Letter, Unsubscribed
from samskap.letters.posting import Attachment, post_text
from samskap.letters.unsubscribing import link_for
from samskap.letters.views import hide_keys
from samskap.letters.work import TEXT_KEPT, TRIES, let_letters_go
from samskap.letters.writing import to_html
from samskap.people.models import Organisation, User
from samskap.refusals import Refused
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import OURS, WorkOff
from samskap.testing.mailbox import Mailbox

HOURS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
LINK = "[Ja, jeg kommer](http://localhost:8000/g/unge/you/)"


@pytest.fixture
def library(gathering: Gathering) -> Organisation:
    """The library, which invites."""
    gathering.organisation = Organisation.objects.create(name="Nordbygda bibliotek, avd. Røst")
    gathering.save()
    return gathering.organisation


@pytest.fixture
def ingrid(gathering: Gathering) -> Client:
    """Ingrid, who plans the gathering, at her machine."""
    user = User.objects.create_user("ingrid@example.org", name="Ingrid")
    actions.give_role(gathering, user=user, role=Role.ORGANISER)
    client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
    client.force_login(user)
    return client


def letter_to(gathering: Gathering | None, to: str = "aud@example.org", **more: Any) -> Letter:
    return post_text(
        to, subject="Vil du være med på møteplassen?", text=f"Hei Åse & Søren!\n\n{LINK}", gathering=gathering, **more
    )


@pytest.mark.mission("G4", "G5")
@pytest.mark.usefixtures("library")
def test_a_letter_is_sent_with_all_that_goes_with_it(
    gathering: Gathering, mailbox: Mailbox, work_off: WorkOff, settings: Any
) -> None:
    settings.BOUNCE_ADDRESS = "retur@samskap.example"
    letter = letter_to(
        gathering, name="Aud Ås\r\nBcc: alle@example.org", key="invitation:1", kind="invitation", calendar=HOURS,
        unsubscribe="invitation", reply_to="ingrid@example.org",
        attachments=[Attachment("børskatalog.pdf", b"%PDF-", "application/pdf")],
    )  # fmt: skip
    assert letter_to(gathering, key="invitation:1") == letter

    work_off()

    [got] = mailbox.letters
    parts = {part.get_content_type(): part for part in got.walk()}
    assert got["Subject"] == "Vil du være med på møteplassen?"
    assert got["From"] == '"Nordbygda bibliotek, avd. Røst" <samskap@localhost>'
    assert [one.display_name for one in got["To"].addresses] == ["Aud Ås Bcc: alle@example.org"]
    assert (got["Bcc"], got["Reply-To"]) == (None, "ingrid@example.org")
    assert (
        "Hei Åse & Søren!\r\n\r\nJa, jeg kommer: http://localhost:8000/g/unge/you/" in parts["text/plain"].get_content()
    )
    assert 'class="action"><a href="http://localhost:8000/g/unge/you/">' in parts["text/html"].get_content()
    assert parts["text/calendar"]["Content-Type"].params["method"] == "REQUEST"
    assert parts["application/pdf"].get_filename() == "børskatalog.pdf"
    assert got["List-Unsubscribe"].strip() == f"<{link_for(letter)}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mailbox.senders[0].startswith(f"retur+{letter.pk}-")
    letter.refresh_from_db()
    assert (letter.state, Job.objects.count()) == ("sent", 0)


def test_what_is_refused_for_now_is_tried_again_as_the_same_letter(
    gathering: Gathering, mailbox: Mailbox, work_off: WorkOff
) -> None:
    letter = letter_to(gathering)
    mailbox.refuse("aud@example.org", "451 4.7.1 Greylisted, come back later")

    work_off()
    letter.refresh_from_db()
    assert (letter.state, "Greylisted" in letter.trouble, mailbox.letters) == ("waiting", True, [])

    mailbox.accept("aud@example.org")
    work_off(later=timedelta(minutes=2))
    letter.refresh_from_db()
    assert (letter.state, letter.tries, mailbox.letters[0]["Message-ID"]) == (
        "sent", 2, f"<{letter.message_id}@localhost>"
    )  # fmt: skip


def test_what_is_refused_for_ever_is_said_at_once_and_can_be_sent_to_the_right_address(
    gathering: Gathering, aud: Participation, mailbox: Mailbox, work_off: WorkOff, ingrid: Client
) -> None:
    aud.email = "aud@exmaple.org"
    aud.save()
    letter = letter_to(gathering, aud.email, person=aud)
    mailbox.refuse(aud.email, "550 5.1.1 <aud@exmaple.org>: Recipient address rejected")
    work_off()

    page = ingrid.get(f"/g/unge/mail/{letter.pk}/").content.decode()
    assert "Adressen finnes ikke." in page
    assert ingrid.post(f"/g/unge/mail/{letter.pk}/", {"to": "aud"}).status_code == 422
    assert ingrid.post(f"/g/unge/mail/{letter.pk}/", {"to": "aud@example.org"}).status_code == 302
    work_off()

    letter.refresh_from_db()
    aud.refresh_from_db()
    assert (letter.state, aud.email, len(mailbox.letters)) == ("sent", "aud@example.org", 1)
    listed = ingrid.get("/g/unge/mail/?state=sent&who=aud").content.decode()
    assert listed.count(f"/g/unge/mail/{letter.pk}/") == 1
    assert f"/g/unge/mail/{letter.pk}/" not in ingrid.get("/g/unge/mail/?state=failed").content.decode()


def test_a_mail_server_that_is_away_is_waited_for_and_in_the_end_given_up(
    gathering: Gathering, work_off: WorkOff, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    letter = letter_to(gathering)

    assert work_off() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("waiting", "E-postserveren svarer ikke.")

    assert work_off(later=timedelta(days=1)) == TRIES - 1
    letter.refresh_from_db()
    assert (letter.state, letter.tries, Job.objects.count()) == ("failed", TRIES, 0)


REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; aud@example.org
Action: {action}
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 <aud@example.org>: Mailbox full

--B
Content-Type: text/rfc822-headers

Message-ID: <{message_id}@localhost>
Subject: Vil du

--B--
"""


@pytest.mark.parametrize("way", ["its own return address", "the head of the letter"])
def test_a_letter_that_comes_back_is_marked_with_why(
    way: str, gathering: Gathering, mailbox: Mailbox, work_off: WorkOff, settings: Any
) -> None:
    settings.BOUNCE_ADDRESS = "retur@samskap.example"
    letter, other = letter_to(gathering), letter_to(gathering, "bjarne@example.org")
    work_off()
    own = way == "its own return address"
    to = mailbox.senders[0] if own else "samskap@localhost"
    message_id = "0" * 32 if own else letter.message_id

    def comes(action: str, to: str = to) -> Letter | None:
        return take_bounce(REPORT.format(to=to, action=action, message_id=message_id).encode())

    assert (comes("delayed"), take_bounce(b"Subject: Hei\n\nTakk!"), take_bounce(b"\xff\xfe")) == (None, None, None)
    if own:  # a return address that somebody has made up is nobody's
        assert comes("failed", f"retur+{other.pk}-0123456789abcdef@samskap.example") is None

    assert comes("failed") == letter
    letter.refresh_from_db()
    assert (letter.state, letter.trouble.startswith("Postkassa er full"), "552 5.2.2" in letter.trouble) == (
        "bounced", True, True
    )  # fmt: skip
    assert Letter.objects.get(pk=other.pk).state == "sent"


@pytest.mark.mission("G4")
@pytest.mark.usefixtures("library")
def test_one_click_in_the_mail_program_ends_it_and_only_that_address_takes_it_from_elsewhere(
    gathering: Gathering, mailbox: Mailbox, work_off: WorkOff
) -> None:
    letter = letter_to(gathering, unsubscribe="invitation", kind="invitation")
    path = link_for(letter).removeprefix("http://localhost:8000")
    provider = Client(SERVER_NAME="localhost")  # no Origin, no Sec-Fetch-Site, no cookies

    assert provider.get(path).status_code == 200
    assert Unsubscribed.objects.count() == 0  # a scanner that opens links changes nothing
    assert provider.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert provider.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert [len(one.address_hash) for one in Unsubscribed.objects.all()] == [64]
    assert letter_to(gathering, "Aud@Example.org", unsubscribe="invitation").state == "withheld"
    assert letter_to(gathering, kind="confirmation").state == "waiting"  # what one has asked for oneself
    elsewhere = Gathering.objects.create(
        slug="annen",
        title="En annen",
        starts_at=timezone.now(),
        organisation=Organisation.objects.create(name="Røde Kors"),
    )
    assert letter_to(elsewhere, unsubscribe="invitation").state == "waiting"
    # Nothing else takes a change from elsewhere, and a link that is not ours does nothing.
    for other in ("/mail/", "/sign-in/", f"/g/unge/mail/{letter.pk}/", "/mail/no-more/x/more/", path + "x/"):
        assert provider.post(other).status_code in {403, 404}
    assert provider.post("/sign-in/").status_code == 403
    assert provider.post("/mail/no-more/made-up/").status_code == 404
    provider.post(path, {"again": "yes"})
    assert Unsubscribed.objects.count() == 0


def test_a_letter_carries_no_script_no_pictures_and_no_key_to_anothers_page() -> None:
    html = to_html(
        "<script>1</script> ![x](https://evil.example/1.gif) [a](javascript:alert(1)) [b](https://evil.example)"
    )
    assert ("<script" in html, "<img" in html, "href" in html) == (False, False, False)
    assert to_html("[Se](http://localhost:8000/g/unge/)").startswith('<p class="action"><a href="http://localhost')
    key = "5f" * 24
    assert hide_keys(f"Se http://localhost:8000/g/unge/you/{key}/ nå") == "Se http://localhost:8000/g/unge/you/…/ nå"
    with pytest.raises(Refused):
        post_text("aud@example.org\nBcc: alle@example.org", subject="Hei", text="Hei")


def test_a_sign_in_link_is_sent_first_and_read_by_nobody_else(
    gathering: Gathering, ingrid: Client, mailbox: Mailbox, work_off: WorkOff, settings: Any, client: Client
) -> None:
    settings.MAIL_SHOWN = False
    letter_to(gathering)
    letter = post_text(
        "ingrid@example.org", subject="Logg inn", text="http://localhost:8000/sign-in/", name="Ingrid", kind="sign-in",
        urgent=True, confidential=True,
    )  # fmt: skip
    assert ingrid.get(f"/g/unge/mail/{letter.pk}/").status_code == 404
    assert (client.get("/mail/").status_code, client.get(f"/mail/{letter.pk}/").status_code) == (404, 404)

    work_off()

    assert [str(one["To"]) for one in mailbox.letters] == ["Ingrid <ingrid@example.org>", "aud@example.org"]
    assert "/sign-in/" in mailbox.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    letter.refresh_from_db()
    assert (letter.state, letter.text) == ("sent", "")
    settings.MAIL_SHOWN = True
    assert b"ingrid@example.org" in client.get("/mail/").content


def test_letters_go_with_whoever_is_forgotten_and_what_they_say_after_90_days(
    gathering: Gathering, aud: Participation, work_off: WorkOff
) -> None:
    Participation.objects.filter(pk=aud.pk).update(email="aud@example.org")
    letter_to(gathering)  # before she signed up
    letter_to(gathering, "aud@new.example.org", person=aud)
    kept = letter_to(gathering, "bjarne@example.org", attachments=[Attachment("a.txt", b"a", "text/plain")])
    forget(Participation.objects.get(pk=aud.pk))
    assert list(Letter.objects.all()) == [kept]
    assert work_off() == 3  # two find that there is nothing to send

    Letter.objects.update(posted_at=timezone.now() - TEXT_KEPT - timedelta(hours=1))
    path = Enclosure.objects.get().file
    let_letters_go()

    kept.refresh_from_db()
    assert (kept.state, kept.text, Enclosure.objects.count()) == ("sent", "", 0)
    assert default_storage.exists(path)  # a day more, in case somebody is about to send it
