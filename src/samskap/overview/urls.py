"""Addresses of the overview; of no one gathering."""

from django.urls import path

from samskap.overview import views

mine = [
    path("", views.overview, name="overview"),
    path("excel/", views.as_workbook, name="overview-excel"),
]
