"""Corrections structures propose: old and new side by side, accepted or refused."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from resources.admin.base import DirectoryAdmin, NeverDeleted
from resources.admin.proposal_forms import AcceptForm, RefuseForm, pages_to_open, read_as_hours
from resources.enums import Correction, ProposalState
from resources.models import ProposedChange, Service
from resources.verification.decision import AlreadyDecidedError, accept, accept_partly, refuse
from resources.verification.sheet import sheets_of

ACCEPT, PARTLY, REFUSE = "accept", "partly", "refuse"


@admin.register(ProposedChange)
class ProposedChangeAdmin(NeverDeleted, DirectoryAdmin):
    """Its page is the decision."""

    list_display = ["service", "correction", "before", "after", "organization", "created_at", "state"]
    list_filter = ["state", "correction", "created_at"]
    list_select_related = ["service", "organization"]
    search_fields = ["service__name", "organization__name", "proposed"]
    search_help_text = "Une fiche, une structure, un mot de la correction."
    # The oldest waiting first.
    ordering = ["created_at", "id"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="disait")
    def before(self, obj):
        return Truncator(obj.old_value).chars(60)

    @admin.display(description="proposé")
    def after(self, obj):
        return Truncator(obj.proposed).chars(60)

    def may_decide(self, request, proposal) -> bool:
        entries = self.admin_site.get_model_admin(Service)
        if proposal.correction == Correction.GONE and not entries.has_archive_permission(request):
            return False
        return self.has_change_permission(request, proposal) and entries.has_change_permission(
            request, proposal.service
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        proposal = self.get_object(request, unquote(object_id))
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, proposal):
            raise PermissionDenied
        decision = request.POST.get("decision") if request.method == "POST" else None
        accepting = AcceptForm(request.POST if decision == ACCEPT else None, proposal=proposal)
        refusing = RefuseForm(request.POST if decision == REFUSE else None)
        if decision:
            if not self.may_decide(request, proposal):
                raise PermissionDenied
            if self._decided(request, proposal, decision, accepting, refusing):
                return HttpResponseRedirect(reverse("admin:resources_proposedchange_changelist"))
        return render(request, "admin/proposals/decide.html", self._page(request, proposal, accepting, refusing))

    def _decided(self, request, proposal, decision, accepting, refusing) -> bool:
        """Decide when the form is right. Whether there is nothing more to do on this page."""
        who = {"by": request.user, "at": timezone.localtime()}
        try:
            if decision == ACCEPT and accepting.is_valid():
                accept(proposal, **accepting.kept, **who)
            elif decision == PARTLY:
                accept_partly(proposal, **who)
            elif decision == REFUSE and refusing.is_valid():
                refuse(proposal, **refusing.cleaned_data, **who)
            else:
                return False
        except ValidationError as error:
            accepting.add_error(None, ValidationError(error.messages))
            return False
        except AlreadyDecidedError:
            messages.warning(request, "Quelqu’un d’autre a déjà répondu à cette correction : rien n’a changé.")
            return True
        proposal.refresh_from_db()
        done = f"« {proposal} » : correction {proposal.get_state_display()}."
        self.log_change(request, proposal, done)
        self.admin_site.get_model_admin(Service).log_change(request, proposal.service, done)
        messages.success(request, done)
        return True

    def _page(self, request, proposal, accepting, refusing) -> dict:
        now = sheets_of([proposal.service_id], at=timezone.localtime())[0].says(Correction(proposal.correction))
        waits = proposal.state == ProposalState.WAITING
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": proposal,
            "proposal": proposal,
            "title": "Relire une correction",
            "back": reverse("admin:resources_proposedchange_change", args=[proposal.pk]),
            "entry_url": reverse("admin:resources_service_change", args=[proposal.service_id]),
            "now": now if now != proposal.old_value else "",
            "waits": waits,
            "may_decide": waits and self.may_decide(request, proposal),
            "accepting": accepting,
            "refusing": refusing,
            "by_hand": not accepting.fields and proposal.correction != Correction.GONE,
            "to_open": pages_to_open(proposal),
            "read_as": read_as_hours(proposal),
        }
