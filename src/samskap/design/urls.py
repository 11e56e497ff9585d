"""The style guide, for developers and tests: there is nothing here unless DEBUG is on."""

from django.urls import path

from samskap.design import views

urlpatterns = [
    path("", views.style_guide, name="style-guide"),
    path("<slug:page>/", views.style_guide, name="style-guide"),
]
