"""What can be done to get people to come."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samskap.cards.photos import Picture
from samskap.gatherings.models import Gathering
from samskap.jobs.models import Job
from samskap.jobs.work import start
from samskap.letters.models import Letter
from samskap.letters.posting import post, post_text
from samskap.people.models import User
from samskap.people.tokens import hashed, token_from
from samskap.recruiting.models import Appeal, Contact, Invitation, InvitePage, Target, Trial
from samskap.recruiting.queries import is_published, not_answered, not_sent, sender_of
from samskap.recruiting.recipients import Recipient
from samskap.recruiting.texts import Words, fill_in, ready_words
from samskap.refusals import Refused


def write_page(
    gathering: Gathering, *, picture: Picture | None = None, remove: bool = False, **texts: str
) -> InvitePage:
    """Write the public page (invitasjonsside). A new picture takes the place of the old one."""
    page = InvitePage.objects.get_or_create(gathering=gathering)[0]
    for name, value in texts.items():
        setattr(page, name, value)
    before = page.file.name
    if picture is not None:
        page.width, page.height = picture.width, picture.height
        page.file.save(f"{uuid.uuid4().hex}.jpg", ContentFile(picture.jpeg), save=False)
    elif remove:
        page.file, page.width, page.height, page.alt = "", 0, 0, ""
    if page.file and not page.alt:
        raise Refused(_("Say what the picture shows, for those who can't see it."), status=422)
    page.save()
    if before and before != page.file.name:
        storage = InvitePage._meta.get_field("file").storage
        transaction.on_commit(lambda: storage.delete(before))
    return page


def publish(gathering: Gathering, *, on: bool) -> None:
    """Let anybody read the page, or take it down."""
    InvitePage.objects.get_or_create(gathering=gathering)
    InvitePage.objects.filter(gathering=gathering).update(published_at=timezone.now() if on else None)


# Letters.


def words_for(gathering: Gathering, audience: str, language: str) -> Words:
    """The organiser's own words for an audience, or ours."""
    own = Appeal.objects.filter(gathering=gathering, audience=audience, language=language).first()
    return Words(own.subject, own.text) if own else ready_words(audience, language)


def write_words(gathering: Gathering, *, audience: str, language: str, subject: str, text: str) -> None:
    """Keep the organiser's own words; words that are ours need no keeping."""
    if Words(subject, text) == ready_words(audience, language):
        Appeal.objects.filter(gathering=gathering, audience=audience, language=language).delete()
        return
    Appeal.objects.update_or_create(
        gathering=gathering, audience=audience, language=language, defaults={"subject": subject, "text": text}
    )


def filled_in(gathering: Gathering, words: Words, *, language: str, name: str) -> Words:
    """Fill in the fields as one person sees them."""
    with translation.override(language):
        when = timezone.localtime(gathering.starts_at)
        link = settings.PUBLIC_URL + reverse(
            "invite-page" if is_published(gathering) else "sign-up", args=[gathering.slug]
        )
        values = {
            "name": name,
            "title": gathering.title,
            "question": gathering.burning_question or gathering.theme or gathering.title,
            "when": f"{date_format(when, 'l j. F Y')} {when:%H.%M}",
            "place": gathering.place,
            "sender": sender_of(gathering),
        }
        words_of_link = _("Read more and sign up")
        button = f"[{words_of_link}]({link})"
    return Words(
        fill_in(words.subject, language, values | {"link": link}),
        fill_in(words.text, language, values | {"link": button}),
    )


def add_recipients(
    gathering: Gathering, recipients: Iterable[Recipient], *, audience: str, language: str
) -> tuple[int, int]:
    """Write down whom to invite; returns how many are new, and how many were there already."""
    known = {email.lower() for email in Invitation.objects.filter(gathering=gathering).values_list("email", flat=True)}
    wanted = list(recipients)
    new = [one for one in wanted if one.email.lower() not in known]
    Invitation.objects.bulk_create(
        Invitation(gathering=gathering, name=one.name[:120], email=one.email, audience=audience, language=language)
        for one in new
    )
    return len(new), len(wanted) - len(new)


