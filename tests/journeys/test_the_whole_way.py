"""From making a gathering to answering the letter three months later: one organiser, one guest, nobody to help them.

Time is moved, not waited for. What a day holds is tried in the other journeys; here it is short.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from samskap.demo.past import move_back
from samskap.door.views import sign_in_address
from samskap.followups.asking import follow_up
from samskap.followups.models import Ask, Commitment
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.people.actions import find_or_make_user, make_sign_in_link
from samskap.stage import remote
from samskap.testing.browsers import OpenPage
from samskap.testing.fixtures import WorkOff
from samskap.testing.mailbox import Mailbox
from samskap.testing.servers import Server

AUD = "aud@bibliotek.example"


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def words_to(mailbox: Mailbox, address: str) -> str:
    """The plain text of the last letter to somebody."""
    plain = mailbox.to(address).get_body(("plain",))
    assert plain is not None
    return str(plain.get_content())


@pytest.mark.long
@pytest.mark.mission("G1", "G5", "G7", "G11", "G12")
def test_from_a_plan_to_a_promise_that_was_kept(
    server: Server, open_page: OpenPage, mailbox: Mailbox, work_off: WorkOff
) -> None:
    # Ingrid makes a gathering from a recipe, and opens sign-up.
    desk = open_page("desk")
    ingrid = find_or_make_user("ingrid@kommune.example", name="Ingrid")
    desk.goto(server.at(sign_in_address(make_sign_in_link(ingrid))))
    desk.locator("main").get_by_role("button").first.click()
    desk.goto(server.at("/plan/new/barcamp-half-day/"))
    desk.locator("[name=title]").fill("Naboer i Nordbygda")
    desk.locator("[name=date]").fill(f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}")
    desk.locator("main form").get_by_role("button").last.click()
    desk.wait_for_url("**/plan/")
    gathering = Gathering.objects.get()
    home = f"/g/{gathering.slug}"
    desk.goto(server.at(f"{home}/sign-up/people/"))
    press(desk, "Åpne påmeldingen nå")
    expect(desk.get_by_role("heading", name="Påmeldingen er åpen")).to_be_visible()

    # Aud signs up on her phone, and gets a letter with her own link and the calendar.
    phone = open_page("phone")
    phone.goto(server.at(f"{home}/sign-up/"))
    phone.locator("[name=first_name]").fill("Aud")
    phone.locator("[name=email]").fill(AUD)
    for consent in phone.locator("[name=consents]").all():
        consent.check()
    press(phone, "Meld meg på")
    work_off()
    invitation = next(part for part in mailbox.to(AUD).walk() if part.get_content_type() == "text/calendar")
    assert Calendar.from_ical(str(invitation.get_content())).walk("VEVENT")[0]["SUMMARY"] == "Naboer i Nordbygda"
    link = re.search(r"http://[^/\s]+(/g/\S+/you/\S+/)", words_to(mailbox, AUD))
    assert link is not None

    # The day comes. She opens her link at the door, and is in.
    Gathering.objects.update(starts_at=timezone.now())
    desk.goto(server.at(f"{home}/plan/"))
    press(desk, "Åpne dørene")
    expect(desk.get_by_role("button", name="Lukk dørene")).to_be_visible()
    phone.goto(server.at(link[1]))
    press(phone, "Jeg er her")
    phone.wait_for_url(f"**{home}/")
    aud = Participation.objects.here().get()
    notes = Block.objects.filter(kind="notes").earliest("position")
    Block.objects.filter(pk=notes.pk).update(settings=notes.settings | {"promises": True})
    gathering.refresh_from_db()
    remote.go_to(gathering, step=gathering.step, block=notes)
    box = phone.locator("#mine textarea").first
    box.fill("Baker til alle nye i gata")
    box.press("Control+Enter")
    phone.locator("#mine form").first.get_by_role("button").first.click()
    expect(phone.get_by_text("Baker til alle nye i gata").first).to_be_visible()
    desk.goto(server.at(f"{home}/plan/"))
    press(desk, "Lukk dørene")
    desk.get_by_role("dialog").get_by_role("button", name="Lukk dørene").click()
    expect(desk.get_by_role("button", name="Åpne dørene")).to_be_visible()

    # The report becomes an edition, and is sent to those who asked for it.
    desk.goto(server.at(f"{home}/report/editions/"))
    press(desk, "Lag en utgave")
    expect(desk.get_by_text("Baker til alle nye i gata").first).to_be_visible()

    # Three months later she is asked how it went, and it is done.
    follow_up()
    assert Commitment.objects.get().text == "Baker til alle nye i gata"
    move_back(gathering, timedelta(days=95))
    Ask.objects.filter(months=1).update(sent_at=timezone.now() - timedelta(days=60))
    follow_up()
    work_off()
    done = re.search(r"Ferdig: http://[^/\s]+(/follow-up/\S+)", words_to(mailbox, AUD))
    assert done is not None
    phone.goto(server.at(done[1]))
    press(phone, "Send svaret")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Takk!")
    desk.goto(server.at(f"{home}/follow-up/"))
    expect(desk.get_by_text("1 av 1 er gjort").first).to_be_visible()
    assert aud.pk == Participation.objects.came().get().pk
