"""The style guide, for developers and tests: included only when DEBUG is on."""

from django.urls import path

from samskap.design import views

urlpatterns = [
    path("", views.guide, name="design"),
    path("phone/", views.phone, name="design-phone"),
    path("desk/", views.desk, name="design-desk"),
    path("screen/", views.screen, name="design-screen"),
]
