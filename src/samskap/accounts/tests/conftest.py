"""Ingrid, who plans, and what others see."""

from collections.abc import Callable

import pytest
from django.test import Client

from samskap.gatherings import actions
from samskap.gatherings.models import Gathering, Role
from samskap.people.models import User
from samskap.testing.fixtures import OURS


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """A browser, signed in or not."""

    def browser(user: User | None = None) -> Client:
        client = Client(headers=OURS, SERVER_NAME="localhost")
        if user is not None:
            client.force_login(user)
        return client

    return browser


@pytest.fixture
def ingrid(db: None) -> User:
    """Ingrid has an account."""
    return User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")


@pytest.fixture
def per(db: None) -> User:
    """Per has one too."""
    return User.objects.create_user("per@bibliotek.example", name="Per")


@pytest.fixture
def ingrids(browser_of: Callable[..., Client], gathering: Gathering, ingrid: User) -> Client:
    """Ingrid's browser; she plans the gathering."""
    actions.give_role(gathering, user=ingrid, role=Role.ORGANISER)
    return browser_of(ingrid)
