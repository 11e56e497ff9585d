"""Addresses of the planning pages: those of one gathering, and those of none."""

from django.urls import path

from samskap.planning import advice_views, programme_views, question_views, task_views, views

mine = [
    path("", views.gatherings, name="gatherings"),
    path("new/", views.choose_recipe, name="choose-recipe"),
    path("new/<slug:recipe>/", views.new, name="new-gathering"),
    path("school-holidays/", advice_views.holidays, name="school-holidays"),
    path("school-holidays/add/", advice_views.new_holiday, name="new-school-holiday"),
    path("school-holidays/<int:pk>/", advice_views.holiday, name="school-holiday"),
    path("programme/<str:token>/", programme_views.shared, name="programme"),
    path("programme/<str:token>/calendar.ics", programme_views.shared_calendar, name="programme-calendar"),
    path("recipes/<int:pk>/delete/", views.delete_recipe, name="delete-recipe"),
]
of_a_gathering = [
    path("", views.plan, name="plan"),
    path("about/", views.about, name="plan-about"),
    path("rooms/", views.rooms, name="plan-rooms"),
    path("tasks/", task_views.tasks, name="plan-tasks"),
    path("tasks/<int:pk>/", task_views.task, name="plan-task"),
    path("advice/", advice_views.advice, name="plan-advice"),
    path("setting/", advice_views.setting, name="plan-setting"),
    path("share/", programme_views.share_page, name="plan-share"),
    path("share/<slug:audience>.pdf", programme_views.pdf, name="plan-pdf"),
    path("calendar.ics", programme_views.calendar, name="plan-calendar"),
    path("questions/", question_views.questions, name="plan-questions"),
    path("again/", views.again, name="plan-again"),
    path("doors/", views.doors, name="plan-doors"),
    path("save/", views.save_recipe, name="plan-save"),
    path("delete/", views.delete, name="plan-delete"),
    path("run-sheet/", views.run_sheet, name="run-sheet"),
    path("run-sheet/print/", views.print_run_sheet, name="run-sheet-print"),
    path("run-sheet/<int:block>/", views.block, name="plan-block"),
    path("run-sheet/<slug:verb>/", views.change_run_sheet, name="run-sheet-do"),
]
