"""Every address. Who may use it is said in `samskap.gatherings.access`."""

from django.urls import include, path

from samskap.accounts import urls as accounts
from samskap.accounts.views import signing_in
from samskap.arriving import urls as arriving
from samskap.door import views as door
from samskap.followups import urls as followups
from samskap.jobs import urls as jobs
from samskap.leading import urls as leading
from samskap.lessons import urls as lessons
from samskap.letters import urls as letters
from samskap.overview import urls as overview
from samskap.paper import urls as paper
from samskap.personal import urls as personal
from samskap.planning import urls as planning
from samskap.printing import urls as printing
from samskap.recruiting import urls as recruiting
from samskap.registering import urls as registering
from samskap.reports import urls as reports

handler500 = "samskap.stage.trouble.server_error"
urlpatterns = [
    path("", door.front, name="front"),
    path("j/<str:code>/", door.join, name="join"),
    path("p/<str:token>/", door.open_pass, name="pass"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    # The names by which django-allauth calls the same page.
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/", signing_in.sign_in, name="account_request_login_code"),
    path("sign-in/<str:token>/", door.sign_in_link, name="sign-in-link"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("language/", door.language, name="language"),
    path("health/", door.health, name="health"),
    path("design/", include("samskap.design.urls")),
    path("account/", include(accounts.mine)),
    path("work/", include(jobs.mine)),
    path("mail/", include(letters.mine)),
    path("overview/", include(overview.mine)),
    path("privacy/", include(personal.mine)),
    path("follow-up/", include(followups.mine)),
    path("invitation/", include(recruiting.mine)),
    path("plan/", include(planning.mine)),
    path("g/<slug:slug>/plan/", include(planning.of_a_gathering)),
    path("g/<slug:slug>/helpers/", include(accounts.of_a_gathering)),
    path("g/<slug:slug>/work/", include(jobs.of_a_gathering)),
    path("g/<slug:slug>/mail/", include(letters.of_a_gathering)),
    path("g/<slug:slug>/invite/", include(recruiting.of_a_gathering)),
    path("g/<slug:slug>/sign-up/", include(registering.of_a_gathering)),
    path("g/<slug:slug>/you/", include(registering.you)),
    path("g/<slug:slug>/print/", include(printing.of_a_gathering)),
    path("g/<slug:slug>/door/", include(arriving.of_a_gathering)),
    path("g/<slug:slug>/paper/", include(paper.of_a_gathering)),
    path("g/<slug:slug>/follow-up/", include(followups.of_a_gathering)),
    path("g/<slug:slug>/leaders/", include(leading.of_a_gathering)),
    path("g/<slug:slug>/lessons/", include(lessons.of_a_gathering)),
    path("g/<slug:slug>/privacy/", include(personal.of_a_gathering)),
    path("g/<slug:slug>/leave/", door.leave, name="leave"),
    path("g/<slug:slug>/forget-me/", door.forget_me, name="forget-me"),
    path("g/<slug:slug>/report/", include(reports.of_a_gathering)),
    path("r/<slug:slug>/", include(reports.open_to_all)),
    path("g/<slug:slug>/", include("samskap.stage.urls")),
]
