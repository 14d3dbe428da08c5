"""Every route. Each view says by itself who may see it (`organizations.access`)."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from organizations.views import own

from . import views
from .portfolio import seen_views
from .record import views as record_views

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "peerready.errors.bad_request"
handler403 = "peerready.errors.permission_denied"
handler404 = "peerready.errors.page_not_found"
handler429 = "peerready.errors.too_many_requests"
handler500 = "peerready.errors.server_error"

urlpatterns = [
    # For strangers
    path("", views.landing, name="landing"),
    path("demo/", views.demo, name="demo"),
    path("about/", views.about, name="about"),
    path("health", views.health, name="health"),
    # One's own account
    path("account/", own.account, name="account"),
    path("accounts/", include("allauth.urls")),
    # For those who answer a survey
    path("s/", include("surveys.answer_urls")),
    # For those who look for work
    path("jobs/", include("jobdesc.posting_urls")),
    # For those with whom a report is shared
    path("r/", include("reports.shared_urls")),
    # For those who look after several organizations
    path("portfolios/", include("peerready.portfolio.urls")),
    # An organization
    path("o/<slug:organization>/", views.home, name="home"),
    path("o/<slug:organization>/settings/take-along/", record_views.take_along, name="take-along"),
    path("o/<slug:organization>/settings/seen/", seen_views.seen, name="seen"),
    path("o/<slug:organization>/settings/seen/code/", seen_views.new_code, name="seen-code"),
    path("o/<slug:organization>/settings/seen/<int:entry>/agree/", seen_views.agree, name="seen-agree"),
    path("o/<slug:organization>/settings/seen/<int:entry>/refuse/", seen_views.refuse, name="seen-refuse"),
    path("o/<slug:organization>/settings/seen/<int:entry>/end/", seen_views.end, name="seen-end"),
    path("organizations/bring/", record_views.bring_along, name="bring-along"),
    path("organizations/bring/import/", record_views.bring_in, name="bring-in"),
    path("organizations/bring/<int:job>/", record_views.bringing, name="bringing"),
    path("organizations/bring/<int:job>/stop/", record_views.bringing_stop, name="bringing-stop"),
    path("", include("organizations.urls")),
    path("o/<slug:organization>/assess/", include("assessments.urls")),
    path("o/<slug:organization>/surveys/", include("surveys.urls")),
    path("o/<slug:organization>/plan/", include("checklists.urls")),
    path("", include("checklists.feed_urls")),
    path("o/<slug:organization>/hiring/", include("jobdesc.urls")),
    path("o/<slug:organization>/library/", include("toolkits.urls")),
    path("o/<slug:organization>/reports/", include("reports.urls")),
    path("admin/", admin.site.urls),
]
