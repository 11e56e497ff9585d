"""Why a letter did not arrive, in plain words."""

from django.utils.translation import gettext as _


def explain(said: str, code: int = 0) -> str:
    """Say in plain words why a letter did not arrive, and quote the server for whoever understands it."""
    status = next((word for word in said.replace("#", " ").split() if word[:2] == "5." and word.count(".") == 2), "")
    reasons = {
        "5.1.": _("The address does not exist. Is it spelt right?"),
        "5.2.": _("The mailbox is full or closed."),
        "5.3.": _("The letter is too large for the mailbox."),
        "5.4.": _("Mail does not find its way to this address. Is it spelt right?"),
        "5.7.": _("The mail server there does not accept letters from us."),
    }
    known = reasons.get(status[:4]) or (reasons["5.1."] if code in {550, 553} and not status else "")
    reason = known or _("The mail server refused the letter.")
    return f"{reason} ({f'{code} ' if code else ''}{said})"
