"""Needs, audiences, the words that lead to them, languages."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.debug import sensitive_post_parameters

from resources.admin.base import NOTHING_WRITTEN, DirectoryAdmin, KeyForEver, TabularInline
from resources.admin.folded_form import FoldedFormSet, SearchTermForm
from resources.admin.try_form import TryForm
from resources.models import Audience, Language, Need, SearchTerm, Service


class SearchTermInline(TabularInline):
    """Only to add: there are hundreds of them, more than a form may hold. They have a list of their own."""

    model = SearchTerm
    form = SearchTermForm
    formset = FoldedFormSet
    fields = ["text"]
    only_adds = True
    verbose_name_plural = "mots à ajouter, comme on les dit"

    def get_queryset(self, request):
        return super().get_queryset(request).none()


class CountsItsWords:
    """For a screen of what words lead to."""

    readonly_fields = ["words"]

    @admin.display(description="mots qui y mènent")
    def words(self, obj):
        if obj is None or obj._state.adding:
            return NOTHING_WRITTEN
        count = obj.terms.count()
        url = f"{reverse('admin:resources_searchterm_changelist')}?{self.opts.model_name}__id__exact={obj.pk}"
        return format_html('{} – <a href="{}">voir la liste</a>', f"{count} {'mots' if count > 1 else 'mot'}", url)


class RefreshesItsServices:
    """Its name is part of what search reads of an entry."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Service.objects.filter(pk__in=form.instance.services.values("pk")).refresh_search()


@admin.register(Need)
class NeedAdmin(CountsItsWords, RefreshesItsServices, DirectoryAdmin):
    fieldsets = [
        (None, {"fields": ["name", "sentence", "description", "serves", "words"]}),
        (
            "Qui appeler",
            {"fields": ["line"], "description": "Ce numéro dépanne chaque fiche de ce besoin qui n’en a pas."},
        ),
        (
            "Dans les pages",
            {
                "fields": ["slug", "icon", "position"],
                "description": "L’adresse reste dans l’historique : des mots neutres. La changer casse les liens.",
            },
        ),
    ]
    autocomplete_fields = ["line"]
    inlines = [SearchTermInline]
    list_display = ["name", "sentence", "serves", "line", "position"]
    list_filter = ["serves"]
    list_select_related = ["line"]
    search_fields = ["name", "sentence", "slug"]


@admin.register(Audience)
class AudienceAdmin(CountsItsWords, RefreshesItsServices, DirectoryAdmin):
    fields = ["name", "serves", "slug", "position", "words"]
    inlines = [SearchTermInline]
    list_display = ["name", "serves", "slug", "position"]
    list_filter = ["serves"]
    search_fields = ["name", "slug"]


@admin.register(SearchTerm)
class SearchTermAdmin(DirectoryAdmin):
    """With a box to try a phrase. It posts, so that what is typed is in no address, history nor log."""

    form = SearchTermForm
    change_list_template = "admin/resources/searchterm/change_list.html"
    fields = ["text", "need", "audience", "kind", "alert"]
    autocomplete_fields = ["need", "audience"]
    list_display = ["text", "need", "audience", "kind", "alert"]
    list_filter = ["need", "audience", "kind", "alert"]
    list_select_related = ["need", "audience"]
    search_fields = ["text", "need__name", "audience__name"]
    search_help_text = "Des mots, un besoin ou un public."

    def get_urls(self):
        trying = path("essayer/", self.admin_site.admin_view(self.try_phrase), name="resources_searchterm_try")
        return [trying, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"try_form": TryForm(), **(extra_context or {})})

    @method_decorator(sensitive_post_parameters("phrase"))
    def try_phrase(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TryForm(request.POST if request.method == "POST" else None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Essayer une phrase",
            "form": form,
            "understood": form.understood if form.is_valid() else None,
        }
        return render(request, "admin/resources/searchterm/try.html", context)


@admin.register(Language)
class LanguageAdmin(KeyForEver, DirectoryAdmin):
    fields = ["code", "name", "autonym"]
    list_display = ["name", "autonym", "code"]
    search_fields = ["name", "autonym", "code"]
