"""What personal data is for, in human words: the ground of the privacy notice and the processing record.

Each field says itself why it is kept (`samskap.privacy`). Here the tables are gathered under what they serve, so that a
person can read it. The purposes are extracted into this app's catalogue by ``tools/messages.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskap.privacy import Kind, Until, said_of

Text = str | Lazy


@dataclass(frozen=True)
class Group:
    """Something that personal data is needed for (formål)."""

    key: str
    title: Text
    why: Text
    basis: Text
    whose: Text
    seen_by: Text
    labels: tuple[str, ...]


INTEREST = gettext_lazy(
    "To hold the gathering people have asked to take part in: a legitimate interest, and for a public body a task in "
    "the public interest (GDPR article 6 (1) f and e)."
)
CONSENT = gettext_lazy("Consent, which can be taken back at any time (GDPR article 6 (1) a).")
PARTICIPANTS = gettext_lazy("Those who sign up or take part")
WORKERS = gettext_lazy("Those who plan and lead gatherings")
OUR_CREW = gettext_lazy("The organisers and those who help them")

GROUPS = (
    Group(
        "taking-part",
        gettext_lazy("To sign up and take part"),
        gettext_lazy(
            "So that you get a place, are known at the door, meet people from elsewhere and are called by name."
        ),
        INTEREST,
        PARTICIPANTS,
        gettext_lazy("First name, organisation and what drives you: those who take part. The rest: the organisers."),
        ("gatherings", "registering", "arriving", "printing"),
    ),
    Group(
        "made",
        gettext_lazy("What is said and made together"),
        gettext_lazy("Notes, topics, group work and pictures are what the gathering is for."),
        INTEREST,
        PARTICIPANTS,
        gettext_lazy("Those who take part; those who read the report, without names unless you have said yes to it."),
        ("cards", "circles", "journal", "paper", "stage"),
    ),
    Group(
        "report",
        gettext_lazy("The report"),
        gettext_lazy("What came out is written up, sent to you, and can be commented on."),
        CONSENT,
        PARTICIPANTS,
        gettext_lazy("Those who take part; everybody, where the report is published openly."),
        ("reports",),
    ),
    Group(
        "follow-up",
        gettext_lazy("The follow-up"),
        gettext_lazy("What people promise each other is asked about, so that it becomes something."),
        CONSENT,
        PARTICIPANTS,
        gettext_lazy("Those the promise concerns, and the organisers."),
        ("followups",),
    ),
    Group(
        "letters",
        gettext_lazy("Invitations and letters"),
        gettext_lazy("To invite, to confirm, and to send what you have asked for."),
        INTEREST,
        gettext_lazy("Those who are invited, sign up or take part"),
        OUR_CREW,
        ("letters", "recruiting", "jobs"),
    ),
    Group(
        "organising",
        gettext_lazy("To plan and lead gatherings"),
        gettext_lazy("Organisers have an account, so that only they can change the plan and see who has signed up."),
        gettext_lazy("To give organisers what they have asked for: an agreement (GDPR article 6 (1) b)."),
        WORKERS,
        gettext_lazy("Those one works with, and whoever runs the installation"),
        ("people", "accounts", "planning", "lessons", "overview", "account", "socialaccount", "mfa", "sessions"),
    ),
    Group(
        "safety",
        gettext_lazy("So that nothing counts twice, and only the right ones get in"),
        gettext_lazy("Keys that are known again, never shown, and thrown away when they are used or old."),
        gettext_lazy("The security of the data itself: a legitimate interest (GDPR article 6 (1) f and article 32)."),
        gettext_lazy("Everybody who uses Samskap"),
        gettext_lazy("Nobody: they are kept as fingerprints that can't be turned back"),
        ("writing", "door", "personal"),
    ),
)
LASTING = {
    Until.GATHERING_DELETED: gettext_lazy("until the gathering is deleted"),
    Until.GATHERING_FORGOTTEN: gettext_lazy("until the people of the gathering are forgotten, on the date chosen"),
    Until.ACCOUNT_CLOSED: gettext_lazy("until the account is closed"),
    Until.USED: gettext_lazy("until it is used or has expired"),
}


def until_of(until: Until) -> Text:
    """Until when something is kept, in words."""
    return LASTING[until]


def group_of(model: type[models.Model]) -> Group:
    """What a table serves. The rooms' tables are what people make together."""
    label = model._meta.app_label
    if model.__module__.startswith("samskap.activities."):
        label = "cards"
    return next((group for group in GROUPS if label in group.labels), GROUPS[1])


@dataclass
class Purpose:
    """One group with what is kept for it."""

    group: Group
    kept: dict[str, set[str]] = field(default_factory=dict)

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """Until when, and why each thing is kept that long."""
        return [(until, sorted(purposes)) for until, purposes in self.kept.items()]


def personal_fields() -> Iterator[tuple[type[models.Model], str, Kind, str, Until]]:
    """Every field that tells something of a person, or opens a door for one."""
    for model in apps.get_models():
        for name, said in said_of(model).items():
            if said.kind is not Kind.NONE:
                yield model, name, said.kind, said.purpose, said.until


def purposes(*, organisers_too: bool = True) -> list[Purpose]:
    """All that personal data is kept for, with each purpose in the reader's language."""
    found = {group.key: Purpose(group) for group in GROUPS}
    for model, _name, kind, purpose, until in personal_fields():
        group = GROUPS[-1] if kind is Kind.SECRET else group_of(model)
        found[group.key].kept.setdefault(str(until_of(until)), set()).add(_(purpose))
    wanted = [one for one in found.values() if one.kept]
    return [one for one in wanted if organisers_too or one.group.key != "organising"]
