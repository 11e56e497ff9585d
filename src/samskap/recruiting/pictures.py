"""The file of the page's picture goes with the page."""

from functools import partial

from django.db import transaction

from samskap.recruiting.models import InvitePage


def let_file_go(instance: InvitePage, **_signal: object) -> None:
    """Delete the file of a page that is deleted, once that is certain."""
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)), robust=True)
