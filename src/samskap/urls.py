"""Every address. Who may use it is said in `samskap.gatherings.access`."""

from django.urls import include, path

from samskap.door import views as door
from samskap.planning import urls as planning

handler500 = "samskap.stage.trouble.server_error"
urlpatterns = [
    path("", door.front, name="front"),
    path("j/<str:code>/", door.join, name="join"),
    path("p/<str:token>/", door.open_pass, name="pass"),
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/<str:token>/", door.sign_in_link, name="sign-in-link"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("language/", door.language, name="language"),
    path("health/", door.health, name="health"),
    path("design/", include("samskap.design.urls")),
    path("plan/", include(planning.mine)),
    path("g/<slug:slug>/plan/", include(planning.of_a_gathering)),
    path("g/<slug:slug>/leave/", door.leave, name="leave"),
    path("g/<slug:slug>/forget-me/", door.forget_me, name="forget-me"),
    path("g/<slug:slug>/report/", include("samskap.reports.urls")),
    path("g/<slug:slug>/", include("samskap.stage.urls")),
]