def send_invitations(gathering: Gathering, *, by: User | None, reminder: bool = False) -> Job:
    """Ask for all to be sent that has not been; or a reminder to those who have not answered."""
    if not (not_answered(gathering) if reminder else not_sent(gathering)).exists():
        raise Refused(
            _("There is nobody to remind just now.") if reminder else _("There is nobody to send to. Add some first.")
        )
    return start("send-invitations", gathering=gathering, by=by, reminder=reminder)


@transaction.atomic
def send_invitation(invitation: Invitation, *, reply_to: str = "", reminder: bool = False) -> Letter:
    """Post one invitation, or its reminder; once, however often it is asked for."""
    gathering = invitation.gathering
    words = filled_in(
        gathering,
        words_for(gathering, invitation.audience, invitation.language),
        language=invitation.language,
        name=invitation.name,
    )
    subject = words.subject
    if reminder:
        with translation.override(invitation.language):
            subject = _("A reminder: %(subject)s") % {"subject": words.subject}
    letter = post_text(
        invitation.email,
        subject=subject,
        text=words.text,
        key=f"{'invitation-reminder' if reminder else 'invitation'}:{invitation.pk}",
        language=invitation.language,
        gathering=gathering,
        kind="reminder" if reminder else "invitation",
        name=invitation.name,
        reply_to=reply_to,
        unsubscribe="invitation",
    )
    Invitation.objects.filter(pk=invitation.pk).update(**{"reminder" if reminder else "letter": letter})
    return letter


def send_test(gathering: Gathering, *, audience: str, language: str, to: str, name: str = "") -> Letter:
    """Send a text to oneself, just as the others will see it."""
    words = filled_in(gathering, words_for(gathering, audience, language), language=language, name=name)
    return post_text(
        to, subject=words.subject, text=words.text, language=language, gathering=gathering, kind="invitation",
        name=name, urgent=True,
    )  # fmt: skip


def send_trial(
    gathering: Gathering, *, audience: str, language: str, to: str, name: str = "", key: str, by: User | None
) -> Trial:
    """Send a text to somebody who tries it, with a link where they can say what they think (prøveleser)."""
    token = token_from(f"trial:{gathering.pk}:{key}")
    words = filled_in(gathering, words_for(gathering, audience, language), language=language, name=name)
    trial = Trial.objects.create(
        gathering=gathering,
        audience=audience,
        language=language,
        name=name,
        email=to,
        subject=words.subject,
        text=words.text,
        token_hash=hashed(token),
    )
    post(
        to,
        template="recruiting/letters/trial.md",
        context={
            "trial": trial,
            "by": by,
            "address": settings.PUBLIC_URL + reverse("trial", args=[token]),
        },
        language=language,
        gathering=gathering,
        kind="invitation",
        name=name,
        reply_to=by.email if by else "",
        urgent=True,
    )
    return trial


def comment_on_trial(trial: Trial, *, comment: str) -> None:
    """Say what one thinks of a text. The last word counts."""
    Trial.objects.filter(pk=trial.pk).update(comment=comment, commented_at=timezone.now())


# Calls and targets.


def write_contact(
    gathering: Gathering, *, pk: int | None = None, now: datetime | None = None, **values: Any
) -> Contact:
    """Write a key person down, or how it went. Whoever has replied has been called."""
    if values.get("reply") and not values.get("called_at"):
        values["called_at"] = now or timezone.now()
    if pk is None:
        return Contact.objects.create(gathering=gathering, **values)
    Contact.objects.filter(pk=pk, gathering=gathering).update(**values)
    return Contact.objects.get(pk=pk)


def set_targets(gathering: Gathering, wanted: dict[str, int | None]) -> None:
    """Say how many are wanted from each sector; none is no target."""
    for sector, number in wanted.items():
        if number:
            Target.objects.update_or_create(gathering=gathering, sector=sector, defaults={"wanted": number})
        else:
            Target.objects.filter(gathering=gathering, sector=sector).delete()
