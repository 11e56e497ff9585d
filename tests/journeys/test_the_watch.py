"""What every browser test notices by itself."""

import pytest

from samskap.testing.browsers import OpenPage, Watch, reflows


def test_a_request_to_another_host_is_noticed(open_page: OpenPage, watch: Watch) -> None:
    phone = open_page("phone")
    phone.set_content('<img src="http://example.com/x.png" alt="">')
    phone.wait_for_load_state("networkidle")

    noticed = watch.surprises()
    watch.expect("another host", "ERR_NAME_NOT_RESOLVED")

    assert "another host: http://example.com/x.png" in noticed
    assert watch.surprises() == []


def test_a_broken_script_is_noticed(open_page: OpenPage, watch: Watch) -> None:
    desk = open_page("desk")
    desk.set_content("<script>throw new Error('oh no')</script>")

    assert ["oh no" in message for message in watch.surprises()] == [True]
    watch.expect("oh no")


def test_a_page_that_is_too_wide_is_noticed(open_page: OpenPage) -> None:
    phone = open_page("phone")
    phone.set_content('<meta name="viewport" content="width=device-width"><p style="width: 500px">wide</p>')

    with pytest.raises(pytest.fail.Exception, match="wider than 320 px"):
        reflows(phone)


@pytest.mark.parametrize("dark", [False, True])
def test_light_and_dark_are_what_the_page_is_told(open_page: OpenPage, dark: bool) -> None:
    page = open_page("screen", dark=dark)

    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is dark
    assert page.evaluate("[innerWidth, innerHeight]") == [1920, 1080]
