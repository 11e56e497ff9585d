"""Addresses of recruiting: those of one gathering, and those of none."""

from django.urls import path

from samskap.recruiting import views

mine = [path("<str:token>/", views.trial, name="trial")]
of_a_gathering = [
    path("", views.invite, name="invite"),
    path("page/", views.invite_page, name="invite-page"),
    path("page/picture.jpg", views.invite_picture, name="invite-picture"),
    path("page/calendar.ics", views.invite_calendar, name="invite-calendar"),
    path("page/edit/", views.edit_page, name="invite-edit"),
    path("letters/", views.letters, name="invite-letters"),
    path("texts/<str:audience>/", views.texts, name="invite-texts"),
    path("calls/", views.calls, name="invite-calls"),
    path("calls/<int:pk>/", views.call, name="invite-call"),
]
