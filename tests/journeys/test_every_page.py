"""Every page that is not live, with a day in it: planning, report, paper, the doors, and the pages for what went wrong.

The live faces are looked at where they are tested, in their rooms and in `tests/design`.
"""

from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from django.views.defaults import server_error
from playwright.sync_api import Page, expect

from samskap.demo.day import Day
from samskap.demo.invent import ORGANISER, Invented, invent
from samskap.door.views import sign_in_address
from samskap.followups.actions import begin
from samskap.followups.models import Commitment
from samskap.gatherings.actions import hand_out_pass
from samskap.gatherings.models import Gathering, Role
from samskap.people.actions import find_or_make_user, make_sign_in_link
from samskap.reports.editions import make_edition
from samskap.stage import remote
from samskap.testing.browsers import COLOURS, OpenPage, Watch, axe, look, reflows
from samskap.testing.servers import Server
from samskap.testing.whole_day import WholeDay

PEOPLE = 9


@pytest.fixture
def day_that_was(server: Server) -> Gathering:
    """A BarCamp that a few people have been through, with something in every block."""
    invented: Invented = invent("barcamp", number=PEOPLE)
    gathering = invented.gathering
    day = WholeDay(Day(gathering, invented.tale), join_path=f"/j/{gathering.join_token}/", desk_pass=invented.own_desk)
    day.come_in(invented.guests)
    for _ in day.play():
        pass
    make_edition(gathering)
    return gathering


def sign_in(page: Page, server: Server) -> None:
    page.goto(server.at(sign_in_address(make_sign_in_link(find_or_make_user(ORGANISER)))))
    page.locator("main").get_by_role("button").first.click()


def _a_promise(gathering: Gathering) -> int:
    """Follow the day up, and choose a promise."""
    begin(gathering, now=timezone.now())
    return Commitment.objects.filter(gathering=gathering).earliest("pk").pk


def addresses(gathering: Gathering) -> Iterator[tuple[str, str]]:
    """Name each page and say where it is; one block of each kind."""
    plan = f"/g/{gathering.slug}/plan/"
    yield from {
        "gatherings": "/plan/",
        "recipes": "/plan/new/",
        "new": "/plan/new/barcamp-full-day/",
        "plan": plan,
        **{
            name: f"{plan}{name}/"
            for name in ("about", "rooms", "delete", "run-sheet", "tasks", "setting", "share", "questions", "again")
        },
        "run-sheet-print": f"{plan}run-sheet/print/",
        "school-holidays": "/plan/school-holidays/",
        "overview": "/overview/",
        "account": "/account/",
        "organisations": "/account/organisations/",
        **{f"helpers-{name.strip('/')}": f"/g/{gathering.slug}/helpers/{name}" for name in ("", "my-part/", "people/")},
        **{
            f"invite{name.replace('/', '-')}": f"/g/{gathering.slug}/invite/{name}"
            for name in ("", "page/", "page/edit/", "letters/", "texts/public/", "calls/")
        },
        "mail": f"/g/{gathering.slug}/mail/",
        "lessons": f"/g/{gathering.slug}/lessons/",
        "report": f"/g/{gathering.slug}/report/",
        "sign-up": f"/g/{gathering.slug}/sign-up/",
        **{
            f"sign-up-{name.replace('/', '-')}": f"/g/{gathering.slug}/sign-up/{name}/"
            for name in ("again", "people", "people/add", "settings", "form", "form/new", "answers", "import")
        },
        "door": f"/g/{gathering.slug}/door/?q=a&show=here",
        "typing": f"/g/{gathering.slug}/paper/",
        "paper-photos": f"/g/{gathering.slug}/paper/photos/",
        "door-tablet-new": f"/g/{gathering.slug}/door/tablet/new/",
        **{
            f"report-{name.replace('/', '-')}": f"/g/{gathering.slug}/report/{name}/"
            for name in ("edit", "edit/text", "edit/part/people", "edit/photos", "comments", "editions", "editions/1")
        },
        **{
            f"follow-up{name.replace('/', '-')}": f"/g/{gathering.slug}/follow-up/{name}"
            for name in ("", "new/", "asks/", "carry/", f"{_a_promise(gathering)}/")
        },
        "report-send": f"/g/{gathering.slug}/report/send/",
        "report-publish": f"/g/{gathering.slug}/report/publish/",
        **{
            f"print{name.replace('/', '-')}": f"/g/{gathering.slug}/print/{name}"
            for name in ("", "badges/", "posters/", "sheets/badges/", "sheets/sheets/")
        },
        **{f"privacy-{name}": f"/g/{gathering.slug}/privacy/{name}" for name in ("", "record/", "care/")},
        "privacy-here": "/privacy/",
        "not-found": "/there/is/nothing/",
    }.items()
    for block in {block.kind: block for block in gathering.blocks.all()}.values():
        yield f"settings-{block.kind}", f"{plan}run-sheet/{block.pk}/"
        yield f"paper-{block.kind}", f"/g/{gathering.slug}/b/{block.pk}/paper/"


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.mission("G2", "G10", "G11")
def test_every_page_can_be_used_by_everybody_and_a_printed_sheet_is_one_page(
    server: Server, open_page: OpenPage, watch: Watch, day_that_was: Gathering
) -> None:
    watch.expect("status of 404")
    page = open_page("desk")
    for name, path in (("front", "/"), ("sign-in", "/sign-in/")):
        page.goto(server.at(path))
        _is_good(page, name)
    sign_in(page, server)
    for name, path in addresses(day_that_was):
        answer = page.goto(server.at(path))
        assert answer is not None
        assert (path, answer.ok) == (path, name != "not-found")
        _is_good(page, name)
        if path.endswith("/paper/") and "/b/" in path:
            _prints_each_sheet_on_a_page(page, name)


def _is_good(page: Page, name: str) -> None:
    axe(page)
    assert page.locator("h1").count() == 1, name
    reflows(page)
    look(page, f"page-{name}-light", whole=True)
    page.emulate_media(color_scheme="dark")
    axe(page, only=COLOURS)
    look(page, f"page-{name}-dark", whole=True)
    page.emulate_media(color_scheme="light")


def _prints_each_sheet_on_a_page(page: Page, name: str) -> None:
    pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    cards = page.locator(".topic-card").count()  # two on a page
    assert pages == page.locator(".sheet").count() + (cards + 1) // 2, name


@pytest.mark.parametrize(("language", "says"), [("nb", "er slettet"), ("nn", "er sletta"), ("en", "There is nothing")])
def test_what_is_not_there_is_said_in_the_language_of_the_reader(db: None, language: str, says: str) -> None:
    answer = Client(headers={"accept-language": language}).get("/there/is/nothing/")

    assert answer.status_code == 404
    assert says in answer.content.decode()


def test_our_own_mistake_is_told_without_the_database(rf: RequestFactory) -> None:
    # No database is asked for here, so pytest-django fails the test if the page wants one.
    answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in answer.content.decode()


@pytest.mark.mission("G3")
def test_the_block_on_stage_is_within_sight_in_the_run_sheet(server: Server, open_page: OpenPage) -> None:
    gathering = invent("barcamp", number=PEOPLE).gathering
    page = open_page("desk")
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(server.at(f"/p/{hand_out_pass(gathering, role=Role.FACILITATOR)}/"))
    last = gathering.blocks.last()
    assert last is not None

    gathering.refresh_from_db()
    remote.go_to(gathering, step=gathering.step, block=last)

    line = page.locator(f"#run-{last.pk}")
    expect(line).to_have_attribute("data-state", "now")
    expect(line).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("scrollY") == 0
