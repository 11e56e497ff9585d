"""Card and photo."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.gatherings.models import Block, Gathering, Participation, Room
from samskap.privacy import personal, plain

TEXT_MAX = 500


class CardQuerySet(models.QuerySet["Card"]):
    """Cards as they are asked for."""

    def standing(self) -> "CardQuerySet":
        """Cards that have not been withdrawn, hidden or gathered under another."""
        return self.filter(withdrawn_at=None, hidden_at=None, merged_into=None)

    def shown(self) -> "CardQuerySet":
        """Standing cards that everybody may see: approved, or in a gathering that shows at once."""
        return self.standing().filter(Q(gathering__approves_first=False) | Q(approved_at__isnull=False))

    def waiting(self) -> "CardQuerySet":
        """Standing cards that wait for the facilitator's yes."""
        return self.standing().filter(gathering__approves_first=True, approved_at=None)


class Card(models.Model):
    """What somebody said: a note, a topic, an answer (kort). It keeps who wrote it and from which circle it came."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="cards")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="cards")
    by = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="cards")
    text = models.CharField(max_length=TEXT_MAX)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="gathered")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Card"]] = CardQuerySet.as_manager()

    privacy: ClassVar = {
        "gathering": plain("where it was said"),
        "block": plain("in which block it was said"),
        "by": personal("who said it"),
        "text": personal("what was said"),
        "merged_into": plain("the heading it was gathered under"),
        "made_at": plain("when it was said"),
        "changed_at": plain("when it was last changed"),
        "approved_at": plain("when the facilitator let it through"),
        "hidden_at": plain("when the facilitator hid it"),
        "withdrawn_at": plain("when its author took it back"),
    }

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="a_card_says_something"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")), name="a_card_is_not_its_own_heading"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def authors(self) -> list[Participation]:
        """All who stand behind the card: who wrote it and who wrote what is gathered under it, each once."""
        everybody = [self.by, *(one.by for one in self.gathered.all())]
        return list({person.pk: person for person in everybody if person is not None}.values())

    @property
    def names(self) -> str:
        """The first names of all who stand behind the card."""
        return ", ".join(person.first_name for person in self.authors)


class Placement(models.Model):
    """Where on the agenda wall a topic hangs (plass på veggen): in a room and a round, or parked for later."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="placements")
    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="placement")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.CASCADE, related_name="placements")
    round = models.PositiveIntegerField(null=True, blank=True)
    placed_at = models.DateTimeField(default=timezone.now)
    parked_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("on whose wall it hangs"),
        "card": plain("which topic hangs there"),
        "room": plain("in which room"),
        "round": plain("in which round"),
        "placed_at": plain("when it was hung"),
        "parked_at": plain("when it was put aside"),
    }

    class Meta:
        ordering: ClassVar = ["round", "room__position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "room", "round"],
                condition=Q(room__isnull=False),
                name="a_place_on_the_wall_holds_one_heading",
            ),
            models.CheckConstraint(
                condition=Q(room__isnull=False, round__isnull=False, parked_at=None)
                | Q(room=None, round=None, parked_at__isnull=False),
                name="a_topic_hangs_or_is_parked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card} @ {self.room}/{self.round}"


class Finding(models.Model):
    """What came out of one talk, hung under the topic of a later one, for those who take it on (funn)."""

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="finding")
    topic = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="findings")
    hung_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "card": plain("what came out"),
        "topic": plain("the topic it hangs under"),
        "hung_at": plain("when it was hung there"),
    }

    class Meta:
        ordering: ClassVar = ["hung_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(card=models.F("topic")), name="a_finding_hangs_under_another_card"),
        ]

    def __str__(self) -> str:
        return f"{self.card} → {self.topic}"


class Unlike(models.Model):
    """Two cards that look alike, and that somebody has said are not about the same (ikke det samme)."""

    one = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")

    privacy: ClassVar = {
        "one": plain("one of two topics that are not about the same"),
        "other": plain("the other of the two"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="two_cards_are_told_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="the_older_of_two_cards_is_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"


class Photo(models.Model):
    """A picture of notes, a poster or a sheet (bilde), made small and stripped of where and when it was taken."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="photos")
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.CASCADE, related_name="photos")
    circle = models.ForeignKey("circles.Circle", null=True, blank=True, on_delete=models.CASCADE, related_name="photos")
    by = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="photos")
    file = models.FileField(upload_to="photos/%Y/%m/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("where it was taken"),
        "block": plain("in which block it was taken"),
        "circle": plain("which group it belongs to"),
        "by": personal("who took it"),
        "file": personal("what it shows"),
        "width": plain("to keep its place on the page"),
        "height": plain("to keep its place on the page"),
        "caption": personal("what it shows, in words"),
        "made_at": plain("when it was added"),
        "hidden_at": plain("when the facilitator hid it"),
    }

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.caption or f"{self.width} × {self.height}"
