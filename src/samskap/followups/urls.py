"""Addresses of followups: those of one gathering, and those of none."""

from django.urls import URLPattern, path

from samskap.followups import views

mine: list[URLPattern] = [
    path("<str:token>/", views.answer_link, name="follow-up-answer"),
    path("<str:token>/stop/", views.stop, name="follow-up-stop"),
]
of_a_gathering: list[URLPattern] = [
    path("", views.board, name="follow-up"),
    path("new/", views.new, name="follow-up-new"),
    path("collect/", views.collect, name="follow-up-collect"),
    path("asks/", views.schedule, name="follow-up-asks"),
    path("carry/", views.carry, name="follow-up-carry"),
    path("sheet/", views.sheet, name="follow-up-sheet"),
    path("mine/<int:pk>/", views.mine, name="follow-up-mine"),
    path("<int:pk>/", views.one, name="follow-up-one"),
    path("<int:pk>/change/", views.change, name="follow-up-change"),
]
