"""Entries: the screen the staff live in."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from resources.admin.area_form import AreaFormSet, AreaInline, place_name
from resources.admin.base import DirectoryAdmin, EditedInItsOwner, ReadOnly
from resources.admin.by_role import ReviewedBeforePublished
from resources.admin.closure import ClosureAction, EntryClosureForm
from resources.admin.completeness_screen import Poor, SaysWhatIsMissing
from resources.admin.contact import ContactInline
from resources.admin.duplicate_screens import DuplicateScreens
from resources.admin.encounters import WarnsOfEncounters
from resources.admin.publication import DeletedOnlyAsADraft, PublicationActions, StatusForm
from resources.admin.service_filters import ToVerify, UnknownHours, WithoutNumber
from resources.admin.sheet_screens import SheetScreens
from resources.admin.still_right import StillRight
from resources.admin.translation import ServiceTranslationInline
from resources.admin.verification import VerificationInline
from resources.admin.way_in import WayInInline
from resources.enums import EditorialStatus, Fact, Outcome
from resources.freshness import Check
from resources.models import Location, Service, ServiceArea, ServiceAtLocation, Verification
from resources.models.service import validate_publishable
from resources.search.entries import entry_page
from resources.wording import check_date

LONG_LINES = ["name", "summary", "eligibility", "suspension_message"]


def of_last_check(field: str) -> Subquery:
    """A field of the last verification that found the entry right."""
    confirmed = Verification.objects.filter(service=OuterRef("pk"), outcome=Outcome.CONFIRMED)
    return Subquery(confirmed.values(field)[:1])


class ServiceForm(StatusForm):
    class Meta:
        model = Service
        fields = LONG_LINES
        widgets = {name: forms.TextInput(attrs={"class": "vLargeTextField"}) for name in LONG_LINES}


class ServiceAreaFormSet(AreaFormSet):
    def clean(self):
        super().clean()
        if self.instance.status != EditorialStatus.PUBLISHED:
            return
        try:
            validate_publishable(self.instance, areas=self.kept())
        except ValidationError as error:
            # The entry's own form tells the rest.
            if "status" in error.message_dict:
                raise ValidationError(error.message_dict["status"]) from error


class ServiceAreaInline(AreaInline):
    model = ServiceArea
    formset = ServiceAreaFormSet


@admin.register(Service)
class ServiceAdmin(
    WarnsOfEncounters,
    SaysWhatIsMissing,
    StillRight,
    PublicationActions,
    ClosureAction,
    SheetScreens,
    DuplicateScreens,
    ReviewedBeforePublished,
    DeletedOnlyAsADraft,
    DirectoryAdmin,
):
    form = ServiceForm
    fieldsets = [
        (
            "Ce que c’est",
            {
                "fields": ["organization", "kind", "name", "neutral_title", "summary"],
                "description": "Écrivez pour une personne pressée, sur un téléphone : des mots simples, des phrases "
                "courtes.",
            },
        ),
        (
            "Ce qui va se passer",
            {
                "fields": ["what_happens"],
                "description": "On vient plus facilement quand on sait ce qui nous attend.",
            },
        ),
        (
            "Pour qui",
            {
                "fields": ["serves", "eligibility", "main_need", "needs", "audiences"],
                "description": "C’est ce qui fait trouver la fiche. Choisissez peu, mais juste.",
            },
        ),
        (
            "Bon à savoir avant de venir",
            {
                "fields": [
                    ("complaint_required", "free_of_charge", "papers_required"),
                    ("children_welcome", "animals_welcome", "companion_welcome"),
                    "urgent_welcome",
                ],
                "description": "Laissez « à confirmer » tant que vous ne savez pas : la fiche ne dira pas « non ».",
            },
        ),
        (
            "Publication",
            {
                "fields": ["status", ("suspended_until", "suspension_message"), ("priority", "indexable")],
                "description": "Une fiche qui a été publiée ne s’efface pas : archivez-la, son adresse reste réservée.",
            },
        ),
        (
            "Source et relecture",
            {
                "fields": ["source_name", "source_url", ("source_date", "review_interval")],
                "description": "D’où vient ce qui est écrit, et quand le revérifier.",
            },
        ),
        ("Entre agents", {"fields": ["editor_note", "public_id"]}),
    ]
    readonly_fields = ["public_id"]
    autocomplete_fields = ["organization", "main_need"]
    checkbox_fields = ["needs", "audiences"]
    actions = [
        *StillRight.actions,
        *PublicationActions.actions,
        *ClosureAction.actions,
        *SheetScreens.actions,
    ]
    closure_form = EntryClosureForm
    closes_more = "Tous les accueils des fiches choisies seront fermés, sur place et à distance."
    inlines = [ServiceAreaInline, WayInInline, ContactInline, ServiceTranslationInline, VerificationInline]
    list_display = ["name", "status", "organization", "last_check", "completeness", "quality"]
    list_filter = [
        "status",
        ToVerify,
        WithoutNumber,
        UnknownHours,
        Poor,
        "kind",
        "organization__kind",
        ("needs", admin.RelatedOnlyFieldListFilter),
        "serves",
    ]
    search_fields = ["name", "public_id", "organization__name", "organization__short_name"]
    search_help_text = "Un nom, une structure ou le numéro public d’une fiche."
    ordering = ["sort_key", "id"]

    def get_queryset(self, request):
        last = {"last_checked_on": of_last_check("on"), "last_precision": of_last_check("precision")}
        return super().get_queryset(request).for_admin().annotate(**last)

    def get_changeform_initial_data(self, request):
        """Who writes for one structure does not look for it."""
        given = super().get_changeform_initial_data(request)
        own = request.user.organization_ids
        return {"organization": own[0], **given} if len(own) == 1 else given

    @admin.display(description="vérifiée", ordering="last_checked_on", empty_value="jamais")
    def last_check(self, obj):
        if obj.last_checked_on is None:
            return None
        return check_date(Check(Fact.ALL, Outcome.CONFIRMED, obj.last_checked_on, obj.last_precision))

    def save_formset(self, request, form, formset, change):
        if formset.model is Verification:
            for added in formset.extra_forms:
                added.instance.by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Service.objects.filter(pk=form.instance.pk).refresh_search()

    def owners_to_close(self, request, queryset, form):
        """Their ways in; when asked their places too, whatever else is held there, if they are the agent's."""
        ways_in = list(ServiceAtLocation.objects.filter(service__in=queryset).select_related("service", "location"))
        if not form.cleaned_data["places"]:
            return ways_in
        places = Location.objects.filter(pk__in={way_in.location_id for way_in in ways_in} - {None})
        hers = list(places.editable_by(request.user).order_by("name", "pk"))
        for place in places.exclude(pk__in=[place.pk for place in hers]):
            self.message_user(
                request, f"« {place} » n’est pas à vos structures : ce lieu reste ouvert.", messages.WARNING
            )
        return [*ways_in, *hers]

    def services_met(self, obj):
        return [obj]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.status == EditorialStatus.PUBLISHED else None

    def changelist_view(self, request, extra_context=None):
        may = {"may_import": self.has_import_permission(request), "may_merge": self.has_merge_permission(request)}
        return super().changelist_view(request, {**may, **(extra_context or {})})

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview)
        return [path("<uuid:pk>/apercu/", preview, name="resources_service_preview"), *super().get_urls()]

    def preview(self, request, pk):
        """The entry as the public will read it, whatever its status."""
        service = self.get_object(request, str(pk))
        if not self.has_view_permission(request, service):
            raise PermissionDenied
        if service is None:
            raise Http404("Cette fiche n’existe pas.")
        context = entry_page(service, at=timezone.localtime(), preview=True)
        return render(request, "directory/entry.html", {**context, "map": None})


@admin.register(ServiceArea)
class ServiceAreaAdmin(EditedInItsOwner, ReadOnly, DirectoryAdmin):
    """Read only: the page of the entry is where a published one cannot lose its last area."""

    fields = ["service", "kind", "code", "place"]
    list_display = ["service", "kind", "code", "place"]
    list_filter = ["kind", "service__status"]
    list_select_related = ["service"]
    search_fields = ["service__name", "code"]
    ordering = ["service__sort_key", "kind", "code"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(place=place_name())

    @admin.display(description="zone")
    def place(self, obj):
        return obj.place
