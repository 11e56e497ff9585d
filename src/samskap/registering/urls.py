"""Addresses of registering: those of one gathering, and those of one's own page in it."""

from django.urls import URLPattern, path

from samskap.registering import importing_views, organising, views

mine: list[URLPattern] = []
of_a_gathering = [
    path("", views.sign_up, name="sign-up"),
    path("thanks/", views.signed_up, name="signed-up"),
    path("again/", views.own_link_again, name="own-link-again"),
    path("organisation/", views.find_organisation, name="find-organisation"),
    path("people/", organising.sign_ups, name="sign-ups"),
    path("people/add/", organising.add, name="sign-up-add"),
    path("people/<int:pk>/", organising.person, name="sign-up-person"),
    path("people/list.xlsx", organising.export, name="sign-up-export"),
    path("settings/", organising.settings, name="sign-up-settings"),
    path("form/", organising.build, name="sign-up-form"),
    path("form/new/", organising.new_question, name="sign-up-new-question"),
    path("form/<int:pk>/", organising.question, name="sign-up-question"),
    path("answers/", organising.answers, name="sign-up-answers"),
    path("import/", importing_views.upload, name="sign-up-import"),
    path("import/<int:pk>/", importing_views.check, name="sign-up-import-check"),
]
you = [
    path("", views.you, name="you"),
    path("change/", views.own_sign_up, name="own-sign-up"),
    path("calendar.ics", views.own_calendar, name="own-calendar"),
    path("<str:token>/", views.own_link_view, name="own-link"),
]
