"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Organisers' accounts."""

    name = "samskap.accounts"
