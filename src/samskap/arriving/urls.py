"""Addresses of arriving: those of one gathering, and those of none."""

from django.urls import URLPattern, path

from samskap.arriving import views

mine: list[URLPattern] = []
of_a_gathering = [
    path("", views.door, name="door"),
    path("now/", views.now, name="door-now"),
    path("do/<slug:verb>/", views.do, name="door-do"),
    path("tablet/", views.tablet, name="door-tablet"),
    path("tablet/new/", views.tablet_walk_in, name="door-tablet-new"),
    path("tablet/link/", views.hand_out_tablet, name="door-tablet-link"),
]
