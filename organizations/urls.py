from django.urls import path

from .views import members, own, settings

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
    # Its members
    path("o/<slug:organization>/members/", members.members, name="members"),
    path("o/<slug:organization>/members/invite/", members.invite, name="invite"),
    path("o/<slug:organization>/members/leave/", members.leave, name="leave"),
    path("o/<slug:organization>/members/<int:pk>/role/", members.change_role, name="member-role"),
    path("o/<slug:organization>/members/<int:pk>/remove/", members.remove, name="member-remove"),
    path("o/<slug:organization>/invitations/<int:pk>/renew/", members.renew, name="invitation-renew"),
    path("o/<slug:organization>/invitations/<int:pk>/revoke/", members.revoke, name="invitation-revoke"),
]
