"""Sending letters, and letting them go."""

import logging
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskap.jobs.models import Job
from samskap.jobs.work import TryAgain, every, work
from samskap.letters.models import Enclosure, Letter
from samskap.letters.posting import FOLDER
from samskap.letters.sending import Never, NotNow, mark_sent, send

logger = logging.getLogger(__name__)

TEXT_KEPT = timedelta(days=90)
WAITED_FOR = timedelta(hours=24)
TRIES = 9  # with twice the time between each: a little more than four hours


@work("send-letter", title=gettext_lazy("A letter"), tries=TRIES, leaves_nothing=True)
def send_letter(job: Job, *, letter: int) -> None:
    """Send one letter. What may pass is tried again; what will not is said on the letter."""
    claimed = Letter.objects.on_their_way().filter(pk=letter)
    if not claimed.update(tried_at=timezone.now(), tries=F("tries") + 1):
        return  # it has been sent, or somebody has been forgotten
    one = Letter.objects.select_related("gathering__organisation").get(pk=letter)
    with translation.override(one.language):
        try:
            send(one)
        except Never as reason:
            _give_up(one, str(reason))
        except NotNow as reason:
            _wait(job, one, str(reason))
        except Exception:
            logger.exception("Letter %s could not be sent", one.pk)
            _wait(job, one, _("Something went wrong on our side. It is in the log, for whoever runs the server."))
        else:
            mark_sent(one)


def _wait(job: Job, letter: Letter, trouble: str) -> None:
    if job.tries >= TRIES:
        return _give_up(letter, trouble)
    Letter.objects.filter(pk=letter.pk).update(trouble=trouble)
    raise TryAgain(trouble)


def _give_up(letter: Letter, trouble: str) -> None:
    Letter.objects.filter(pk=letter.pk).update(failed_at=timezone.now(), trouble=trouble)


@every(minutes=120)
def let_letters_go() -> None:
    """Remove what letters say after 90 days, those of no gathering altogether, and those whose people are forgotten."""
    now = timezone.now()
    Letter.objects.on_their_way().filter(posted_at__lt=now - WAITED_FOR).update(
        failed_at=now, trouble=_("It could not be sent within a day.")
    )
    old = Letter.objects.filter(posted_at__lt=now - TEXT_KEPT)
    old.filter(gathering=None).delete()
    Letter.objects.filter(gathering__forget_on__lt=timezone.localdate(now)).delete()
    Enclosure.objects.filter(letter__in=old).delete()
    old.exclude(text="").update(text="", calendar="")
    _remove_files()


def _remove_files() -> None:
    """Remove enclosed files that go with no letter. One that has just been put there may be about to."""
    names = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    yesterday = timezone.now() - timedelta(days=1)
    for path in (f"{FOLDER}/{name}" for name in names):
        if not Enclosure.objects.filter(file=path).exists() and default_storage.get_modified_time(path) < yesterday:
            default_storage.delete(path)
