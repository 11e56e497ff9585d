"""Addresses of letters: those of one gathering, and those of none."""

from django.urls import path

from samskap.letters import views

mine = [
    path("", views.outgoing, name="outgoing"),
    path("<int:pk>/", views.outgoing_letter, name="outgoing-letter"),
    path("no-more/<str:token>/", views.unsubscribe_page, name="unsubscribe"),
]
of_a_gathering = [
    path("", views.mail, name="mail"),
    path("<int:pk>/", views.mail_letter, name="mail-letter"),
]
