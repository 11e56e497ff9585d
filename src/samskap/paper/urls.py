"""Addresses of paper: those of one gathering, and those of none."""

from django.urls import URLPattern, path

from samskap.paper import views

mine: list[URLPattern] = []
of_a_gathering = [
    path("", views.typing, name="typing"),
    path("b/<int:block>/<slug:verb>/", views.type_in, name="typing-do"),
    path("photos/", views.photos, name="paper-photos"),
    path("photos/<int:pk>/", views.photo, name="paper-photo"),
    path("s/<str:token>/", views.sheet, name="paper-sheet"),
]
