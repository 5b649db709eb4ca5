"""« Toujours exact » in one press: for one entry, or for many from their list. Who and how are kept."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from resources.enums import VerificationMethod
from resources.freshness import freshness
from resources.search.entries import checks_of
from resources.verification.confirm import confirm
from resources.wording import freshness_sentence

HOW = {
    VerificationMethod.PHONE: "par téléphone",
    VerificationMethod.EMAIL: "par courriel",
    VerificationMethod.VISIT: "sur place",
    VerificationMethod.SOURCE: "dans une source publique",
}


def action_for(method, how):
    @admin.action(description=f"Toujours exact, vérifié {how}", permissions=["verify"])
    def still_right(modeladmin, request, queryset):
        modeladmin.say_still_right(request, list(queryset), method)

    still_right.__name__ = f"still_right_{method}"
    return still_right


class StillRight:
    """For the admin of entries."""

    actions = [action_for(method, how) for method, how in HOW.items()]

    def has_verify_permission(self, request, obj=None):
        return self.has_change_permission(request, obj) and request.user.has_perm("resources.add_verification")

    def say_still_right(self, request, services, method):
        if not all(self.has_verify_permission(request, one) for one in services):
            raise PermissionDenied
        number = confirm(services, method=method, by=request.user, at=timezone.localtime())
        for service in services:
            self.log_change(request, service, f"Toujours exact, vérifié {HOW[method]}.")
        many = f"{number} fiches vérifiées" if number > 1 else "Fiche vérifiée"
        self.message_user(request, f"{many} {HOW[method]}. Merci.", messages.SUCCESS)

    def get_urls(self):
        page = self.admin_site.admin_view(require_POST(self.still_right_page))
        return [path("<uuid:pk>/toujours-exact/", page, name="resources_service_still_right"), *super().get_urls()]

    def still_right_page(self, request, pk):
        service = self.get_object(request, str(pk))
        if service is None or request.POST.get("method") not in HOW:
            raise Http404
        self.say_still_right(request, [service], VerificationMethod(request.POST["method"]))
        return HttpResponseRedirect(reverse("admin:resources_service_change", args=[pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_verify_permission(request, obj):
            trust = freshness(checks_of([obj])[obj.pk], interval_months=obj.review_interval, today=timezone.localdate())
            context["still_right"] = {"ways": HOW.items(), "sentence": freshness_sentence(trust)}
        return super().render_change_form(request, context, add, change, form_url, obj)
