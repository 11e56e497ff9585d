"""Live and safe: what the stage and the phones promise each other, in a real browser and over a real server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering, Role
from samskap.stage import remote
from samskap.testing.browsers import OFFLINE, OpenPage, Watch, axe, look, reflows
from samskap.testing.servers import Product, Server

pytestmark = pytest.mark.mission("G3")

OnStage = Callable[..., Block]


def join(page: Page, server: Server | Product, code: str, name: str) -> Page:
    """Come in as somebody does: the code, a first name."""
    page.goto(server.at("/"))
    page.get_by_label("Kode").fill(code)
    page.get_by_role("button", name="Kom inn").click()
    page.get_by_label("Fornavn").fill(name)
    page.get_by_role("button", name="Bli med").click()
    expect(page.locator("body.phone")).to_be_visible()
    return page


def open_with_pass(page: Page, server: Server, gathering: Gathering, role: Role) -> Page:
    page.goto(server.at(f"/p/{actions.hand_out_pass(gathering, role=role)}/"))
    return page


def write(page: Page, text: str) -> None:
    page.get_by_label("Lappen din").first.fill(text)
    page.get_by_role("button", name="Heng den opp").click()


@pytest.mark.mission("B3")
def test_one_person_joins_and_writes_a_note_and_the_screen_shows_it(
    server: Server, open_page: OpenPage, gathering: Gathering, on_stage: OnStage
) -> None:
    on_stage("notes")
    screen = open_with_pass(open_page("screen"), server, gathering, Role.SCREEN)
    phone = join(open_page("phone"), server, gathering.code, "Aud")

    write(phone, "Sykkelverksted")

    expect(screen.locator(".note", has_text="Sykkelverksted")).to_be_visible()
    expect(phone.locator("#mine").get_by_text("Sykkelverksted").first).to_be_visible()
    for page, name in ((phone, "phone"), (screen, "screen")):
        axe(page)
        look(page, f"notes-{name}")
    reflows(phone)


def test_everybody_follows_when_the_facilitator_presses_next(
    server: Server, open_page: OpenPage, gathering: Gathering, on_stage: OnStage
) -> None:
    on_stage("notes", question="Hva brenner du for?")
    Block.objects.create(gathering=gathering, kind="notes", title="Neste", position=9, settings={"question": "Hva nå?"})
    phone = join(open_page("phone"), server, gathering.code, "Aud")
    screen = open_with_pass(open_page("screen"), server, gathering, Role.SCREEN)
    desk = open_with_pass(open_page("desk"), server, gathering, Role.FACILITATOR)
    expect(phone.get_by_role("heading", name="Hva brenner du for?")).to_be_visible()

    desk.locator("#remote-next").get_by_role("button", name="Neste").click()

    expect(phone.get_by_role("heading", name="Hva nå?")).to_be_visible()
    expect(screen.get_by_role("heading", name="Hva nå?")).to_be_visible()
    expect(desk.locator("[aria-current=step]")).to_contain_text("Neste")
    axe(desk)
    look(desk, "desk")


def test_of_two_desks_that_press_next_at_once_one_is_told(
    server: Server, open_page: OpenPage, watch: Watch, gathering: Gathering, on_stage: OnStage
) -> None:
    watch.expect("status of 409")
    on_stage("notes")
    for number in (8, 9):
        Block.objects.create(gathering=gathering, kind="notes", title=f"Del {number}", position=number)
    desks = [open_with_pass(open_page("desk"), server, gathering, Role.FACILITATOR) for _ in range(2)]
    # Neither hears of the other before pressing: what both pressed waits on its way.
    on_the_way: list[Route] = []

    def hold(route: Route) -> None:
        on_the_way.append(route)

    for desk in desks:
        desk.route("**/remote/next/", hold)
        with desk.expect_request("**/remote/next/"):
            desk.locator("#remote-next button").click()

    said = []
    for desk, press in zip(desks, on_the_way, strict=True):
        with desk.expect_response("**/remote/next/") as answer:
            press.continue_()
        said.append(answer.value.status)

    assert said == [200, 409]
    expect(desks[1].locator("#notice")).to_contain_text("Noen andre")
    expect(desks[0].locator("#notice")).not_to_contain_text("Noen andre")
    gathering.refresh_from_db()
    assert gathering.on_stage is not None
    assert gathering.on_stage.title == "Del 8"


def test_a_push_leaves_the_half_typed_text_the_caret_and_an_open_dialog_alone(
    server: Server, open_page: OpenPage, gathering: Gathering, on_stage: OnStage
) -> None:
    on_stage("notes")
    phone = join(open_page("phone"), server, gathering.code, "Aud")
    other = join(open_page("phone"), server, gathering.code, "Bjarne")
    box = phone.get_by_label("Lappen din").first
    box.click()
    box.press_sequentially("Halvskrevet lapp")
    for _ in range(5):
        box.press("ArrowLeft")

    write(other, "Fotballkveld")
    expect(phone.locator("#face-others .note", has_text="Fotballkveld")).to_be_visible()

    assert box.input_value() == "Halvskrevet lapp"
    assert phone.evaluate("[document.activeElement.name, document.activeElement.selectionStart]") == ["text", 11]

    phone.locator("[data-open=menu]").click()
    expect(phone.get_by_role("dialog")).to_be_visible()
    write(other, "Kveldskino")
    expect(phone.locator("#face-others .note", has_text="Kveldskino")).to_have_count(1)
    expect(phone.get_by_role("dialog")).to_be_visible()
    axe(phone)


@pytest.mark.mission("G10")
def test_promise_3_notes_written_without_coverage_arrive_once_and_in_order(
    server: Server, open_page: OpenPage, watch: Watch, gathering: Gathering, on_stage: OnStage
) -> None:
    watch.expect(OFFLINE)
    block = on_stage("notes")
    phone = join(open_page("phone"), server, gathering.code, "Aud")
    expect(phone.locator("#connection")).to_have_attribute("data-state", re.compile("live|ok|on"))

    phone.context.set_offline(True)
    for text in ("Første", "Andre", "Tredje"):
        write(phone, text)
    expect(phone.locator("#outbox")).to_contain_text("Tredje")
    assert block.cards.count() == 0
    phone.context.set_offline(False)

    expect(phone.locator("#mine .note")).to_have_count(3)
    assert [card.text for card in block.cards.order_by("pk")] == ["Første", "Andre", "Tredje"]


def test_a_phone_that_was_away_is_where_everybody_is(
    server: Server, open_page: OpenPage, watch: Watch, gathering: Gathering, on_stage: OnStage
) -> None:
    watch.expect(OFFLINE)
    on_stage("notes", question="Hva brenner du for?")
    phone = join(open_page("phone"), server, gathering.code, "Aud")
    phone.context.set_offline(True)
    later = Block.objects.create(
        gathering=gathering, kind="notes", title="Senere", position=9, settings={"question": "Hva nå?"}
    )

    remote.go_to(Gathering.objects.select_related("on_stage").get(), step=gathering.step or 1, block=later)
    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", name="Hva nå?")).to_be_visible(timeout=20_000)


def test_a_restarted_server_finds_everybody_again(
    server: Server, open_page: OpenPage, watch: Watch, gathering: Gathering, on_stage: OnStage
) -> None:
    watch.expect(OFFLINE)
    block = on_stage("notes")
    phone = join(open_page("phone"), server, gathering.code, "Aud")
    screen = open_with_pass(open_page("screen"), server, gathering, Role.SCREEN)

    server.stop()
    write(phone, "Skrevet mens serveren var nede")
    expect(phone.locator("#outbox")).to_contain_text("Skrevet mens")
    server.start()

    expect(screen.locator(".note", has_text="Skrevet mens")).to_be_visible(timeout=30_000)
    assert block.cards.count() == 1


MAKE = """
from django.utils import timezone
from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering
from samskap.stage import remote
gathering = Gathering.objects.create(slug='unge', title='Unge', code='BCDFGH', starts_at=timezone.now())
Block.objects.create(gathering=gathering, kind='notes', title='Lapper', position=1)
actions.open_doors(gathering)
remote.go_next(gathering, step=0)
"""


@pytest.mark.long
def test_promise_1_an_answer_shown_as_sent_survives_kill_9(product: Product, open_page: OpenPage, watch: Watch) -> None:
    watch.expect(OFFLINE)
    product.start()
    product.run("manage", "shell", "-v", "0", "-c", MAKE)
    phone = join(open_page("phone"), product, "BCDFGH", "Aud")
    for number in range(5):
        write(phone, f"Lapp {number}")
        expect(phone.locator("#mine .note", has_text=f"Lapp {number}")).to_be_visible()

    product.kill()
    product.start()

    found = product.run(
        "manage", "shell", "-v", "0", "-c",
        "from samskap.cards.models import Card; print([one.text for one in Card.objects.order_by('pk')])",
    )  # fmt: skip
    assert found == "['Lapp 0', 'Lapp 1', 'Lapp 2', 'Lapp 3', 'Lapp 4']"


@pytest.mark.mission("B3")
def test_everything_can_be_done_without_script(
    server: Server, open_page: OpenPage, gathering: Gathering, on_stage: OnStage
) -> None:
    block = on_stage("notes")
    phone = join(open_page("phone", java_script_enabled=False), server, gathering.code, "Aud")

    write(phone, "Uten skript")

    expect(phone.locator("#mine .note", has_text="Uten skript")).to_be_visible()
    assert block.cards.count() == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("locale", ["nb-NO", "nn-NO", "en-GB"])
def test_the_door_is_open_to_all(
    server: Server, open_page: OpenPage, gathering: Gathering, dark: bool, locale: str
) -> None:
    page = open_page("phone", dark=dark, locale=locale)
    for path in ("/", f"/j/{gathering.code}/", "/sign-in/", "/sign-in/no-such-link/"):
        page.goto(server.at(path))
        axe(page)
        reflows(page)
