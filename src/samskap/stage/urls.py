"""Addresses of the live views; all of one gathering."""

from django.urls import path

from samskap.stage import views

urlpatterns = [
    path("", views.phone, name="phone"),
    path("mine/", views.mine, name="mine"),
    path("desk/", views.desk, name="desk"),
    path("desk/preview/<str:audience>/", views.desk_preview, name="desk-preview"),
    path("screen/", views.screen, name="screen"),
    path("remote/<slug:verb>/", views.remote, name="remote"),
    path("b/<int:block>/paper/", views.paper, name="paper"),
    path("b/<int:block>/<slug:verb>/", views.do, name="do"),
    path("photo/<int:pk>/", views.photo, name="photo"),
]
