"""Groups present what came out, and new topics are born, in a real browser (B7)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samskap.activities.harvest.models import Turn
from samskap.cards.actions import write_card
from samskap.cards.placing import at, hang
from samskap.circles.models import Circle, Seat
from samskap.circles.sheets import write_answer
from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.testing.browsers import OFFLINE, OpenPage, Watch, axe, look, reflows
from samskap.testing.servers import Server

pytestmark = pytest.mark.mission("B7")

OnStage = Callable[..., Block]


@pytest.fixture
def block(on_stage: OnStage, aud: Participation, bjarne: Participation) -> Block:
    """Two groups have worked and written, and the harvest begins."""
    wall = on_stage("notes")
    for room, (text, by) in zip(
        wall.gathering.rooms.order_by("position"), (("Sykkelverksted", aud), ("Leksehjelp", bjarne)), strict=True
    ):
        hang(write_card(wall, text=text, by=by), room=room, round=1)
    work = on_stage("sessions", round=1, questions="Hva fant vi ut?")
    for circle, person in zip(Circle.objects.filter(block=work).order_by("number"), (aud, bjarne), strict=True):
        Seat.objects.create(block=work, circle=circle, person=person)
        write_answer(circle, number=1, text=f"{person.first_name} fant noe ut", version=0, by=person)
    return on_stage("harvest", source=work, minutes_each=2)


@pytest.fixture
def with_pass(server: Server, open_page: OpenPage, gathering: Gathering) -> Callable[[Role], Page]:
    """A desk or a big screen."""

    def open_(role: Role) -> Page:
        page = open_page("screen" if role == Role.SCREEN else "desk")
        page.goto(server.at(f"/p/{actions.hand_out_pass(gathering, role=role)}/"))
        return page

    return open_


WithPass = Callable[[Role], Page]


@pytest.mark.mission("G3")
def test_next_group_pressed_at_two_desks_is_one_step(block: Block, watch: Watch, with_pass: WithPass) -> None:
    watch.expect(OFFLINE, "status of 409")
    desks = [with_pass(Role.FACILITATOR) for _ in range(2)]
    for desk in desks:
        # Neither hears of the other before pressing.
        desk.route("**/live/**", lambda route: route.abort())
        desk.reload()

    desks[0].locator("#next-group").get_by_role("button").click()
    expect(desks[0].locator("#notice")).not_to_contain_text("Noen andre")
    desks[1].locator("#next-group").get_by_role("button").click()
    expect(desks[1].locator("#notice")).to_contain_text("Noen andre")

    assert [turn.circle.number for turn in Turn.objects.filter(block=block)] == [1]


def test_a_topic_that_is_born_on_a_phone_is_placed_at_the_desk(
    server: Server, open_page: OpenPage, gathering: Gathering, block: Block, with_pass: WithPass
) -> None:
    desk, screen = with_pass(Role.FACILITATOR), with_pass(Role.SCREEN)
    phone = open_page("phone")
    phone.goto(server.at(f"/j/{gathering.join_token}/"))
    phone.get_by_label("Fornavn").fill("Cecilie")
    phone.get_by_role("button", name="Bli med").click()
    desk.locator("#next-group").get_by_role("button").click()
    expect(screen.locator(".harvest-topic")).to_contain_text("Sykkelverksted")
    expect(phone.locator("#now-title")).to_contain_text("Sykkelverksted")
    here = Circle.objects.get(card__text="Sykkelverksted")

    phone.locator(f"#propose-tools-{here.pk} > summary").tap()
    phone.locator(f"#propose-text-{here.pk}").fill("Sykler til flyktninger")
    phone.locator(f"#propose-{here.pk}").get_by_role("button").tap()

    expect(phone.locator("#mine")).to_contain_text("Sykler til flyktninger")
    expect(screen.locator(".harvest-said")).to_contain_text("Sykler til flyktninger")
    form = desk.locator("form[action$='/place/']")
    expect(form).to_be_attached()
    for page, name in ((phone, "phone"), (desk, "desk"), (screen, "screen")):
        axe(page)
        look(page, f"harvest-{name}", whole=name != "screen")
    reflows(phone)
    reflows(desk)

    for closed in reversed(desk.locator("details:has(form[action$='/place/']):not([open]) > summary").all()):
        closed.click()
    form.get_by_role("combobox").select_option(index=1)
    form.get_by_role("button").click()

    expect(phone.locator("#mine")).to_contain_text("runde 2")
    room = gathering.rooms.earliest("position")
    hanging = at(gathering, room=room, round=2)
    assert hanging is not None
    assert (hanging.text, hanging.by and hanging.by.first_name) == ("Sykler til flyktninger", "Cecilie")
