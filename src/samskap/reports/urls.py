"""Addresses of the report: those of one gathering, and those anybody can open once it is published."""

from django.urls import path

from samskap.reports import views

of_a_gathering = [
    path("", views.report, name="report"),
    path("names/", views.names, name="report-names"),
    path("edit/", views.edit, name="report-edit"),
    path("edit/text/", views.new_text, name="report-text"),
    path("edit/part/<slug:code>/", views.part, name="report-part"),
    path("edit/photos/", views.photos, name="report-photos"),
    path("edit/photos/<int:pk>/", views.photo, name="report-photo"),
    path("edit/<slug:verb>/", views.change, name="report-do"),
    path("editions/", views.editions, name="report-editions"),
    path("editions/<int:pk>/", views.edition, name="report-edition"),
    path("editions/<int:pk>/changes/", views.changes, name="report-changes"),
    path("editions/<int:pk>/<slug:code>/", views.edition_file, name="report-file"),
    path("send/", views.send, name="report-send"),
    path("publish/", views.publish, name="report-publish"),
    path("data/<slug:code>/", views.data, name="report-data"),
    path("comment/", views.comment, name="report-comment"),
    path("comments/", views.comments, name="report-comments"),
    path("comments/<int:pk>/<slug:verb>/", views.comment_do, name="report-comment-do"),
]
open_to_all = [
    path("", views.public, name="report-public"),
    path("photo/<int:pk>/", views.public_photo, name="report-public-photo"),
    path("<slug:code>/", views.public_file, name="report-public-file"),
]
