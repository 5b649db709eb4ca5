"""Entries that look alike: the list, "these are two services", and merging two of them value by value."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from resources.merging import differences, merge, refuse_merge
from resources.models import NotDuplicates, Service
from resources.search.duplicates import find_duplicates

PER_PAGE = 25
KEPT, OTHER = "kept", "other"
NOTHING = "(vide)"


class MergeForm(forms.Form):
    """One choice a field on which the two entries differ."""

    def __init__(self, *args, kept, other, **kwargs):
        super().__init__(*args, **kwargs)
        self.differing = differences(kept, other)
        for one in self.differing:
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                choices=[(KEPT, one.kept or NOTHING), (OTHER, one.other or NOTHING)],
                initial=OTHER if one.takes_other else KEPT,
                widget=forms.RadioSelect,
                error_messages={"required": "Choisissez l’une des deux valeurs."},
            )

    @property
    def taken(self) -> list[str]:
        return [name for name, choice in self.cleaned_data.items() if choice == OTHER]


class DuplicateScreens:
    """For the screen of the entries."""

    def get_urls(self):
        pages = [
            ("doublons/", self.duplicates, "duplicates"),
            ("doublons/<uuid:first>/<uuid:second>/", self.merge_pair, "merge"),
            ("doublons/<uuid:first>/<uuid:second>/distinctes/", self.tell_apart, "tell_apart"),
        ]
        urls = [
            path(route, self.admin_site.admin_view(view), name=f"resources_service_{n}") for route, view, n in pages
        ]
        return [*urls, *super().get_urls()]

    def has_merge_permission(self, request) -> bool:
        return request.user.has_perm("resources.merge_service")

    def duplicates(self, request):
        self._may_merge(request)
        page = Paginator(find_duplicates(self.get_queryset(request)), PER_PAGE).get_page(request.GET.get("p"))
        wanted = {pk for one in page for pk in (one.first, one.second)}
        services = Service.objects.select_related("organization").in_bulk(wanted)
        pairs = [(one, services[one.first], services[one.second]) for one in page]
        context = self._duplicate_context(request, "Fiches qui se ressemblent", page=page, pairs=pairs)
        return render(request, "admin/duplicates/list.html", context)

    def merge_pair(self, request, first, second):
        """`first` stays."""
        kept, other = self._pair(request, first, second)
        try:
            refuse_merge(kept, other)
        except ValidationError as error:
            return self._back(request, messages.ERROR, " ".join(error.messages))
        form = MergeForm(request.POST if request.method == "POST" else None, kept=kept, other=other)
        if form.is_valid():
            try:
                merged = merge(kept.pk, other.pk, taken=form.taken)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                self.log_change(request, merged, f"Réunie avec la fiche {other.public_id} ({other.name}).")
                self.log_change(request, other, f"Réunie avec la fiche {kept.public_id}, et archivée.")
                said = f"« {merged.name} » a tout repris. L’ancienne adresse /fiche/{other.public_id}/ y mène."
                messages.success(request, f"{said} Relisez la fiche.")
                return HttpResponseRedirect(reverse("admin:resources_service_change", args=[merged.pk]), status=303)
        context = self._duplicate_context(request, "Réunir deux fiches", form=form, kept=kept, other=other)
        return render(request, "admin/duplicates/merge.html", context)

    def tell_apart(self, request, first, second):
        kept, other = self._pair(request, first, second)
        if request.method != "POST":
            return self._list()
        one, two = sorted([kept, other], key=lambda service: service.pk)
        NotDuplicates.objects.get_or_create(first=one, second=two, defaults={"by": request.user})
        said = f"Noté : « {kept.name} » et « {other.name} » sont deux fiches distinctes."
        return self._back(request, messages.SUCCESS, said)

    def _pair(self, request, first, second):
        """Two entries this agent may change."""
        self._may_merge(request)
        found = self.get_queryset(request).in_bulk([first, second])
        if len(found) < 2:
            raise Http404
        if not all(self.has_change_permission(request, one) for one in found.values()):
            raise PermissionDenied
        return found[first], found[second]

    def _may_merge(self, request) -> None:
        if not self.has_merge_permission(request):
            raise PermissionDenied

    def _list(self):
        return HttpResponseRedirect(reverse("admin:resources_service_duplicates"), status=303)

    def _back(self, request, level, said):
        messages.add_message(request, level, said)
        return self._list()

    def _duplicate_context(self, request, title, **context):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": None,
            "title": title,
            "back": reverse("admin:resources_service_duplicates"),
            **context,
        }
