"""Addresses of printing: those of one gathering, and those of none."""

from django.urls import URLPattern, path

from samskap.printing import views

mine: list[URLPattern] = []
of_a_gathering = [
    path("", views.overview, name="print"),
    path("badges/", views.badges, name="print-badges"),
    path("posters/", views.posters, name="print-posters"),
    path("make/<slug:verb>/", views.make, name="print-make"),
    path("sheets/<slug:verb>/", views.sheets, name="print-sheets"),
    path("style/<slug:verb>/", views.style, name="print-style"),
]
