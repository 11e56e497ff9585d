"""What there is to do before and after, advice that is known, school holidays, and links to the programme."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Gathering
from samskap.people.tokens import new_token
from samskap.privacy import personal, plain, secret

YEAR = 365


class Phase(models.TextChoices):
    """When something is to be done. What is done during the gathering is on its run sheet (fase)."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("Afterwards")


class Task(models.Model):
    """Something to do before the gathering or after it (oppgave)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="tasks")
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.BEFORE)
    title = models.CharField(max_length=120)
    days = models.PositiveIntegerField(default=7, validators=[MaxValueValidator(YEAR)])
    responsible = models.CharField(max_length=100, blank=True)
    materials = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    privacy: ClassVar = {
        "gathering": plain("what it is done for"),
        "phase": plain("whether it is done before or after"),
        "title": plain("what is to be done"),
        "days": plain("how many days before or after"),
        "responsible": personal("who does it"),
        "materials": plain("what is needed"),
        "done_at": plain("when it was done"),
        "done_by": personal("who ticked it off"),
    }

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days__lte=YEAR), name="a_task_is_due_within_a_year_of_the_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> date:
        """The date it should be done by."""
        day = timezone.localtime(self.gathering.starts_at).date()
        return day + timedelta(days=self.days if self.phase == Phase.AFTER else -self.days)


class Known(models.Model):
    """A piece of advice that an organiser has read and set aside (jeg vet det)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="known_advice")
    code = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "gathering": plain("whose plan it is about"),
        "code": plain("which advice"),
        "by": personal("who set it aside"),
        "at": plain("when it was set aside"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "code"], name="advice_is_set_aside_once"),
        ]

    def __str__(self) -> str:
        return self.code


class County(models.TextChoices):
    """The counties from 2024 (fylke)."""

    AGDER = "agder", "Agder"
    AKERSHUS = "akershus", "Akershus"
    BUSKERUD = "buskerud", "Buskerud"
    FINNMARK = "finnmark", "Finnmark"
    INNLANDET = "innlandet", "Innlandet"
    MORE_OG_ROMSDAL = "more-og-romsdal", "Møre og Romsdal"
    NORDLAND = "nordland", "Nordland"
    OSLO = "oslo", "Oslo"
    ROGALAND = "rogaland", "Rogaland"
    TELEMARK = "telemark", "Telemark"
    TROMS = "troms", "Troms"
    TRONDELAG = "trondelag", "Trøndelag"
    VESTFOLD = "vestfold", "Vestfold"
    VESTLAND = "vestland", "Vestland"
    OSTFOLD = "ostfold", "Østfold"


class Holiday(models.TextChoices):
    """The school's holidays (skoleferie)."""

    AUTUMN = "autumn", _("Autumn holiday")
    CHRISTMAS = "christmas", _("Christmas holiday")
    WINTER = "winter", _("Winter holiday")
    EASTER = "easter", _("Easter holiday")
    SUMMER = "summer", _("Summer holiday")


class SchoolHoliday(models.Model):
    """When the schools of a county are closed. Until somebody has checked it, it is what is usual (skoleferie)."""

    county = models.CharField(max_length=20, choices=County.choices)
    kind = models.CharField(max_length=12, choices=Holiday.choices)
    first = models.DateField()
    last = models.DateField()
    source = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    privacy: ClassVar = {
        "county": plain("where it is"),
        "kind": plain("which holiday"),
        "first": plain("the first day without school"),
        "last": plain("the last day without school"),
        "source": plain("where the dates are from"),
        "checked_at": plain("when somebody compared it with the county's own page"),
        "checked_by": personal("who checked it"),
    }

    class Meta:
        ordering: ClassVar = ["first", "county"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="a_holiday_begins_before_it_ends"),
            models.UniqueConstraint(fields=["county", "kind", "first"], name="a_county_has_a_holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_county_display()}: {self.get_kind_display()} {self.first}"


class Way(models.TextChoices):
    """How people meet (form)."""

    PHYSICAL = "physical", _("In the same room")
    DIGITAL = "digital", _("In a video meeting")
    BOTH = "both", _("Some in the room, some in a video meeting")


class Setting(models.Model):
    """What the advice has to know about a gathering: where people come from, how they meet, who they are (ramme)."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="setting")
    counties = models.JSONField(default=list, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.PHYSICAL)
    volunteers = models.BooleanField(default=False)
    brokers = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "gathering": plain("which gathering"),
        "counties": plain("whose school holidays count"),
        "way": plain("how people meet"),
        "volunteers": plain("whether many come in their free time"),
        "brokers": plain("how many brokers there will be"),
    }

    def __str__(self) -> str:
        return f"{self.gathering}: {self.get_way_display()}"


class View(models.TextChoices):
    """Whom a run sheet is for: what one needs to see, and no more (visning)."""

    ORGANISER = "organiser", _("Organiser: everything")
    FACILITATOR = "facilitator", _("Facilitator: the run sheet with notes")
    HOST = "host", _("Host: cue lines")
    HELPER = "helper", _("Helper: rooms and what is needed")
    OPEN = "open", _("Participants: the programme")


class ProgrammeLink(models.Model):
    """A link to the programme that needs no account; it shows, and changes nothing (delingslenke)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="programme_links")
    view = models.CharField(max_length=12, choices=View.choices, default=View.OPEN)
    label = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("whose programme it shows"),
        "view": plain("what is shown"),
        "label": personal("whom it was made for"),
        "token": secret("to find the programme by the link"),
        "made_at": plain("to tell links apart"),
        "revoked_at": plain("so that a link can be taken back"),
    }

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_view_display()} {self.label}".strip()
