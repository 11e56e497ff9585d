"""Sending many invitations beside the requests, and letting go of those who were never to come."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samskap.gatherings.access import PLANNERS
from samskap.jobs.models import Job
from samskap.jobs.work import every, work
from samskap.recruiting.actions import send_invitation
from samskap.recruiting.models import Contact, Invitation, Trial
from samskap.recruiting.queries import not_answered, not_sent
from samskap.refusals import Refused


@work("send-invitations", title=gettext_lazy("Invitations"), who=PLANNERS)
def send_invitations(job: Job, *, reminder: bool) -> None:
    """Post all that has not been posted. Begun again, it goes on where it was: a letter is posted once."""
    assert job.gathering is not None
    waiting = list((not_answered if reminder else not_sent)(job.gathering).order_by("pk"))
    reply_to = job.by.email if job.by else ""
    bad = 0
    for number, invitation in enumerate(waiting, start=1):
        invitation.gathering = job.gathering
        try:
            send_invitation(invitation, reply_to=reply_to, reminder=reminder)
        except Refused:  # an address that was good yesterday: it stands in the list as not sent
            bad += 1
        job.progress(number, len(waiting), str(invitation))
    done = len(waiting) - bad
    text = ngettext("%(number)s letter is on its way.", "%(number)s letters are on their way.", done)
    trouble = " " + _("Some addresses can't be used; they are still in the list.") if bad else ""
    job.progress(len(waiting), len(waiting), text % {"number": done} + trouble)


@every(minutes=360)
def let_the_uninvited_go() -> None:
    """When the people of a gathering are forgotten, so are those who were only asked to come."""
    today = timezone.localdate()
    for model in (Invitation, Contact, Trial):
        model._default_manager.filter(gathering__forget_on__lt=today).delete()
