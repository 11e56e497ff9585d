"""Invitations: to a role in a gathering, and to run a gathering together."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.gatherings.models import Gathering, Role
from samskap.people.models import Organisation
from samskap.privacy import Until, personal, plain, secret

LASTS = timedelta(days=60)


class RoleInvitation(models.Model):
    """An invitation by e-mail to take one or more roles in a gathering (invitasjon)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="role_invitations")
    email = models.EmailField()
    roles = models.JSONField(default=list)
    message = models.CharField(max_length=1000, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("what the person is invited to"),
        "email": personal("where the invitation was sent", until=Until.GATHERING_FORGOTTEN),
        "roles": plain("what the person will be able to do"),
        "message": personal("what the organiser wrote to the person"),
        "token_hash": secret("to know the invitation again", until=Until.USED),
        "invited_by": personal("who invites", until=Until.ACCOUNT_CLOSED),
        "sent_at": plain("so that an old invitation counts no more"),
        "accepted_at": plain("whether it has been used"),
        "withdrawn_at": plain("so that an invitation can be taken back"),
    }

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="an_address_is_invited_to_a_gathering_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {', '.join(self.roles)}"

    @property
    def role_names(self) -> list[str]:
        """The roles in the reader's language."""
        return [str(Role(role).label) for role in self.roles]


class OwnerInvitation(models.Model):
    """An invitation to an organisation to run a gathering together with those who run it (medarrangør)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="owner_invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="owner_invitations")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("what is to be run together"),
        "organisation": plain("who is asked"),
        "invited_by": personal("who asks", until=Until.ACCOUNT_CLOSED),
        "sent_at": plain("when it was asked"),
        "answered_at": plain("whether it has been answered"),
    }

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "organisation"],
                condition=Q(answered_at=None),
                name="an_organisation_is_asked_once_to_run_a_gathering",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.gathering}"
