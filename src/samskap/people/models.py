"""Accounts, organisations and sign-in links."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
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
    made_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    privacy: ClassVar = {
        "email": personal("to sign in and to be reached", until=Until.ACCOUNT_CLOSED),
        "name": personal("to be seen by those one works with", until=Until.ACCOUNT_CLOSED),
        "password": secret("to sign in", until=Until.ACCOUNT_CLOSED),
        "last_login": personal("to see sign-ins one does not know of", until=Until.ACCOUNT_CLOSED),
        "made_at": plain("to know how old the account is", until=Until.ACCOUNT_CLOSED),
    }

    def __str__(self) -> str:
        return self.name or self.email


class Organisation(models.Model):
    """An organisation people come from (virksomhet)."""

    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=12, choices=Sector.choices, default=Sector.OTHER)
    number = models.CharField(max_length=9, unique=True, null=True, blank=True)

    privacy: ClassVar = {
        "name": plain("to show who was there"),
        "sector": plain("to mix and count the sectors"),
        "number": plain("to know it in the company register"),
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
