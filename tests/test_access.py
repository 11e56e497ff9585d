"""Nobody gets in where they don't belong: every address, every role, every method, against the table."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from samskap.gatherings import actions
from samskap.gatherings.access import TABLE, Who, cookie_name
from samskap.gatherings.models import Block, Gathering, Participation, Pass, Role
from samskap.gatherings.ownership import own
from samskap.people.models import OrganisationMember, User
from samskap.people.organisations import start_organisation
from samskap.people.tokens import hashed
from samskap.stage.activity import activities
from samskap.testing.fixtures import OURS, send

SHUT = {401, 403, 404, 405}


def addresses(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


NAMES = sorted({str(pattern.name) for pattern in addresses()})


def test_every_address_has_a_line_in_the_table_and_every_line_an_address() -> None:
    assert [name for name in NAMES if name not in TABLE] == []
    # The style guide is only there while developing.
    assert sorted(set(TABLE) - set(NAMES)) in ([], ["style-guide"])


@pytest.fixture
def values(gathering: Gathering, on_stage: Callable[..., Block]) -> dict[str, Any]:
    """Something to fill each address with."""
    block = on_stage("notes")
    return {
        "slug": gathering.slug, "block": block.pk, "verb": "write", "code": gathering.code, "token": "x" * 32,
        "audience": "phone", "provider_id": "elsewhere", "pk": 1, "room": gathering.rooms.earliest("pk").pk,
        "recipe": "barcamp-full-day",
    }  # fmt: skip


def address(name: str, values: dict[str, Any]) -> str:
    pattern = next(pattern for pattern in addresses() if pattern.name == name)
    kwargs = {key: values[key] for key in pattern.pattern.converters}
    slug = {"slug": values["slug"]} if _has_slug(name) else {}
    if name == "remote":
        kwargs["verb"] = "blank"
    return reverse(name, kwargs=kwargs | slug)


def _has_slug(name: str) -> bool:
    return any("slug" in route[0][1] for route in [get_resolver().reverse_dict.getlist(name)[0][0]])


def client_as(who: Who | None, gathering: Gathering, person: Participation) -> Client:
    client = Client(headers=OURS, SERVER_NAME="localhost")
    if who is Who.PARTICIPANT:
        Participation.objects.filter(pk=person.pk).update(token_hash=hashed("mine"))
        client.cookies[cookie_name(gathering, "person")] = "mine"
    elif who is Who.GUEST:
        guest = Participation.objects.create(gathering=gathering, first_name="Gunn", link_hash=hashed("own"))
        client.cookies[cookie_name(guest.gathering, "person")] = "own"
    elif who in {Who.FACILITATOR, Who.SCREEN, Who.HOST, Who.BROKER, Who.HELPER, Who.TABLET}:
        client.cookies[cookie_name(gathering, "pass")] = actions.hand_out_pass(gathering, role=Role(who.value))
    elif who in {Who.ORGANISER, Who.SIGNED_IN}:
        user = User.objects.create_user(f"{who.name}@example.org")
        if who is Who.ORGANISER:
            actions.give_role(gathering, user=user, role=Role.ORGANISER)
        client.force_login(user)
    return client


EVERYBODY = [
    None, Who.SIGNED_IN, Who.GUEST, Who.PARTICIPANT, Who.SCREEN, Who.HELPER, Who.BROKER, Who.HOST, Who.FACILITATOR,
    Who.ORGANISER, Who.TABLET,
]  # fmt: skip


def each_apart(everybody: list[Who | None]) -> Iterator[Who | None]:
    """Let one after the other try, each as if nobody had tried before."""
    for who in everybody:
        with transaction.atomic():
            yield who
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_opens_for_those_in_the_table_and_nobody_else(
    name: str, method: str, gathering: Gathering, values: dict[str, Any], aud: Participation
) -> None:
    allowed = TABLE[name].read if method == "get" else TABLE[name].write
    where = address(name, values)
    for who in each_apart(EVERYBODY):
        has = {who, Who.ANYBODY} | ({Who.SIGNED_IN} if who is Who.ORGANISER else set())

        answer = getattr(client_as(who, gathering, aud), method)(where, headers={"accept": "text/html"})

        away = {"/", reverse("sign-in"), reverse("you", args=[gathering.slug])}
        sent_away = answer.status_code == 302 and answer.headers["Location"].split("?")[0] in away
        if has & allowed:
            # Doors that are open may still find nothing behind them, or refuse what was (not) sent.
            assert (who, answer.status_code == 403) in {(who, False), (who, name == "do")}
            assert (who, sent_away) in {(who, False), (who, name in LEADS_OUT)}
        else:
            assert (who, answer.status_code in SHUT or sent_away) == (who, True)


def test_an_organisation_opens_all_an_organiser_reads_to_administrators_and_nothing_to_members(
    gathering: Gathering, values: dict[str, Any]
) -> None:
    eva = User.objects.create_user("eva@example.org")
    library = start_organisation("Nordbygda bibliotek", by=eva)
    own(gathering, library)
    per = OrganisationMember.objects.create(organisation=library, user=User.objects.create_user("per@example.org"))
    browsers = {Who.ORGANISER: Client(SERVER_NAME="localhost"), Who.SIGNED_IN: Client(SERVER_NAME="localhost")}
    browsers[Who.ORGANISER].force_login(eva)
    browsers[Who.SIGNED_IN].force_login(per.user)
    names = [name for name in NAMES if _has_slug(name) and not TABLE[name].read & {Who.ANYBODY}]
    refused = set()
    for who, name in product(browsers, names):
        answer = browsers[who].get(address(name, values))
        if answer.status_code in {401, 403}:
            refused.add((who, name))

    assert refused == {(who, name) for who, name in product(browsers, names) if who not in TABLE[name].read}


LEADS_OUT = {
    "front", "leave", "forget-me", "sign-out", "language", "pass", "join", "sign-in-link", "you",
    "own-data-erase",
    "socialaccount_login_cancelled",
    "account_confirm_login_code", "account_email_verification_sent", "mfa_authenticate", "mfa_login_webauthn",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_address_answers_to_other_methods(
    name: str, gathering: Gathering, values: dict[str, Any], aud: Participation
) -> None:
    client = client_as(Who.ORGANISER, gathering, aud)
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(address(name, values)).status_code in {403, 404, 405}


def every_verb() -> list[tuple[str, str]]:
    return [(room.kind, verb.name) for room in activities().values() for verb in room.verbs]


@pytest.mark.parametrize(("kind", "name"), every_verb(), ids=lambda value: value)
def test_a_verb_is_for_those_it_names_and_nobody_else(
    kind: str, name: str, gathering: Gathering, on_stage: Callable[..., Block], aud: Participation
) -> None:
    block = on_stage(kind)
    verb = activities()[kind].verb(name)
    assert verb is not None
    for who in each_apart(EVERYBODY):
        answer = send(client_as(who, gathering, aud), block, name)

        assert (who, answer.status_code == 403) == (who, who not in verb.who)


def test_what_belongs_to_another_gathering_does_not_exist(
    gathering: Gathering,
    on_stage: Callable[..., Block],
    aud: Participation,
    phone_of: Callable[[Participation], Client],
) -> None:
    block = on_stage("notes")
    other = Gathering.objects.create(slug="annen", title="En annen", starts_at=timezone.now())
    actions.open_doors(other)
    phone = phone_of(actions.join(other, first_name="Vidar"))

    assert phone.post(f"/g/{other.slug}/b/{block.pk}/write/", {"text": "Hei"}).status_code == 404
    assert phone.post(f"/g/{gathering.slug}/b/{block.pk}/write/", {"text": "Hei"}).status_code == 403
    assert phone.get(f"/g/{gathering.slug}/mine/").status_code == 403


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}, {}]
)
def test_a_change_that_another_site_asks_for_is_refused(
    headers: dict[str, str],
    on_stage: Callable[..., Block],
    aud: Participation,
    phone_of: Callable[[Participation], Client],
) -> None:
    block = on_stage("notes")
    phone = phone_of(aud)
    phone.defaults = {key: value for key, value in phone.defaults.items() if key != "HTTP_SEC_FETCH_SITE"}

    answer = phone.post(f"/g/unge/b/{block.pk}/write/", {"text": "Hei"}, headers=headers)

    assert answer.status_code == 403
    assert block.cards.count() == 0


def test_a_pass_that_is_old_or_taken_back_opens_nothing(gathering: Gathering, desk: Client) -> None:
    assert desk.get(f"/g/{gathering.slug}/desk/").status_code == 200
    Pass.objects.update(revoked_at=timezone.now())
    assert desk.get(f"/g/{gathering.slug}/desk/").status_code == 403
    Pass.objects.update(revoked_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    assert desk.get(f"/g/{gathering.slug}/desk/").status_code == 403


def test_every_page_forbids_what_is_not_ours(client: Client, db: None) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
