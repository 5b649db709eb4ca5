"""The history of an object: one timeline, one press to undo, and a way back to an earlier version."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from resources.history.deleted import deleted_of, last_known
from resources.history.restoring import Agent, RefusedError, changes_of_version, restore, undo
from resources.history.timeline import timeline
from resources.models import Location
from resources.models.base import Tracked

ACTS_SHOWN = 25


class HistoryPage:
    """For the admin of any model. One without a history of its own keeps the stock page."""

    def get_urls(self):
        if not issubclass(self.model, Tracked):
            return super().get_urls()
        pages = {"annuler": self.undo_view, "revenir": self.restore_view}
        deleted = self.admin_site.admin_view(self.deleted_view)
        return [
            path("supprimes/", deleted, name=f"{self.opts.app_label}_{self.opts.model_name}_supprimes"),
            *(
                path(
                    f"<path:object_id>/history/<uuid:act_id>/{page}/",
                    self.admin_site.admin_view(view),
                    name=f"{self.opts.app_label}_{self.opts.model_name}_{page}",
                )
                for page, view in pages.items()
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        if not issubclass(self.model, Tracked):
            return super().history_view(request, object_id, extra_context)
        obj = self.object_of_history(request, object_id)
        acts = timeline(self.model, obj.pk)
        may_change = self.has_change_permission(request, obj)
        undoable = next((act for act in acts if not act.only_added), None)
        context = {
            "page": Paginator(acts, ACTS_SHOWN).get_page(request.GET.get("page")),
            "undoable": undoable.id if may_change and undoable and not undoable.creates else None,
            "latest": acts[0].id if acts else None,
            "may_change": may_change,
            **(extra_context or {}),
        }
        return self._history_page(request, obj, "page", "Historique", context)

    @method_decorator(require_POST)
    def undo_view(self, request, object_id, act_id):
        obj = self.object_of_history(request, object_id, change=True)
        return self._go_back(request, obj, "Le dernier changement est annulé.", undo, act_id)

    def restore_view(self, request, object_id, act_id):
        obj = self.object_of_history(request, object_id, change=True)
        acts = timeline(self.model, obj.pk)
        version = next((act for act in acts if act.id == act_id), None)
        if version is None:
            raise Http404
        if request.method == "POST":
            done = f"La page est revenue à sa version du {version.when}."
            seen = next((act.id for act in acts if str(act.id) == request.POST.get("latest")), None)
            return self._go_back(request, obj, done, restore, act_id, latest=seen)
        try:
            changes = changes_of_version(obj, act_id)
        except RefusedError as refused:
            messages.error(request, str(refused))
            return redirect(self.history_url(obj))
        context = {"version": version, "changes": changes, "latest": acts[0].id}
        return self._history_page(request, obj, "version", f"Version du {version.when}", context)

    def object_of_history(self, request, object_id, *, change=False):
        obj = self.get_object(request, unquote(object_id)) or last_known(self.model, unquote(object_id))
        if obj is None:
            raise Http404
        allowed = self.has_change_permission if change else self.has_view_or_change_permission
        if not allowed(request, obj):
            raise PermissionDenied
        return obj

    def changelist_view(self, request, extra_context=None):
        deleted_url = ""
        if issubclass(self.model, Tracked):
            deleted_url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_supprimes")
        return super().changelist_view(request, {"deleted_url": deleted_url, **(extra_context or {})})

    def deleted_view(self, request):
        """What is no more, the last gone first: each leads to its history, where its going is undone."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        gone = [one for one in deleted_of(self.model) if self.has_view_or_change_permission(request, one.obj)]
        context = {"page": Paginator(gone, ACTS_SHOWN).get_page(request.GET.get("page"))}
        return self._history_page(request, None, "deleted", "Ce qui a été supprimé", context)

    def history_url(self, obj) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[obj.pk])

    def _go_back(self, request, obj, done, how, act_id, **options):
        places = self.admin_site.get_model_admin(Location)
        agent = Agent(
            may_change_place=lambda place: place == obj or places.has_change_permission(request, place),
            publisher=request.user.has_perm("resources.publish_service"),
        )
        try:
            how(obj, act_id, agent, **options)
        except RefusedError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(self.history_url(obj))

    def _history_page(self, request, obj, template, title, context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": obj,
            "object_name": capfirst(str(obj)) if obj else "",
            "title": f"{title} – {capfirst(str(obj))}" if obj else title,
            "url_name": f"admin:{self.opts.app_label}_{self.opts.model_name}",
            **context,
        }
        return render(request, f"admin/history/{template}.html", context)
