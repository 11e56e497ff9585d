"""Starting, stopping, crashing and starting again."""

from signal import SIGTERM
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from samskap.testing.browsers import OpenPage, axe, look
from samskap.testing.servers import Product, Server


def test_it_says_that_it_is_well_and_stops_when_asked(product: Product) -> None:
    product.start()

    assert urlopen(product.at("/health/")).status == 200
    assert product.stop() in {0, -SIGTERM}


def test_it_starts_again_on_what_a_crash_left(product: Product) -> None:
    product.start()
    link = product.run("sign-in-link", "kari@example.org")
    product.kill()

    product.start()

    assert urlopen(link).status == 200


@pytest.mark.sqlite
def test_a_second_process_on_the_same_data_refuses(product: Product) -> None:
    product.start()
    second = Product(product.folder)

    with pytest.raises(RuntimeError, match="Another Samskap already serves"):
        second.start()


def test_the_front_page_opens_and_has_no_barriers(server: Server, open_page: OpenPage) -> None:
    phone = open_page("phone")
    phone.goto(server.at("/"))

    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    axe(phone)
    look(phone, "front-phone")
