"""Addresses of those who lead a group."""

from django.urls import path

from samskap.leading import views

of_a_gathering = [
    path("", views.leaders, name="leaders"),
    path("answer/", views.own_answer, name="leader-answer"),
    path("briefing/", views.briefing_page, name="leader-briefing"),
    path("briefing.pdf", views.briefing_pdf, name="leader-briefing-pdf"),
]
