"""MicroAction."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import TEXT_MAX, Card
from samskap.gatherings.models import Block, Participation
from samskap.privacy import personal, plain


class SeenBy(models.TextChoices):
    """Who may know of it."""

    ME = "me", _("Only me")
    GROUP = "group", _("Those I worked with")
    ALL = "all", _("Everybody")


class MicroAction(models.Model):
    """What somebody will do themselves, tomorrow (mikrohandling). Only what all may see is a card among the others."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="micro_actions")
    by = models.ForeignKey(Participation, null=True, on_delete=models.CASCADE, related_name="micro_actions")
    text = models.CharField(max_length=TEXT_MAX)
    seen_by = models.CharField(max_length=5, choices=SeenBy.choices, default=SeenBy.ME)
    card = models.OneToOneField(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="micro_action")
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "block": plain("in which block"),
        "by": personal("whose it is"),
        "text": personal("what the person will do, in their own words, for those they chose to show it to"),
        "seen_by": personal("whom the person shows it to"),
        "card": plain("the card that all see, if all may"),
        "made_at": plain("when it was written"),
        "withdrawn_at": plain("when its author took it back"),
    }

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="a_micro_action_says_something"),
            models.CheckConstraint(
                condition=Q(card=None) | Q(seen_by="all"), name="only_what_all_may_see_is_among_the_cards"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_seen_by_display())
