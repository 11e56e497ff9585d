"""Fixtures for all tests, those in tests/ and those that live with their room."""

from samskap.testing.browsers import (
    browser_type_launch_args,
    desk,
    firefox,
    new_context,
    open_page,
    phone,
    screen,
    watch,
)

__all__ = [
    "browser_type_launch_args",
    "desk",
    "firefox",
    "new_context",
    "open_page",
    "phone",
    "screen",
    "watch",
]
