"""Addresses of the report; all of one gathering."""

from django.urls import path

from samskap.reports import views

urlpatterns = [
    path("", views.report, name="report"),
    path("names/", views.names, name="report-names"),
]
