from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "samskap.design"
    label = "design"
