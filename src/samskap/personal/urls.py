"""Addresses of personal: those of one gathering, and those of none."""

from django.urls import URLPattern, path

from samskap.personal import views

mine: list[URLPattern] = [
    path("", views.installation, name="privacy-here"),
]
of_a_gathering: list[URLPattern] = [
    path("", views.notice, name="privacy"),
    path("record/", views.record, name="privacy-record"),
    path("care/", views.care, name="personal-data"),
    path("mine/", views.mine, name="own-data"),
    path("mine/data.json", views.mine_json, name="own-data-json"),
    path("mine/data.html", views.mine_html, name="own-data-html"),
    path("mine/erase/", views.erase, name="own-data-erase"),
]
