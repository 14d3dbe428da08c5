"""For whoever runs the installation: to see people and organizations, and to bar an account.

Everything else goes through the application, where the rules on owners and the audit trail are. Answers are not here;
they belong to the organization's members.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import AuditEvent, Membership, Organization, User


class Looking:
    """What is shown here is not added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(Looking, admin.ModelAdmin):  # type: ignore[type-arg]  # Django has no type argument at run time
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")
    readonly_fields = ("email", "name", "last_login", "date_joined")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)  # to bar an account, or to make somebody staff


class MembershipInline(Looking, admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    extra = 0


@admin.register(Organization)
class OrganizationAdmin(Looking, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "kind", "state", "is_demo", "created_at")
    list_filter = ("kind", "is_demo")
    search_fields = ("name", "slug")
    inlines = (MembershipInline,)


@admin.register(AuditEvent)
class AuditEventAdmin(Looking, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("at", "organization", "actor_name", "action", "subject")
    list_filter = ("action",)
    list_select_related = ("organization",)
