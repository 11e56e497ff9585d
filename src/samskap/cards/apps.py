"""The cards app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete


class CardsConfig(AppConfig):
    """What people have said, shared by all activities."""

    name = "samskap.cards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the file of a picture go with its row, whatever deletes the row."""
        from samskap.cards.photos import let_file_go

        post_delete.connect(let_file_go, sender="cards.Photo", dispatch_uid="the file goes with the row")
