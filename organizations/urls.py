from django.urls import path

from .views import jobs, members, own, settings

app_name = "organizations"

urlpatterns = [
    # A person's own organizations
    path("organizations/", own.index, name="index"),
    path("organizations/new/", own.create, name="create"),
    path("invitations/<str:token>/", own.invitation, name="invitation"),
    # An organization's details
    path("o/<slug:organization>/settings/", settings.details, name="settings"),
    path("o/<slug:organization>/settings/audit/", settings.audit, name="audit"),
    path("o/<slug:organization>/settings/delete/", settings.delete, name="delete"),
    path("o/<slug:organization>/settings/keep/", settings.keep, name="keep"),
    # What is being made for it
    path("o/<slug:organization>/making/", jobs.index, name="jobs"),
    path("o/<slug:organization>/making/<int:job>/", jobs.job, name="job"),
    path("o/<slug:organization>/making/<int:job>/stop/", jobs.stop_job, name="job-stop"),
    path("o/<slug:organization>/making/<int:job>/file/", jobs.file, name="job-file"),
    # Its members
    path("o/<slug:organization>/members/", members.members, name="members"),
    path("o/<slug:organization>/members/invite/", members.invite, name="invite"),
    path("o/<slug:organization>/members/leave/", members.leave, name="leave"),
    path("o/<slug:organization>/members/<int:pk>/role/", members.change_role, name="member-role"),
    path("o/<slug:organization>/members/<int:pk>/remove/", members.remove, name="member-remove"),
    path("o/<slug:organization>/invitations/<int:pk>/renew/", members.renew, name="invitation-renew"),
    path("o/<slug:organization>/invitations/<int:pk>/revoke/", members.revoke, name="invitation-revoke"),
]
