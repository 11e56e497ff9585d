"""Comments on the report (kommentarer): what is missing, the answer, and what was taken in."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.access import Actor
from samskap.gatherings.models import Gathering
from samskap.refusals import Refused
from samskap.reports.assembling import choice_of
from samskap.reports.models import Comment


class CommentsClosed(Refused):
    """The window is shut."""

    status = 410
    message = _("The report is not open for comments now. What you wrote is still here, so you can copy it.")


def write_comment(
    gathering: Gathering, *, key: str, title: str, text: str, by: Actor, named: bool, now: datetime | None = None
) -> Comment:
    """Say something to a part of the report (kommentere)."""
    if by.person is None and by.user is None:
        raise Refused(_("Open the report with your own link, or sign in, to comment."), status=422)
    now = now or timezone.now()
    choice = choice_of(gathering)
    if not choice.takes_comments(now):
        raise CommentsClosed
    return Comment.objects.create(
        gathering=gathering,
        key=key,
        title=title,
        by=by.person,
        user=None if by.person else by.user,
        named=named,
        text=text,
        made_at=now,
        approved_at=None if choice.comments_wait and not by.plans else now,
    )


def approve_comment(comment: Comment) -> None:
    """Let a comment through to the others."""
    Comment.objects.filter(pk=comment.pk, approved_at=None).update(approved_at=timezone.now())


def hide_comment(comment: Comment) -> None:
    """Hide a comment from all but its author and the organisers."""
    Comment.objects.filter(pk=comment.pk, hidden_at=None).update(hidden_at=timezone.now())


def show_comment(comment: Comment) -> None:
    """Show a hidden comment again."""
    Comment.objects.filter(pk=comment.pk).update(hidden_at=None)


def answer_comment(comment: Comment, *, text: str) -> None:
    """Answer a comment, for all to read; an empty text takes the answer away."""
    Comment.objects.filter(pk=comment.pk).update(answer=text, answered_at=timezone.now() if text else None)


def take_into_text(comment: Comment, *, taken: bool) -> None:
    """Mark that a comment has been taken into the report, or that it has not."""
    Comment.objects.filter(pk=comment.pk).update(taken_at=timezone.now() if taken else None)


def take_back(comment: Comment) -> None:
    """Take one's own comment back."""
    comment.delete()
