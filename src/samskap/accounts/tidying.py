"""What has expired is thrown away: sign-ins, links that sign in, and the addresses of invitations nobody answered."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from samskap.accounts.models import LASTS, RoleInvitation
from samskap.people import organisations
from samskap.people.models import MemberInvitation, SignInLink


def throw_away(now: datetime | None = None) -> None:
    """Throw away what can't be used any more (rydde)."""
    now = now or timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    SignInLink.objects.filter(Q(expires_at__lt=now) | Q(used_at__lt=now)).delete()
    unanswered = Q(accepted_at=None, withdrawn_at=None)
    RoleInvitation.objects.filter(unanswered, sent_at__lt=now - LASTS).update(withdrawn_at=now, email="", message="")
    old = MemberInvitation.objects.filter(unanswered, sent_at__lt=now - organisations.LASTS)
    old.update(withdrawn_at=now, email="")
