"""Accounts, organisations and sign-in links."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from samskap.people.tokens import hashed
from samskap.privacy import Until, personal, plain, secret


class Sector(models.TextChoices):
    """Where somebody comes from (sektor)."""

    BUSINESS = "business", _("Business")
    VOLUNTARY = "voluntary", _("Voluntary")
    PUBLIC = "public", _("Public")
    RESIDENT = "resident", _("Resident")
    OTHER = "other", _("Other")


class UserManager(BaseUserManager["User"]):
    """Accounts are found and made by e-mail address."""

    def create_user(self, email: str, name: str = "") -> "User":
        """Make an account without a password; sign-in is by link."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who plans or leads gatherings and therefore has an account (bruker)."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=5, default="nb")
    made_at = models.DateTimeField(default=timezone.now)
    signed_out_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    privacy: ClassVar = {
        "email": personal("to sign in and to be reached", until=Until.ACCOUNT_CLOSED),
        "name": personal("to be seen by those one works with", until=Until.ACCOUNT_CLOSED),
        "password": secret("to sign in", until=Until.ACCOUNT_CLOSED),
        "last_login": personal("to see sign-ins one does not know of", until=Until.ACCOUNT_CLOSED),
        "language": personal("to write in the person's language", until=Until.ACCOUNT_CLOSED),
        "made_at": plain("to know how old the account is", until=Until.ACCOUNT_CLOSED),
        "signed_out_at": personal("so that older sign-ins count no more", until=Until.ACCOUNT_CLOSED),
        "warned_at": personal("to warn before an unused account is closed", until=Until.ACCOUNT_CLOSED),
    }

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie every sign-in to the password and to the last time somebody signed out everywhere."""
        signed_out = self.signed_out_at.isoformat() if self.signed_out_at else ""
        return salted_hmac(
            "samskap.people.User", self.password + signed_out, secret=secret, algorithm="sha256"
        ).hexdigest()


class Organisation(models.Model):
    """An organisation people come from (virksomhet)."""

    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=12, choices=Sector.choices, default=Sector.OTHER)
    number = models.CharField(max_length=9, unique=True, null=True, blank=True)
    two_step_since = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "name": plain("to show who was there"),
        "sector": plain("to mix and count the sectors"),
        "number": plain("to know it in the company register"),
        "two_step_since": plain("whether its administrators must sign in with two steps"),
    }

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["name"], name="an_organisation_has_one_name")]

    def __str__(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A link that signs one account in, once, for a short while (innloggingslenke)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "user": personal("to sign in the right account", until=Until.USED),
        "token_hash": secret("to know the link again", until=Until.USED),
        "expires_at": plain("so that an old link opens nothing", until=Until.USED),
        "used_at": plain("so that a link works once", until=Until.USED),
    }

    def __str__(self) -> str:
        return f"{self.user} ({self.expires_at:%Y-%m-%d %H:%M})"

    @classmethod
    def find(cls, token: str) -> "SignInLink | None":
        """Return the link of ``token`` if it can still be used."""
        return cls.objects.filter(token_hash=hashed(token), used_at=None, expires_at__gt=timezone.now()).first()


class Standing(models.TextChoices):
    """What somebody is in an organisation (stilling)."""

    ADMINISTRATOR = "administrator", _("Administrator")
    MEMBER = "member", _("Member")


class OrganisationMember(models.Model):
    """Somebody with an account who belongs to an organisation that arranges gatherings (medlem)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="organisations")
    standing = models.CharField(max_length=14, choices=Standing.choices, default=Standing.MEMBER)
    invited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "organisation": personal("which organisation the person works for", until=Until.ACCOUNT_CLOSED),
        "user": personal("who belongs to the organisation", until=Until.ACCOUNT_CLOSED),
        "standing": personal("what the person may do for the organisation", until=Until.ACCOUNT_CLOSED),
        "invited_by": personal("who let the person in", until=Until.ACCOUNT_CLOSED),
        "since": personal("how long the person has been there", until=Until.ACCOUNT_CLOSED),
    }

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user"], name="somebody_is_a_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation}"

    @property
    def administers(self) -> bool:
        """Whether this member looks after the organisation."""
        return self.standing == Standing.ADMINISTRATOR


class MemberInvitation(models.Model):
    """An invitation to join an organisation, sent by e-mail (invitasjon)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    standing = models.CharField(max_length=14, choices=Standing.choices, default=Standing.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": plain("what the person is invited to"),
        "email": personal("where the invitation was sent", until=Until.USED),
        "standing": plain("what the person will be able to do"),
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
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="an_address_is_invited_to_an_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.organisation}"
