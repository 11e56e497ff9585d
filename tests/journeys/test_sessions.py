"""Groups at work, in a real browser: find a group, share the roles, write the sheet, call for help (B6, G3, U11)."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from samskap.cards.actions import write_card
from samskap.cards.models import Photo
from samskap.cards.placing import hang
from samskap.circles.models import Answer, Circle, Seat, Variant
from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.testing.browsers import OFFLINE, OpenPage, Watch, axe, look, reflows
from samskap.testing.servers import Server

pytestmark = pytest.mark.mission("B6")

OnStage = Callable[..., Block]
FOUND = "Hva fant vi ut?"


@pytest.fixture
def block(on_stage: OnStage, aud: Participation, bjarne: Participation) -> Block:
    """Two topics hang on the wall, and the groups are at work."""
    wall = on_stage("notes")
    for room, (text, by) in zip(
        wall.gathering.rooms.order_by("position"), (("Sykkelverksted", aud), ("Leksehjelp", bjarne)), strict=True
    ):
        hang(write_card(wall, text=text, by=by), room=room, round=1)
    return on_stage("sessions", round=1, questions=f"{FOUND}\nHva er neste steg?")


@pytest.fixture
def bikes(block: Block) -> Circle:
    return Circle.objects.get(card__text="Sykkelverksted")


@pytest.fixture
def homework(block: Block) -> Circle:
    return Circle.objects.get(card__text="Leksehjelp")


@pytest.fixture
def come_in(server: Server, open_page: OpenPage, gathering: Gathering) -> Callable[[str], Page]:
    """A phone that has joined."""

    def one_more(name: str) -> Page:
        phone = open_page("phone")
        phone.goto(server.at(f"/j/{gathering.join_token}/"))
        phone.get_by_label("Fornavn").fill(name)
        phone.get_by_role("button", name="Bli med").click()
        expect(phone.locator("body.phone")).to_be_visible()
        return phone

    return one_more


@pytest.fixture
def at_the(server: Server, open_page: OpenPage, gathering: Gathering) -> Callable[[Role], Page]:
    """A desk or a big screen."""

    def open_(role: Role) -> Page:
        page = open_page("screen" if role == Role.SCREEN else "desk")
        page.goto(server.at(f"/p/{actions.hand_out_pass(gathering, role=role)}/"))
        return page

    return open_


ComeIn = Callable[[str], Page]
AtThe = Callable[[Role], Page]


def go_to(phone: Page, circle: Circle) -> None:
    phone.locator(f"#go-{circle.pk}").get_by_role("button").tap()
    expect(phone.locator("#my-group")).to_contain_text(circle.card.text if circle.card else circle.name)


def take_the_pen(phone: Page) -> Locator:
    phone.locator("#role-note_taker").get_by_role("button").tap()
    expect(phone.locator("#role-note_taker")).to_contain_text("deg")
    return phone.get_by_label(FOUND)


def is_saved(phone: Page, circle: Circle) -> None:
    expect(phone.locator(f"#answer-{circle.pk}-1 .sessions-is-saved")).to_be_visible(timeout=20_000)


def open_sheet(page: Page, circle: Circle) -> Locator:
    sheet = page.locator(f"#sheet-{circle.pk}")
    sheet.locator("summary").click()
    return sheet


def test_what_a_note_taker_writes_is_on_the_phones_the_desk_the_screen_and_in_the_report(
    server: Server, bikes: Circle, come_in: ComeIn, at_the: AtThe
) -> None:
    desk, screen = at_the(Role.FACILITATOR), at_the(Role.SCREEN)
    pen, reader = come_in("Cecilie"), come_in("Dina")
    go_to(pen, bikes)

    take_the_pen(pen).press_sequentially("Vi har verktøy")
    is_saved(pen, bikes)

    expect(open_sheet(reader, bikes)).to_contain_text("Vi har verktøy")
    expect(desk.locator(f"#group-{bikes.pk}").get_by_text("1 / 2")).to_be_visible()
    expect(screen.locator(".sessions-said")).to_contain_text("Vi har verktøy")
    for page, name in ((pen, "pen"), (reader, "phone"), (desk, "desk"), (screen, "screen")):
        axe(page)
        look(page, f"sessions-{name}", whole=name != "screen")
    for page in (pen, reader, desk):
        reflows(page)
    desk.goto(server.at(f"/g/{bikes.block.gathering.slug}/report/"))
    expect(desk.locator("main")).to_contain_text("Vi har verktøy")


@pytest.mark.mission("G3")
def test_what_is_written_without_coverage_is_saved_once_with_the_newest_text(
    watch: Watch, bikes: Circle, come_in: ComeIn
) -> None:
    watch.expect(OFFLINE)
    pen = come_in("Cecilie")
    go_to(pen, bikes)
    box = take_the_pen(pen)
    box.press_sequentially("Vi har")
    is_saved(pen, bikes)

    pen.context.set_offline(True)
    for more in (" verktøy", " og lokale"):
        box.press_sequentially(more)
        expect(pen.locator("#outbox")).to_be_visible(timeout=20_000)
        box.blur()
        box.focus()
        box.press("End")
    assert Answer.objects.get(circle=bikes).text == "Vi har"
    pen.context.set_offline(False)

    is_saved(pen, bikes)
    expect(box).to_have_value("Vi har verktøy og lokale")
    expect(pen.locator("#outbox")).to_be_hidden()
    assert [one.text for one in Answer.objects.filter(circle=bikes)] == ["Vi har verktøy og lokale"]
    assert not Variant.objects.exists()


@pytest.mark.mission("G3")
def test_of_two_who_write_at_once_both_texts_are_kept_and_shown(
    watch: Watch, bikes: Circle, come_in: ComeIn, at_the: AtThe
) -> None:
    watch.expect(OFFLINE)
    desk = at_the(Role.FACILITATOR)
    first, second = come_in("Cecilie"), come_in("Dina")
    for phone in (first, second):
        go_to(phone, bikes)
    box = take_the_pen(first)
    first.context.set_offline(True)
    box.press_sequentially("Skrevet i kjelleren")
    expect(first.locator("#outbox")).to_be_visible(timeout=20_000)

    second.locator("#take-note_taker").get_by_role("button").tap()
    second.get_by_role("dialog").get_by_role("button", name="Ta over").tap()
    second.get_by_label(FOUND).press_sequentially("Skrevet oppe")
    is_saved(second, bikes)
    first.context.set_offline(False)

    expect(second.locator(".sessions-beside")).to_contain_text("Skrevet i kjelleren", timeout=20_000)
    expect(second.get_by_label(FOUND)).to_have_value("Skrevet oppe")
    expect(first.locator("#mine")).to_contain_text("Teksten din er tatt vare på")
    expect(desk.locator(f"#group-{bikes.pk} .sessions-beside")).to_contain_text("Skrevet i kjelleren")
    axe(second)
    axe(desk)

    second.get_by_role("button", name="Legg den under vår").tap()
    expect(second.get_by_label(FOUND)).to_have_value("Skrevet oppe\n\nSkrevet i kjelleren")


@pytest.mark.mission("G3")
def test_a_push_moves_neither_the_caret_nor_the_text_of_a_note_taker(bikes: Circle, come_in: ComeIn) -> None:
    pen, other = come_in("Cecilie"), come_in("Dina")
    go_to(pen, bikes)
    box = take_the_pen(pen)
    box.press_sequentially("Halvskrevet setning")
    for _ in range(5):
        box.press("ArrowLeft")

    go_to(other, bikes)
    expect(pen.locator(f"#group-now-{bikes.pk}")).to_contain_text("Dina")
    is_saved(pen, bikes)
    box.press_sequentially("!")

    expect(box).to_have_value("Halvskrevet se!tning")
    assert pen.evaluate("[document.activeElement.name, document.activeElement.selectionStart]") == ["text", 15]


@pytest.mark.mission("U11")
def test_the_law_of_two_feet_is_one_tap_and_frees_ones_roles(bikes: Circle, homework: Circle, come_in: ComeIn) -> None:
    mover, stays = come_in("Cecilie"), come_in("Dina")
    for phone in (mover, stays):
        go_to(phone, bikes)
    take_the_pen(mover)
    expect(stays.locator("#role-note_taker")).to_contain_text("Cecilie")

    go_to(mover, homework)

    expect(stays.locator("#role-note_taker")).to_contain_text("ingen ennå")
    take_the_pen(stays)
    assert [seat.circle for seat in Seat.objects.taken().filter(person__first_name="Cecilie")] == [homework]


def test_a_group_that_calls_for_help_is_seen_and_sees_that_help_is_on_the_way(
    bikes: Circle, come_in: ComeIn, at_the: AtThe
) -> None:
    desk, screen = at_the(Role.FACILITATOR), at_the(Role.SCREEN)
    phone, other = come_in("Cecilie"), come_in("Dina")
    for one in (phone, other):
        go_to(one, bikes)

    phone.get_by_role("button", name="Be om hjelp").tap()

    expect(desk.get_by_text(f"Gruppe {bikes.number} ber om hjelp")).to_be_visible()
    expect(screen.locator(".sessions-sign[data-help]")).to_contain_text("Sykkelverksted")
    for page, name in ((phone, "phone"), (desk, "desk"), (screen, "screen")):
        axe(page)
        look(page, f"sessions-help-{name}", whole=name != "screen")
    desk.get_by_role("button", name="Jeg kommer").click()
    for one in (phone, other):
        expect(one.locator("#mine")).to_contain_text("Hjelp er på vei")
    other.get_by_role("button", name="Nå klarer vi oss").tap()
    expect(desk.get_by_text(f"Gruppe {bikes.number} ber om hjelp")).to_have_count(0)


def test_a_picture_of_the_notes_is_on_the_other_phones_and_in_the_report(
    server: Server, bikes: Circle, come_in: ComeIn, at_the: AtThe
) -> None:
    desk = at_the(Role.FACILITATOR)
    phone, other = come_in("Cecilie"), come_in("Dina")
    go_to(phone, bikes)
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "orange").save(picture, "PNG")

    phone.locator("#photo-tools > summary").tap()
    phone.get_by_label("Bilde").set_input_files(
        FilePayload(name="lapper.png", mimeType="image/png", buffer=picture.getvalue())
    )
    phone.get_by_label("Hva viser det").fill("Flippoveren vår")
    phone.get_by_role("button", name="Legg ut bildet").tap()

    expect(open_sheet(other, bikes).get_by_role("img", name="Flippoveren vår")).to_be_visible(timeout=20_000)
    expect(other.locator("figure img")).to_have_js_property("naturalWidth", 64)
    axe(other)
    look(other, "sessions-photo", whole=True)
    desk.goto(server.at(f"/g/{bikes.block.gathering.slug}/report/"))
    expect(desk.get_by_role("img", name="Flippoveren vår")).to_be_visible()
    assert Photo.objects.get().circle == bikes


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"The keyboard does not reach {target}")


def test_a_whole_session_can_be_done_with_the_keyboard(bikes: Circle, come_in: ComeIn) -> None:
    phone = come_in("Cecilie")

    for target in (f"#go-{bikes.pk} button", "#take-note_taker button"):
        tab_to(phone, phone.locator(target))
        phone.keyboard.press("Enter")
        expect(phone.locator(target)).to_have_count(0 if "take" in target else 1)
        expect(phone.locator("#my-group")).to_be_visible()
    tab_to(phone, phone.get_by_label(FOUND))
    phone.keyboard.type("Uten mus")
    is_saved(phone, bikes)
    tab_to(phone, phone.get_by_role("button", name="Be om hjelp"))
    phone.keyboard.press("Enter")

    expect(phone.locator("#mine")).to_contain_text("Gruppa har bedt om hjelp")
    assert Answer.objects.get(circle=bikes).text == "Uten mus"
