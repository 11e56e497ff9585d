"""What a password must be. Few rules: length does the work, and nobody needs a password at all."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LENGTH = 12


class GoodEnough:
    """Long, not known from lists of leaked passwords, and not one's own address."""

    def validate(self, password: str, user: object = None) -> None:
        """Say what is wrong, in our own words."""
        if len(password) < LENGTH:
            raise ValidationError(_("Use at least 12 signs. A sentence is good."))
        address = str(getattr(user, "email", "") or "").lower()
        if address and address.partition("@")[0] in password.lower():
            raise ValidationError(_("Your own address is easily guessed. Choose something else."))
        try:
            CommonPasswordValidator().validate(password)
        except ValidationError:
            raise ValidationError(_("Many others use this password. Choose another.")) from None

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Use at least 12 signs. A sentence is good.")
