"""Ingrid invites: from an empty list to letters that arrive, with the progress on the page she left open."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from samskap.demo.invent import ORGANISER, invent
from samskap.door.views import sign_in_address
from samskap.jobs.doing import claim_next, do
from samskap.jobs.models import Job
from samskap.letters.models import Letter
from samskap.people.actions import find_or_make_user, make_sign_in_link
from samskap.recruiting.demo import before
from samskap.testing.browsers import OpenPage, Watch, axe, look, reflows
from samskap.testing.fixtures import WorkOff
from samskap.testing.mailbox import Mailbox
from samskap.testing.servers import Server


def is_good(page: Page, name: str) -> None:
    axe(page)
    look(page, name)


@pytest.mark.mission("G4")
def test_an_organiser_invites_and_sees_the_letters_leave(
    server: Server, open_page: OpenPage, watch: Watch, mailbox: Mailbox, work_off: WorkOff
) -> None:
    watch.expect("status of 422")
    invented = invent("barcamp", number=4)
    gathering, home = invented.gathering, f"/g/{invented.gathering.slug}/invite/"
    before(gathering, organiser=find_or_make_user(ORGANISER), tale=invented.tale)
    work_off()
    desk = open_page("desk")
    desk.goto(server.at(sign_in_address(make_sign_in_link(find_or_make_user(ORGANISER)))))
    desk.locator("main").get_by_role("button").first.click()
    for name in ("", "page/", "page/edit/", "texts/resident/", "calls/"):
        desk.goto(server.at(home + name))
        is_good(desk, f"invite-{name.replace('/', '-')}")

    desk.goto(server.at(f"{home}letters/"))
    desk.get_by_text("Legg til folk som skal inviteres").click()
    desk.get_by_label("Navn og e-postadresser").fill("Åse Ås <ase@lag.example>\nBo; bo@lag.example\nErik uten")
    desk.get_by_role("button", name="Legg til", exact=True).click()
    expect(desk.get_by_text("Linje 3 har ingen adresse som virker: Erik uten").first).to_be_visible()
    is_good(desk, "invite-letters")
    desk.get_by_role("button", name="Send til 2").click()
    desk.get_by_role("dialog").get_by_role("button").first.click()
    expect(desk.get_by_role("heading", level=1, name="Invitasjoner")).to_be_visible()
    expect(desk.locator("#job")).to_contain_text("Venter på tur.")
    is_good(desk, "job-waits")

    job = claim_next("the test")
    assert job is not None
    job.progress(1, 2, "Åse Ås")
    expect(desk.locator("#job")).to_contain_text("1 / 2")  # by itself: nobody has touched the page
    is_good(desk, "job-under-way")
    do(job)
    expect(desk.locator("#job")).to_contain_text("2 brev er på vei.")
    expect(desk.locator("#job-said")).to_contain_text("Ferdig.")
    expect(desk.locator("#job[hx-trigger]")).to_have_count(0)
    work_off()

    assert (mailbox.to("bo@lag.example") is None, Job.objects.exclude(name="send-invitations").count()) == (False, 0)
    desk.goto(server.at(f"/g/{gathering.slug}/mail/?who=lag.example"))
    expect(desk.get_by_text("ase@lag.example")).to_be_visible()
    is_good(desk, "mail")
    desk.goto(server.at(f"/g/{gathering.slug}/mail/{Letter.objects.earliest('pk').pk}/"))
    is_good(desk, "mail-letter")
    phone = open_page("phone")
    phone.goto(server.at(f"{home}page/"))
    reflows(phone)
    is_good(phone, "invite-page-phone")
    assert "og:title" in Client(SERVER_NAME="localhost").get(f"{home}page/").content.decode()
