"""Who may do what: every address, in one table, checked in one place.

Each address has a name, and each name a line in `TABLE`: who may read (GET, HEAD) and who may write (POST). An address
without a line is refused, and fails the tests. What can be done inside a block is declared with the activity's verbs
and checked with `allows` by the one view that carries them out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from samskap.gatherings.models import Gathering, Participation, Pass, Role
from samskap.gatherings.ownership import lacks_a_second_step, roles_of
from samskap.people.models import User
from samskap.people.tokens import hashed


class Who(StrEnum):
    """Those a line of the table can name. A gathering's roles, and three that need no gathering."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    NOBODY = "nobody"
    ORGANISER = Role.ORGANISER
    FACILITATOR = Role.FACILITATOR
    HOST = Role.HOST
    BROKER = Role.BROKER
    HELPER = Role.HELPER
    PARTICIPANT = Role.PARTICIPANT
    SCREEN = Role.SCREEN
    TABLET = Role.TABLET
    GUEST = "guest"  # has signed up or taken part: known by the personal link or the phone, before, during and after


ANYBODY = frozenset({Who.ANYBODY})
SIGNED_IN = frozenset({Who.SIGNED_IN})
NOBODY: frozenset[Who] = frozenset()
PEOPLE = frozenset({Who.PARTICIPANT})
GUESTS = frozenset({Who.GUEST, Who.PARTICIPANT})
DESK = frozenset({Who.FACILITATOR, Who.ORGANISER})
PLANNERS = frozenset({Who.ORGANISER})
HOSTS = DESK | {Who.HOST}
HELPERS = DESK | {Who.HELPER}  # who may check in and type in for others
TABLETS = HELPERS | {Who.TABLET}  # a tablet left alone, where people check themselves in and nothing else
CREW = DESK | {Who.HOST, Who.BROKER, Who.HELPER}  # everybody who makes the day happen
INSIDE = PEOPLE | DESK
LOOKERS = INSIDE | {Who.SCREEN}
READERS = CREW | GUESTS  # who may read the report: all who took part or made the day happen


@dataclass(frozen=True)
class Rule:
    """Who may read and who may write at one address."""

    read: frozenset[Who] = NOBODY
    write: frozenset[Who] = NOBODY


