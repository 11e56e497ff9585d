"""Addresses of jobs: those of one gathering, and those of none."""

from django.urls import path

from samskap.jobs import views

mine = [
    path("<int:pk>/", views.own_job, name="own-job"),
    path("<int:pk>/file/", views.own_job_file, name="own-job-file"),
]
of_a_gathering = [
    path("<int:pk>/", views.job, name="job"),
    path("<int:pk>/file/", views.job_file, name="job-file"),
]
