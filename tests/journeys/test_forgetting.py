"""Leaving, and being forgotten, in a real browser."""

from playwright.sync_api import expect

from samskap.gatherings import actions
from samskap.gatherings.models import Gathering, Participation, Role
from samskap.people.actions import make_sign_in_link
from samskap.people.models import User
from samskap.testing.browsers import OpenPage, axe, look, reflows
from samskap.testing.servers import Server


def test_somebody_leaves_and_is_forgotten_and_another_is_forgotten_by_the_organiser(
    server: Server, open_page: OpenPage, gathering: Gathering, bjarne: Participation
) -> None:
    phone = open_page("phone")
    phone.goto(server.at(f"/j/{gathering.join_token}/"))
    phone.get_by_label("Fornavn").fill("Cecilie")
    phone.get_by_role("button", name="Bli med").click()
    phone.get_by_role("button", name="Meny").tap()
    expect(phone.get_by_role("button", name="Gå ut på denne telefonen")).to_be_visible()
    axe(phone)
    look(phone, "forgetting-menu")
    phone.get_by_role("link", name="Gå og glem meg").tap()
    expect(phone.get_by_role("heading", name="Dette blir igjen")).to_be_visible()
    axe(phone)
    look(phone, "forgetting-phone", whole=True)
    reflows(phone)

    phone.get_by_role("button", name="Gå og glem meg").tap()

    expect(phone.get_by_text("Du er glemt.")).to_be_visible()
    user = User.objects.create_user("ingrid@example.org")
    actions.give_role(gathering, user=user, role=Role.ORGANISER)
    desk = open_page("desk")
    desk.goto(server.at(f"/sign-in/{make_sign_in_link(user)}/"))
    desk.get_by_role("button", name="Logg inn").click()
    desk.goto(server.at(f"/g/{gathering.slug}/helpers/people/"))
    expect(desk.get_by_text("Cecilie")).to_have_count(0)
    axe(desk)
    look(desk, "forgetting-desk", whole=True)
    reflows(desk)

    desk.get_by_role("listitem").filter(has_text="Bjarne").get_by_role("button").click()
    desk.get_by_role("dialog").get_by_role("button", name="Glem denne personen").click()

    expect(desk.get_by_text("Personen er glemt.")).to_be_visible()
    expect(desk.get_by_text("Bjarne")).to_have_count(0)
