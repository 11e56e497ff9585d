"""Addresses of registering: those of one gathering, and those of one's own page in it."""

from django.urls import URLPattern, path

from samskap.registering import views

mine: list[URLPattern] = []
of_a_gathering = [
    path("", views.sign_up, name="sign-up"),
    path("thanks/", views.signed_up, name="signed-up"),
    path("again/", views.own_link_again, name="own-link-again"),
    path("organisation/", views.find_organisation, name="find-organisation"),
]
you = [
    path("", views.you, name="you"),
    path("change/", views.own_sign_up, name="own-sign-up"),
    path("calendar.ics", views.own_calendar, name="own-calendar"),
    path("<str:token>/", views.own_link_view, name="own-link"),
]
