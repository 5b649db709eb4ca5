"""Agents: they sign in by e-mail, and are switched off rather than deleted."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from resources.admin.base import AccentBlindSearch, NeverDeleted
from resources.models import User

# Whoever holds these can give them: only an administrator touches them.
POWERS = ["is_superuser", "groups", "user_permissions"]


class UserCreateForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]


class UserEditForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(NeverDeleted, AccentBlindSearch, StockUserAdmin):
    form = UserEditForm
    add_form = UserCreateForm
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        ("Qui est-ce ?", {"fields": [("first_name", "last_name"), "organizations"]}),
        (
            "Accès",
            {
                "fields": ["is_active", "is_staff", *POWERS],
                "description": "Pour retirer l’accès à quelqu’un, décochez « compte actif » : "
                "ce qu’il a vérifié garde son nom.",
            },
        ),
        ("Dates", {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "usable_password", "password1", "password2"]}),
        ("Qui est-ce ?", {"classes": ["wide"], "fields": ["first_name", "last_name", "organizations", "is_staff"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    autocomplete_fields = ["organizations"]
    filter_horizontal = ["groups", "user_permissions"]
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    search_fields = ["email", "first_name", "last_name"]
    search_help_text = "Un nom ou une adresse électronique."
    ordering = ["email"]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return readonly if request.user.is_superuser else [*readonly, *POWERS]

    def has_change_permission(self, request, obj=None):
        outranked = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not outranked