TABLE: dict[str, Rule] = {
    "front": Rule(read=ANYBODY, write=ANYBODY),
    "join": Rule(read=ANYBODY, write=ANYBODY),
    "pass": Rule(read=ANYBODY),
    "sign-in": Rule(read=ANYBODY, write=ANYBODY),
    "sign-in-link": Rule(read=ANYBODY, write=ANYBODY),
    "sign-out": Rule(write=ANYBODY),
    "language": Rule(write=ANYBODY),
    "health": Rule(read=ANYBODY),
    "style-guide": Rule(read=ANYBODY),
    "phone": Rule(read=INSIDE),
    "mine": Rule(read=PEOPLE),
    "leave": Rule(write=PEOPLE),
    "forget-me": Rule(read=PEOPLE, write=PEOPLE),
    "desk": Rule(read=DESK),
    "desk-preview": Rule(read=DESK),
    "screen": Rule(read=HOSTS | {Who.SCREEN}),
    "do": Rule(write=INSIDE),
    "remote": Rule(write=DESK),
    "paper": Rule(read=DESK),
    "photo": Rule(read=LOOKERS | CREW | GUESTS),
    # reports
    "report": Rule(read=READERS),
    "report-names": Rule(write=PLANNERS),
    "report-edit": Rule(read=PLANNERS, write=PLANNERS),
    "report-text": Rule(read=PLANNERS, write=PLANNERS),
    "report-part": Rule(read=PLANNERS, write=PLANNERS),
    "report-photos": Rule(read=PLANNERS, write=PLANNERS),
    "report-photo": Rule(read=PLANNERS, write=PLANNERS),
    "report-do": Rule(write=PLANNERS),
    "report-editions": Rule(read=READERS, write=PLANNERS),
    "report-edition": Rule(read=READERS),
    "report-changes": Rule(read=READERS),
    "report-file": Rule(read=READERS, write=PLANNERS),
    "report-send": Rule(read=PLANNERS, write=PLANNERS),
    "report-publish": Rule(read=PLANNERS, write=PLANNERS),
    "report-data": Rule(read=READERS),
    "report-public": Rule(read=ANYBODY),
    "report-public-photo": Rule(read=ANYBODY),
    "report-public-file": Rule(read=ANYBODY),
    "report-comment": Rule(write=READERS),
    "report-comments": Rule(read=PLANNERS, write=PLANNERS),
    "report-comment-do": Rule(write=READERS),
    "gatherings": Rule(read=SIGNED_IN),
    "choose-recipe": Rule(read=SIGNED_IN),
    "new-gathering": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "delete-recipe": Rule(write=SIGNED_IN),
    "plan": Rule(read=PLANNERS),
    "plan-about": Rule(read=PLANNERS, write=PLANNERS),
    "plan-rooms": Rule(read=PLANNERS, write=PLANNERS),
    "plan-tasks": Rule(read=PLANNERS, write=PLANNERS),
    "plan-task": Rule(read=PLANNERS, write=PLANNERS),
    "plan-advice": Rule(write=PLANNERS),
    "plan-setting": Rule(read=PLANNERS, write=PLANNERS),
    "school-holidays": Rule(read=SIGNED_IN),
    "new-school-holiday": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "school-holiday": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "plan-share": Rule(read=PLANNERS, write=PLANNERS),
    "plan-pdf": Rule(read=CREW),
    "plan-calendar": Rule(read=CREW),
    "programme": Rule(read=ANYBODY),
    "programme-calendar": Rule(read=ANYBODY),
    "plan-questions": Rule(read=PLANNERS, write=PLANNERS),
    "plan-again": Rule(read=PLANNERS, write=PLANNERS),
    "plan-doors": Rule(write=PLANNERS),
    "plan-save": Rule(write=PLANNERS),
    "plan-delete": Rule(read=PLANNERS, write=PLANNERS),
    "run-sheet": Rule(read=PLANNERS),
    "run-sheet-print": Rule(read=DESK),
    "run-sheet-do": Rule(write=PLANNERS),
    "plan-block": Rule(read=PLANNERS, write=PLANNERS),
    # accounts
    "account_login": Rule(read=ANYBODY, write=ANYBODY),
    "account_request_login_code": Rule(read=ANYBODY, write=ANYBODY),
    "account_confirm_login_code": Rule(read=ANYBODY, write=ANYBODY),
    "sign-in-password": Rule(read=ANYBODY, write=ANYBODY),
    "account_signup": Rule(read=ANYBODY, write=ANYBODY),
    "account_email_verification_sent": Rule(read=ANYBODY, write=ANYBODY),
    "mfa_authenticate": Rule(read=ANYBODY, write=ANYBODY),
    "mfa_login_webauthn": Rule(read=ANYBODY, write=ANYBODY),
    "openid_connect_login": Rule(read=ANYBODY),
    "openid_connect_callback": Rule(read=ANYBODY),
    "socialaccount_login_cancelled": Rule(read=ANYBODY),
    "account": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "account-confirm": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "account-password": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "account-everywhere": Rule(write=SIGNED_IN),
    "account-disconnect": Rule(write=SIGNED_IN),
    "account-data": Rule(read=SIGNED_IN),
    "account-close": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "account_email": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_index": Rule(read=SIGNED_IN),
    "mfa_list_webauthn": Rule(read=SIGNED_IN),
    "mfa_add_webauthn": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_remove_webauthn": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_activate_totp": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_deactivate_totp": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "mfa_view_recovery_codes": Rule(read=SIGNED_IN),
    "mfa_generate_recovery_codes": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "organisations": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "organisation": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "member-invitation": Rule(read=ANYBODY, write=ANYBODY),
    "role-invitation": Rule(read=ANYBODY, write=ANYBODY),
    "plan-people": Rule(read=PLANNERS, write=PLANNERS),
    "my-part": Rule(read=CREW),
    "crew-forget": Rule(read=DESK, write=DESK),
    # jobs
    "job": Rule(read=CREW, write=CREW),
    "job-file": Rule(read=CREW),
    "own-job": Rule(read=SIGNED_IN, write=SIGNED_IN),
    "own-job-file": Rule(read=SIGNED_IN),
    # letters
    "mail": Rule(read=PLANNERS),
    "mail-letter": Rule(read=PLANNERS, write=PLANNERS),
    "outgoing": Rule(read=ANYBODY),
    "outgoing-letter": Rule(read=ANYBODY),
    "unsubscribe": Rule(read=ANYBODY, write=ANYBODY),
    # recruiting
    "invite": Rule(read=PLANNERS, write=PLANNERS),
    "invite-page": Rule(read=ANYBODY),
    "invite-picture": Rule(read=ANYBODY),
    "invite-calendar": Rule(read=ANYBODY),
    "invite-edit": Rule(read=PLANNERS, write=PLANNERS),
    "invite-letters": Rule(read=PLANNERS, write=PLANNERS),
    "invite-texts": Rule(read=PLANNERS, write=PLANNERS),
    "invite-calls": Rule(read=PLANNERS, write=PLANNERS),
    "invite-call": Rule(read=PLANNERS, write=PLANNERS),
    "trial": Rule(read=ANYBODY, write=ANYBODY),
    # registering
    "sign-up": Rule(read=ANYBODY, write=ANYBODY),
    "signed-up": Rule(read=ANYBODY),
    "own-link-again": Rule(read=ANYBODY, write=ANYBODY),
    "find-organisation": Rule(read=ANYBODY),
    "own-link": Rule(read=ANYBODY),
    "you": Rule(read=GUESTS, write=GUESTS),
    "own-sign-up": Rule(read=GUESTS, write=GUESTS),
    "own-calendar": Rule(read=GUESTS),
    "sign-ups": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-add": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-person": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-export": Rule(read=PLANNERS),
    "sign-up-settings": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-form": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-new-question": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-question": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-answers": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-import": Rule(read=PLANNERS, write=PLANNERS),
    "sign-up-import-check": Rule(read=PLANNERS, write=PLANNERS),
    # printing
    "print": Rule(read=HELPERS),
    "print-badges": Rule(read=HELPERS, write=HELPERS),
    "print-posters": Rule(read=HELPERS, write=HELPERS),
    "print-make": Rule(write=HELPERS),
    "print-sheets": Rule(read=HELPERS),
    "print-style": Rule(read=HELPERS),
    # arriving
    "door": Rule(read=HELPERS),
    "door-now": Rule(read=HELPERS),
    "door-do": Rule(write=HELPERS),
    "door-tablet": Rule(read=TABLETS, write=TABLETS),
    "door-tablet-new": Rule(read=TABLETS),
    "door-tablet-link": Rule(write=HELPERS),
    # paper
    "typing": Rule(read=HELPERS),
    "typing-do": Rule(write=HELPERS),
    "paper-photos": Rule(read=HELPERS, write=HELPERS),
    "paper-photo": Rule(read=HELPERS, write=HELPERS),
    "paper-sheet": Rule(read=HELPERS, write=HELPERS),
    # followups
    "follow-up": Rule(read=PLANNERS),
    "follow-up-new": Rule(read=PLANNERS, write=PLANNERS),
    "follow-up-collect": Rule(write=PLANNERS),
    "follow-up-asks": Rule(read=PLANNERS, write=PLANNERS),
    "follow-up-carry": Rule(read=PLANNERS, write=PLANNERS),
    "follow-up-sheet": Rule(read=PLANNERS),
    "follow-up-one": Rule(read=PLANNERS, write=PLANNERS),
    "follow-up-change": Rule(read=PLANNERS, write=PLANNERS),
    "follow-up-mine": Rule(read=GUESTS, write=GUESTS),
    "follow-up-answer": Rule(read=ANYBODY, write=ANYBODY),
    "follow-up-stop": Rule(read=ANYBODY, write=ANYBODY),
    # leading
    "leaders": Rule(read=PLANNERS, write=PLANNERS),
    "leader-answer": Rule(write=GUESTS),
    "leader-briefing": Rule(read=READERS),
    "leader-briefing-pdf": Rule(read=READERS),
    # lessons
    "lessons": Rule(read=PLANNERS, write=PLANNERS),
    "lesson": Rule(read=PLANNERS, write=PLANNERS),
    # personal
    "privacy-here": Rule(read=ANYBODY),
    "privacy": Rule(read=ANYBODY),
    "privacy-record": Rule(read=DESK),
    "personal-data": Rule(read=PLANNERS, write=PLANNERS),
    "own-data": Rule(read=GUESTS, write=GUESTS),
    "own-data-json": Rule(read=GUESTS),
    "own-data-html": Rule(read=GUESTS),
    "own-data-erase": Rule(read=GUESTS, write=GUESTS),
    # overview
    "overview": Rule(read=SIGNED_IN),
    "overview-excel": Rule(read=SIGNED_IN),
}


