"""What the tools that write hours share: whose hours, who may, and the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from resources.admin.hours_rows import named, write
from resources.models import OpeningRule, ScheduleException, act


class HoursTool:
    """For the admin of a model that has hours. A tool adds its pages to `hours_pages`."""

    # (last part of the address, name of the method)
    hours_pages = ()

    def get_urls(self):
        pages = [
            path(
                f"<uuid:pk>/horaires/{page}/",
                self.admin_site.admin_view(getattr(self, method)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{method}",
            )
            for page, method in self.hours_pages
        ]
        return [*pages, *super().get_urls()]

    def hours_owner(self, request, pk):
        """The object, for an agent who may change it and write hours."""
        owner = self.get_object(request, str(pk))
        if owner is None:
            raise Http404
        if not self.has_change_permission(request, owner) or not self.may_write_hours(request):
            raise PermissionDenied
        return owner

    def may_write_hours(self, request) -> bool:
        rules, exceptions = (self.admin_site.get_model_admin(model) for model in (OpeningRule, ScheduleException))
        return (
            rules.has_add_permission(request)
            and rules.has_delete_permission(request)
            and exceptions.has_add_permission(request)
        )

    def hours_page(self, request, template, owner, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": owner,
            "title": title,
            "owner_name": named(owner),
            "back": self.page_of(owner),
            **context,
        }
        return render(request, f"admin/hours/{template}.html", context)

    def page_of(self, owner) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[owner.pk])

    def write_hours(self, request, change, *, how):
        """Write, note it in the history, say it, and go back to the page."""
        owner = change.owner
        with act(reason=how.rstrip(" :")):
            written = write(owner, change.rules, change.overrides, replace=change.replaces)
        if written.sentence:
            self.log_change(request, owner, f"{how} {written.sentence}.")
            messages.success(request, f"{how} {written.sentence}. Relisez, et corrigez ce qui n’est pas juste.")
        else:
            messages.info(request, f"{how} rien à changer, ces horaires y sont déjà.")
        if written.now_its_own:
            messages.info(request, "Ce point d’accueil montre maintenant ses propres horaires.")
        for warning in self.warnings_of_saved(owner):
            messages.warning(request, warning)
        return redirect(self.page_of(owner))
