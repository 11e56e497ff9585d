"""From a promise on the phone to an answer from the mail, three months later: time is moved, not waited for."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samskap.cards.actions import write_card
from samskap.door.views import sign_in_address
from samskap.followups.asking import follow_up
from samskap.followups.models import Ask, Commitment
from samskap.gatherings.actions import close_doors, give_role
from samskap.gatherings.consents import give_consent
from samskap.gatherings.models import Block, Gathering, Participation, Purpose, Role
from samskap.people.actions import find_or_make_user, make_sign_in_link
from samskap.testing.browsers import OpenPage, axe, look, reflows
from samskap.testing.fixtures import WorkOff
from samskap.testing.mailbox import Mailbox
from samskap.testing.servers import Server


@pytest.mark.mission("G12", "U9")
def test_the_three_month_letter_is_answered_with_a_tap_and_the_board_shows_it(
    server: Server,
    open_page: OpenPage,
    gathering: Gathering,
    on_stage: Callable[..., Block],
    aud: Participation,
    mailbox: Mailbox,
    work_off: WorkOff,
) -> None:
    write_card(on_stage("notes", promises=True), text="Spør rektor om nøkkelen", by=aud)
    Participation.objects.filter(pk=aud.pk).update(email="aud@example.org")
    give_consent(aud, Purpose.FOLLOW_UP)
    close_doors(gathering)
    follow_up()
    # Three months pass: the day is moved back, and what was asked after one month was.
    Gathering.objects.filter(pk=gathering.pk).update(starts_at=timezone.now() - timedelta(days=95))
    Ask.objects.filter(months=1).update(sent_at=timezone.now() - timedelta(days=60))
    Ask.objects.filter(months=3).update(due_at=timezone.now() - timedelta(hours=1))
    follow_up()
    work_off()
    plain = mailbox.to("aud@example.org").get_body(("plain",))
    assert plain is not None
    text = plain.get_content()
    assert "Spør rektor om nøkkelen" in text
    link = re.search(r"Ferdig: http://[^/\s]+(/follow-up/\S+)", text)
    assert link is not None

    phone = open_page("phone")
    phone.goto(server.at(link[1]))
    expect(phone.get_by_label("Ferdig")).to_be_checked()
    axe(phone)
    reflows(phone)
    look(phone, "follow-up-answer", whole=True)
    phone.get_by_label("Er det noe du vil si?").fill("Fikk den på dagen")
    phone.get_by_role("button", name="Send svaret").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Takk!")

    user = find_or_make_user("ingrid@bibliotek.example", name="Ingrid")
    give_role(gathering, user=user, role=Role.ORGANISER)
    desk = open_page("desk")
    desk.goto(server.at(sign_in_address(make_sign_in_link(user))))
    desk.locator("main").get_by_role("button").first.click()
    desk.goto(server.at(f"/g/{gathering.slug}/follow-up/"))
    expect(desk.get_by_text("1 av 1 er gjort").first).to_be_visible()
    expect(desk.get_by_text("«Fikk den på dagen»")).to_be_visible()
    axe(desk)
    reflows(desk)
    assert Commitment.objects.get().status == "done"