@dataclass(frozen=True)
class Actor:
    """Somebody at the door of a gathering: which roles they have, and as whom (aktør)."""

    roles: frozenset[Who]
    person: Participation | None = None
    user: User | None = None
    held: Pass | None = None

    @property
    def key(self) -> str:
        """A short text that is always the same for the same actor, to keep receipts by."""
        if self.person is not None:
            return f"person:{self.person.pk}"
        if self.user is not None:
            return f"user:{self.user.pk}"
        return f"pass:{self.held.pk}" if self.held is not None else "nobody"

    def may(self, who: frozenset[Who]) -> bool:
        """Whether the table's ``who`` includes this actor."""
        return Who.ANYBODY in who or not self.roles.isdisjoint(who)

    @property
    def leads(self) -> bool:
        """Whether the actor may stand at the desk."""
        return self.may(DESK)

    @property
    def plans(self) -> bool:
        """Whether the actor may change the plan."""
        return self.may(PLANNERS)


def cookie_name(gathering: Gathering, kind: str) -> str:
    """Name the cookie that keeps a device's token for one gathering; ``kind`` is "person" or "pass"."""
    return f"{'__Host-' if settings.HTTPS else ''}samskap-{kind}-{gathering.pk}"


def set_token(response: HttpResponse, gathering: Gathering, kind: str, token: str) -> None:
    """Give the device a token to keep for 60 days. Scripts can't read it."""
    response.set_cookie(
        cookie_name(gathering, kind),
        token,
        max_age=60 * 24 * 3600,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def actor_from(cookies: dict[str, str], user: User | None, gathering: Gathering) -> Actor:
    """Find out who somebody is in ``gathering``, from their device's cookies and their account."""
    roles: set[Who] = set()
    if user is not None:
        roles.add(Who.SIGNED_IN)
        roles |= {Who(role.value) for role in roles_of(user, gathering)}
    held = _held(cookies, gathering)
    if held is not None:
        roles.add(Who(held.role))
    person = _person(cookies, gathering)
    if person is not None:
        roles.add(Who.GUEST)
        if person.is_here:
            roles.add(Who.PARTICIPANT)
    return Actor(frozenset(roles), person, user, held)


def _held(cookies: dict[str, str], gathering: Gathering) -> Pass | None:
    token = cookies.get(cookie_name(gathering, "pass"))
    held = token and Pass.objects.filter(gathering=gathering, token_hash=hashed(token)).first()
    return held if held and held.is_valid(timezone.now()) else None


def _person(cookies: dict[str, str], gathering: Gathering) -> Participation | None:
    token = cookies.get(cookie_name(gathering, "person"))
    if not token:
        return None
    known = Q(token_hash=hashed(token), left_at=None) | Q(link_hash=hashed(token))
    return Participation.objects.select_related("organisation").filter(known, gathering=gathering).first()


DOORS = {
    Role.ORGANISER: "plan",
    Role.FACILITATOR: "desk",
    Role.HELPER: "door",
    Role.SCREEN: "screen",
    Role.TABLET: "door-tablet",
}


def first_door(*roles: str) -> str:
    """The name of the page where somebody with these roles begins."""
    return next((page for role, page in DOORS.items() if role in roles), "my-part")


def actor_at(request: HttpRequest, gathering: Gathering) -> Actor:
    """Find out who sends ``request``."""
    user = request.user if isinstance(request.user, User) else None
    return actor_from(request.COOKIES, user, gathering)


class AccessMiddleware:
    """Let a request through if the table says so; give the view ``request.gathering`` and ``request.actor``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Stop a request that may not go on."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        rule = TABLE.get(name)
        if rule is None:
            raise ImproperlyConfigured(f"The address {name!r} has no line in the table of who may do what")
        who = rule.read if request.method in {"GET", "HEAD"} else rule.write
        if "slug" in kwargs:
            return self._at_a_gathering(request, kwargs.pop("slug"), who)
        if Who.ANYBODY in who or (Who.SIGNED_IN in who and request.user.is_authenticated):
            return None
        return self._stop(request, None)

    def _at_a_gathering(self, request: HttpRequest, slug: str, who: frozenset[Who]) -> HttpResponse | None:
        gathering = Gathering.objects.select_related("on_stage", "organisation").filter(slug=slug).first()
        if gathering is None:
            raise Http404
        request.gathering = gathering  # type: ignore[attr-defined]
        request.actor = actor_at(request, gathering)  # type: ignore[attr-defined]
        if request.actor.may(who):  # type: ignore[attr-defined]
            return None
        return self._stop(request, gathering)

    def _stop(self, request: HttpRequest, gathering: Gathering | None) -> HttpResponse:
        """Show the way to whoever may only be missing a sign-in; refuse the rest."""
        wants_a_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        name = request.resolver_match.view_name if request.resolver_match else ""
        if wants_a_page and gathering is not None and name == "phone":
            signed_up = request.actor.may(GUESTS)  # type: ignore[attr-defined]
            return redirect("you", gathering.slug) if signed_up else redirect("front")
        if gathering is not None and TABLE[name].read == GUESTS:
            return render(request, "gatherings/no_link.html", {"gathering": gathering}, status=403)
        if wants_a_page and not request.user.is_authenticated:
            return redirect(f"{reverse('sign-in')}?next={request.get_full_path()}")
        user = request.user if isinstance(request.user, User) else None
        weak = gathering is not None and user is not None and lacks_a_second_step(user, gathering)
        return render(request, "gatherings/refused.html", {"gathering": gathering, "weak": weak}, status=403)
