"""Addresses of lessons: those of one gathering, and those of none."""

from django.urls import URLPattern, path

from samskap.lessons import views

mine: list[URLPattern] = []
of_a_gathering = [
    path("", views.lessons, name="lessons"),
    path("<int:pk>/", views.lesson, name="lesson"),
]
