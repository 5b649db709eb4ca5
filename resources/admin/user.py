"""Accounts: one is invited, signs in by e-mail, and is switched off rather than deleted."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from resources.accounts import second_factor
from resources.accounts.invitation import DAYS, invite
from resources.admin.base import DirectoryAdmin, NeverDeleted
from resources.models import User
from resources.roles import Role


class UserForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:  # absent from a page that is only read
            self.fields["groups"].label_from_instance = lambda group: Role(group.name).label


@admin.register(User)
class UserAdmin(NeverDeleted, DirectoryAdmin):
    form = UserForm
    change_form_template = "admin/resources/user/change_form.html"
    fieldsets = [
        (None, {"fields": ["email", ("first_name", "last_name")]}),
        (
            "Ce que cette personne peut faire",
            {
                "fields": ["groups", "organizations"],
                "description": "Le rôle ouvre ou non la gestion. Une rédactrice ne touche qu’aux fiches des structures "
                "choisies ici.",
            },
        ),
        (
            "Accès",
            {
                "fields": ["is_active", "is_superuser"],
                "description": "Pour retirer l’accès à quelqu’un, décochez « compte actif » : "
                "ce qu’il a vérifié garde son nom.",
            },
        ),
        ("Dates", {"fields": [("last_login", "date_joined")]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    autocomplete_fields = ["organizations"]
    checkbox_fields = ["groups"]
    list_display = ["email", "first_name", "last_name", "role_names", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "first_name", "last_name"]
    search_help_text = "Un nom ou une adresse électronique."
    ordering = ["email"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="rôles")
    def role_names(self, obj):
        return ", ".join(group.name for group in obj.groups.all())

    def get_fieldsets(self, request, obj=None):
        """Who is invited has not come yet: no dates."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else [one for one in fieldsets if one[0] != "Dates"]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return readonly if request.user.is_superuser else [*readonly, "is_superuser"]

    def has_change_permission(self, request, obj=None):
        outranked = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not outranked

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label, field.help_text = "Rôles", ""
            field.queryset = field.queryset.filter(name__in=Role.values)
        return field

    def save_model(self, request, obj, form, change):
        if not change:
            # Nobody but she knows her password: she chooses it from the letter.
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        self._invite(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def get_urls(self):
        pages = [("inviter", self.invite_again), ("second-facteur", self.forget_second_factor)]
        return [
            *(
                path(f"<int:pk>/{page}/", self.admin_site.admin_view(require_POST(view)), name=f"resources_user_{page}")
                for page, view in pages
            ),
            *super().get_urls(),
        ]

    def invite_again(self, request, pk):
        user = self._changeable(request, pk)
        if user.is_active:
            self._invite(request, user)
        else:
            messages.error(request, "Ce compte est fermé : rouvrez-le d’abord.")
        return redirect(self._page_of(user))

    def forget_second_factor(self, request, pk):
        user = self._changeable(request, pk)
        second_factor.forget(user)
        self.log_change(request, user, "Second facteur oublié.")
        messages.success(request, f"{user} installera un autre second facteur à sa prochaine connexion.")
        return redirect(self._page_of(user))

    def _invite(self, request, user):
        invite(user)
        self.log_change(request, user, "Invitation envoyée.")
        messages.success(request, f"Une invitation est partie à {user.email}. Elle est valable {DAYS} jours.")

    def _changeable(self, request, pk):
        user = self.get_object(request, str(pk))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    def _page_of(self, user):
        return reverse("admin:resources_user_change", args=[user.pk])
